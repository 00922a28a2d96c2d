"""A row that is an exact copy of another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.keyed import copies
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View

_COUNTED: Final = {
    "tblFolketall",
    "tblHovedtall",
    "tblMedlemmer",
    "tblProsjektmidler",
    "tblTilskudd",
}
"""Tables whose rows are added up: a copy makes a figure wrong."""


def check(view: View) -> Iterator[Hit]:
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


def _partner_twice(e: Editor) -> Place:
    e.add_row("tblPartnere", measure="2.3.1", name="Ruter")
    row = e.add_row("tblPartnere", measure="2.3.1", name="Ruter")
    return CellRef("Partnere", row, 2)


def _project_twice(e: Editor) -> Place:
    e.add_row("tblProsjektmidler", label="Nytt prosjekt", frame=100.0)
    row = e.add_row("tblProsjektmidler", label="Nytt prosjekt", frame=100.0)
    return CellRef("Prosjektmidler", row, 1)


def _two_measures(e: Editor) -> tuple[Place, ...]:
    e.add_row("tblPartnere", measure="2.3.1", name="Ruter")
    e.add_row("tblPartnere", measure="2.3.2", name="Ruter")
    return ()


RULE = Rule(
    code="D013",
    name="samme-rad-to-ganger",
    severity=Severity.WARNING,
    finds="To rader i en tabell er helt like.",
    why="Raden er trolig limt inn to ganger. Beløp regnes med to ganger, og saken får samme linje "
    "to ganger.",
    remedy="Slett den ene raden: høyreklikk i raden og velg Slett → Tabellrader.",
    check=check,
    bad=(
        Example("En partner er ført to ganger på samme tiltak.", _partner_twice),
        Example("Et prosjekt er limt inn to ganger.", _project_twice),
    ),
    good=(Example("Samme partner er ført på to tiltak.", _two_measures),),
)
