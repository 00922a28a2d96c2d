"""A partner that belongs to a measure which does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.keyed import dangling, hint, keys, uses
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if not view.has("tblTiltak", "number"):
        return
    known = keys(view, "tblTiltak", "number")
    for lost in dangling(uses(view, "tblPartnere", "measure"), known):
        yield Hit(
            f"Partneren hører til tiltak «{lost.key}», som ikke finnes på arket Tiltak."
            f"{hint(lost.key, known.values())}{lost.elsewhere}",
            cell=lost.cell,
            actual=lost.key,
        )


def _unknown(e: Editor) -> Place:
    row = e.add_row("tblPartnere", measure="4.1.1", name="Ruter")
    return CellRef("Partnere", row, 1)


def _known(e: Editor) -> tuple[Place, ...]:
    e.add_row("tblPartnere", measure="2.3.1", name="Ruter")
    return ()


RULE = Rule(
    code="N004",
    name="partner-uten-tiltak",
    severity=Severity.ERROR,
    finds="En partner hører til et tiltak som ikke finnes.",
    why="Partneren kommer ikke med i handlingsprogrammet, for den skrives ut sammen med tiltaket.",
    remedy="Rett nummeret i kolonnen «Tiltak», eller slett raden hvis tiltaket er tatt ut.",
    check=check,
    bad=(Example("En partner er ført på tiltak 4.1.1, som ikke finnes.", _unknown),),
    good=(Example("En partner er ført på tiltak 2.3.1.", _known),),
)
