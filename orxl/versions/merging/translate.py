"""A formula of THEIRS as it reads in MINE: each reference to what it refers to there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from orxl.core.light import dataclass, field
from orxl.core.refs import CellRef, column_letters, quote_sheet
from orxl.formulas.structured import parse
from orxl.formulas.tokens import REFERENCES, Kind, Token, read_prefix, split_prefix, tokenize
from orxl.versions.alignment import Alignment
from orxl.versions.same import Corner, corners


@dataclass(frozen=True)
class Translator:
    """From a place in THEIRS through the common edition to the place in MINE."""

    mine: Alignment
    """From the common edition."""
    theirs: Alignment
    new_rows: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """Rows of THEIRS that MINE has got by itself: the sheet's name in lower case and the row."""

    @cached_property
    def back(self) -> Alignment:
        """From THEIRS to the common edition."""
        return self.theirs.reversed

    @cached_property
    def still(self) -> bool:
        """Whether every reference reads the same in both."""
        return self.mine.still and self.theirs.still

    def sheet(self, name: str) -> str | None:
        """What THEIRS' sheet *name* is called in MINE; None where it is not there."""
        common = self.back.sheet_names.get(name.casefold())
        if common is None:
            return None
        return self.mine.sheet_names.get(common.casefold())

    def cell(self, cell: CellRef) -> CellRef | None:
        """Where *cell* of THEIRS is in MINE; None where it is not there."""
        there = self.back.after(cell)
        return None if there is None else self.mine.after(there)

    def formula(self, text: str, at: CellRef, to: CellRef) -> str | None:
        """THEIRS' formula *text* of the cell *at* as it reads in MINE's cell *to*.

        None where something that it refers to is not there.
        """
        if self.still and (at.row, at.column) == (to.row, to.column):
            return text
        out: list[str] = []
        for token in tokenize(text):
            made = self._token(token, at, to)
            if made is None:
                return None
            out.append(made)
        return "".join(out)

    def _token(self, token: Token, at: CellRef, to: CellRef) -> str | None:
        if token.kind in REFERENCES:
            return self._reference(token.text, at, to)
        if token.kind is Kind.STRUCTURED:
            return self._structured(token.text, at)
        if token.kind is Kind.NAME:
            prefix, word = split_prefix(token.text)
            common = self.back.table_names.get(word.casefold())
            if not prefix and common is not None:
                mine = self.mine.table_names.get(common)
                return None if mine is None else token.text if mine == word.casefold() else mine
        return token.text

    def _structured(self, text: str, at: CellRef) -> str | None:
        found = parse(text)
        if found is None:
            return text
        table = found.table.casefold()
        common = self.back.table_names.get(table) if table else ""
        if common is None:
            return text if table not in self.theirs.version_before.book.tables else None
        if common and self.mine.table_names.get(common) != table:
            return None  # a renamed table: its formulas are for a human being
        back = self.back.headers(found.table, at)
        place = self.back.after(at)
        there = self.mine.headers(common, place if place is not None else at)
        for column in filter(None, (found.first_column, found.last_column)):
            was = back.get(column.casefold(), column.casefold())
            if there.get(was, was) != column.casefold():
                return None
        return text

    def _reference(self, text: str, at: CellRef, to: CellRef) -> str | None:
        prefix, body = split_prefix(text)
        part = read_prefix(prefix) if prefix else None
        if part is not None and (part.book or part.first != part.last):
            return text
        name = part.first if part is not None else at.sheet
        own = name.casefold() == at.sheet.casefold()
        sheet = to.sheet if own else self.sheet(name)
        found = corners(body)
        if found is None or sheet is None:
            return text if found is None and sheet is not None else None
        ends = [
            self._corner(name, corner, at, to, own, number, len(found))
            for number, corner in enumerate(found)
        ]
        if None in ends:
            return None
        head = ""
        if part is not None:
            head = prefix if sheet.casefold() == name.casefold() else f"{quote_sheet(sheet)}!"
        return head + ":".join(end for end in ends if end is not None)

    def _corner(
        self, sheet: str, corner: Corner, at: CellRef, to: CellRef, own: bool,
        number: int, count: int,
    ) -> str | None:  # fmt: skip
        row = None if corner.row is None else corner.row.number
        column = None if corner.column is None else corner.column.number
        mapped = self._mapped(sheet, row, column, last=number == 1, single=count == 1)
        if mapped is None and own and row is not None and corner.row is not None:
            known = self.new_rows.get((sheet.casefold(), row))
            if known is None and row == at.row and not corner.row.absolute:
                known = to.row  # a new row that reads itself
            across = self._mapped(sheet, None, column, last=number == 1, single=True)
            if known is None or across is None:
                return None
            mapped = known, across[1]
        if mapped is None:
            return None
        return _spelt(corner, *mapped)

    def _mapped(
        self, sheet: str, row: int | None, column: int | None, *, last: bool, single: bool
    ) -> tuple[int | None, int | None] | None:
        common = self.back.sheet_names.get(sheet.casefold())
        if common is None:
            return None
        there = self.back.followed(sheet, row, column)
        mine = None if there is None else self.mine.followed(common, *there)
        if mine is not None:
            return mine
        if single:
            return None
        there = self.back.shifted(sheet, row, column, last=last)
        return self.mine.shifted(common, *there, last=last)


def _spelt(corner: Corner, row: int | None, column: int | None) -> str:
    letters = "" if corner.column is None or column is None else (
        ("$" if corner.column.absolute else "") + column_letters(column))  # fmt: skip
    digits = "" if corner.row is None or row is None else (
        f"{'$' if corner.row.absolute else ''}{row}")  # fmt: skip
    return letters + digits
