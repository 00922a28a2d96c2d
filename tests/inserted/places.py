"""Where staff may insert a row or a column: every kind of place, on every sheet of the workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from orxl.core.snapshot import Book, Sheet, Table

Insert = Callable[[Book, str, int], Book]
"""Inserts rows or columns on a sheet, before the one of this number."""
Place = Callable[[Sheet], int | None]
"""The row or the column of a sheet before which is inserted; None where there is no such place."""


def _in_table(of: Callable[[Table], int]) -> Place:
    return lambda sheet: of(sheet.tables[0]) if sheet.tables else None


def _middle(first: int, last: int) -> int:
    return (first + last + 1) // 2


ROWS: Final[Mapping[str, Place]] = {
    "above everything": lambda _: 1,
    "between title and totals": lambda _: 4,
    "above the header": _in_table(lambda t: t.ref.first_row),
    "above the first row": _in_table(lambda t: t.first_data_row),
    "in the middle": _in_table(lambda t: _middle(t.first_data_row, t.last_data_row)),
    "above the last row": _in_table(lambda t: t.last_data_row),
    "right below the table": _in_table(lambda t: t.ref.last_row + 1),
    "far below": _in_table(lambda t: t.ref.last_row + 4),
}
COLUMNS: Final[Mapping[str, Place]] = {
    "left of everything": lambda _: 1,
    "after the first": lambda _: 2,
    "in the middle": _in_table(lambda t: _middle(t.ref.first_column, t.ref.last_column)),
    "before the last": _in_table(lambda t: t.ref.last_column),
    "right of the table": _in_table(lambda t: t.ref.last_column + 1),
}


def everywhere(book: Book, insert: Insert, place: Place) -> Book:
    """*book* with something inserted on every sheet that has the *place*."""
    for sheet in book.sheets:
        now = book.sheet(sheet.name)
        at = place(now) if now is not None else None
        if at is not None:
            book = insert(book, sheet.name, at)
    return book
