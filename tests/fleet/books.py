"""Small workbooks, made here."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from openpyxl import Workbook


def small(cells: Mapping[str, object]) -> bytes:
    """A workbook with these *cells*."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for at, content in cells.items():
        sheet[at] = content
    made = BytesIO()
    book.save(made)
    return made.getvalue()
