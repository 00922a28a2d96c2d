"""A new workbook that is only looked at: nothing of it is saved, and nobody is asked to."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from orxl.core.edits import Content
from orxl.core.values import BLANK
from orxl.live import raw

if TYPE_CHECKING:
    import xlwings as xw

_WIDEST: Final = 70.0


def show_rows(app: xw.App, name: str, rows: Sequence[Sequence[Content]]) -> None:
    """Open a new workbook with *rows* on a sheet called *name*, written in one go."""
    book = app.books.add()
    sheet = book.sheets[0]
    sheet.name = name
    width = max(map(len, rows))
    filled = [[*row, *([BLANK] * (width - len(row)))] for row in rows]
    cells = sheet.range((1, 1), (len(filled), width))
    cells.formula = [[raw.given(content, date1904=False) for content in row] for row in filled]
    with suppress(Exception):  # how it looks is no reason to give up
        sheet.range((1, 1)).font.bold = True
        cells.autofit()
        for column in cells.columns:
            if (column.column_width or 0.0) > _WIDEST:
                column.column_width = _WIDEST
    with suppress(Exception):
        book.api.Windows.Item(1).Caption = name
    with suppress(Exception):
        book.api.Saved = True
