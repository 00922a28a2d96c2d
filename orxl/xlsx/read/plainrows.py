"""Rows of which every cell is plain, as nearly all are: read at once, not cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from orxl.core.refs import MAX_COLUMN, column_number
from orxl.core.snapshot import Cell
from orxl.core.values import BLANK, Value
from orxl.xlsx.read.grammar import attributes
from orxl.xlsx.read.values import CellValues, WrongValueError

new: Final = tuple.__new__  # a named tuple's own constructor costs twice as much

Known = tuple[int, str, str]
Blobs = dict[bytes, Known]
"""What the attributes of a cell mean, see :meth:`CellValues.known`."""
MAX_STYLES: Final = 200_000
"""Different combinations of a cell's attributes in one sheet; Excel has 65 490 formats."""


class Columns(dict[bytes, int]):
    """Column numbers by their letters, found when first asked for. Raises ValueError."""

    def __missing__(self, letters: bytes) -> int:
        number = self[letters] = column_number(letters.decode())
        return number


@dataclass
class PlainRows:
    """Reads such rows into *cells*, which it shares, like all else, with the sheet's reader."""

    lex: bytes
    cells: dict[tuple[int, int], Cell]
    shared: list[str]
    blobs: Blobs
    columns: Columns
    values: CellValues
    _last: tuple[tuple[bytes, ...], list[int]] = field(default=((), []), init=False)

    def take(self, quick: re.Pattern[bytes], start: int, end: int, row: int, digits: bytes) -> bool:
        """Read the row that lies between the offsets; *digits* is its number as written.

        False where not every cell is plain. Then some of them may have been read; all must be
        read one by one.
        """
        lex, cells, strings = self.lex, self.cells, self.shared
        count = lex.count(b"<c", start, end)
        # An underscore may be an escape in a text or Python's 1_000.
        if not 0 < count <= MAX_COLUMN or lex.find(b"_", start, end) >= 0:
            return False
        found = quick.findall(lex, start, end)
        if len(found) != count:
            return False
        letters, numbers, blobs, formulas, values, texts = zip(*found, strict=True)
        if numbers.count(digits) != count:
            return False
        styles = map(self.blobs.__getitem__, blobs)
        try:
            for column, (style, kind, _), formula, value, text in zip(
                self._places(letters), styles, formulas, values, texts, strict=True
            ):
                content: Value | None
                if kind == "n" and value:
                    content = float(value)
                    if content - content != 0.0:  # NaN, infinity
                        return False
                elif kind == "s" and value.isdigit():
                    content = strings[int(value)]
                elif (content := self._other(kind, value, text, style)) is None:
                    return False
                cells[row, column] = new(
                    Cell,
                    (content, formula.decode(), style, "normal")
                    if formula
                    else (content, None, style, ""),
                )
        except KeyError:
            return self._learn(blobs) and self.take(quick, start, end, row, digits)
        except (ValueError, IndexError):  # something is wrong: cell by cell it will be told
            return False
        return True

    def _other(self, kind: str, value: bytes, text: bytes, style: int) -> Value | None:
        """The value of a cell that is neither number nor shared text; None: look more carefully.

        Raises WrongValueError.
        """
        if text:
            return text.decode() if kind == "inlineStr" else None
        if value:
            return self.values.value(kind, value.decode(), style)
        if kind in ("str", "inlineStr"):  # no value, or an empty one?
            return None
        return BLANK

    def _places(self, letters: tuple[bytes, ...]) -> list[int]:
        """The columns that *letters* name. Most rows have those of the row before."""
        if letters != self._last[0]:
            self._last = letters, [self.columns[name] for name in letters]
        return self._last[1]

    def _learn(self, blobs: Iterable[bytes]) -> bool:
        """Remember what the attributes of a row's cells mean; False where not all make sense."""
        for blob in set(blobs).difference(self.blobs):
            found = attributes(blob)
            if "r" in found or len(self.blobs) >= MAX_STYLES:
                return False
            try:
                self.blobs[blob] = self.values.known(found)
            except WrongValueError:
                return False
        return True
