"""Reading a sheet's cells: formula and cached value in one pass over the bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from orxl.core.errors import UnreadableFile
from orxl.core.refs import MAX_COLUMN, MAX_ROW, column_letters, column_number
from orxl.core.snapshot import Cell
from orxl.core.values import BLANK, CellError, Value, from_serial
from orxl.xlsx.formulacells import FormulaCells
from orxl.xlsx.grammar import Lexer, RawCell, attributes
from orxl.xlsx.strings import plain
from orxl.xlsx.xmltext import XmlText, from_xstring, unescape

_REMEDY: Final = "Åpne filen i Excel, rett cellen og lagre på nytt."

_ODD: Final = re.compile(rb"[&\r]|^=|^$")
_ODD_TEXT: Final = re.compile(rb"[&\r]|_x")
_UNDERSCORE: Final = ord("_")  # looking for a number is eight times as fast as for a byte string
_new = tuple.__new__  # a named tuple's own constructor costs twice as much

_Convert = Callable[[str], Value]


class _Columns(dict[bytes, int]):
    def __missing__(self, letters: bytes) -> int:
        number = self[letters] = column_number(letters.decode())
        return number


def quick_number(raw: bytes) -> float | None:
    """The finite number that *raw* spells, or None."""
    try:
        number = float(raw)
    except ValueError:
        return None
    if number - number != 0.0 or _UNDERSCORE in raw:  # NaN, infinity, Python's 1_000
        return None
    return number


def _quick_text(kind: str, value: bytes | None, inline: bytes | None) -> Value | None:
    """The text or blank of a cell without odd characters in it; None: look more carefully."""
    raw = value
    if value is None:
        if inline is None:
            return BLANK
        raw = inline
    elif kind != "str":
        return None
    return None if raw is None or _ODD_TEXT.search(raw) else raw.decode()


@dataclass
class SheetContext:
    """What a cell's meaning depends on besides its own bytes."""

    name: str
    shared: list[str]
    dates: frozenset[int] = frozenset()
    date1904: bool = False


