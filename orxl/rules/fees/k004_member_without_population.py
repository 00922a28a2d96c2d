"""A member of the budget year without a population at the population date."""

from __future__ import annotations

from datetime import datetime

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import SSB_POPULATION
from orxl.rules.kit.tables import MEMBERS, POPULATION
from orxl.rules.shared.members import active, figures, people, population_date

RULE = Rule(
    "K004",
    "medlem-uten-folketall",
    Severity.ERROR,
    finds="Et medlem i budsjettåret som mangler folketall på datoen kontingenten regnes av.",
    why="Uten folketall blir kontingenten 0, og de andre medlemmene ser ut til å betale resten.",
    remedy="Hent folketallet med «orxl importer folketall --hent», eller legg det inn på arket "
    "Folketall, under tabellen.",
    references=(SSB_POPULATION,),
)


@RULE.check
def check(view: View) -> Hits:
    at, known = population_date(view), people(view)
    if at is None or not known:
        return  # no figures at all at the date is K009's finding
    listed = {record.code for _, record in figures(view)}
    for row, member in active(view):
        # A number that is nowhere on «Folketall» is K011's finding.
        if member.code not in known and member.code in listed and "population" in row.cells:
            yield Hit(
                f"{member.name} ({member.code:04d}) har ikke folketall per {nb.day(at)} og får "
                "derfor ingen kontingent.",
                cell=row.cells["population"],
                actual=view.value(row.cells["population"]),
            )


@RULE.bad("Folketallet for Asker har fått feil dato.")
def _row_moved(e: Editor) -> Place:
    row = e.rows_where(POPULATION, municipality="Asker", at=datetime(2025, 1, 1))[0]
    e.type_in(e.at(POPULATION, row, "at"), datetime(2023, 1, 1))
    return e.where(MEMBERS, "Asker", "population")


@RULE.good("En kommune som ikke er medlem, mangler folketall.")
def _not_a_member(e: Editor) -> None:
    e.put(POPULATION, "Stavanger", "at", datetime(2023, 1, 1), by="municipality")
