"""What a finding offers, done to a snapshot as the writers and a person at the cell would do it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from orxl.core.edits import ANYTHING, Edit, Formula, SetCached, SetCell, SetName
from orxl.core.findings import Finding
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet, TableColumn
from orxl.core.values import BLANK, Value, same_value

_QUOTED: Final = re.compile(r"\b(?:[Mm]ente du|[Ss]kriv) «([^»]+)»")
_FIGURE: Final = re.compile(
    r"\b(?:[Mm]ente du|[Ss]kriv) ([-−–]?\d{1,3}(?:[  \u202f]\d{3})*(?:,\d+)?|[-−–]?\d+(?:,\d+)?)"
    r"(?![\d.])( ?%)?(?=[?. ]| i | på )"
)
_DAY: Final = re.compile(r"\b(?:[Mm]ente du|[Ss]kriv) (\d{1,2})\.(\d{1,2})\.(\d{4})")


def applied(book: Book, edits: Iterable[Edit]) -> Book:
    """*book* with *edits* made, as the writers make them: an edit must fit what stands there."""
    for edit in edits:
        if isinstance(edit, SetName):
            names = [n for n in book.names if n.name != edit.name or n.sheet is not None]
            book = replace(book, names=(*names, DefinedName(edit.name, edit.refers_to)))
        elif isinstance(edit, SetCached):
            held = book.cell(edit.cell)
            assert held.formula == edit.formula
            value = BLANK if edit.value is None else edit.value
            book = put(book, edit.cell, held._replace(value=value))
        else:
            assert isinstance(edit, SetCell)
            book = _typed(book, edit)
    return book


def _typed(book: Book, edit: SetCell) -> Book:
    held, expected, content = book.cell(edit.cell), edit.expected, edit.content
    assert expected is not ANYTHING
    if isinstance(expected, Formula):
        assert held.formula == expected.text
    else:
        assert held.formula is None
        assert same_value(held.value, expected)
    if isinstance(content, Formula):
        value = BLANK if content.cached is None else content.cached
        return put(book, edit.cell, Cell(value, content.text, held.style, "normal"))
    return put(book, edit.cell, Cell(content, None, held.style))


def put(book: Book, at: CellRef, cell: Cell) -> Book:
    """*book* with *cell* at *at*; the text of a header is the table's as well, as in Excel."""
    sheets = []
    for sheet in book.sheets:
        if sheet.name == at.sheet:
            sheet = replace(sheet, cells={**sheet.cells, (at.row, at.column): cell})
            tables = list(sheet.tables)
            for index, table in enumerate(tables):
                if at in table.ref and at.row == table.ref.first_row and table.header_rows:
                    columns = list(table.columns)
                    offset = at.column - table.ref.first_column
                    columns[offset] = TableColumn(str(cell.value), columns[offset].formula)
                    tables[index] = replace(table, columns=tuple(columns))
            sheet = replace(sheet, tables=tuple(tables))
        sheets.append(sheet)
    return replace(book, sheets=tuple(sheets))


def named_values(finding: Finding) -> Iterator[Value]:
    """What the words of *finding* tell a person to type in its cell: «Mente du …», «Skriv …»."""
    if finding.cell is None:
        return
    words = f"{finding.message} {finding.remedy}"
    for match in _QUOTED.finditer(words):
        yield match[1]
    for match in _DAY.finditer(words):
        yield datetime(int(match[3]), int(match[2]), int(match[1]))
    for match in _FIGURE.finditer(words):
        digits = re.sub(r"[^\d,−–-]", "", match[1])
        number = float(re.sub("[−–]", "-", digits).replace(",", "."))
        yield number / 100 if match[2] else number


def typed(book: Book, cell: CellRef, value: Value) -> Book:
    """*book* after *value* is typed in *cell*; over a header the formulas follow, as in Excel."""
    held = book.cell(cell)
    headed = [
        table.name
        for table in book.tables.values()
        if cell in table.ref and cell.row == table.ref.first_row
    ]
    if headed and isinstance(held.value, str):
        old, new = held.value, str(value)
        sheets = tuple(_following(sheet, headed[0], old, new) for sheet in book.sheets)
        book = replace(book, sheets=sheets)
    return put(book, cell, Cell(value, None, held.style))


def followed(formula: str, table: str, old: str, new: str) -> str:
    """*formula* where the column of *table*, and no other's, is called *new*."""
    named = re.compile(rf"\b{re.escape(table)}(\[(?:[^\[\]]|\[[^\[\]]*\])*\])")
    return named.sub(lambda m: m[0].replace(f"[{old}]", f"[{new}]"), formula)


def _following(sheet: Sheet, table: str, old: str, new: str) -> Sheet:
    changed = {
        at: there._replace(formula=followed(there.formula, table, old, new))
        for at, there in sheet.cells.items()
        if there.formula is not None and f"[{old}]" in there.formula
    }
    return replace(sheet, cells={**sheet.cells, **changed}) if changed else sheet
