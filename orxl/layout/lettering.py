"""How wide a text is and how many lines it takes, from the real widths of the letters."""

from __future__ import annotations

from typing import Final

from orxl.core.patterns import regex

LINE: Final = 15.0
"""Height of a line of Calibri 11, in points."""
LINES_OF_A_ROW: Final = 3
"""How many lines a row has that the program fills: it is not fitted to its texts."""
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
_PIECES: Final = regex(r"[^ -]*-|[^ -]+ ?| ")


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


def fitted(text: str, width: float, lines: int) -> str:
    """*text*, cut with an ellipsis where it takes more than *lines* in a column of *width* units.

    It is cut between words where a word ends near enough, otherwise within one.
    """
    if lines_needed(text, width) <= lines:
        return text
    fits, beyond = 0, len(text)
    while beyond - fits > 1:
        middle = (fits + beyond) // 2
        if lines_needed(f"{text[:middle]} …", width) <= lines:
            fits = middle
        else:
            beyond = middle
    words = text[:fits].rpartition(" ")[0]
    return f"{words if len(words) > fits * 3 // 4 else text[:fits].rstrip()} …"
