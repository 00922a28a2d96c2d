"""A project's frame that stands both with the project and with its grant, or in two projects."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import GRANT_YEARS, PROJECTS
from orxl.rules.shared.amounts import amount
from orxl.rules.shared.grants import budget_year_of
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "B031",
    "rammen-står-to-steder",
    Severity.ERROR,
    finds="En ramme som er skrevet både på Prosjektmidler og på Tilskuddsår, eller en ramme på "
    "Tilskuddsår som to prosjekter henter.",
    why="Begge beløpene kommer med i utgiftene.",
    remedy="La rammen stå ett sted: på Tilskuddsår når prosjektet hører til et tilskudd. Deler to "
    "prosjekter et tilskudd, skrives rammene på Prosjektmidler.",
)


@RULE.check
def check(view: View) -> Hits:
    first: dict[str, int] = {}
    for row in view.rows(PROJECTS) if view.has(PROJECTS, "frame", "grant", "granted") else ():
        grant = view.text(row, "grant")
        granted = amount(view, row, "granted")
        if not grant or not granted:
            continue
        there = budget_year_of(view, grant)
        where = f" i rad {there.number}" if there is not None else ""
        typed = amount(view, row, "frame")
        earlier = first.setdefault(same(grant), row.number)
        if typed:
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} har en ramme på {nb.number(typed)} her, og "
                f"{nb.number(granted)} på Tilskuddsår{where}. Begge er regnet med.",
                cell=row.cells["frame"],
                actual=typed,
            )
        elif earlier != row.number:
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} hører til {grant}, som prosjektet i rad "
                f"{earlier} gjør. Rammen på {nb.number(granted)} på Tilskuddsår er regnet med i "
                "begge.",
                cell=row.cells["grant"],
                actual=grant,
            )


@RULE.bad("Rammen til SEADITO er skrevet på Prosjektmidler også.")
def _both(e: Editor) -> Place:
    return e.put(PROJECTS, "SEADITO", "frame", 50.0)


@RULE.bad("Et nytt prosjekt viser til et tilskudd som alt har et prosjekt.")
def _two_projects(e: Editor) -> Place:
    row = e.add_row(PROJECTS, label="SEADITO, møter", grant="SEADITO")
    return e.at(PROJECTS, row, "grant")


@RULE.good("To prosjekter deler et tilskudd, og rammene står på Prosjektmidler.")
def _shared(e: Editor) -> None:
    e.put(GRANT_YEARS, "SEADITO", "frame", 0.0)
    e.put(PROJECTS, "SEADITO", "frame", 30.0)
    e.add_row(PROJECTS, label="SEADITO, møter", grant="SEADITO", frame=20.0)
