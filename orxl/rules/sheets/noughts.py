"""Typed noughts that go on where a formula ends, and are what the formula gives there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.rules.sheets.given import given
from orxl.rules.sheets.lines import Axis
from orxl.rules.sheets.pasted import circular
from orxl.rules.sheets.sheet import CONSTANT, At, SheetView

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView

_STEPS: Final[tuple[tuple[Axis, At], ...]] = (
    ("column", (1, 0)), ("column", (-1, 0)), ("row", (0, 1)), ("row", (0, -1)),
)  # fmt: skip

_LONGEST: Final = 200
"""A longer line of noughts is a list of its own."""


class Noughts(NamedTuple):
    """Typed noughts side by side, right after (before) the formula in ``model``.

    ``models`` is how many cells the formula stands in, side by side in the same line.
    """

    axis: Axis
    model: At
    models: int
    cells: tuple[At, ...]


def noughts_in(view: SheetsView, sheet: SheetView) -> Iterator[Noughts]:
    """The noughts of *sheet* that stand where a formula belongs; each once, longest lines first."""
    found: list[Noughts] = []
    for at, form in sheet.forms.items():
        if form == CONSTANT:
            continue
        for axis, step in _STEPS:
            if _nought(sheet, _next(at, step)) and _goes_across(sheet, at, axis):
                cells = tuple(_along(view, sheet, at, step))
                if cells:
                    back = (-step[0], -step[1])
                    found.append(Noughts(axis, at, _copies(sheet, at, back), tuple(sorted(cells))))
    taken: set[At] = set()
    for one in sorted(found, key=lambda one: (-one.models, -len(one.cells), one.cells)):
        if not taken.intersection(one.cells):
            taken.update(one.cells)
            yield one


def _next(at: At, step: At) -> At:
    return at[0] + step[0], at[1] + step[1]


def _nought(sheet: SheetView, at: At) -> bool:
    return sheet.typed(at) and sheet.number(at) == 0 and sheet.formula(at) is None


def _goes_across(sheet: SheetView, at: At, axis: Axis) -> bool:
    """Whether the formula calculates with cells outside the line that it would be copied along.

    A sum under its column is not copied down, and a mere reference proves nothing.
    """
    along = 1 if axis == "column" else 0
    atoms = sheet.shapes[at]
    corners = [(atom.sheet, corner) for atom in atoms for corner in atom.corners]
    if len(atoms) == 1 or not corners:
        return False
    return all(
        sheet_name or corner.resolved(*at)[along] != at[along] for sheet_name, corner in corners
    )


def _along(view: SheetsView, sheet: SheetView, model: At, step: At) -> Iterator[At]:
    at = _next(model, step)
    for _ in range(_LONGEST):
        if not _nought(sheet, at):
            return
        there = given(view, sheet, model, at, nothing=0.0)
        if there is None or there.value != 0 or there.operands + len(there.read) < 2:
            return
        if circular(view, sheet, at, there):
            return
        yield at
        at = _next(at, step)


def _copies(sheet: SheetView, at: At, step: At) -> int:
    """How many cells with the formula follow each other from *at* on."""
    count, form = 0, sheet.forms[at]
    while sheet.forms.get(at) == form:
        count, at = count + 1, _next(at, step)
    return count
