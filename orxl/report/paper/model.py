"""A paper in memory: what every writer (PDF, DOCX, HTML) makes its pages from.

Values only: no styles, no markup. Whatever stands in a cell of the workbook keeps the cell, so that
the papers can be compared with the workbook place by place, and a reader can follow a figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from orxl.core.light import dataclass, field
from orxl.core.refs import CellRef


@dataclass(frozen=True, slots=True)
class Words:
    """Running words."""

    text: str
    cell: CellRef | None = None
    """The cell they stand in; None: they are orxl's own."""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text or a table that is taken from a cell."""

    text: str
    """As it is printed: «5 386 672», «3,00», «fem»."""
    cell: CellRef
    anchor: str = ""
    """Its place in «Tallgrunnlag»; ``""``: it has none."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: an address on the web, or ``#`` and an anchor of the paper."""

    text: str
    address: str
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a footnote is called."""

    note: str
    """The key of the footnote in :attr:`Paper.notes`."""
    mark: str
    """As printed: «*», «**», «1»."""


Inline = Words | Figure | Link | NoteMark
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest below the title. Levels never jump downwards."""

    level: int
    line: Line
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points, or of numbered ones."""

    items: tuple[Line, ...]
    numbered: bool = False


class Align(StrEnum):
    """How a column stands."""

    LEFT = "left"
    RIGHT = "right"
    """Numbers."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    heading: str
    align: Align = Align.LEFT
    share: float = 1.0
    """Its part of the width, beside the other columns' shares."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in a cell of a table: a line, or several below each other (targets, partners)."""

    lines: tuple[Line, ...]


class RowKind(StrEnum):
    """What a row is in its table."""

    BODY = "body"
    HEADING = "heading"
    """«Inntekter»: it speaks of the rows below."""
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; its first cell is the row's header."""

    cells: tuple[TableCell, ...]
    kind: RowKind = RowKind.BODY
    anchor: str = ""
    """Where a reader can be sent, for example a measure's own place."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its header is repeated on each page, and no row is torn."""

    key: str
    """Which one: «511», «512», «tiltak-2.1», …"""
    caption: Line
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    summary: str = ""
    """A sentence about what the table shows, for who cannot see it."""
    notes: tuple[str, ...] = ()
    """The keys of the notes that belong below the table, in order."""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of a chart, one for each category; None where there is none."""

    name: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...]
    """The same as they are printed."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars, always with its figures as a table beside it (``table``)."""

    key: str
    caption: Line
    alt: str
    """What it shows, in a sentence with the main figures."""
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    """«1000 kr»."""
    table: Table


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, of the headings down to ``levels``."""

    levels: int = 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page on paper; nothing on the web."""


Block = Heading | Paragraph | Bullets | Table | Chart | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The head of a case for a board: blank where the workbook does not say."""

    organisation: str
    number: str = ""
    """«12/25»."""
    body: str = ""
    """Who decides: «Representantskapet»."""
    meeting: date | None = None
    standing: str = ""
    """«Innstilling fra styret», «Vedtatt», …"""


@dataclass(frozen=True)
class Paper:
    """A whole paper. The same workbook gives the same paper, wherever and whenever it is made."""

    title: str
    subtitle: Line
    head: CaseHead
    dated: date
    """The date of the document: from the workbook, never the clock's."""
    blocks: tuple[Block, ...]
    notes: dict[str, Line] = field(default_factory=dict)
    """The footnotes, by key."""
    draft: tuple[str, ...] = ()
    """Why it is a draft, a sentence for each error; empty: it may be sent."""
    language: str = "nb-NO"

    def figures(self) -> Iterator[Figure]:
        """Every figure in reading order, notes last."""
        for block in self.blocks:
            yield from _figures_of(block)
        for line in self.notes.values():
            yield from _figures(line)


def _figures_of(block: Block) -> Iterator[Figure]:
    match block:
        case Heading(line=line) | Paragraph(line=line):
            yield from _figures(line)
        case Bullets(items=items):
            for line in items:
                yield from _figures(line)
        case Table() as table:
            yield from _figures(table.caption)
            for row in table.rows:
                for cell in row.cells:
                    for line in cell.lines:
                        yield from _figures(line)
        case Chart(caption=caption, table=table):
            yield from _figures(caption)
            yield from _figures_of(table)
        case Contents() | PageBreak():
            pass


def _figures(line: Line) -> Iterator[Figure]:
    return (part for part in line if isinstance(part, Figure))


def plain(line: Line) -> str:
    """*line* as words alone, with the marks of its notes."""
    return "".join(part.mark if isinstance(part, NoteMark) else part.text for part in line)
