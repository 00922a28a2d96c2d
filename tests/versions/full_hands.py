"""The hands of two people at the shipped workbook itself: steps that change its file.

``hands.py`` changes a small workbook in memory; here whole files are changed, with all that is in
them, by the writer's edits and by orxl's own commands, as staff's files come to be merged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from orxl.cli import main
from orxl.core.edits import (
    AppendRows,
    Content,
    Edit,
    Formula,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetName,
)
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Sheet, Table
from orxl.core.values import BLANK, Value
from orxl.xlsx import patch, read_bytes

Step = tuple[Any, ...]
Row = tuple[Content | None, ...]
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "tblPartnere": ("Tiltak", "Partner"),
    "tblTilskuddsår": ("Tilskudd", "År"),
    "tblFolketall": ("Kommunenr", "Dato"),
    "tblMedlemmer": ("Kommune",),
}
"""The columns that name a row, where the first one alone does not."""


def worked(data: bytes, steps: Sequence[Step]) -> bytes:
    """The file in *data* after *steps*."""
    for name, *rest in steps:
        data = patch(data, EDITS[name](read_bytes(data), *rest)) if name in EDITS else _run(
            data, *rest
        )  # fmt: skip
    return data


def _run(data: bytes, words: Sequence[str]) -> bytes:
    """The file after a command of orxl; ``BOK`` in *words* is the workbook."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "handlingsprogram.xlsx"
        path.write_bytes(data)
        assert main([str(path) if word == "BOK" else word for word in words]) in (0, 1), words
        return path.read_bytes()


# Places


def at(book: Book, place: str) -> CellRef:
    """The cell that ``table|row's key|header`` or ``sheet!address`` names."""
    if "|" not in place:
        sheet, _, a1 = place.rpartition("!")
        return CellRef.of(sheet, a1)
    name, key, header = place.split("|")
    table = table_of(book, name)
    column = table.column_of(header)
    assert column is not None, place
    return CellRef(table.sheet, _row(book, table, key), column)


def content_at(book: Book, place: str) -> Any:
    """What stands in *place*: None for nothing, a formula with its ``=``."""
    cell = book.cell(at(book, place))
    if cell.formula is not None:
        return f"={cell.formula}"
    return None if cell.value is BLANK else cell.value


def keys(book: Book, name: str) -> list[str]:
    """The keys of a table's rows, in order; a blank row is an empty text."""
    table = table_of(book, name)
    return [_key(book, table, row) for row in table.data_rows]


def table_of(book: Book, name: str) -> Table:
    table = book.table(name)
    assert table is not None, name
    return table


def _sheet(book: Book, table: Table) -> Sheet:
    sheet = book.sheet(table.sheet)
    assert sheet is not None
    return sheet


def _key(book: Book, table: Table, row: int) -> str:
    sheet = _sheet(book, table)
    headers = KEYS.get(table.name) or (table.columns[0].name,)
    columns = [table.column_of(header) or 0 for header in headers]
    return "/".join(_word(sheet[row, column].value) for column in columns)


def _word(value: Value) -> str:
    if value is BLANK:
        return ""
    if isinstance(value, datetime):
        return str(value.year)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _row(book: Book, table: Table, key: str) -> int:
    return next(row for row in table.data_rows if _key(book, table, row) == key)


# Steps


def _content(said: Any) -> Content:
    if said is None:
        return BLANK
    if isinstance(said, str) and said.startswith("="):
        return Formula(said[1:])
    return float(said) if isinstance(said, int) and not isinstance(said, bool) else said


def _put(book: Book, place: str, said: Any) -> list[Edit]:
    return [SetCell(at(book, place), _content(said))]


def _replace(book: Book, place: str, old: str, new: str) -> list[Edit]:
    """Another piece of a text."""
    cell = at(book, place)
    text = book.cell(cell).value
    assert isinstance(text, str), place
    assert old in text, place
    return [SetCell(cell, text.replace(old, new))]


def _everywhere(book: Book, name: str, header: str, old: str, new: str) -> list[Edit]:
    """Find and replace in a whole column of typed texts."""
    table = table_of(book, name)
    column, sheet = table.column_of(header) or 0, _sheet(book, table)
    found: list[Edit] = []
    for row in table.data_rows:
        cell = sheet[row, column]
        if cell.formula is None and isinstance(cell.value, str) and old in cell.value:
            text = cell.value.replace(old, new)
            found.append(SetCell(CellRef(table.sheet, row, column), text))
    return found


def _fill(book: Book, name: str, header: str, said: Any) -> list[Edit]:
    table = table_of(book, name)
    column = table.column_of(header) or 0
    return [SetCell(CellRef(table.sheet, row, column), _content(said)) for row in table.data_rows]


def _add(book: Book, name: str, values: Mapping[str, Any], after: str = "") -> list[Edit]:
    table = table_of(book, name)
    row: Row = tuple(
        _content(values[c.name]) if c.name in values else None if c.formula is not None else BLANK
        for c in table.columns
    )
    place = _row(book, table, after) + 1 if after else table.last_data_row + 1
    if place <= table.last_data_row:
        return [InsertRows(name, place, (row,))]
    return [AppendRows(name, (row,))]


def _delete(book: Book, name: str, key: str) -> list[Edit]:
    table = table_of(book, name)
    gone = _row(book, table, key)
    return _ordered(book, table, [row for row in table.data_rows if row != gone])


def _sort(book: Book, name: str, header: str) -> list[Edit]:
    table = table_of(book, name)
    sheet, column = _sheet(book, table), table.column_of(header) or 0
    return _ordered(
        book, table, sorted(table.data_rows, key=lambda row: str(sheet[row, column].value))
    )


def _exchange(book: Book, name: str, one: str, other: str) -> list[Edit]:
    """Two rows change places."""
    table = table_of(book, name)
    first, second = _row(book, table, one), _row(book, table, other)
    turned = {first: second, second: first}
    return _ordered(book, table, [turned.get(row, row) for row in table.data_rows])


def _ordered(book: Book, table: Table, rows: Sequence[int]) -> list[Edit]:
    return [ReplaceRows(table.name, tuple(_held(book, table, row) for row in rows))]


def _held(book: Book, table: Table, row: int) -> Row:
    sheet = _sheet(book, table)
    cells = [sheet[row, table.ref.first_column + n] for n in range(len(table.columns))]
    return tuple(
        (None if column.formula is not None else Formula(cell.formula))
        if cell.formula is not None else cell.value
        for cell, column in zip(cells, table.columns, strict=True)
    )  # fmt: skip


def _name(_book: Book, called: str, refers_to: str) -> list[Edit]:
    return [SetName(called, refers_to)]


EDITS: Final[Mapping[str, Callable[..., list[Edit]]]] = {
    "put": _put, "replace": _replace, "everywhere": _everywhere, "fill": _fill, "add": _add,
    "delete": _delete, "sort": _sort, "exchange": _exchange, "name": _name,
}  # fmt: skip
