"""A picture or shape that is hidden on its sheet."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.inspection import Drawing
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
)
from orxl.rules.view import View

_LEFT_OVER = ("shapetype_", "_xssf_cell_comment")
"""What LibreOffice and Apache POI leave behind of a note's box."""


def check(view: View) -> Iterator[Hit]:
    for found in inspected(view).sheets:
        for drawing in found.drawings:
            if drawing.hidden and not drawing.name.startswith(_LEFT_OVER):
                said = f" med teksten {nb.quoted(drawing.text)}" if drawing.text else ""
                yield Hit(
                    f"«{drawing.name}» på arket «{found.name}» er et skjult objekt{said}.",
                    cell=drawing.cell,
                    sheet=found.name,
                    actual=drawing.text if drawing.text else drawing.name,
                )


def _hidden(e: Editor) -> Place:
    at = CellRef("Forside", 50, 1)
    box = Drawing("shape", "Tekstboks 3", at, hidden=True, text="Lønn: 812 000")
    e.parcel.on("Forside", drawings=(box,))
    return at


def _visible(e: Editor) -> tuple[Place, ...]:
    at = CellRef("Forside", 50, 1)
    e.parcel.on("Forside", drawings=(Drawing("shape", "Tekstboks 3", at, text="Godt nytt år"),))
    return ()


RULE = Rule(
    code="U044",
    name="skjult-objekt",
    severity=Severity.WARNING,
    finds="Bilder, tekstbokser og figurer som er skjult.",
    why="De vises ikke på skjermen, men kan vises av mottakeren.",
    remedy="Trykk Alt+F10 for å se listen over alle objekter på arket. Vis eller slett dem.",
    check=check,
    bad=(Example("En skjult tekstboks med en lønn.", _hidden),),
    good=(Example("En synlig tekstboks.", _visible),),
)
