"""Rows and columns that came, went or moved within an area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core.edits import Content, Formula, present
from orxl.core.refs import CellRef, column_letters
from orxl.versions.alignment import AlignedArea
from orxl.versions.changes import Change, Kind
from orxl.versions.rows import Area

_SORTED: Final = 4
"""More rows that have moved than this are an area that has been sorted."""


def movements(area: AlignedArea) -> Iterator[Change]:
    """What came, went or moved in *area*."""
    yield from _columns(area)
    for row in area.rows.removed:
        yield _row(Kind.ROW_REMOVED, area.before, row)
    for row in area.rows.added:
        yield _row(Kind.ROW_ADDED, area.after, row)
    yield from _moved(area)


def _row(kind: Kind, area: Area, row: int) -> Change:
    first = min(area.rows[row], default=min(area.columns, default=1))
    at = area.cell(row, first)
    gone = kind is Kind.ROW_REMOVED
    return Change(
        kind, area.sheet, area.name, area.called(row),
        before=at if gone else None, after=None if gone else at, contents=contents(area, row),
    )  # fmt: skip


def contents(area: Area, row: int) -> tuple[tuple[str, Content], ...]:
    """What stands in *row* of *area*, by header or column letter."""
    return tuple(
        (area.header(column) or column_letters(column), present(cell))
        for column, cell in area.rows[row].items()
    )


def _moved(area: AlignedArea) -> Iterator[Change]:
    moved = area.rows.moved
    other = area.after
    first = min(other.columns, default=1)
    cells = tuple(
        (area.before.cell(a, min(area.before.columns, default=1)), other.cell(b, first))
        for a, b in moved
    )
    if len(moved) > _SORTED:
        yield Change(Kind.ROWS_SORTED, other.sheet, other.name, before=cells[0][0],
                     after=min(at for _, at in cells), cells=cells)  # fmt: skip
        return
    if len(moved) == 1 and _swapped(area) is not None:
        a, b = _swapped(area) or moved[0]
        yield _swap(area, moved[0], (a, b))
        return
    if len(moved) == 2 and _exchanged(area):
        yield _swap(area, *moved)
        return
    for (a, b), (at, at_after) in zip(moved, cells, strict=True):
        yield Change(Kind.ROW_MOVED, other.sheet, other.name, other.called(b), before=at,
                     after=at_after, contents=contents(other, b))  # fmt: skip
        del a


def _exchanged(area: AlignedArea) -> bool:
    """Whether the two rows that moved stand where the other stood."""
    (a, b), (c, d) = area.rows.moved
    return area.rows.shifted(a) == d and area.rows.shifted(c) == b


def _swapped(area: AlignedArea) -> tuple[int, int] | None:
    """The neighbour that the only row that moved has changed places with, as seen from it."""
    ((a, b),) = area.rows.moved
    order, there = list(area.before.rows), list(area.after.rows)
    for step in (-1, 1):
        place, place_after = order.index(a) + step, there.index(b) - step
        if 0 <= place < len(order) and 0 <= place_after < len(there):
            other = order[place], there[place_after]
            if area.rows.forward.get(other[0]) == other[1]:
                return other
    return None


def _swap(area: AlignedArea, one: tuple[int, int], two: tuple[int, int]) -> Change:
    other = area.after
    first, was = min(other.columns, default=1), min(area.before.columns, default=1)
    pairs = sorted((one, two), key=lambda pair: pair[1])
    cells = tuple((area.before.cell(a, was), other.cell(b, first)) for a, b in pairs)
    called = " og ".join(filter(None, (other.called(b) for _, b in pairs)))
    return Change(Kind.ROWS_SWAPPED, other.sheet, other.name, called, before=cells[0][0],
                  after=cells[0][1], cells=cells)  # fmt: skip


def _columns(area: AlignedArea) -> Iterator[Change]:
    one, other = area.before, area.after
    columns = area.columns
    for column in columns.removed:
        yield _column(Kind.COLUMN_REMOVED, one, column)
    for column in columns.added:
        yield _column(Kind.COLUMN_ADDED, other, column)
    for a, b in columns.moved:
        yield Change(Kind.COLUMN_MOVED, other.sheet, other.name, column=_called(other, b),
                     before=_top(one, a), after=_top(other, b))  # fmt: skip
    for a, b in columns.forward.items():
        if one.table is None or other.table is None:
            return
        was, now = one.header(a), other.header(b)
        if was != now:
            yield Change(Kind.COLUMN_RENAMED, other.sheet, other.name, column=now,
                         before=_top(one, a), after=_top(other, b), old=was, new=now)  # fmt: skip
        formulas = tuple(
            table.columns[n - table.ref.first_column].formula
            for table, n in ((one.table, a), (other.table, b))
        )
        if formulas[0] != formulas[1]:
            yield Change(
                Kind.COLUMN_FORMULA, other.sheet, other.name, column=now,
                before=_top(one, a), after=_top(other, b),
                old=_formula(formulas[0]), new=_formula(formulas[1]),
            )  # fmt: skip


def _formula(text: str | None) -> Formula | None:
    return None if text is None else Formula(text)


def _column(kind: Kind, area: Area, column: int) -> Change:
    gone = kind is Kind.COLUMN_REMOVED
    at = _top(area, column)
    held = tuple(
        (area.called(row) or str(row), present(cells[column]))
        for row, cells in area.rows.items()
        if column in cells
    )
    return Change(
        kind, area.sheet, area.name, column=_called(area, column),
        before=at if gone else None, after=None if gone else at, contents=held,
    )  # fmt: skip


def _called(area: Area, column: int) -> str:
    return area.header(column) or column_letters(column)


def _top(area: Area, column: int) -> CellRef:
    row = area.table.ref.first_row if area.table else min(area.rows, default=1)
    return area.cell(row, column)
