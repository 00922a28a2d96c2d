"""Sums that stop before the last rows of their list, which are blank today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.totals import Total

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView

_MOST: Final = 25
"""So many rows at most lie between a sum and its list; the rest is another table."""
_LEFT: Final = 12
"""So many columns to the left of the numbers say what the rows are."""

Kind = Literal["text", "number", "formula"]


class Unreached(NamedTuple):
    """Sums in one row that stop at row ``last``; ``rows`` more of the list are blank below it."""

    cells: tuple[At, ...]
    last: int
    rows: tuple[int, ...]


def unreached_in(view: SheetsView, sheet: SheetView) -> Iterator[Unreached]:
    """The sums of *sheet* that end before their list does; those side by side as one."""
    found: dict[tuple[int, int, tuple[int, ...]], list[At]] = {}
    for (name, _), totals in view.totals.columns.items():
        for total in totals if name == sheet.name else ():
            rows = _rows(sheet, total)
            if rows:
                key = total.cell.row, total.area.last_row, rows
                found.setdefault(key, []).append((total.cell.row, total.cell.column))
    for (_, last, rows), cells in found.items():
        yield Unreached(tuple(sorted(set(cells))), last, rows)


def _rows(sheet: SheetView, total: Total) -> tuple[int, ...]:
    """The rows between the range and the formula, where they are blank and look like its rows."""
    area, home = total.area, total.cell
    between = range(area.last_row + 1, home.row)
    if home.sheet != sheet.name or home.column != area.first_column or total.endless:
        return ()
    if not 0 < len(between) <= _MOST or area.last_row == area.first_row:
        return ()
    if any(not sheet.blank((row, home.column)) for row in between):
        return ()
    naming = naming_of(sheet, range(area.first_row, area.last_row + 1), home.column)
    rows = tuple(row for row in between if naming and is_named(sheet, row, naming))
    return rows if rows and rows[0] == between[0] else ()


def naming_of(sheet: SheetView, rows: Sequence[int], before: int) -> dict[int, Kind]:
    """The columns to the left that have the same kind of thing in all *rows*, and which."""
    found: dict[int, Kind] = {}
    for column in range(max(1, before - _LEFT), before):
        kind = _kind(sheet, (rows[-1], column))
        if kind is not None and all(_kind(sheet, (row, column)) == kind for row in rows):
            found[column] = kind
    return found


def is_named(sheet: SheetView, row: int, naming: dict[int, Kind]) -> bool:
    """Whether *row* has the same kind of thing in all those columns."""
    return all(_kind(sheet, (row, column)) == kind for column, kind in naming.items())


def _kind(sheet: SheetView, at: At) -> Kind | None:
    if at in sheet.shapes:
        return "formula"
    if sheet.text(at):
        return "text"
    return "number" if sheet.typed(at) else None
