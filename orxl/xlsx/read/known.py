"""What stands in many cells of a sheet, made once."""

from __future__ import annotations

from typing import Final

from orxl.core.refs import column_number
from orxl.core.snapshot import Cell
from orxl.core.values import BLANK
from orxl.xlsx.read.strings import plain

AMPERSAND, RETURN = b"&\r"  # looking for a number is eight times as fast as for a byte string
KINDS: Final = 10_000
"""So many different ones are kept in mind."""


class Columns(dict[bytes, int]):
    """Column numbers by their letters, found when first asked for. Raises ValueError."""

    def __missing__(self, letters: bytes) -> int:
        number = self[letters] = column_number(letters.decode())
        return number


class Texts(dict[bytes, str]):
    """Plain texts by how they are written: many stand in thousands of cells, as one object each."""

    def __missing__(self, raw: bytes) -> str:
        odd = AMPERSAND in raw or RETURN in raw or b"_x" in raw
        text = plain(raw) if odd else raw.decode()
        if len(self) < KINDS:
            self[raw] = text
        return text


class Blanks(dict[int, Cell]):
    """The blank cell of each style: one object, however many there are."""

    def __missing__(self, style: int) -> Cell:
        cell = self[style] = Cell(BLANK, None, style, "")
        return cell
