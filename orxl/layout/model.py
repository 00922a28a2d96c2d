"""What a layout is made of: sheets, cells outside the tables, names and lists.

As it is declared, a formula calls everything by its key (:mod:`orxl.layout.wording`); in the
layout of a year, which :func:`orxl.layout.layout_for` gives, it stands as in the file, without
``=``, and headers and texts have their years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from orxl.core.light import dataclass, field, replace
from orxl.core.patterns import regex
from orxl.core.values import Value
from orxl.layout.kinds import Kind
from orxl.layout.looks import ChartSpec, FixedMark, Page
from orxl.layout.tables import Earlier, TableSpec
from orxl.layout.version import VERSION

_IN_A_NAME: Final = regex(r"[\w.]+")
_OVER: Final = regex(r"\{\^(\w+)\}")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A cell outside the tables: a label, an input or a formula.

    It belongs to the head of its sheet (``at``, where it stands in a new workbook), or to a column
    of a table, over whose header it stands (``over``, the column's key) and with which it moves.
    """

    at: str = ""
    content: str | float | None = None
    formula: str | None = None
    """``{^key}`` in it is the cell over the column *key* of the same table."""
    kind: Kind = Kind.TEXT
    role: str = "label"
    """Which style it has; ``orxl.template.styles`` knows the roles."""
    span: int = 1
    """How many columns the text may run over."""
    over: str = ""
    table: str = ""
    """The table that ``over`` is a column of; ``""`` is the sheet's main one."""
    since: int = 1
    """The version of the layout that brought the cell."""
    earlier: Earlier = ()
    """What ``formula`` was in earlier versions."""
    former: tuple[tuple[int, str], ...] = ()
    """What ``content`` was, a text, each with the last version of the layout that had it."""
    choices: str = ""
    """The list that staff choose its content from; ``""`` where they write nothing in it."""
    help: str = ""
    """What Excel says of it when it is chosen."""

    def formula_at(self, row: int, letters: Mapping[str, str]) -> str | None:
        """The formula as the file has it, where the cells over the columns stand in *row*."""
        if self.formula is None:
            return None
        return _OVER.sub(lambda m: f"{letters[m[1]]}{row}", self.formula)


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A defined name for the cell in *column* of the row of *table* whose column *by* is *row*.

    ``by`` ``""`` means the table's key column. An ``optional`` name is left out where no such row
    exists.
    """

    name: str
    table: str
    row: str
    column: str
    by: str = ""
    optional: bool = False
    each: bool = False
    """Whether every row has such a name: *name* stands before the row's key, *row* is not used."""
    since: int = 1
    """The version of the layout that brought the name."""
    earlier: tuple[tuple[int, str], ...] = ()
    """What ``column`` was, each with the last version of the layout that had it."""

    def in_rows(self, keys: Iterable[Value]) -> Iterator[NamedCell]:
        """The names among rows with these *keys*: itself, or one for each key that fits a name."""
        if not self.each:
            yield self
            return
        for key in dict.fromkeys(keys):
            if isinstance(key, str) and _IN_A_NAME.fullmatch(key):
                yield replace(self, name=self.name + key, row=key)


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet: what it is called, what it is for, who edits it, and what stands on it."""

    name: str
    group: str
    """«program», «budsjett», «framover», «medlemmer» or «kontroll»: the colour of the tab."""
    title: str
    purpose: str
    unit: str = ""
    table: TableSpec | None = None
    more_tables: tuple[TableSpec, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    widths: Mapping[str, float] = field(default_factory=dict)
    protected: bool = False
    page: Page = field(default_factory=Page)
    charts: tuple[ChartSpec, ...] = ()
    marks: tuple[FixedMark, ...] = ()
    heights: Mapping[int, float] = field(default_factory=dict)
    """Row heights in points, where a row must not fit itself to its text."""
    back: str = "A3"
    """Where the link to the front page stands."""
    freeze: str | None = None
    """The first cell that scrolls; by default the table's first data cell but one."""
    hidden: bool = False
    """Whether it is out of sight: what the workbook needs and nobody reads."""
    since: int = 1
    """The version of the layout that brought the sheet."""

    @property
    def tables(self) -> tuple[TableSpec, ...]:
        """All tables of the sheet, the main one first."""
        return ((self.table,) if self.table else ()) + self.more_tables

    def table_of(self, fixed: Fixed) -> TableSpec | None:
        """The table over whose header *fixed* stands; None where it belongs to the sheet's head."""
        if not fixed.over:
            return None
        return next((t for t in self.tables if t.name == fixed.table), self.table)

    def address(self, fixed: Fixed) -> str:
        """Where *fixed* stands in a new workbook."""
        table = self.table_of(fixed)
        return fixed.at if table is None else f"{table.letter(fixed.over)}{table.header_row - 1}"

    def formula(self, fixed: Fixed) -> str | None:
        """The formula of *fixed* in a new workbook."""
        table = self.table_of(fixed)
        if table is None:
            return fixed.formula
        letters = {column.key: table.letter(column.key) for column in table.columns}
        return fixed.formula_at(table.header_row - 1, letters)


@dataclass(frozen=True)
class Layout:
    """The whole workbook for one budget year."""

    year: int
    sheets: tuple[SheetSpec, ...]
    names: tuple[NamedCell, ...]
    lists: Mapping[str, str]
    """Lists for drop-downs, and constants of formulas: defined name → what it refers to."""
    constants: Mapping[str, Sequence[str]]
    """The code lists that stand on «Lister»: list name → words."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Names for places that hold no value, such as the button's: name → absolute range."""
    version: int = VERSION
    """Which version of the layout this is."""
    newer_lists: Mapping[str, int] = field(default_factory=dict)
    """The lists and places that came later, with the version that brought each."""

    @cached_property
    def tables(self) -> Mapping[str, tuple[SheetSpec, TableSpec]]:
        """Tables by name, with the sheet each stands on."""
        return {t.name: (s, t) for s in self.sheets for t in s.tables}

    def table(self, name: str) -> TableSpec:
        """The table called *name*. Raises KeyError."""
        return self.tables[name][1]

    def sheet(self, name: str) -> SheetSpec:
        """The sheet called *name*. Raises KeyError."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)
