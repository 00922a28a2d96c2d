"""Defined names: which one a word means in a cell, and how its definition reads from there."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.memo import per_object
from orxl.core.refs import MAX_COLUMN, MAX_ROW, CellRef, column_letters, column_number
from orxl.core.snapshot import Book, DefinedName
from orxl.formulas.tokens import REFERENCES, read_prefix, split_prefix, tokenize

AXIS: Final = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([0-9]+)?")


def find_name(text: str, at: CellRef, book: Book) -> DefinedName | None:
    """The defined name that *text* (``Sats``, ``Ark1!Sats``, ``[0]!Sats``) means at *at*."""
    prefix, bare = split_prefix(text)
    sheet = at.sheet
    if prefix:
        part = read_prefix(prefix)
        if part.book:
            return None
        sheet = part.first if part.first else at.sheet
    wanted, home = bare.casefold(), sheet.casefold()
    found = _names(book).get(wanted, {})
    return found.get(home, found.get(None))


@per_object
def _names(book: Book) -> dict[str, dict[str | None, DefinedName]]:
    """The defined names by name, and under each by its sheet (None: the workbook)."""
    names: dict[str, dict[str | None, DefinedName]] = {}
    for name in book.names:
        home = None if name.sheet is None else name.sheet.casefold()
        names.setdefault(name.name.casefold(), {})[home] = name
    return names


def shift(refers_to: str, at: CellRef) -> str:
    """A name's definition as seen from *at*: the file stores relative references as from A1."""
    if at.row == 1 and at.column == 1:
        return refers_to
    return "".join(
        _shifted(token.text, at) if token.kind in REFERENCES else token.text
        for token in tokenize(refers_to)
    )


def _shifted(text: str, at: CellRef) -> str:
    prefix, body = split_prefix(text)
    return prefix + ":".join(_shifted_corner(corner, at) for corner in body.split(":"))


def _shifted_corner(corner: str, at: CellRef) -> str:
    match = AXIS.fullmatch(corner)
    if match is None:
        return corner
    column_mark, letters, row_mark, digits = match[1], match[2], match[3], match[4]
    if letters is None:  # a whole row, $3 or 3: the mark was read as the column's
        column_mark, row_mark = "", column_mark + row_mark
    out = ""
    if letters is not None:
        number = column_number(letters)
        if not column_mark:  # off the edge Excel goes on from the other side
            number = (number + at.column - 2) % MAX_COLUMN + 1
        out += column_mark + column_letters(number)
    if digits is not None:
        row = int(digits)
        if not row_mark:
            row = (row + at.row - 2) % MAX_ROW + 1
        out += f"{row_mark}{row}"
    return out
