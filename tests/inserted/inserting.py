"""Rows and columns inserted into a snapshot as Excel inserts them.

What moves: the cells, the tables' ranges, merged areas, and every reference in a formula, a chart
or a defined name. Inserting in the *sheet* moves everything below or to the right; inserting in a
*table* only what stands in the table's own rows. The code is the tests' own: it shares nothing
with what orxl writes files by.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from orxl.core.refs import Range, column_letters, column_number
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet, Table, TableColumn
from orxl.core.values import BLANK
from orxl.formulas.tokens import REFERENCES, read_prefix, split_prefix, tokenize

_CORNER = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
_OWN = "Egen"


@dataclass(frozen=True)
class Move:
    """*count* rows (or columns) inserted before *at*, between the lines *first* and *last*."""

    sheet: str
    across: bool
    """Whether columns are inserted, so that cells move to the right."""
    at: int
    count: int = 1
    first: int = 1
    last: int = 1_048_576

    def cell(self, row: int, column: int) -> tuple[int, int]:
        line, place = (row, column) if self.across else (column, row)
        if not self.first <= line <= self.last or place < self.at:
            return row, column
        return (row, column + self.count) if self.across else (row + self.count, column)

    def area(self, area: Range) -> Range:
        """*area* moved, or stretched where the insertion is inside it.

        An area of which only a part would move stays: Excel leaves such a reference alone.
        """
        lines = (area.first_row, area.last_row) if self.across else (
            area.first_column, area.last_column)  # fmt: skip
        if area.sheet != self.sheet or not (self.first <= lines[0] and lines[1] <= self.last):
            return area
        top, left = self.cell(area.first_row, area.first_column)
        bottom, right = self.cell(area.last_row, area.last_column)
        return Range(area.sheet, top, left, min(bottom, 1_048_576), min(right, 16_384))


def insert_rows(book: Book, sheet: str, at: int, count: int = 1) -> Book:
    """*count* whole rows inserted before row *at*; a table that gets them fills its columns."""
    return _moved(book, Move(sheet, False, at, count))


def insert_columns(book: Book, sheet: str, at: int, count: int = 1) -> Book:
    """*count* whole columns inserted before column *at*; a table that gets them names them."""
    return _moved(book, Move(sheet, True, at, count))


def insert_in_table(book: Book, table: str, at: int, count: int = 1) -> Book:
    """*count* columns inserted before the sheet's column *at*, in the rows of *table* alone.

    *at* may be the column right of the table, as when a header is typed there.
    """
    found = book.table(table)
    assert found is not None
    ref = found.ref
    move = Move(ref.sheet, True, at, count, ref.first_row, ref.last_row)
    return _moved(book, move, found.name)


def _moved(book: Book, move: Move, grows: str = "") -> Book:
    sheets = tuple(_sheet(s, move, grows) for s in book.sheets)
    names = tuple(_name(n, move) for n in book.names)
    return replace(book, sheets=sheets, names=names)


def _sheet(sheet: Sheet, move: Move, grows: str) -> Sheet:
    def follow(text: str) -> str:
        return _formula(text, sheet.name, move)

    here = sheet.name == move.sheet
    cells: dict[tuple[int, int], Cell] = {}
    for at, cell in sheet.cells.items():
        formula = None if cell.formula is None else follow(cell.formula)
        cells[move.cell(*at) if here else at] = cell._replace(formula=formula)
    tables = tuple(_table(t, move, cells, t.name == grows, follow) for t in sheet.tables)
    merged = tuple(move.area(area) for area in sheet.merged) if here else sheet.merged
    charts = sheet.charts and tuple(tuple(map(follow, chart)) for chart in sheet.charts)
    return replace(sheet, cells=cells, tables=tables, merged=merged, charts=charts)


def _table(
    table: Table,
    move: Move,
    cells: dict[tuple[int, int], Cell],
    typed: bool,
    follow: Callable[[str], str],
) -> Table:
    if table.sheet != move.sheet:
        return table
    ref = move.area(table.ref)
    old = table.ref
    if typed and move.at == old.last_column + 1:  # a header typed right of the table
        ref = replace(ref, last_column=ref.last_column + move.count)
    if typed and move.at == old.first_column:
        ref = replace(ref, first_column=old.first_column)
    columns = list(table.columns)
    for number in range(move.at, move.at + ref.last_column - ref.first_column + 1 - len(columns)):
        header = f"{_OWN} {column_letters(number)}"
        columns.insert(number - ref.first_column, TableColumn(header))
        cells[ref.first_row, number] = Cell(header)
    moved = replace(table, ref=ref, columns=tuple(columns))
    if not move.across and old.first_row < move.at <= old.last_row:
        for row in range(move.at, move.at + move.count):
            for offset, column in enumerate(columns):
                if column.formula is not None:
                    text = follow(column.formula)
                    cells[row, ref.first_column + offset] = Cell(BLANK, text, 0, "normal")
    return moved


def _name(name: DefinedName, move: Move) -> DefinedName:
    return replace(name, refers_to=_formula(name.refers_to, name.sheet or "", move))


def _formula(text: str, home: str, move: Move) -> str:
    """*text*, a formula on the sheet *home*, with its references moved."""
    out = []
    for token in tokenize(text):
        piece = token.text
        if token.kind in REFERENCES:
            prefix, body = split_prefix(piece)
            sheet = read_prefix(prefix).first if prefix else home
            if sheet == move.sheet:
                piece = prefix + _reference(body, move)
        out.append(piece)
    return "".join(out)


def _reference(body: str, move: Move) -> str:
    corners = [_CORNER.fullmatch(part) for part in body.split(":")]
    if not all(corners) or not 1 <= len(corners) <= 2:
        return body  # whole rows or columns; the workbook has none
    first, last = corners[0], corners[-1]
    assert first is not None
    assert last is not None
    old = Range(
        move.sheet, int(first[4]), column_number(first[2]), int(last[4]), column_number(last[2])
    )
    new = move.area(old)
    ends = ((new.first_row, new.first_column, first), (new.last_row, new.last_column, last))
    return ":".join(
        f"{match[1]}{column_letters(column)}{match[3]}{row}"
        for row, column, match in ends[: len(corners)]
    )
