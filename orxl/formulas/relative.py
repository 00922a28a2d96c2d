"""Copying a formula from cell to cell as Excel does it, and a sheet's prefix in one spelling."""

from __future__ import annotations

from orxl.core.refs import MAX_COLUMN, MAX_ROW, CellRef, column_letters, column_number
from orxl.formulas.defined import AXIS
from orxl.formulas.tokens import REFERENCES, read_prefix, split_prefix, tokenize


def even_prefix(prefix: str) -> str:
    """A sheet's prefix in one spelling: apostrophes always, lower case."""
    if not prefix:
        return ""
    part = read_prefix(prefix)
    book = f"[{part.book}]" if part.book else ""
    sheets = part.first if part.first == part.last else f"{part.first}:{part.last}"
    return "'" + (book + sheets).casefold().replace("'", "''") + "'!"


def moved(formula: str, at: CellRef, to: CellRef) -> str:
    """*formula* as Excel writes it when the cell *at* is copied to *to*.

    Absolute references and references in texts stay; one that would leave the sheet becomes
    ``#REF!``.
    """
    return "".join(
        _moved(token.text, to.row - at.row, to.column - at.column)
        if token.kind in REFERENCES
        else token.text
        for token in tokenize(formula)
    )


def _moved(text: str, rows: int, columns: int) -> str:
    prefix, body = split_prefix(text)
    corners = [_moved_corner(corner, rows, columns) for corner in body.split(":")]
    return prefix + ("#REF!" if None in corners else ":".join(c for c in corners if c is not None))


def _moved_corner(corner: str, rows: int, columns: int) -> str | None:
    match = AXIS.fullmatch(corner)
    if match is None:
        return corner
    column_mark, letters, row_mark, digits = match[1], match[2], match[3], match[4]
    if letters is None:
        column_mark, row_mark = "", column_mark + row_mark
    out = ""
    if letters is not None:
        number = column_number(letters) + (0 if column_mark else columns)
        if not 1 <= number <= MAX_COLUMN:
            return None
        out = column_mark + column_letters(number)
    if digits is not None:
        row = int(digits) + (0 if row_mark else rows)
        if not 1 <= row <= MAX_ROW:
            return None
        out += f"{row_mark}{row}"
    return out
