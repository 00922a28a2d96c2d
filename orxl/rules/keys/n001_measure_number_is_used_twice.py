"""Two measures with the same number."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.keyed import doubles
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for cell, number, earlier in doubles(view, "tblTiltak", "number"):
        yield Hit(
            f"Tiltaksnummeret {number} er allerede brukt i rad {earlier}.",
            cell=cell,
            actual=number,
        )


def _retyped(e: Editor) -> Place:
    return e.put("tblTiltak", "2.1.4", "number", "2.1.3")


def _added(e: Editor) -> Place:
    row = e.add_row("tblTiltak", number="1.1", title="Et nytt tiltak")
    return CellRef("Tiltak", row, 1)


def _next_number(e: Editor) -> tuple[Place, ...]:
    e.add_row("tblTiltak", number="2.1.10", title="Et nytt tiltak")
    return ()


RULE = Rule(
    code="N001",
    name="tiltaksnummer-brukt-to-ganger",
    severity=Severity.ERROR,
    finds="To tiltak har samme nummer.",
    why="Mål og partnere hører til et tiltak ved nummeret. Med to like numre telles de på begge.",
    remedy="Gi det ene tiltaket et ledig nummer, og rett målene og partnerne som hører til det.",
    check=check,
    bad=(
        Example("Tiltak 2.1.4 har fått nummeret 2.1.3.", _retyped),
        Example("Et nytt tiltak er gitt nummeret 1.1.", _added),
    ),
    good=(Example("Et nytt tiltak har nummeret 2.1.10, som ligner 2.1.1.", _next_number),),
)
