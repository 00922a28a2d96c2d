"""A frozen pane that keeps content out of reach."""

from __future__ import annotations

from orxl.core.inspection import Freeze
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.shared.sending import filled_cells, sheets

RULE = Rule(
    "U019",
    "fryste-ruter-skjuler-innhold",
    Severity.WARNING,
    asks=FileView,
    finds="Fryste ruter som gjør at innhold ikke kan vises ved å bla.",
    why="Mottakeren kommer ikke til radene over eller resten av arket, og tror at de ikke finnes.",
    remedy="Velg Vis → Frys ruter og opphev frysingen. Bla til toppen, og frys på nytt.",
)

_HEIGHT, _WIDTH = 450.0, 130.0
"""What a laptop shows of a sheet at 100 %, in points and characters, with a little to spare."""


@RULE.check
def check(view: FileView) -> Hits:
    for found, sheet in sheets(view):
        freeze = found.freeze
        if freeze is None:
            continue
        top = CellRef(found.name, freeze.first_row, freeze.first_column)
        lost = [
            c
            for c in filled_cells(view, sheet)
            if (freeze.rows and c.row < freeze.first_row)
            or (freeze.columns and c.column < freeze.first_column)
        ]
        if lost:
            yield Hit(
                f"Rutene på arket «{found.name}» er fryst slik at vinduet begynner i {top.a1}. "
                f"{nb.counted(len(lost), 'celle', 'celler')} før det kan ikke vises ved å bla.",
                cell=top,
            )
        elif freeze.height > _HEIGHT or freeze.width > _WIDTH:
            what = (
                f"{freeze.rows} rader" if freeze.height > _HEIGHT else f"{freeze.columns} kolonner"
            )
            yield Hit(
                f"De frysne rutene på arket «{found.name}» ({what}) fyller hele vinduet på en "
                "vanlig skjerm. Resten kan ikke vises ved å bla.",
                cell=top,
            )


@RULE.bad("Rutene ble fryst mens arket var bladd ned til rad 5.")
def _scrolled(e: Editor) -> Place:
    e.file.on("Tiltak", freeze=Freeze(1, 0, 0.0, 15.0, first_row=5))
    return CellRef("Tiltak", 5, 1)


@RULE.bad("30 høye rader er fryst.")
def _too_tall(e: Editor) -> Place:
    e.file.on("Tiltak", freeze=Freeze(30, 0, 0.0, 900.0))
    return CellRef("Tiltak", 1, 1)


@RULE.good("Overskriften og den første kolonnen er fryst.")
def _header(e: Editor) -> None:
    e.file.on("Tiltak", freeze=Freeze(5, 1, 10.0, 110.0))
