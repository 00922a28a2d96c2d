"""Whether a line's formula would have something to calculate with in a cell that lacks it."""

from __future__ import annotations

from orxl.formulas.tokens import REFERENCES, Kind
from orxl.rules.sheets.lines import Breach
from orxl.rules.sheets.shape import Atom
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.view import SheetsView


def fits(view: SheetsView, sheet: SheetView, breach: Breach, at: At) -> bool:
    """Whether the neighbours' formula would read numbers in *at*, as it does in theirs.

    False where it builds on the cell before it in its own line: such a line begins with a typed
    number. False, too, where it reads nothing that goes along.
    """
    atoms = [atom for atom in sheet.shapes[breach.model] if atom.kind in REFERENCES]
    along = 0 if breach.axis == "column" else 1
    moving = False
    for atom in atoms:
        for here in zip(_ends(atom, breach.model), _ends(atom, at), strict=True):
            old, new = here
            if old is None or new is None or min(new) < 1:
                return False
            home = sheet if not atom.sheet else view.sheet(_name(atom))
            if home is None or home.numeric(old) != home.numeric(new):
                return False
            if home is sheet and old != new and old[1 - along] == breach.model[1 - along]:
                return False
            moving = moving or (old != new and home.numeric(new))
    return moving


def _ends(atom: Atom, at: At) -> list[At | None]:
    """The cells that the corners of *atom* mean; None for a whole row or column."""
    if atom.kind not in (Kind.CELL, Kind.RANGE):
        return [None]
    spots = [corner.resolved(*at) for corner in atom.corners]
    return [None if row is None or column is None else (row, column) for row, column in spots]


def _name(atom: Atom) -> str:
    return atom.sheet[1:-2].replace("''", "'")
