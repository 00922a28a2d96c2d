"""A picture or shape that is hidden on its sheet."""

from __future__ import annotations

from orxl.core.inspection import Drawing
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR

RULE = Rule(
    "U044",
    "skjult-objekt",
    Severity.WARNING,
    asks=FileView,
    finds="Bilder, tekstbokser og figurer som er skjult.",
    why="De vises ikke på skjermen, men kan vises av mottakeren.",
    remedy="Trykk Alt+F10 for å se listen over alle objekter på arket. Vis eller slett dem.",
    references=(INSPECTOR,),
)

_LEFT_OVER = ("shapetype_", "_xssf_cell_comment")
"""What LibreOffice and Apache POI leave behind of a note's box."""


@RULE.check
def check(view: FileView) -> Hits:
    for found in view.inspection.sheets:
        for drawing in found.drawings:
            if drawing.hidden and not drawing.name.startswith(_LEFT_OVER):
                said = f" med teksten {nb.quoted(drawing.text)}" if drawing.text else ""
                yield Hit(
                    f"«{drawing.name}» på arket «{found.name}» er et skjult objekt{said}.",
                    cell=drawing.cell,
                    sheet=found.name,
                    actual=drawing.text if drawing.text else drawing.name,
                )


@RULE.bad("En skjult tekstboks med en lønn.")
def _hidden(e: Editor) -> Place:
    at = CellRef("Forside", 50, 1)
    box = Drawing("shape", "Tekstboks 3", at, hidden=True, text="Lønn: 812 000")
    e.file.on("Forside", drawings=(box,))
    return at


@RULE.good("En synlig tekstboks.")
def _visible(e: Editor) -> None:
    at = CellRef("Forside", 50, 1)
    e.file.on("Forside", drawings=(Drawing("shape", "Tekstboks 3", at, text="Godt nytt år"),))
