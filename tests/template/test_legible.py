"""At 200 % on a small screen something is left to scroll, and Tab goes through inputs in order.

Excel itself is not asked: the sizes are those of the file, and Tab's way over a protected sheet is
Microsoft's: from unlocked cell to unlocked cell, row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple

from orxl.layout import layout_for
from tests.template.walk import width_of

WINDOW: Final = 1270, 500
"""The room for cells on a screen of 1366 × 768 at 100 %, in pixels: docs/utseende.md shows it."""
ZOOM: Final = 2
LEAST_WIDTH, LEAST_ROWS = 0.33, 3
"""What must be left to scroll at 200 %: a third of the width, and so many rows of one line."""
LINE: Final = 20
_PIXELS: Final = 4 / 3
SHEETS: Final = [sheet.name for sheet in layout_for(2026).sheets if not sheet.hidden]


def frozen(sheet: Any) -> tuple[float, float]:
    """The width and the height, in pixels at 100 %, of what does not scroll."""
    row, column = coordinate_to_tuple(sheet.freeze_panes or "A1")
    wide = sum(7 * width_of(sheet, i) + 5 for i in range(1, column) if not hidden(sheet, i))
    return wide, sum((sheet.row_dimensions[i].height or 15) * _PIXELS for i in range(1, row))


def hidden(sheet: Any, column: int) -> bool:
    return bool(sheet.column_dimensions[get_column_letter(column)].hidden)


def too_much_frozen(sheet: Any) -> bool:
    wide, high = frozen(sheet)
    left = WINDOW[0] / ZOOM - wide, WINDOW[1] / ZOOM - high
    return left[0] < LEAST_WIDTH * WINDOW[0] / ZOOM or left[1] < LEAST_ROWS * LINE


@pytest.mark.parametrize("name", SHEETS)
def test_at_200_per_cent_there_is_something_left_to_scroll(formulas: Workbook, name: str) -> None:
    assert not too_much_frozen(formulas[name]), frozen(formulas[name])


def test_a_sheet_with_too_much_frozen_is_found(formulas: Workbook) -> None:
    sheet = formulas["Mål"]
    before = sheet.freeze_panes
    for wrong in ("H6", "C12"):
        sheet.freeze_panes = wrong
        assert too_much_frozen(sheet)
    sheet.freeze_panes = before


def unlocked(sheet: Any) -> Iterator[Any]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if not cell.protection.locked)


def tab_faults(sheet: Any) -> list[str]:
    """Unlocked cells that Tab reaches out of order, or that nobody sees."""
    faults = []
    tables = [(table.name, table) for table in sheet.tables.values()]
    areas = [(name, range_boundaries(table.ref)) for name, table in tables]
    by_row: dict[int, set[str]] = {}
    for cell in unlocked(sheet):
        if hidden(sheet, cell.column) or sheet.row_dimensions[cell.row].hidden:
            faults.append(f"{cell.coordinate} er ulåst og skjult")
        if not sheet.protection.sheet:
            continue  # there Tab goes to the next cell, locked or not
        home = next(
            (n for n, (left, top, right, bottom) in areas
             if left <= cell.column <= right and top <= cell.row <= bottom), "",
        )  # fmt: skip
        by_row.setdefault(cell.row, set()).add(home)
    return faults + [f"rad {row}: {homes}" for row, homes in by_row.items() if len(homes) > 1]


@pytest.mark.parametrize("name", SHEETS)
def test_tab_goes_through_what_is_filled_in_row_by_row(formulas: Workbook, name: str) -> None:
    assert tab_faults(formulas[name]) == []


def test_tab_that_leaves_its_table_or_meets_what_nobody_sees_is_found(formulas: Workbook) -> None:
    sheet = formulas["Forutsetninger"]
    cell = next(unlocked(sheet))
    letter = get_column_letter(cell.column)
    sheet.column_dimensions[letter].hidden = True
    assert tab_faults(sheet)
    sheet.column_dimensions[letter].hidden = False
    assert tab_faults(sheet) == []
