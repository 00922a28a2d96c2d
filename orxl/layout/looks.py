"""What a sheet shows beyond its cells: marks of trouble, charts, and the printed page.

Columns are named by their keys here too, so that a mark or a chart follows a column that moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex

_KEY: Final = regex(r"\{(\w+)(:?)\}")


class Look(Enum):
    """How a marked cell looks; each look also changes the weight of the text, not colour
    alone; NONE shows a dash in place of the value."""

    GOOD = "i orden"
    KNOWN = "se på dette"
    BAD = "feil"
    TOTAL = "sum"
    NONE = "gjelder ikke"


@dataclass(frozen=True, slots=True)
class Mark:
    """A conditional format over the columns from *first* to *last* of a table's rows.

    In *formula* ``{key}`` stands for this row's cell in a column and ``{key:}`` for all of the
    column's cells, spare rows included. Nothing in the workbook is volatile: a mark of a day
    looks at «Status per».
    """

    first: str
    last: str
    formula: str
    look: Look

    @property
    def reads(self) -> frozenset[str]:
        """The keys of the columns that it needs."""
        return frozenset({self.first, self.last, *(m[1] for m in _KEY.finditer(self.formula))})

    def written(self, letter: Callable[[str], str], top: int, bottom: int) -> str:
        """The formula for the first row, *top*, of rows that reach to *bottom*."""

        def address(match: re.Match[str]) -> str:
            column = letter(match[1])
            return f"${column}${top}:${column}${bottom}" if match[2] else f"${column}{top}"

        return _KEY.sub(address, self.formula)


@dataclass(frozen=True, slots=True)
class FixedMark:
    """A conditional format over cells outside the tables.

    ``at`` is where they stand in the head of a new workbook's sheet; ``over`` means the cell over
    a column of the sheet's table instead, which *formula* then calls ``{@}``.
    """

    at: str
    formula: str
    look: Look
    over: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """What a chart reads: the cells of *column* in all rows of *table*.

    A *table* of ``""`` means that ``column`` is an address on the chart's own sheet.
    """

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Series:
    """A row of bars: its name in the legend, its cells and which of the palette's colours."""

    name: str
    cells: Cells
    colour: int


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A native chart: bars over *categories*, with a text that is read aloud in its place."""

    title: str
    alt: str
    at: str
    to: str
    """The corner cells of the chart; *to* lies inside it."""
    categories: Cells
    series: Sequence[Series]
    horizontal: bool = False
    unit: str = ""
    """What the numbers are, below the title."""
    stacked: bool = False
    """Whether the series stand on each other, as parts of a whole."""


@dataclass(frozen=True, slots=True)
class Page:
    """How a sheet is printed.

    Without *breaks* it is scaled to one page's width. *breaks* are the keys of the columns after
    which a new page begins; the columns up to *repeat* stand on every page, and the scale is the
    largest that gives every part room.
    """

    landscape: bool = True
    breaks: tuple[str, ...] = ()
    repeat: str = ""
    to: str = ""
    """The last column of the main table that is printed: what stands behind it is for work on
    screen. ``""``: all of them."""
    one_page: bool = False
    repeat_header: bool = True
    row_breaks: tuple[int, ...] = ()
    """Rows after which a new page begins."""
    scale: int | None = None
    """Per cent, where neither the width nor the breaks decide."""
    only: tuple[str, str] | None = None
    """A column and an assumption: of a long reference table only the rows that hold its value are
    printed. Fixed when the workbook is built."""
    among: tuple[str, str, str] | None = None
    """Of these rows only those whose column holds what a column of another table does: column,
    table, its column. They stand together."""
    until: str = ""
    """The table before which the print ends: what stands from its heading on is for the screen."""


def required(*keys: str) -> tuple[Mark, ...]:
    """Marks for cells that must be filled in: each of *keys* once another of them is."""
    marks = []
    for key in keys if len(keys) > 1 else ():  # OR() of nothing is no formula in Excel
        others = ",".join(f'{{{other}}}<>""' for other in keys if other != key)
        marks.append(Mark(key, key, f'AND({{{key}}}="",OR({others}))', Look.KNOWN))
    return tuple(marks)


def unique(key: str) -> Mark:
    """A mark for a key that stands in two rows."""
    # Not COUNTIF: it reads the text «1.1» as a number and would find «1.10» equal to it.
    return Mark(key, key, f'AND({{{key}}}<>"",SUMPRODUCT(({{{key}:}}={{{key}}})*1)>1)', Look.BAD)


def unknown(key: str, known: str) -> Mark:
    """A mark for a code that is not in the list named *known*."""
    return Mark(key, key, f'AND({{{key}}}<>"",ISNA(MATCH({{{key}}},{known},0)))', Look.BAD)
