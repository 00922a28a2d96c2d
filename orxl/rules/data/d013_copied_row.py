"""A row that is an exact copy of another one."""

from __future__ import annotations

from typing import Final

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.tables import (
    AMENDMENTS,
    GRANTS,
    MAIN,
    MEMBERS,
    PARTNERS,
    POPULATION,
    PROJECTS,
)
from orxl.rules.shared.table_keys import copies

RULE = Rule(
    "D013",
    "samme-rad-to-ganger",
    Severity.WARNING,
    finds="To rader i en tabell er helt like.",
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


@RULE.good("Samme partner er ført på to tiltak.")
def _two_measures(e: Editor) -> None:
    e.add_row(PARTNERS, measure="2.3.1", name="Ruter")
    e.add_row(PARTNERS, measure="2.3.2", name="Ruter")
