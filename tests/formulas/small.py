"""Small books by hand: ``{"Ark1": {"A1": 2, "B1": "=A1*2"}}``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet, Table
from orxl.core.values import BLANK, CellError, Value

Content = float | int | str | bool | datetime | CellError | Cell


def book_of(
    sheets: Mapping[str, Mapping[str, Content]],
    names: Mapping[str, str] | None = None,
    tables: tuple[Table, ...] = (),
) -> Book:
    """A book; a text that begins with ``=`` is a formula without a value, ``'=`` a text."""
    return Book(
        tuple(
            Sheet(
                name,
                {_at(name, a1): _cell(content) for a1, content in cells.items()},
                tuple(table for table in tables if table.sheet == name),
            )
            for name, cells in sheets.items()
        ),
        tuple(DefinedName(name, refers_to) for name, refers_to in (names or {}).items()),
    )


def _at(sheet: str, a1: str) -> tuple[int, int]:
    ref = CellRef.of(sheet, a1)
    return ref.row, ref.column


def _cell(content: Content) -> Cell:
    if isinstance(content, Cell):
        return content
    if isinstance(content, str) and content.startswith("="):
        return Cell(BLANK, content[1:], 0, "normal")
    return Cell(value_of(content))


def value_of(content: float | int | str | bool | datetime | CellError) -> Value:
    """*content* as a cell's value; an int becomes a float."""
    if isinstance(content, int) and not isinstance(content, bool):
        return float(content)
    return content


def at(text: str) -> CellRef:
    """``at("Ark1!B2")``."""
    sheet, _, a1 = text.rpartition("!")
    return CellRef.of(sheet.strip("'"), a1)
