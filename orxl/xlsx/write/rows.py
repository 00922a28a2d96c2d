"""Where the rows and cells of a sheet stand in its bytes."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right

from orxl.core.errors import RefusedEdit
from orxl.core.light import dataclass
from orxl.core.refs import MAX_ROW, parse_a1
from orxl.xlsx.read.grammar import Lexer, RawCell, attributes
from orxl.xlsx.xml.text import natural


@dataclass(frozen=True, slots=True)
class RowSpan:
    """One row: its number, its start tag, and where its cells end (``</row>``, or the tag)."""

    number: int
    start: int
    open_end: int
    close: int
    end: int
    has_number: bool
    """Whether the row says its number; else it follows from the row before."""

    @property
    def empty(self) -> bool:
        return self.end == self.open_end


@dataclass(slots=True)
class CellSpan:
    """One cell of a row, with its pieces lexed when first asked for."""

    column: int
    match: re.Match[bytes]
    has_reference: bool

    def raw(self, lexer: Lexer) -> RawCell:
        """The cell's pieces."""
        return lexer.cell(self.match, 1, 2)


class RowIndex:
    """All rows of ``sheetData``; cells are only looked at in the rows that are asked for."""

    def __init__(self, lexer: Lexer, start: int, end: int, sheet: str) -> None:
        """Raises RefusedEdit when the rows are not in order, so that "where" has no one answer."""
        self._lexer = lexer
        self._sheet = sheet
        self._numbers = array("I")
        self._starts = array("Q")
        self._explicit = bytearray()
        self._cells: dict[int, list[CellSpan]] = {}
        self._index(start, end)

    def _index(self, start: int, end: int) -> None:
        last = 0
        for match in self._lexer.grammar.row.finditer(self._lexer.text.lex, start, end):
            text = attributes(match[1]).get("r")
            number = last + 1 if text is None else natural(text)
            if number is None or not last < number <= MAX_ROW:
                raise RefusedEdit(
                    f"Radene i arket «{self._sheet}» står ikke i rekkefølge (rad {text}).",
                    "Åpne og lagre filen i Excel først.",
                )
            self._numbers.append(number)
            self._starts.append(match.start())
            self._explicit.append(text is not None)
            last = number

    def __len__(self) -> int:
        return len(self._numbers)

    def row(self, number: int) -> RowSpan | None:
        """The row *number*, or None when the sheet doesn't have it."""
        place = bisect_left(self._numbers, number)
        if place == len(self._numbers) or self._numbers[place] != number:
            return None
        return self._span(place)

    def after(self, number: int) -> RowSpan | None:
        """The first row below row *number*, or None."""
        place = bisect_right(self._numbers, number)
        return None if place == len(self._numbers) else self._span(place)

    def between(self, first: int, last: int) -> list[int]:
        """The numbers of the rows there are from *first* to *last*."""
        a, b = bisect_left(self._numbers, first), bisect_right(self._numbers, last)
        return list(self._numbers[a:b])

    def at_offset(self, offset: int) -> int:
        """The number of the row whose bytes hold *offset*."""
        return self._numbers[bisect_right(self._starts, offset) - 1]

    def _span(self, place: int) -> RowSpan:
        lex = self._lexer.text.lex
        start = self._starts[place]
        tag = self._lexer.grammar.row.match(lex, start)
        if tag is None:
            raise AssertionError("indexed by the same pattern")
        close = end = tag.end()
        if not tag[1].endswith(b"/"):
            found = self._lexer.grammar.row_end.search(lex, end)
            if found is None:
                raise AssertionError("expat found this part well-formed")
            close, end = found.span()
        return RowSpan(
            self._numbers[place], start, tag.end(), close, end, bool(self._explicit[place])
        )

    def cells(self, row: RowSpan) -> list[CellSpan]:
        """The cells of *row* in order. Raises RefusedEdit when they are not in order."""
        known = self._cells.get(row.number)
        if known is None:
            known = self._cells[row.number] = self._read(row)
        return known

    def _read(self, row: RowSpan) -> list[CellSpan]:
        found: list[CellSpan] = []
        last = 0
        for match in self._lexer.grammar.cell.finditer(
            self._lexer.text.lex, row.open_end, row.close
        ):
            text = attributes(match[1]).get("r")
            column = last + 1
            if text is not None:
                try:
                    number, column = parse_a1(text)
                except ValueError:
                    number = 0
                if number != row.number or column <= last:
                    raise RefusedEdit(
                        f"Cellene i rad {row.number} i arket «{self._sheet}» står ikke i "
                        f"rekkefølge (cellen «{text}»).",
                        "Åpne og lagre filen i Excel først.",
                    )
            found.append(CellSpan(column, match, text is not None))
            last = column
        return found

    def cell(self, number: int, column: int) -> CellSpan | None:
        """The cell in row *number* and *column*, or None when it isn't written."""
        row = self.row(number)
        if row is None:
            return None
        return next((cell for cell in self.cells(row) if cell.column == column), None)
