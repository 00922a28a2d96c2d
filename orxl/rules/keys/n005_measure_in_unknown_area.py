"""A measure whose number points at an area that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.keyed import dangling, keys, uses
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if not view.has("tblOmråder", "code"):
        return
    known = keys(view, "tblOmråder", "code")
    areas = (
        (cell, number.rpartition(".")[0])
        for cell, number in uses(view, "tblTiltak", "number")
        if number.rpartition(".")[0]  # a number without a full stop has the wrong form: D010
    )
    for lost in dangling(areas, known):
        yield Hit(
            f"Tiltaket hører etter nummeret til område «{lost.key}», som ikke finnes på arket "
            f"Områder.{lost.elsewhere}",
            cell=lost.cell,
            actual=lost.key,
        )


def _unknown_area(e: Editor) -> Place:
    row = e.add_row("tblTiltak", number="2.5.1", title="Et nytt tiltak")
    return CellRef("Tiltak", row, 1)


def _area_renamed(e: Editor) -> Place:
    e.put("tblOmråder", "3.5", "code", "3.6")
    return e.where("tblTiltak", "3.5.1", "number")


def _new_area(e: Editor) -> tuple[Place, ...]:
    e.add_row("tblOmråder", code="3.6", name="Beredskap", type="Tverrgående tema")
    e.add_row("tblTiltak", number="3.6.1", title="Et nytt tiltak")
    return ()


RULE = Rule(
    code="N005",
    name="tiltak-i-ukjent-område",
    severity=Severity.ERROR,
    finds="Et tiltak har et nummer som hører til et område som ikke finnes.",
    why="Tiltaket kommer ikke med under noe område i handlingsprogrammet.",
    remedy="Rett tiltaksnummeret, eller legg til området på arket Områder.",
    check=check,
    bad=(
        Example("Et nytt tiltak har nummeret 2.5.1, men område 2.5 finnes ikke.", _unknown_area),
        Example(
            "Område 3.5 har fått koden 3.6, men tiltakene heter 3.5.1 og 3.5.2.", _area_renamed
        ),
    ),
    good=(Example("Et nytt område og et tiltak i det er lagt til.", _new_area),),
)
