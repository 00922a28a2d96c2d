"""Texts of the workbook as lines of a paper: each run keeps the cell that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.light import dataclass, field
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.core.showing import fit
from orxl.core.values import BLANK, Value
from orxl.report.paper.model import Figure, Inline, Line, Link, TableCell, Words, plain
from orxl.rules.kit.view import View
from orxl.rules.shared.placeholders import Piece, pieces, rounded

_WEB: Final = regex(r"https?://[^\s<>«»\"]+[^\s<>«»\".,;:)]")
_PLAIN: Final = {ord(c): d for c, d in zip("æøåäöé", ("ae", "o", "a", "a", "o", "e"), strict=True)}
NOTHING: Final = "–"
"""How an amount of 0 is printed in a table, as in the workbook."""


@dataclass
class Writing:
    """What a paper is written from, and what was met on the way."""

    view: View
    faults: list[tuple[CellRef, str]] = field(default_factory=list)
    """The placeholders that nothing could be put in place of."""
    sources: dict[CellRef, None] = field(default_factory=dict)
    """The cells that the figures come from, in reading order: where «Tallgrunnlag» begins."""
    _anchors: dict[str, int] = field(default_factory=dict)
    _grouped: dict[tuple[str, str], dict[str, list[BoundRow]]] = field(default_factory=dict)

    def anchor(self, *parts: str) -> str:
        """A place's name in the paper, never given twice: «kapittel-5-1-3»."""
        name = "-".join(slug(part) for part in parts if part.strip())
        count = self._anchors[name] = self._anchors.get(name, 0) + 1
        return name if count == 1 else self.anchor(name, str(count))

    def rows_of(self, table: str, key: str, text: str) -> list[BoundRow]:
        """The rows of *table* whose column *key* holds *text*."""
        if (table, key) not in self._grouped:
            groups: dict[str, list[BoundRow]] = {}
            for row in self.view.rows(table):
                groups.setdefault(self.view.text(row, key), []).append(row)
            self._grouped[table, key] = groups
        return self._grouped[table, key].get(text, [])

    def lines(self, cell: CellRef, text: str) -> list[Line]:
        """*text*, which stands in *cell*, as one line for each of its paragraphs."""
        runs: list[list[Inline]] = [[]]
        for piece in pieces(self.view, text.strip(), cell):
            first, *more = self._runs(piece)
            runs[-1] += first
            runs += more
        return [tuple(line) for line in runs if plain(tuple(line)).strip()]

    def line(self, cell: CellRef, text: str) -> Line:
        """*text* as one line, with a space where it has line breaks."""
        return joined(self.lines(cell, text))

    def figure(self, text: str, cell: CellRef, source: CellRef | None = None) -> Figure:
        """A figure taken from *cell*; what explains it is *source*, else the cell itself."""
        begins = cell if source is None else source
        self.sources[begins] = None
        return Figure(text, cell, anchor_of(begins))

    def words(self, row: BoundRow, key: str) -> Line:
        """The text in a row's column as one line, as it is typed; nothing where it has none."""
        cell = row.cells.get(key)
        text = self.view.text(row, key)
        return (Words(clean(" ".join(text.split())), cell),) if cell is not None and text else ()

    def _runs(self, piece: Piece) -> list[list[Inline]]:
        """The runs of *piece*, in one list for each paragraph that it reaches into."""
        if piece.fault:
            self.faults.append((piece.cell, piece.fault))
            return [[Words(f"[mangler: {clean(piece.fault)}]", piece.cell, strong=True)]]
        if piece.figure:
            return [[self.figure(piece.text, piece.cell)]]
        return [list(_with_links(part, piece.cell)) for part in _paragraphs(piece.text)]


def _paragraphs(text: str) -> list[str]:
    """*text* cut at its line breaks, without the blanks around them."""
    first, *more = text.replace("\r\n", "\n").split("\n")
    if not more:
        return [first]
    return [first.rstrip(), *(part.strip() for part in more[:-1]), more[-1].lstrip()]


def _with_links(text: str, cell: CellRef) -> Iterator[Inline]:
    done = 0
    for match in _WEB.finditer(text):
        if match.start() > done:
            yield Words(clean(text[done : match.start()]), cell)
        yield Link(clean(match[0]), clean(match[0]), cell)
        done = match.end()
    if done < len(text):
        yield Words(clean(text[done:]), cell)


def address(text: str, cell: CellRef) -> Inline:
    """A web address that can be followed; what is none stays words («javascript:…»)."""
    told = clean(text)
    whole = _WEB.fullmatch(told)
    return Link(told, told, cell) if whole is not None else Words(told, cell)


def anchor_of(cell: CellRef) -> str:
    """The place of *cell* in «Tallgrunnlag»."""
    return f"tall-{slug(cell.sheet)}-{cell.a1.lower()}"


def joined(lines: Iterable[Line], between: str = " ") -> Line:
    """*lines* as one, with *between* in between."""
    parts: list[Inline] = []
    for line in lines:
        if parts and line:
            parts.append(Words(between))
        parts += line
    return tuple(parts)


def own(text: str, *, strong: bool = False) -> Line:
    """Words of orxl's own."""
    return (Words(text, strong=strong),)


def one(line: Line) -> TableCell:
    """A table's cell with *line* alone; with nothing where it is blank."""
    return TableCell((line,) if line else ())


def clean(text: str) -> str:
    """*text* without what a screen or a page would act on."""
    return fit(text)


def slug(text: str) -> str:
    """*text* in small letters and figures, with hyphens: «Tabell 5.1.1» → «tabell-5-1-1»."""
    plain = text.casefold().translate(_PLAIN)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"


def amount(value: Value) -> str:
    """An amount in a budget table: «5 387», «−336», «–» for nought; ``""`` for none."""
    if value is BLANK or value == "":
        return ""
    if not isinstance(value, float):
        return clean(value) if isinstance(value, str) else nb.value(value)
    exact = Decimal(f"{value:.15g}")
    text = rounded(exact, 0)
    return NOTHING if text == "0" and exact == 0 else text
