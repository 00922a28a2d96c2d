"""How wide columns must be, how tall rows become, where a word may be broken: by letters' widths.

Those are Carlito's (as Calibri's), in bold to be on the safe side; another font of a theme is
about as wide.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.layout.lettering import PIXELS_PER_POINT, text_width
from orxl.report.paper.model import Align, Row, Table, TableCell, plain
from orxl.report.paper.theme import Theme

_MARGIN_OF_CELL: Final = 2.9
"""What a cell keeps free left and right of its text, in millimetres (4 points each side)."""
_WORD: Final = 24.0
"""The widest that a column is made for the sake of one word, in millimetres; longer are broken."""
_AIR: Final = 7.0
"""What a column of numbers has at most beside what it needs, in millimetres."""
_LEADING: Final = 1.28
_MILLIMETRE: Final = 25.4 / 72
"""In a point."""
_LONG_WORD: Final = regex(r"[^\s\u200b]{9,}")
_PARTS: Final = regex(r"[^/-]+[/-]?|[/-]")
_JOINED: Final = regex(
    r"(?<=\d) (?=\d{3}(?!\d)|%|(?:kr|NOK|EUR|mill|millioner|prosent)\b)"
    r"|(?<=\bkr) (?=\d)|(?<=§) (?=\d)"
)
"""Spaces that no line is broken at: in a number, and between a number and its unit."""
_BEFORE: Final = regex(r"(?:(?<=\s)|(?<=\()|^)(?:kr|§) $")
_AFTER: Final = regex(r"^ (?:%|(?:kr|NOK|EUR|mill|millioner|prosent)\b)\S*")
_HELD: Final = regex(r"(?<!\S)\S+(?:\u00a0\S*)+")
_HYPHENATED: Final = regex(r"[^\w]{0,3}\w[a-zæøåéü]{2,40}[^\w]{0,3}")
"""A word that is broken by its syllables where it must be; others (codes, garbage) have none."""

Part = list[object]
"""What ``paper.typ`` sets in a line: its kind and what it says."""


def held_together(parts: list[Part]) -> Iterator[Part]:
    """*parts*, where a figure that leads to its basis is in a group with its unit («kr 3,00»)."""
    kinds = ["", *(part[0] for part in parts), ""]
    cut = [_cut(part, *kinds[at : at + 3 : 2]) for at, part in enumerate(parts)]
    for at, part in enumerate(parts):
        if part[0] == "f":
            before = cut[at - 1][2] if at else ""
            after = cut[at + 1][0] if at + 1 < len(parts) else ""
            group: list[Part] = [["w", before], part, ["w", after]]
            yield ["g", [one for one in group if one[1]]] if before or after else part
        elif part[0] != "w":
            yield part
        elif cut[at][1]:
            yield ["w", cut[at][1]]


def _cut(part: Part, last: object, following: object) -> tuple[str, str, str]:
    """A run of words as what belongs to the figure before it, the rest, and to the one after."""
    text = part[1]
    if part[0] != "w" or not isinstance(text, str):
        return "", "", ""
    head = found[0] if last == "f" and (found := _AFTER.match(text)) else ""
    text = text[len(head) :]
    tail = found[0] if following == "f" and (found := _BEFORE.search(text)) else ""
    return head, text[: len(text) - len(tail)], tail


@lru_cache(maxsize=4096)
def _of_size_one(text: str) -> float:
    """How wide *text* is in bold, in points for each point of its size; words come again."""
    return text_width(text, 1, bold=True) / PIXELS_PER_POINT


@dataclass(frozen=True)
class Measure:
    """Measures text as *theme* sets it. Lengths are millimetres."""

    theme: Theme

    @property
    def line(self) -> float:
        """The width of the page without its margins."""
        return self.theme.width - 2 * self.theme.margin_side

    @property
    def _small(self) -> float:
        """The size of a table's text, in points."""
        return self.theme.size * 0.88

    def room(self, width: float) -> float:
        """What a column of *width* has for text."""
        return max(width - _MARGIN_OF_CELL, 5)

    def _wide(self, text: str, size: float) -> float:
        return _of_size_one(text) * size * _MILLIMETRE

    def breakable(self, text: str, room: float) -> str:
        """*text* with places (U+200B) where a word may be broken that *room* has no line for.

        Numbers are held together (U+00A0), also with their units, where a line has room for them.
        """
        joined = _HELD.sub(
            lambda run: (
                run[0]
                if self._wide(run[0], self.theme.size) <= room
                else run[0].replace("\u00a0", " ")
            ),
            _JOINED.sub("\u00a0", text),
        )
        return _LONG_WORD.sub(lambda word: self._fitted(word[0], room), joined)

    def _fitted(self, word: str, room: float) -> str:
        if self._wide(word, self.theme.size) <= room:
            return word
        parts = _PARTS.findall(word)
        return "\u200b".join(piece for part in parts for piece in self._pieces(part, room))

    def _pieces(self, part: str, room: float) -> list[str]:
        if self._wide(part, self.theme.size) <= room or _HYPHENATED.fullmatch(part):
            return [part]
        pieces, piece = [], ""
        for letter in part:
            if piece and self._wide(piece + letter, self.theme.size) > room:
                pieces.append(piece)
                piece = ""
            piece += letter
        return [*pieces, piece]

    def breaks(self, cell: TableCell, room: float) -> bool:
        """Whether *cell* has a word that must be broken; only then are its words."""
        return any(self._longest(plain(line)) > room for line in cell.lines)

    def widths(self, table: Table) -> list[float]:
        """The width of each column: by its share, and with room for its numbers."""
        least = self._least(table)
        if sum(least) >= self.line:
            return [round(one * self.line / sum(least), 3) for one in least]
        shares = [max(column.share, 0.01) for column in table.columns]
        words = [at for at, column in enumerate(table.columns) if column.align == Align.LEFT]
        fixed: set[int] = set()
        if words and len(words) < len(shares):
            fixed = self._numbers(table, least, shares)
        while True:
            free = self.line - sum(least[at] for at in fixed)
            total = sum(share for at, share in enumerate(shares) if at not in fixed)
            wide = [
                least[at] if at in fixed else free * share / total
                for at, share in enumerate(shares)
            ]
            narrow = {at for at, one in enumerate(wide) if at not in fixed and one < least[at]}
            if not narrow:
                return [round(one, 3) for one in wide]
            fixed |= narrow

    def _numbers(self, table: Table, least: list[float], shares: list[float]) -> set[int]:
        """The columns of numbers that have more room than they need: what is over goes to words."""
        capped = set()
        for at, column in enumerate(table.columns):
            given = self.line * shares[at] / sum(shares)
            if column.align == Align.RIGHT and given > least[at] + _AIR:
                least[at] += _AIR
                capped.add(at)
        return capped

    def _least(self, table: Table) -> list[float]:
        least = [min(self._longest(column.heading), _WORD) for column in table.columns]
        for row in table.rows:
            for at, (cell, column) in enumerate(zip(row.cells, table.columns, strict=False)):
                need = max((self._longest(plain(line)) for line in cell.lines), default=0.0)
                number = column.align == Align.RIGHT
                least[at] = max(least[at], need if number else min(need, _WORD))
        return [one + _MARGIN_OF_CELL for one in least]

    def _longest(self, text: str) -> float:
        """The widest word of *text*; what does not break is one word."""
        words = text.replace("-", "- ").replace("/", "/ ").split(" ")
        return self._wide(max(words, key=len), self._small)

    def height(self, row: Row, widths: list[float]) -> float:
        """How much of a page *row* takes, roughly."""
        lines = 1.0
        for cell, width in zip(row.cells, widths, strict=False):
            room = self.room(width)
            texts = [self._wide(plain(line), self._small) for line in cell.lines]
            needed = sum(math.ceil(text * 1.05 / room) or 1 for text in texts)
            lines = max(lines, needed + 0.3 * len(texts))
        page = self.theme.height - self.theme.margin_top - self.theme.margin_bottom
        return lines * self._small * _LEADING * _MILLIMETRE / page
