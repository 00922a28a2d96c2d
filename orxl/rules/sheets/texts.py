"""Numbers that are stored as text, and where they stand in a list of numbers."""

from __future__ import annotations

from orxl.rules.sheets.edges import NUMBER, YEARS
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.totals import Total


def says_a_number(text: str) -> bool:
    """Whether *text* says nothing but a number, perhaps with its unit."""
    return 0 < len(text) <= 30 and NUMBER.fullmatch(text) is not None


def among_numbers(sheet: SheetView, total: Total, at: At) -> bool:
    """Whether the cell before or after it is a number too, or says one."""
    row, column = at
    beside = (
        ((row - 1, column), (row + 1, column))
        if not total.horizontal
        else ((row, column - 1), (row, column + 1))
    )
    return any(
        sheet.ref(cell) in total.area
        and (sheet.numeric(cell) or says_a_number(sheet.text(cell).strip()))
        for cell in beside
        if min(cell) > 0
    )


def heads(sheet: SheetView, total: Total, at: At, text: str) -> bool:
    """Whether it is a heading the range begins with: a year as text does no harm in a sum."""
    row, column = at
    first = at == (total.area.first_row, total.area.first_column)
    if total.endless:  # the heading of a whole column or row stands wherever the list begins
        before = (row, column - 1) if total.horizontal else (row - 1, column)
        first = min(before) < 1 or not sheet.numeric(before)
    if not first or not text.isdigit():
        return False
    pairs = ((row, column - 1), (row, column + 1)), ((row - 1, column), (row + 1, column))
    texts = [sheet.text(spot) for spot in pairs[1 if total.horizontal else 0] if min(spot) > 0]
    return int(text) in YEARS or any(other.isdigit() for other in texts)
