"""The formulas of a sheet lowered together.

The cells of a table's column hold one and the same formula text, so nearly all of the work is the
same for each of them: what a name stands for, and which column ``[@Beløp]`` means. That is worked
out once; only the row is put in for each cell.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from orxl.core.light import dataclass
from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import Book
from orxl.formulas.defined import find_name
from orxl.formulas.structured import column_called, lower, parse, quoted
from orxl.formulas.tokens import REFERENCES, Kind, Token, tokenize

_ABSOLUTE: Final = re.compile(r"=?(?:'(?:[^']|'')*'|\w+)!\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?")
_NO_ROWS: Final = range(0)
_ROW: Final = "\0"
"""Stands for a row's number: no formula holds it."""
_NO_DIGITS: Final = str.maketrans("", "", "0123456789")


@dataclass(frozen=True, slots=True)
class Lowered:
    """A lowered formula, and the first one on the sheet that differs only in the cells it names.

    What can be told from a formula without looking at its cells is the same for all of one
    ``shape``.
    """

    text: str
    shape: str


@dataclass(frozen=True, slots=True)
class _OwnRow:
    """``[@Beløp]``: a cell in the formula's own row, where that is one of the table's."""

    column: str
    rows: range


class _Copies(NamedTuple):
    """A formula lowered for any of *rows*: *text* with a mark where the cell's own row goes."""

    text: str
    rows: range | None
    """None: any row will do."""
    shape: str

    def at(self, row: int) -> Lowered | None:
        """The copy in *row*; None where the formula means something else there."""
        if self.rows is None or row in self.rows:
            return Lowered(self.text.replace(_ROW, str(row)), self.shape)
        return None


def _form(lowered: str) -> str:
    """*lowered* with a mark in place of each reference: what kind of place it is, not which."""
    return "".join(
        [text if kind not in REFERENCES else _mark(kind, text) for kind, text in tokenize(lowered)]
    )


def _mark(kind: Kind, text: str) -> str:
    prefix, _, body = text.rpartition("!")
    first, _, last = body.replace("$", "").upper().partition(":")
    several = prefix if "[" in prefix or ":" in prefix else ""  # another book, or many sheets
    return f"\0{kind.value}{first == last}{several}\0"


def _both(one: range, other: range) -> range:
    return range(max(one.start, other.start), min(one.stop, other.stop))


class SheetLowering:
    """Lowers the formulas of one sheet of a book, as :func:`orxl.formulas.structured.lower`."""

    def __init__(self, sheet: str, book: Book) -> None:
        self._sheet = sheet
        self._book = book
        self._pieces: dict[str, str | _OwnRow | None] = {}
        self._shapes: dict[str, tuple[str, str]] = {}
        self._forms: dict[str, str] = {}
        self._copies: dict[str, _Copies] = {}

    def lower(self, formula: str, at: CellRef) -> Lowered:
        """*formula* (without ``=``), standing in *at* on this sheet, lowered."""
        copies = self._copies.get(formula)
        copy = None if copies is None else copies.at(at.row)
        if copy is not None:
            return copy
        text, rows = self._text(formula, at)
        lowered = self._shaped(formula, text.replace(_ROW, str(at.row)))
        if copies is None and rows is not _NO_ROWS:
            self._copies[formula] = _Copies(text, rows, lowered.shape)
        return lowered

    def _shaped(self, formula: str, text: str) -> Lowered:
        bare = text.translate(_NO_DIGITS)
        known = self._shapes.get(formula)
        if known is None:
            known = self._shapes[formula] = self._forms.setdefault(_form(text), text), bare
        shape, first_bare = known
        return Lowered(text, shape if bare == first_bare else text)

    def _text(self, formula: str, at: CellRef) -> tuple[str, range | None]:
        """*formula* lowered, with a mark for its own row, and the rows for which that is true."""
        found = tokenize(formula)
        if not any(kind is Kind.STRUCTURED or kind is Kind.NAME for kind, _ in found):
            return formula, None
        parts: list[str] = []
        rows: range | None = None
        for token in found:
            if token.kind is not Kind.STRUCTURED and token.kind is not Kind.NAME:
                parts.append(token.text)
                continue
            piece = self._piece(token, at)
            if isinstance(piece, str):
                parts.append(piece)
            elif piece is not None and at.row in piece.rows:
                parts.append(f"{piece.column}{_ROW}")
                rows = piece.rows if rows is None else _both(rows, piece.rows)
            else:
                return lower(formula, at, self._book), _NO_ROWS
        return "".join(parts), rows

    def _piece(self, token: Token, at: CellRef) -> str | _OwnRow | None:
        """What *token* becomes on this sheet; None where that hangs on the cell in other ways."""
        if token.text not in self._pieces:
            worked_out = self._structured if token.kind is Kind.STRUCTURED else self._name
            self._pieces[token.text] = worked_out(token.text, at)
        return self._pieces[token.text]

    def _structured(self, text: str, at: CellRef) -> str | _OwnRow | None:
        ref = parse(text)
        if ref is None:
            return text
        if ref.table == "":
            return None  # the table around the cell, whichever that is
        table = self._book.table(ref.table)
        if table is None or not ref.this_row:
            return lower(text, at, self._book)
        column = None if ref.first_column is None else column_called(ref.first_column, table)
        here = table.sheet.casefold() == self._sheet.casefold()
        if column is None or ref.first_column != ref.last_column or not here:
            return None
        return _OwnRow(f"{quoted(table.sheet)}${column_letters(column)}$", table.data_rows)

    def _name(self, text: str, at: CellRef) -> str | None:
        name = find_name(text, at, self._book)
        if name is not None and not _ABSOLUTE.fullmatch(name.refers_to):
            return None
        return lower(text, at, self._book)
