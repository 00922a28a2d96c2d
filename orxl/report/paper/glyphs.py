"""Which letters a paper's fonts have, so that nothing in a text is lost without a word.

A PDF for archives must hold a picture of each letter (ISO 19005-2, 6.2.11.8). What the fonts do not
have (emoji, other scripts, control characters) is printed as its number, «‹1F600›», as the reports
do (:mod:`orxl.core.showing`).
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from typing import Final
from unicodedata import normalize

from orxl.core.errors import BadSource
from orxl.report.paper.theme import Theme

BORROWED: Final = frozenset("→←↑↓↔⇒✓✗✔✘■□▪▲△▼▽●○◆◇★☆☐☑☒⚠")
"""Signs that fonts for text often lack, and that the font of signs within typst has."""
_SHAPED: Final = frozenset("\u00a0\u2011\u00ad\u200b\u200c\u200d\u2060")
"""Spaces and hyphens that do not break are set as those that do; where a word may be broken or
joined has no picture."""
_LINE_FEEDS: Final = {ord(c): "\n" for c in "\r\v\f\x85\u2028\u2029"} | {ord("\t"): " "}
_FILES: Final = (".ttf", ".otf")


def letters_of(theme: Theme) -> frozenset[int]:
    """The letters that every font of *theme* has.

    Raises:
        BadSource: A font does not lie in the theme's folder, or is no font.
    """
    return _letters(theme.font_folder, theme.font, theme.heading_font)


@cache
def _letters(folder: Path, *families: str) -> frozenset[int]:
    found: dict[str, list[frozenset[int]]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.casefold() in _FILES:
            for family, letters in _font(path):
                found.setdefault(family.casefold(), []).append(letters)
    for family in families:
        if family.casefold() not in found:
            raise BadSource(
                f"Skriften «{family}» ligger ikke i mappen «{folder.name}».",
                "Legg skriftens filer (.ttf eller .otf) der, eller velg en annen skrift i temaet.",
            )
    return frozenset.intersection(*(one for name in families for one in found[name.casefold()]))


def _font(path: Path) -> list[tuple[str, frozenset[int]]]:
    """The families a font's file says it is of, each with the letters it has."""
    data = path.read_bytes()
    try:
        tables = {}
        for at in range(struct.unpack_from(">H", data, 4)[0]):
            tag, _, start, size = struct.unpack_from(">4sIII", data, 12 + 16 * at)
            tables[tag] = data[start : start + size]
        letters = frozenset(_cmap(tables[b"cmap"]))
        return [(family, letters) for family in _families(tables[b"name"])]
    except (struct.error, KeyError, UnicodeDecodeError) as error:
        raise BadSource(
            f"Filen «{path.name}» kan ikke leses som en skrift.", "Ta den ut av mappen."
        ) from error


def _families(name: bytes) -> set[str]:
    """The family names of a ``name`` table (OpenType, records 1 and 16)."""
    _, count, store = struct.unpack_from(">HHH", name)
    found = set()
    for at in range(count):
        platform, _, _, what, size, start = struct.unpack_from(">6H", name, 6 + 12 * at)
        if what in (1, 16):
            raw = name[store + start : store + start + size]
            found.add(raw.decode("latin-1" if platform == 1 else "utf-16-be"))
    return found


def _cmap(cmap: bytes) -> set[int]:
    """The letters of a ``cmap`` table: its formats 4 and 12, which fonts of today have."""
    found: set[int] = set()
    for at in range(struct.unpack_from(">H", cmap, 2)[0]):
        start = struct.unpack_from(">I", cmap, 8 + 8 * at)[0]
        form = struct.unpack_from(">H", cmap, start)[0]
        if form == 4:
            found.update(_segments(cmap[start:]))
        elif form == 12:
            for group in range(struct.unpack_from(">I", cmap, start + 12)[0]):
                first, last, _ = struct.unpack_from(">III", cmap, start + 16 + 12 * group)
                found.update(range(first, min(last, 0x10FFFF) + 1))
    return found


def _segments(table: bytes) -> set[int]:
    twice = struct.unpack_from(">H", table, 6)[0]
    ends, starts, deltas, offsets = (14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice)
    found = set()
    for at in range(0, twice, 2):
        last, first, delta, offset = (
            struct.unpack_from(">H", table, where + at)[0]
            for where in (ends, starts, deltas, offsets)
        )
        for letter in range(first, last + 1):
            glyph = letter + delta
            if offset:
                glyph = struct.unpack_from(
                    ">H", table, offsets + at + offset + 2 * (letter - first)
                )[0]
            if glyph & 0xFFFF and letter != 0xFFFF:
                found.add(letter)
    return found


def printable(text: str, letters: frozenset[int]) -> str:
    """*text* in letters that can be printed; a tabulator becomes a space.

    A line feed stays, with a space before it.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = normalize("NFC", text.replace("\r\n", "\n")).translate(_LINE_FEEDS)
    shown = "".join(
        letter
        if ord(letter) in letters or letter == "\n" or letter in BORROWED or letter in _SHAPED
        else f"‹{ord(letter):04X}›"
        for letter in composed
    )
    return shown.replace("\n", " \n")  # who is read to hears a space where the line ends