@dataclass
class CellReader:
    """Turns the bytes of one sheet into cells."""

    text: XmlText
    context: SheetContext
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    row: int = 0
    column: int = 0

    def __post_init__(self) -> None:
        self._lexer = Lexer(self.text)
        self._blobs: dict[bytes, tuple[int, str, str]] = {}
        self._digits = b""
        self._columns = _Columns()
        self._formulas = FormulaCells(self.context.name, self.cells)
        self._convert: Mapping[str, _Convert] = {
            "s": self._shared, "b": self._bool, "str": from_xstring, "inlineStr": from_xstring,
            "e": CellError, "d": self._iso, "n": self._number,
        }  # fmt: skip

    def read(self, start: int, end: int) -> dict[tuple[int, int], Cell]:
        """The cells of ``sheetData`` whose content lies between the offsets.

        Raises UnreadableFile, naming the cell, for a value that is not what its type says.
        """
        lex = self.text.lex
        simple = lex is self.text.data
        pattern = self._lexer.grammar.fast if simple else self._lexer.grammar.careful
        cells, strings = self.cells, self.context.shared
        known_blob, known_column, odd = self._blobs.get, self._columns.get, _ODD.search
        here, number = b"", 0
        for match in pattern.finditer(lex, start, end):
            letters, digits, blob, tag, formula, value, inline, _, _, _ = match.groups()
            known = known_blob(blob)
            column = known_column(letters)
            # Nearly every cell: a plain value in the row it says, perhaps with a plain formula.
            # Written out, as calls would double the time; whatever is odd goes the careful way
            # below, which says what is wrong.
            if known and column and digits == here and not tag:
                style, _, quick = known
                if quick == "n" and value:
                    content: Value | None = quick_number(value)
                elif quick == "s" and value and value.isdigit() and int(value) < len(strings):
                    content = strings[int(value)]
                else:
                    content = _quick_text(quick, value, inline)
                if content is not None:
                    if formula is None:
                        cells[number, column] = _new(Cell, (content, None, style, ""))
                        self.column = column
                        continue
                    if not odd(formula):
                        text = formula.decode()
                        cells[number, column] = _new(Cell, (content, text, style, "normal"))
                        self.column = column
                        continue
            self._careful(match)
            here, number = self._digits, self.row
        self._formulas.finish()
        return self.cells

    def _careful(self, match: re.Match[bytes]) -> None:
        letters, digits, blob, tag, formula, value, inline, row, other, _ = match.groups()
        if blob is not None:
            self._place(letters, digits)
            self._plain(blob, tag, formula, value, inline)
        elif row is not None:
            self._start_row(row)
        else:
            self._other(match, other)

    def one(self, start: int, end: int, at: tuple[int, int]) -> Cell:
        """The one cell whose bytes lie between the offsets and which stands *at*.

        A shared formula's dependent has no text here. Raises UnreadableFile.
        """
        self.row, self.column = at[0], at[1] - 1
        match = self._lexer.grammar.careful.match(self.text.lex, start, end)
        if match is None:
            raise AssertionError("found by the same pattern")
        self._other(match, match[9])
        return self.cells[at]

    def _start_row(self, blob: bytes) -> None:
        number = attributes(blob).get("r")
        if number is None and self.row < MAX_ROW:
            self.row += 1
        elif number is not None and number.isdigit() and 1 <= int(number) <= MAX_ROW:
            self.row = int(number)
        else:
            raise UnreadableFile(f"arket «{self.context.name}» har en rad «{number}».", _REMEDY)
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
            known = self._known(found)
            if "r" not in found:
                self._blobs[blob] = known
        style, kind, _ = known
        content: Value = BLANK
        if value is not None:
            if kind == "n":
                content = self._number_raw(value, style)
            else:
                content = self._value(kind, unescape(value), style)
        elif inline is not None:
            content = plain(inline)
        at = (self.row, self.column)
        if tag is None:
            self.cells[at] = Cell(content, None, style, "")
        elif formula is not None and not tag:
            self.cells[at] = Cell(content, unescape(formula).removeprefix("="), style, "normal")
        else:
            text = None if formula is None else unescape(formula)
            cell = Cell(content, None, style)
            self._formulas.put(at, attributes(tag), text, cell, b" cm=" in blob)

    def _known(self, found: Mapping[str, str]) -> tuple[int, str, str]:
        """The style, the type (``d!``: a number shown as a date), and the quick way, if any."""
        style = found.get("s", "0")
        kind = found.get("t", "n")
        if not style.isdigit() or kind not in self._convert:
            raise self._bad("har ukjente egenskaper")
        if kind == "n" and int(style) in self.context.dates:
            kind = "d!"
        return int(style), kind, kind if kind in ("n", "s", "str") else ""

    def _place_text(self, a1: str) -> None:
        match = re.fullmatch(r"([A-Za-z]{1,3})([0-9]{1,7})", a1)
        if match is None:
            raise UnreadableFile(
                f"arket «{self.context.name}» har en celle med adressen «{a1}».", _REMEDY
            )
        self._place(match[1].upper().encode(), match[2].encode())

    def _other(self, match: re.Match[bytes], tag: bytes) -> None:
        raw = self._lexer.cell(match, 9, 10)
        if "r" in raw.attributes:
            self._place_text(raw.attributes["r"])
        else:
            self._next_column()
        style, kind, _ = self._known(raw.attributes)
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
        return self._value(kind, text, style)

    def _value(self, kind: str, text: str, style: int) -> Value:
        if kind == "d!":
            return self._number_raw(text.encode(), style)
        if not text and kind not in ("str", "inlineStr"):
            return BLANK
        return self._convert[kind](text)

    def _number_raw(self, raw: bytes, style: int) -> Value:
        number = quick_number(raw)
        if number is None:
            if not raw.strip():
                return BLANK
            raise self._bad("har et tall som ikke er et tall")
        if style in self.context.dates:
            moment = from_serial(number, date1904=self.context.date1904)
            return number if moment is None else moment
        return number

    def _number(self, text: str) -> Value:
        return self._number_raw(text.encode(), -1)

    def _shared(self, text: str) -> Value:
        try:
            index = int(text)
            if index < 0:
                raise IndexError
            return self.context.shared[index]
        except (ValueError, IndexError) as error:
            raise self._bad("viser til en tekst som ikke finnes") from error

    def _bool(self, text: str) -> Value:
        if text not in ("0", "1", "true", "false"):
            raise self._bad("har en sannhetsverdi som verken er sann eller usann")
        return text in ("1", "true")

    def _iso(self, text: str) -> Value:
        try:
            moment = datetime.fromisoformat(text.removesuffix("Z"))
        except ValueError as error:
            raise self._bad("har en dato som ikke er en dato") from error
        return moment.replace(tzinfo=None)

    def _bad(self, what: str) -> UnreadableFile:
        at = f"{column_letters(self.column)}{self.row}" if self.column else f"i rad {self.row}"
        return UnreadableFile(f"cellen {at} i arket «{self.context.name}» {what}.", _REMEDY)
