"""Row heights that show every line of a wrapped text.

Excel fits a row without a height when it opens the file, LibreOffice does not, and Excel leaves a
stored height alone until somebody edits the row. So the heights are measured here, with the real
widths of the letters, and written as automatic heights: both fit the row anew after an edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from openpyxl.worksheet.dimensions import RowDimension

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LINE: Final = 15.0
"""Height of a line of Calibri 11, in points."""
HIGHEST: Final = 409.0
"""Excel's highest row, in points."""
PIXELS_PER_UNIT: Final = 7
"""Width of a unit of column width (a 0 in Calibri 11), in pixels of 1/96 inch."""
PADDING: Final = 6
"""What a cell keeps free left and right of its text, in pixels."""
INDENT: Final = 9
"""A step of indent, in pixels."""
PIXELS_PER_POINT: Final = 96 / 72
SAFETY: Final = 1.03
"""Excel fits letters to the pixels of the screen, which makes a line up to so much longer."""
BOLD: Final = 1.04

_LETTERS: Final = {
    226: " \u00a0\u202f",
    229: "ilìíîï|'",
    252: ",.Ij‘’·",
    306: "()-:;f[]¸{}!`´",
    349: "Jrt¹²³°/\\",
    398: 'sz"ª“”º¨',
    425: "Lcç",
    455: "FSkvxyýÿ?",
    479: "Zagàáâãäå",
    498: "#*+<=>^_e~èéêëTEYÈÉÊËÝ×÷–•≤≥−",
    515: "$0123456789«»PXKÞ£¥",
    529: "bdhnopquòóôõöøùúûüþñß",
    545: "BCRÇµ",
    585: "AVÀÁÂÃÄÅ¶",
    631: "DHGÐ",
    645: "UNÙÚÛÜÑ",
    664: "OQØÒÓÔÕÖ",
    715: "w%&…½¼¾",
    785: "mæÆ",
    855: "M",
    905: "W@—←→",
}
"""Letters by their width in Calibri, in thousandths of the font's size."""
_WIDTH: Final = {letter: width for width, letters in _LETTERS.items() for letter in letters}
_WIDEST: Final = max(_LETTERS)
_PIECES: Final = re.compile(r"[^ -]*-|[^ -]+ ?| ")


class AutomaticHeight(RowDimension):
    """A row whose height is stored, but not fixed."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name
        """Never: Excel may fit the row."""
        return False


def text_width(text: str, size: float = 11, *, bold: bool = False) -> float:
    """How wide *text* is on one line, in pixels of 1/96 inch; an unknown letter counts as wide."""
    thousandths = sum(_WIDTH.get(letter, _WIDEST) for letter in text)
    factor = SAFETY * (BOLD if bold else 1)
    return thousandths / 1000 * size * PIXELS_PER_POINT * factor


def room(width: float, indent: int = 0) -> float:
    """The pixels a column of *width* units leaves for text."""
    return max(1.0, width * PIXELS_PER_UNIT - PADDING - indent * INDENT)


def lines_needed(text: str, width: float, *, indent: int = 1, bold: bool = False) -> int:
    """How many lines *text* takes in a column of *width* units, broken between words."""
    space = room(width, indent)
    return sum(_wrapped(part, space, bold) for part in text.split("\n"))


def _wrapped(text: str, space: float, bold: bool) -> int:
    lines, used = 1, 0.0
    for piece in _PIECES.findall(text):
        long = text_width(piece.rstrip(" "), bold=bold)
        if used and used + long > space:
            lines, used = lines + 1, 0.0
        while long > space:  # a word longer than the line is broken anywhere
            lines, long = lines + 1, long - space
            used = 0.0
            piece = ""
        used += text_width(piece, bold=bold) if piece else long
    return lines


def fit_row(
    sheet: Worksheet,
    row: int,
    texts: Iterable[tuple[str, float]],
    extra: float = 0,
    *,
    bold: bool = False,
    indent: int = 1,
) -> None:
    """Give *row* the height that its (text, column width) pairs need, in points plus *extra*."""
    needed = [lines_needed(text, width, bold=bold, indent=indent) for text, width in texts]
    height = min(HIGHEST, max(needed, default=1) * LINE + extra)
    sheet.row_dimensions[row] = AutomaticHeight(sheet, index=row, ht=height)
