"""A row that is an exact copy of another one."""

from __future__ import annotations

from typing import Final

from orxl.binding import BoundTable
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import (
    AMENDMENTS,
    GRANTS,
    MAIN,
    MEMBERS,
    PARAGRAPHS,
    PARTNERS,
    POPULATION,
    PROJECTS,
)
from orxl.rules.shared.table_keys import copies
from orxl.rules.shared.texts import FIELDS

RULE = Rule(
    "D013",
    "samme-rad-to-ganger",
    Severity.WARNING,
    finds="To rader i en tabell er helt like, eller har samme lange tekst til saken, ord for ord.",
    why="Raden er trolig limt inn to ganger. Beløp regnes med to ganger, og saken får samme linje "
    "to ganger.",
    remedy="Slett den ene raden: høyreklikk i raden og velg Slett → Tabellrader.",
)

_COUNTED: Final = {
    POPULATION,
    MAIN,
    MEMBERS,
    PROJECTS,
    GRANTS,
    AMENDMENTS,
}
"""Tables whose rows are added up: a copy makes a figure wrong."""
_LONG: Final = 60
"""Texts of so many letters are not the same by chance."""


@RULE.check
def check(view: View) -> Hits:
    for bound in view.bound.tables.values():
        if bound.spec.content in ("", "log") or bound.spec.key not in bound.columns:
            continue
        counted = bound.spec.name in _COUNTED
        for number, earlier in copies(bound).items():
            yield Hit(
                f"Rad {number} er en nøyaktig kopi av rad {earlier}"
                + (", så beløpene eller tallene regnes med to ganger." if counted else "."),
                cell=bound.cell(number, bound.spec.key),
                severity=Severity.ERROR if counted else Severity.WARNING,
            )
    for table, key in FIELDS:
        printed = view.bound.tables.get(table)
        if printed is not None and key in printed.columns:
            yield from _same_texts(view, printed, key)


def _same_texts(view: View, bound: BoundTable, key: str) -> Hits:
    """Long texts that are the same, though something else in the row is not."""
    exact = copies(bound)
    seen: dict[str, int] = {}
    for row in bound.rows:
        text = " ".join(view.text(row, key).split()).casefold()
        first = seen.setdefault(text, row.number) if len(text) >= _LONG else row.number
        if first != row.number and row.number not in exact:
            yield Hit(
                f"{nb.quoted(bound.spec.column(key).header)} i rad {row.number} er ord for ord den "
                f"i rad {first}: {nb.quoted(view.text(row, key))}",
                cell=row.cells[key],
            )


@RULE.bad("En partner er ført to ganger på samme tiltak.")
def _partner_twice(e: Editor) -> Place:
    e.add_row(PARTNERS, measure="2.3.1", name="Ruter")
    row = e.add_row(PARTNERS, measure="2.3.1", name="Ruter")
    return CellRef("Partnere", row, 2)


@RULE.bad("Et prosjekt er limt inn to ganger.")
def _project_twice(e: Editor) -> Place:
    e.add_row(PROJECTS, label="Nytt prosjekt", frame=100.0)
    row = e.add_row(PROJECTS, label="Nytt prosjekt", frame=100.0)
    return CellRef("Prosjektmidler", row, 1)


@RULE.bad("Et avsnitt er limt inn en gang til, under et annet nummer.")
def _paragraph_twice(e: Editor) -> Place:
    text = "Budsjettet bygger på tilsagnene som var kjent da saken ble skrevet."
    e.put(PARAGRAPHS, "5.1.4-4", "text", text)
    return e.put(PARAGRAPHS, "5.1.4-6", "text", text)


@RULE.good("En kort overskrift står to ganger.")
def _heading_twice(e: Editor) -> None:
    e.put(PARAGRAPHS, "5.1.4-4", "text", "Inntekter")
    e.put(PARAGRAPHS, "5.1.4-6", "text", "Inntekter")


@RULE.good("Samme partner er ført på to tiltak.")
def _two_measures(e: Editor) -> None:
    e.add_row(PARTNERS, measure="2.3.1", name="Ruter")
    e.add_row(PARTNERS, measure="2.3.2", name="Ruter")
