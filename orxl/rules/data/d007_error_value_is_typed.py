"""An error value that stands as a constant, typed or pasted."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.core.values import CellError
from orxl.rules.example import Editor, Example, Place
from orxl.rules.inputs import spot
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for spec in view.layout.sheets:
        sheet = view.book.sheet(spec.name)
        for (row, column), held in sheet.cells.items() if sheet is not None else ():
            if held.formula is None and isinstance(held.value, CellError):
                cell = CellRef(spec.name, row, column)
                if cell in view.bound.declared:
                    continue  # a formula is missing there, which is worse (F001)
                yield Hit(
                    f"{spot(view, cell)} er feilverdien {nb.value(held.value)}, som ikke "
                    "kommer fra en formel.",
                    cell=cell,
                    actual=held.value,
                )


def _pasted(e: Editor) -> Place:
    return e.put("tblHovedtall", "Kommunikasjon", "budget", CellError("#N/A"))


def _in_a_text(e: Editor) -> Place:
    return e.put("tblTiltak", "1.1", "responsible", CellError("#REF!"))


def _as_text(e: Editor) -> tuple[Place, ...]:
    e.put("tblTiltak", "1.1", "comment", "Her sto det #N/A tidligere.")
    return ()


RULE = Rule(
    code="D007",
    name="feilverdi-limt-inn",
    severity=Severity.ERROR,
    finds="En feilverdi som #I/T eller #REF! er limt inn eller skrevet i en celle.",
    why="Alle formler som leser cellen, viser den samme feilen.",
    remedy="Skriv den riktige verdien, eller tøm cellen.",
    check=check,
    bad=(
        Example("#N/A er limt inn som budsjett for Kommunikasjon.", _pasted),
        Example("#REF! er limt inn som ansvarlig for et tiltak.", _in_a_text),
    ),
    good=(Example("En kommentar nevner #N/A.", _as_text),),
)
