"""The relative (R1C1) form of a formula: copies of one formula have one relative form."""

from __future__ import annotations

from orxl.core.refs import CellRef, column_number
from orxl.formulas.defined import AXIS
from orxl.formulas.relative import even_prefix
from orxl.formulas.tokens import REFERENCES, Kind, Token, bare_function, split_prefix, tokenize


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
