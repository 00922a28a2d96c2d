"""A paper as the data that ``paper.typ`` sets: plain lists, numbers and texts, and no markup."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from orxl.core.light import dataclass, field
from orxl.report.paper.fitting import Measure, Part, held_together
from orxl.report.paper.glyphs import letters_of, printable
from orxl.report.paper.look import look_of
from orxl.report.paper.model import (
    Align,
    Block,
    Bullets,
    Chart,
    Contents,
    Figure,
    Heading,
    Inline,
    Line,
    Link,
    NoteMark,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableCell,
    Words,
    plain,
)
from orxl.report.paper.theme import Theme
from orxl.report.paper.words import draft_words, facts

Data = dict[str, object]
_SCHEMES: Final = ("https://", "http://", "mailto:")
_TALL: Final = 0.5
"""A row that takes more than so much of a page may be torn."""
_WHOLE: Final = 0.85
"""A table with sums that takes less than so much of a page stands on one page."""
_SMALL: Final = 0.25
"""Any table that takes less than so much of a page stands on one page."""
_LARGE: Final = 2000
"""With more rows than this, the lines of a cell are no paragraphs of their own: half the memory."""
_KINDS: Final = {RowKind.BODY: 0, RowKind.HEADING: 1, RowKind.TOTAL: 2}


@dataclass
class Setter:
    """Makes the data of one paper; it keeps which places and notes were met."""

    paper: Paper
    theme: Theme
    letters: frozenset[int] = field(init=False)
    anchors: set[str] = field(init=False)
    placed: set[str] = field(default_factory=set)
    called: dict[str, str] = field(default_factory=dict)
    """The footnotes that stand already, with the label of their first mark."""
    own: dict[str, str] = field(default_factory=dict)
    """The notes of the table that is being set, with their labels."""
    tables: int = 0
    measure: Measure = field(init=False)
    room: float = field(init=False)
    """The width of a line where text is being set, in millimetres."""

    def __post_init__(self) -> None:
        self.letters = letters_of(self.theme)
        self.anchors = set(_anchors(self.paper.blocks))
        self.measure = Measure(self.theme)
        self.room = self.measure.line

    # ---- words

    def text(self, text: str) -> str:
        """*text* as it is printed; a word that no line has room for may be broken."""
        shown = printable(text, self.letters)
        return self.measure.breakable(shown, self.room)

    def line(self, line: Line, *, plainly: bool = False) -> list[Part]:
        """*line*; ``plainly``: without links and footnotes, for what stands in the contents too."""
        parts = [self._part(part, plainly) for part in line if not _blank(part)]
        return list(held_together(parts))

    def _part(self, part: Inline, plainly: bool) -> Part:
        match part:
            case Words():
                return ["b" if part.strong else "w", self.text(part.text)]
            case Figure(anchor=anchor):
                if anchor in self.anchors and not plainly:
                    return ["f", self.text(part.text), anchor]
                return ["w", self.text(part.text)]
            case Link():
                return ["w", self.text(part.text)] if plainly else self._link(part)
            case NoteMark():
                mark = self.text(part.mark)
                if plainly or part.note not in self.paper.notes:
                    return ["s", mark]
                return self._note(part.note, mark)

    def _link(self, part: Link) -> Part:
        text, to = self.text(part.text), part.address.strip()
        if to.startswith("#") and to[1:] in self.anchors:
            return ["i", text, to[1:]]
        if to.casefold().startswith(_SCHEMES):
            return ["a", text, quote(to, safe="%/:?#[]@!$&'()*+,;=~-._")]
        return ["w", text]

    def _note(self, key: str, mark: str) -> Part:
        if key in self.own:
            return ["t", mark, self.own[key]]
        if key in self.called:
            return ["m", mark, self.called[key]]
        label = self.called[key] = f"note:{len(self.called) + 1}"
        return ["n", mark, key, label]

    def place(self, anchor: str) -> str:
        """*anchor* the first time that it is met, later ``""``."""
        if not anchor or anchor in self.placed:
            return ""
        self.placed.add(anchor)
        return anchor

    # ---- blocks

    def blocks(self) -> Iterator[list[object]]:
        """Every block, in order."""
        above = 0
        for block in self.paper.blocks:
            match block:
                case Heading() if not plain(block.line).strip():
                    pass  # a blank heading is none
                case Heading():
                    above = min(max(block.level, 1), above + 1)
                    line = self.line(block.line, plainly=True)
                    yield ["h", above, self.place(block.anchor), line]
                case Paragraph():
                    leads = plain(block.line).rstrip().endswith(":")
                    yield ["p", self.line(block.line), leads]
                case Bullets() if block.items:
                    yield ["l", block.numbered, [self.line(one) for one in block.items]]
                case Bullets():
                    pass
                case Table():
                    yield ["t", self.table(block)]
                case Chart():
                    yield ["c", self.chart(block)]
                case Contents():
                    yield ["o", block.levels]
                case PageBreak():
                    yield ["x"]

    def table(self, table: Table) -> Data:
        """A table, its columns as wide as its numbers need."""
        self.tables += 1
        keys = [key for key in dict.fromkeys(table.notes) if key in self.paper.notes]
        self.own = {key: f"tabellnote:{self.tables}:{at}" for at, key in enumerate(keys)}
        marks = dict(_marks(table))
        widths = self.measure.widths(table)
        last = max(
            (at for at, row in enumerate(table.rows) if row.kind != RowKind.HEADING), default=0
        )
        rows: list[list[object]] = []
        heights = [self.measure.height(row, widths) for row in table.rows]
        for at, row in enumerate(table.rows):
            kind = 2 if row.kind == RowKind.HEADING and at > last else _KINDS[row.kind]
            cells = self._cells(row, widths)
            rows.append([kind, self.place(row.anchor), heights[at] < _TALL, cells])
        summed = any(row.kind == RowKind.TOTAL for row in table.rows)
        made: Data = {
            "caption": self.line(table.caption),
            "columns": [
                [self.text(column.heading), column.align == Align.RIGHT, width]
                for column, width in zip(table.columns, widths, strict=True)
            ],
            "rows": rows,
            "whole": sum(heights) < (_WHOLE if summed else _SMALL),
        }
        labels, self.own = self.own, {}
        made["notes"] = [
            [self.text(marks.get(key, "")), label, self.line(self.paper.notes[key])]
            for key, label in labels.items()
        ]
        return made

    def _cells(self, row: Row, widths: list[float]) -> list[list[object]]:
        made: list[list[object]] = []
        lacking = (TableCell(()),) * (len(widths) - len(row.cells))
        for width, cell in zip(widths, (*row.cells, *lacking), strict=True):
            self.room = self.measure.room(width)
            broken = self.measure.breaks(cell, self.room)
            made.append([broken, [self.line(line) for line in cell.lines] or [[]]])
        self.room = self.measure.line
        return made

    def chart(self, chart: Chart) -> Data:
        """A chart with the table of its figures."""
        series = [
            [
                self.text(one.name),
                [_finite(v) for v in one.values],
                [self.text(s) for s in one.shown],
            ]
            for one in chart.series
        ]
        values = [
            v
            for one in chart.series
            for v in one.values
            if _finite(v) is not None and v is not None
        ]
        low, high = min([0.0, *values]), max([0.0, *values])
        return {
            "caption": self.line(chart.caption, plainly=True),
            "alt": self.text(chart.alt).strip() or plain(chart.caption).strip() or "Diagram",
            "categories": [self.text(one) for one in chart.categories],
            "series": series,
            "unit": self.text(chart.unit),
            "low": low,
            "high": high if high > low else low + 1,
            "long": len(chart.categories) * len(chart.series) > 30,
            "label": 1.6,
            "table": self.table(chart.table),
        }


def _blank(part: Inline) -> bool:
    """A link without words leads nobody anywhere."""
    return isinstance(part, Link) and not part.text.strip()


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _anchors(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() if plain(block.line).strip():
                yield block.anchor
            case Table():
                yield from (row.anchor for row in block.rows if row.anchor)
            case Chart(table=table):
                yield from (row.anchor for row in table.rows if row.anchor)
            case _:
                pass


def _marks(table: Table) -> Iterator[tuple[str, str]]:
    """The notes that *table* calls, each with its mark."""
    for line in (
        table.caption,
        *(line for row in table.rows for cell in row.cells for line in cell.lines),
    ):
        for part in line:
            if isinstance(part, NoteMark):
                yield part.note, part.mark


def data_of(paper: Paper, theme: Theme) -> Data:
    """All that ``paper.typ`` needs.

    Raises:
        BadSource: The theme's fonts or logo cannot be read.
    """
    setter = Setter(paper, theme)
    head, text = paper.head, setter.text
    language, _, region = paper.language.partition("-")
    front = any(isinstance(block, Contents) for block in paper.blocks)
    number = f"Sak {head.number}" if head.number else ""
    return {
        "title": text(paper.title),
        "author": [text(head.organisation)] if head.organisation else [],
        "organisation": text(head.organisation),
        "subtitle": setter.line(paper.subtitle, plainly=True),
        "facts": [[name, text(value)] for name, value in facts(paper)],
        "running": text(paper.title),
        "number": text(number),
        "foot": text(head.organisation),
        "date": [paper.dated.year, paper.dated.month, paper.dated.day],
        "lang": language,
        "region": region or None,
        "front": front,
        "large": sum(len(block.rows) for block in paper.blocks if isinstance(block, Table))
        > _LARGE,
        "draft": draft_words(paper),
        "errors": [text(one) for one in paper.draft],
        "blocks": list(setter.blocks()),
        "notes": {key: setter.line(line, plainly=True) for key, line in paper.notes.items()},
        **look_of(theme),
    }
