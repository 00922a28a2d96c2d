"""Cells over a table's columns that were left behind when a column was inserted in the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from orxl.binding import Placed
from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.formulas.graph import graph_of
from orxl.formulas.normal import equal
from orxl.rules.kit.view import View

_BEYOND = 20
"""How far right of the last of them a cell that was left behind is looked for."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """The cells over one table that stand over other columns than their own."""

    table: str
    cells: tuple[Placed, ...]
    """What stands elsewhere, each with the place where it belongs."""
    stands_in: tuple[CellRef, ...]
    """Where each of them stands now, in the same order."""

    @property
    def over_nothing(self) -> tuple[CellRef, ...]:
        """The cells that none of them belongs in: they are to be emptied."""
        places = {placed.cell for placed in self.cells}
        return tuple(cell for cell in dict.fromkeys(self.stands_in) if cell not in places)


@per_object
def left_behind(view: View) -> Sequence[LeftBehind]:
    """The rows over tables whose formulas stand over other columns than their own.

    Excel moves a sheet's column with what stands over a table, but a *table's* column without it.
    """
    groups: dict[str, list[Placed]] = {}
    for placed in view.bound.fixed:
        if placed.table and placed.formula is not None:
            groups.setdefault(placed.table, []).append(placed)
    found = []
    for table, group in groups.items():
        right = {p.cell for p in group if _stands_right(view, p)}
        pairs = [(p, _elsewhere(view, p, right)) for p in group if p.cell not in right]
        lost = [(p, at) for p, at in pairs if at is not None]
        if lost:
            found.append(LeftBehind(table, tuple(p for p, _ in lost), tuple(at for _, at in lost)))
    return found


def read_by_others(view: View, left: LeftBehind) -> bool:
    """Whether a formula beside them reads any of the cells: moving them would change what it says.

    Cut and pasted in Excel, they take such formulas along.
    """
    own = {*left.stands_in, *(placed.cell for placed in left.cells)}
    return bool(graph_of(view.book).readers(own) - own)


def _stands_right(view: View, placed: Placed) -> bool:
    held = view.book.cell(placed.cell).formula
    wanted = placed.formula or ""
    return held is not None and equal(held, wanted, placed.cell, view.book)


def _elsewhere(view: View, placed: Placed, right: set[CellRef]) -> CellRef | None:
    """The cell of the same row that holds the formula of *placed*."""
    sheet, row = view.book.sheet(placed.cell.sheet), placed.cell.row
    wanted = _alike(placed.formula or "", row)
    last = placed.cell.column + _BEYOND
    for column in range(1, last + 1) if sheet is not None else ():
        cell = CellRef(placed.cell.sheet, row, column)
        held = view.book.cell(cell).formula
        if cell not in right and held is not None and _alike(held, row) == wanted:
            return cell
    return None


def _alike(formula: str, row: int) -> str:
    """*formula* in one spelling, whichever cells of its own row it reads."""
    bare = "".join(formula.split()).casefold()
    return re.sub(rf"(?<![\w.])\$?[a-z]{{1,3}}\$?{row}(?![\w(])", "#", bare)
