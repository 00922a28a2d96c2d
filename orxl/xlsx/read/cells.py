"""Reading a sheet's cells: formula and cached value in one pass over the bytes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from orxl.core.errors import UnreadableFile
from orxl.core.light import dataclass, field
from orxl.core.patterns import regex
from orxl.core.refs import MAX_COLUMN, MAX_ROW, column_letters
from orxl.core.snapshot import Cell
from orxl.core.values import BLANK, Value
from orxl.xlsx.package import is_true
from orxl.xlsx.read.formulas import FormulaCells
from orxl.xlsx.read.grammar import Lexer, RawCell, attributes
from orxl.xlsx.read.known import AMPERSAND, KINDS, RETURN, Blanks, Columns, Texts
from orxl.xlsx.read.strings import plain
from orxl.xlsx.read.values import CellValues, SheetContext, WrongValueError, quick_number
from orxl.xlsx.xml.text import XmlText, natural, unescape

_REMEDY: Final = "Åpne filen i Excel, rett cellen og lagre på nytt."

MAX_ODD: Final = 150_000
"""Cells of one sheet that hold rich text, extensions and the like, which take ten times as long."""
_ODD_FIRST: Final = b"&="
"""What a formula may begin with that is to be left out, or may be."""
_LONG: Final = 10  # digits; Python's int() refuses to read some thousands
_ROW_NUMBER: Final = regex(rb" r=\"([1-9][0-9]{0,6})\"")
MAX_STYLES: Final = 200_000
"""Different combinations of a cell's attributes in one sheet; Excel has 65 490 formats."""
_new: Final = tuple.__new__  # a named tuple's own constructor costs twice as much
_Known = tuple[int, str, str]
_of_formula: Final = lru_cache(maxsize=256)(attributes)
"""The attributes of a formula: those of a shared formula's dependents are all the same."""


