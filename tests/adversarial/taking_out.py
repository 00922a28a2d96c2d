"""A row taken out of a table as Excel's «Slett tabellrader» does it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from orxl.core.refs import column_number
from orxl.core.snapshot import Book, Cell, Sheet, Table
from orxl.formulas.tokens import REFERENCES, read_prefix, split_prefix, tokenize

_CORNER = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
_LOST = "#REF!"


def delete_row(book: Book, table: Table, row: int) -> Book:
    """*book* without *row* of *table*: what stands below, in the table's columns, moves up.

    References to cells of the row become ``#REF!``, ranges over it shrink.
    """
    first, last = table.ref.first_column, table.ref.last_column

    def moves(column: int) -> bool:
        return first <= column <= last

    def follow(text: str, home: str) -> str:
        out = []
        for token in tokenize(text):
            piece = token.text
            if token.kind in REFERENCES and not token.text.startswith("#"):
                prefix, body = split_prefix(piece)
                sheet = read_prefix(prefix).first if prefix else home
                if sheet.casefold() == table.sheet.casefold():
                    piece = prefix + _reference(body, row, moves)
            out.append(piece)
        return "".join(out)

    def changed(sheet: Sheet) -> Sheet:
        here = sheet.name == table.sheet
        cells: dict[tuple[int, int], Cell] = {}
        for (r, c), cell in sheet.cells.items():
            if here and moves(c) and r == row:
                continue
            at = (r - 1, c) if here and moves(c) and r > row else (r, c)
            if cell.formula is not None:
                cell = cell._replace(formula=follow(cell.formula, sheet.name))
            cells[at] = cell
        if not here:
            return replace(sheet, cells=cells)
        tables = tuple(_table(t, table, row, moves) for t in sheet.tables)
        return replace(sheet, cells=cells, tables=tables)

    sheets = tuple(changed(sheet) for sheet in book.sheets)
    names = tuple(replace(n, refers_to=follow(n.refers_to, "")) for n in book.names)
    return replace(book, sheets=sheets, names=names)


def _table(table: Table, whose: Table, row: int, moves: Callable[[int], bool]) -> Table:
    ref = table.ref
    if table.name == whose.name:
        return replace(table, ref=replace(ref, last_row=ref.last_row - 1))
    if ref.first_row > row and moves(ref.first_column):
        up = replace(ref, first_row=ref.first_row - 1, last_row=ref.last_row - 1)
        return replace(table, ref=up)
    return table


def _reference(body: str, row: int, moves: Callable[[int], bool]) -> str:
    corners = [_CORNER.fullmatch(part) for part in body.split(":")]
    found = [c for c in corners if c is not None]
    if len(found) != len(corners) or not 1 <= len(found) <= 2:
        return body
    if not all(moves(column_number(c[2])) for c in found):
        return body
    rows = [int(c[4]) for c in found]
    if len(found) == 1:
        if rows[0] == row:
            return _LOST
        new = [rows[0] - (rows[0] > row)]
    else:
        low, high = min(rows), max(rows)
        if low == high == row:
            return _LOST
        new = [rows[0] - (rows[0] > row), rows[1] - (rows[1] >= row)]
    return ":".join(f"{c[1]}{c[2]}{c[3]}{n}" for c, n in zip(found, new, strict=True))
