"""What a workbook file holds beside its cells, as immutable values.

An inspection is read from the file (``orxl.xlsx.inspect``) for the checks before sending. It says
what is there, and judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from orxl.core.light import dataclass, field
from orxl.core.refs import CellRef, Range

DrawingKind = Literal["picture", "chart", "shape", "object"]
Span = tuple[int, int]
"""The first and the last of a run of rows or columns, both counted from 1."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside the package: its name, the last word of the relationship type that leads to it
    (``"vbaProject"``, ``""`` where none does), and the sheet it belongs to, if any."""

    name: str
    kind: str = ""
    sheet: str | None = None
    size: int = 0
    """Bytes, unpacked."""


@dataclass(frozen=True, slots=True)
class External:
    """A relationship that points out of the file, for example to a linked picture."""

    kind: str
    target: str
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A note, or a comment in a thread; ``resolved`` is about the thread."""

    cell: CellRef
    author: str
    text: str
    threaded: bool = False
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, chart, shape or object on a sheet, with what stands in it.

    ``cell`` is the upper left corner, where the drawing is anchored to one; ``alt`` the
    alternative text, ``""`` where there is none.
    """

    kind: DrawingKind
    name: str
    cell: CellRef | None = None
    alt: str = ""
    decorative: bool = False
    hidden: bool = False
    linked: str = ""
    """Where the picture is fetched from, ``""`` for an embedded one."""
    text: str = ""
    refers_to: tuple[str, ...] = ()
    """The cells that a chart shows, as its formulas name them; a series' typed name in quotes."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that is on: its range, and the columns it chooses by (counted from 1)."""

    ref: Range
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one header or footer, without its formatting codes."""

    place: Literal["topptekst", "bunntekst"]
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink from a cell out of the workbook."""

    cell: CellRef
    target: str


@dataclass(frozen=True, slots=True)
class Conditional:
    """What a conditional format does to the text of some cells, where its condition holds.

    A colour is None where the format leaves it as it is. ``condition`` is the kind of rule, its
    operator and its formulas, as the file has them.
    """

    areas: tuple[Range, ...]
    condition: str
    colour: str | None = None
    background: str | None = None
    invisible: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is shown to those who select a cell, or type something wrong in it."""

    cell: CellRef
    text: str


@dataclass(frozen=True, slots=True)
class Validation:
    """A data validation: its cells, its kind with its operator, its formulas, and what it says."""

    areas: tuple[Range, ...]
    rule: str
    formulas: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Freeze:
    """A frozen pane: how much stays, and the cell that the frozen part begins with.

    ``width`` is in characters and ``height`` in points, as column widths and row heights are.
    """

    rows: int
    columns: int
    width: float
    height: float
    first_row: int = 1
    first_column: int = 1


@dataclass(frozen=True)
class SheetInspection:
    """What one sheet holds beside its cells."""

    name: str
    kind: str = "worksheet"
    hidden_rows: tuple[Span, ...] = ()
    hidden_columns: tuple[Span, ...] = ()
    filters: tuple[Filter, ...] = ()
    comments: tuple[Comment, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    page_texts: tuple[PageText, ...] = ()
    links: tuple[Link, ...] = ()
    freeze: Freeze | None = None
    printers: tuple[str, ...] = ()
    conditionals: tuple[Conditional, ...] = ()
    colourings: tuple[Conditional, ...] = ()
    """The conditional formats that leave the text as it is: backgrounds, scales, bars, icons."""
    widths: tuple[tuple[int, int, float], ...] = ()
    """Runs of columns with the same width: the first, the last, and the width in characters."""
    prompts: tuple[Prompt, ...] = ()
    validations: tuple[Validation, ...] = ()
    scenarios: tuple[str, ...] = ()
    """The names of the scenarios that What-If Analysis keeps."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell style does to a text: colours (``"1F3864"``), size in points, boldness.

    ``background`` is None where it is no single colour; ``filled`` tells whether the cell has a
    background of its own. ``invisible`` is a number format that shows nothing (``;;;``).
    """

    colour: str = "000000"
    background: str | None = "FFFFFF"
    filled: bool = False
    size: float = 11.0
    bold: bool = False
    invisible: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How the cells of a style look, aspect by aspect; ``""`` where it is as in an empty workbook.

    Two that look alike are equal, however their files write it; only for comparing.
    """

    number_format: str = "General"
    font: str = ""
    fill: str = ""
    border: str = ""
    alignment: str = ""
    protection: str = ""


@dataclass(frozen=True, slots=True)
class Connection:
    """A data connection or query: its name, and where it fetches from (may be ``""``)."""

    name: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Properties:
    """The document properties. ``""`` where one is missing; ``custom`` are name and value.

    ``modified`` is when Excel or its like last saved it («2026-11-23T12:00:00Z»); orxl leaves it.
    """

    title: str = ""
    language: str = ""
    creator: str = ""
    last_modified_by: str = ""
    modified: str = ""
    manager: str = ""
    company: str = ""
    description: str = ""
    keywords: str = ""
    custom: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Inspection:
    """Everything the checks before sending ask of a file beside its cells."""

    parts: tuple[Part, ...] = ()
    external: tuple[External, ...] = ()
    sheets: tuple[SheetInspection, ...] = ()
    looks: tuple[Look, ...] = ()
    """By the cells' style number, and so are *styles*."""
    styles: tuple[Style, ...] = ()
    properties: Properties = field(default_factory=Properties)
    connections: tuple[Connection, ...] = ()
    persons: tuple[str, ...] = ()
    """The names on the list of those who may take part in threads."""
    users: tuple[str, ...] = ()
    """Names that Excel notes elsewhere: who reserved the file, who changed a shared workbook."""
    folder: str = ""
    """The folder in which Excel last saved the file."""
    macro_enabled: bool = False
    signed: bool = False
    outside: int = 0
    """Bytes of the file that are no part of the workbook: before, between or behind its parts."""

    @cached_property
    def by_name(self) -> Mapping[str, SheetInspection]:
        """The sheets by casefolded name."""
        return {sheet.name.casefold(): sheet for sheet in self.sheets}

    def sheet(self, name: str) -> SheetInspection | None:
        """The sheet called *name*, or None."""
        return self.by_name.get(name.casefold())

    def look(self, style: int) -> Look:
        """How a cell with the style number *style* looks."""
        return self.looks[style] if 0 <= style < len(self.looks) else Look()

    def style(self, number: int) -> Style:
        """How a cell with the style *number* looks."""
        return self.styles[number] if 0 <= number < len(self.styles) else Style()

    def of_kind(self, *kinds: str) -> tuple[Part, ...]:
        """The parts that a relationship of one of *kinds* leads to."""
        return tuple(part for part in self.parts if part.kind in kinds)