@dataclass
class CellReader:
    """Turns the bytes of one sheet into cells."""

    text: XmlText
    context: SheetContext
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    hidden: set[int] = field(default_factory=set)
    """The rows out of sight."""

    def __post_init__(self) -> None:
        self._lexer = Lexer(self.text)
        self._blobs: dict[bytes, _Known] = {}
        """What the attributes of a cell mean, see :meth:`CellValues.known`."""
        self._digits = b""
        self._simple = False
        self._others = 0
        self._columns = Columns()
        self._texts, self._blank_cells = Texts(), Blanks()
        self._kinds_of_rows: dict[bytes, bool] = {}
        """Whether a row is hidden, by what its tag says after its number: most say the same."""
        self._formulas = FormulaCells(self.context.name, self.cells)
        self._values = CellValues(self.context)

    def read(self, start: int, end: int) -> dict[tuple[int, int], Cell]:
        """The cells of ``sheetData`` whose content lies between the offsets.

        Raises UnreadableFile, naming the cell, for a value that is not what its type says, and for
        a cell that stands there twice: each program would believe another of the two.
        """
        data = self.text.data
        # A comment in the frame changes nothing here.
        self._simple = self.text.lex is data or not any(
            data.find(opening, start, end) >= 0 for opening in (b"<!", b"<?")
        )
        self._each(start, end)
        if self._lexer.has_more_cells(len(self.cells), start, end):
            cell = f"cellen {self._lexer.first_twice(start, end) or 'uten adresse'}"
            where = f"i arket «{self.context.name}»"
            raise UnreadableFile(f"{cell} {where} står der to ganger.", _REMEDY)
        self._formulas.finish()
        return self.cells

    def _each(self, start: int, end: int) -> None:
        """Read cell by cell."""
        lex = self.text.lex
        pattern = self._lexer.grammar.fast if self._simple else self._lexer.grammar.careful
        cells, strings = self.cells, self.context.shared
        known_blob, columns = self._blobs.get, self._columns
        texts, blanks = self._texts.__getitem__, self._blank_cells
        here, number = self._digits, self.row
        content: Value | None
        for match in pattern.finditer(lex, start, end):
            letters, digits, blob, tag, formula, value, inline, row, _, _ = match.groups()
            if row is not None:
                self._start_row(row)
                here, number = self._digits, self.row
                continue
            known = known_blob(blob)
            # Most cells: a plain value in the row it says, perhaps with a plain formula. Written
            # out, as calls would double the time; whatever is odd goes the careful way below,
            # which says what is wrong.
            if known and digits == here and not tag and letters in columns:
                style, _, quick = known
                if value is None:
                    content = BLANK
                    if inline is not None:
                        content = texts(inline)
                elif quick == "n":
                    content = quick_number(value)
                elif quick == "s" and value.isdigit() and len(value) < _LONG:
                    index = int(value)
                    content = strings[index] if index < len(strings) else None
                elif quick == "str":
                    content = texts(value)
                else:
                    content = None
                if content is not None:
                    column = columns[letters]
                    if formula is None:
                        cells[number, column] = (
                            blanks[style]
                            if content is BLANK
                            else _new(Cell, (content, None, style, ""))
                        )
                        self.column = column
                        continue
                    if formula and formula[0] not in _ODD_FIRST and RETURN not in formula:
                        text = unescape(formula) if AMPERSAND in formula else formula.decode()
                        cells[number, column] = _new(Cell, (content, text, style, "normal"))
                        self.column = column
                        continue
            self._careful(match)
            here, number = self._digits, self.row

    def _careful(self, match: re.Match[bytes]) -> None:
        letters, digits, blob, tag, formula, value, inline, row, other, _ = match.groups()
        try:
            if blob is not None:
                self._place(letters, digits)
                self._plain(blob, tag, formula, value, inline)
            elif row is not None:
                self._start_row(row)
            else:
                self._other(match, other)
        except WrongValueError as error:
            raise self._bad(str(error)) from error

    def one(self, start: int, end: int, at: tuple[int, int]) -> Cell:
        """The one cell whose bytes lie between the offsets and which stands *at*.

        A shared formula's dependent has no text here. Raises UnreadableFile.
        """
        self.row, self.column = at[0], at[1] - 1
        match = self._lexer.grammar.careful.match(self.text.lex, start, end)
        if match is None:
            raise AssertionError("found by the same pattern")
        try:
            self._other(match, match[9])
        except WrongValueError as error:
            raise self._bad(str(error)) from error
        return self.cells[at]

    def _start_row(self, blob: bytes) -> None:
        said = _ROW_NUMBER.match(blob)
        hidden = None if said is None else self._kinds_of_rows.get(blob[said.end() :])
        if said is not None and hidden is not None and int(said[1]) <= MAX_ROW:
            self.row, self._digits, self.column = int(said[1]), said[1], 0
            if hidden:
                self.hidden.add(self.row)
            return
        tag = attributes(blob)
        number = tag.get("r")
        if number is None and self.row < MAX_ROW:
            self.row += 1
        elif (found := natural(number)) is not None and 1 <= found <= MAX_ROW:
            self.row = found
        else:
            raise UnreadableFile(f"arket «{self.context.name}» har en rad «{number}».", _REMEDY)
        is_hidden = is_true(tag.get("hidden")) or tag.get("ht") == "0"
        if is_hidden:
            self.hidden.add(self.row)
        if said is not None and len(self._kinds_of_rows) < KINDS:
            self._kinds_of_rows[blob[said.end() :]] = is_hidden
        self._digits = b"%d" % self.row
        self.column = 0

    def _next_column(self) -> None:
        """A cell without an address stands right of the one before it."""
        self.column += 1
        if self.column > MAX_COLUMN:
            raise UnreadableFile(
                f"rad {self.row} i arket «{self.context.name}» har for mange celler.", _REMEDY
            )

    def _place(self, letters: bytes | None, digits: bytes | None) -> None:
        if letters is None or digits is None:
            self._next_column()
            return
        try:
            self.column = self._columns[letters]
        except ValueError as error:
            raise self._bad("har en adresse som ikke finnes") from error
        if int(digits) != self.row:
            raise UnreadableFile(
                f"cellen {letters.decode()}{digits.decode()} i arket «{self.context.name}» står "
                f"i rad {self.row}.",
                _REMEDY,
            )

    def _plain(
        self,
        blob: bytes,
        tag: bytes | None,
        formula: bytes | None,
        value: bytes | None,
        inline: bytes | None,
    ) -> None:
        known = self._blobs.get(blob)
        if known is None:
            found = attributes(blob)
            if "r" in found:  # written in another order than usual
                self._place_text(found["r"])
            known = self._values.known(found)
            if "r" not in found:
                self._remember(blob, known)
        style, kind, _ = known
        content: Value = BLANK
        if value is not None:
            if kind == "n":
                content = self._values.number(value, style)
            else:
                content = self._values.value(kind, unescape(value), style)
        elif inline is not None:
            content = plain(inline)
        at = (self.row, self.column)
        if tag is None:
            self.cells[at] = Cell(content, None, style, "")
        elif formula and formula != b"=" and not tag:
            self.cells[at] = Cell(content, unescape(formula).removeprefix("="), style, "normal")
        else:
            text = None if formula is None else unescape(formula)
            cell = Cell(content, None, style)
            self._formulas.put(at, _of_formula(tag), text, cell, b" cm=" in blob)

    def _remember(self, blob: bytes, known: _Known) -> None:
        if len(self._blobs) >= MAX_STYLES:
            raise self._unreasonable("celleformater")
        self._blobs[blob] = known

    def _unreasonable(self, what: str) -> UnreadableFile:
        return UnreadableFile(
            f"arket «{self.context.name}» har urimelig mange {what}.", "Del arbeidsboken opp."
        )

    def _place_text(self, a1: str) -> None:
        match = re.fullmatch(r"([A-Za-z]{1,3})([0-9]{1,7})", a1)
        if match is None:
            raise UnreadableFile(
                f"arket «{self.context.name}» har en celle med adressen «{a1}».", _REMEDY
            )
        self._place(match[1].upper().encode(), match[2].encode())

    def _other(self, match: re.Match[bytes], tag: bytes) -> None:
        self._others += 1
        if self._others > MAX_ODD:
            raise self._unreasonable("celler med innviklet innhold")
        raw = self._lexer.cell(match, 9, 10)
        if "r" in raw.attributes:
            self._place_text(raw.attributes["r"])
        else:
            self._next_column()
        style, kind, _ = self._values.known(raw.attributes)
        content = self._raw_value(raw, kind, style)
        at = (self.row, self.column)
        if raw.f is None:
            self.cells[at] = Cell(content, None, style, "")
            return
        text = None if raw.f_text is None else self.text.text(*raw.f_text)
        found = raw.f_attributes if raw.f_attributes is not None else {}
        self._formulas.put(at, found, text, Cell(content, None, style), "cm" in raw.attributes)

    def _raw_value(self, raw: RawCell, kind: str, style: int) -> Value:
        if raw.inline_text is not None and (kind == "inlineStr" or raw.v is None):
            return self._lexer.strings.value(*raw.inline_text)
        if raw.v is None:
            return BLANK
        text = "" if raw.v_text is None else self.text.text(*raw.v_text)
        return self._values.value(kind, text, style)

    def _bad(self, what: str) -> UnreadableFile:
        at = f"{column_letters(self.column)}{self.row}" if self.column else f"i rad {self.row}"
        return UnreadableFile(f"cellen {at} i arket «{self.context.name}» {what}.", _REMEDY)
