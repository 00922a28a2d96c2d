"""What a formula calculates with: the single cells beside its operators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core import nb
from orxl.formulas.tokens import Kind
from orxl.rules.sheets.shape import Atom, Shape
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.view import SheetsView

_ARITHMETIC: Final = frozenset({"+", "-", "*", "/", "^"})


def operands(atoms: Shape) -> Iterator[tuple[Atom, bool]]:
    """The single cells that stand beside an arithmetic operator; True beside × or ÷.

    A formula that is nothing but a reference has it as an operand.
    """
    if len(atoms) == 1 and atoms[0].kind is Kind.CELL:
        yield atoms[0], True
    for number, atom in enumerate(atoms):
        if atom.kind is not Kind.CELL:
            continue
        beside = {
            atoms[i].text
            for i in (number - 1, number + 1)
            if 0 <= i < len(atoms) and atoms[i].kind is Kind.INFIX
        }
        if beside & _ARITHMETIC:
            yield atom, bool(beside & {"*", "/"})


def target(view: SheetsView, sheet: SheetView, atom: Atom, at: At) -> tuple[SheetView, At] | None:
    """The cell that *atom* means in the formula at *at*; None where there is none."""
    row, column = atom.corners[0].resolved(*at)
    if row is None or column is None or row < 1 or column < 1:
        return None
    if not atom.sheet:
        return sheet, (row, column)
    name = atom.sheet[1:-2].replace("''", "'")
    home = view.sheet(name)
    return None if home is None else (home, (row, column))


def empty_at(view: SheetsView, sheet: SheetView, atom: Atom, at: At) -> bool | None:
    """Whether the operand is blank or a text; None where it cannot be looked at."""
    found = target(view, sheet, atom, at)
    if found is None:
        return None
    home, there = found
    return home.blank(there) or bool(home.text(there))


def described(home: SheetView, at: At) -> str:
    """What stands in a cell that is no number, for the end of a sentence."""
    return "er tom" if home.blank(at) else f"er teksten {nb.quoted(home.text(at), 30)}"


def divided(atoms: Shape, atom: Atom) -> bool:
    """Whether *atom* is what the formula divides by something."""
    after = atoms[atoms.index(atom) + 1 :]
    return bool(after) and after[0].text == "/"
