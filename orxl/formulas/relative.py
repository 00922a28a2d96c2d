"""The relative (R1C1) form of a formula: copies of one formula have one relative form."""

from __future__ import annotations

from orxl.core.refs import MAX_COLUMN, MAX_ROW, CellRef, column_letters, column_number
from orxl.formulas.structured import AXIS
from orxl.formulas.tokens import (
    REFERENCES,
    Kind,
    Token,
    bare_function,
    read_prefix,
    split_prefix,
    tokenize,
)


def relative(formula: str, at: CellRef) -> str:
    """*formula* (without ``=``) as seen from the cell *at*, in R1C1 notation.

    ``SUM(B4:B6)*$A$1`` in B7 becomes ``SUM(R[-3]C:R[-1]C)*R1C1``. Spaces that mean nothing, the
    case of function and sheet names, and ``_xlfn.`` prefixes are evened out, so that formulas
    filled down a column have the same form. Structured references and names stay as they are (in
    lower case): they look the same in every row.
    """
    return "".join(_piece(token, at) for token in tokenize(formula))


def _piece(token: Token, at: CellRef) -> str:
    kind, text = token
    if kind in REFERENCES:
        prefix, body = split_prefix(text)
        corners = [_corner(corner, at) for corner in body.split(":")]
        return even_prefix(prefix) + ":".join(corners)
    if kind is Kind.SPACE:
        return ""
    if kind is Kind.INTERSECTION:
        return " "
    if kind is Kind.FUNCTION:
        return bare_function(text) + "("
    if kind in (Kind.BOOL, Kind.ERROR):
        return text.upper()
    return text if kind is Kind.TEXT else text.casefold()


def even_prefix(prefix: str) -> str:
    """A sheet's prefix in one spelling: apostrophes always, lower case."""
    if not prefix:
        return ""
    part = read_prefix(prefix)
    book = f"[{part.book}]" if part.book else ""
    sheets = part.first if part.first == part.last else f"{part.first}:{part.last}"
    return "'" + (book + sheets).casefold().replace("'", "''") + "'!"


def _corner(corner: str, at: CellRef) -> str:
    match = AXIS.fullmatch(corner)
    if match is None:
        return corner.casefold()
    column_mark, letters, row_mark, digits = match[1], match[2], match[3], match[4]
    if letters is None:  # a whole row, $3: the mark was read as the column's
        column_mark, row_mark = "", column_mark + row_mark
    row = column = ""
    if digits is not None:
        row = f"R{digits}" if row_mark else _offset("R", int(digits) - at.row)
    if letters is not None:
        number = column_number(letters)
        column = f"C{number}" if column_mark else _offset("C", number - at.column)
    return row + column


def _offset(axis: str, distance: int) -> str:
    return f"{axis}[{distance}]" if distance else axis


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
