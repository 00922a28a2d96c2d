"""What a layout is made of: sheets, tables, columns, cells outside the tables, names and lists.

As it is declared, a formula calls everything by its key (:mod:`orxl.layout.wording`); in the
layout of a year, which :func:`orxl.layout.layout_for` gives, it stands as in the file, without
``=``, and headers and texts have their years.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from orxl.core.refs import column_letters
from orxl.core.values import Value
from orxl.layout.kinds import Kind, Level
from orxl.layout.looks import ChartSpec, FixedMark, Mark, Page
from orxl.layout.version import VERSION

_IN_A_NAME: Final = re.compile(r"[\w.]+")
_OVER: Final = re.compile(r"\{\^(\w+)\}")
_IN_ROW: Final = re.compile(r"\{([^{}|]+)\|(\w+)\}")

Earlier = tuple[tuple[int, str | None], ...]
"""Former formulas, each with the last version of the layout that had it; None: an input."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; :mod:`orxl.layout.columns` has a word for each kind.

    ``key`` is the field of the model (or a key of its own for a formula column), ``header`` what
    the user sees, ``help`` the message shown when a cell of it is chosen, ``choices`` the name of
    the list its cells must come from, ``formula`` the formula of every row.
    """

    key: str
    header: str
    kind: Kind
    width: float
    help: str = ""
    formula: str | None = None
    choices: str | None = None
    required: bool = False
    by_row: bool = False
    """Whether each row has its own formula, or none: the table's rows say which."""
    open_list: bool = False
    """Whether other words than those of ``choices`` may be typed, after a warning."""
    short: str = ""
    """A short word for the column in placeholders, where its header is long."""
    level: Level = Level.NOW
    """When it is filled in, where it is not calculated."""
    since: int = 1
    """The version of the layout that brought the column."""
    earlier: Earlier = ()
    """What ``formula`` was in earlier versions."""
    former: tuple[tuple[int, str], ...] = ()
    """What ``header`` was, each with the last version of the layout that had it."""
    hidden: bool = False
    """Whether it is a technical column, folded away to the right of what people read."""

    @property
    def derived(self) -> bool:
        """Whether the column is calculated rather than filled in."""
        return self.formula is not None or self.by_row


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table's cells stand, for formulas that differ from row to row."""

    table: str
    first_row: int
    letters: Mapping[str, str]

    def at(self, index: int, key: str) -> str:
        """The A1 address of column *key* in data row *index* (counted from 0)."""
        return f"{self.letters[key]}{self.first_row + index}"

    def span(self, first: int, last: int, key: str) -> str:
        """The A1 range of column *key* from data row *first* to *last*."""
        return f"{self.at(first, key)}:{self.at(last, key)}"


RowFormulas = Callable[[Sequence[Mapping[str, Value]], Grid], Sequence[Mapping[str, str]]]
"""From a table's rows (values by column key) to each row's formulas by column key."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that belongs to the layout: its texts and its own formulas, by column key.

    In a formula ``{label|key}`` is the cell in column *key* of the row called *label*.
    """

    texts: Mapping[str, str]
    formulas: Mapping[str, str] = field(default_factory=dict)
    since: int = 1
    """The version of the layout that brought the row."""
    former: tuple[tuple[int, Mapping[str, str]], ...] = ()
    """What ``texts`` were, each with the last version of the layout that had them."""
    earlier: tuple[tuple[int, Mapping[str, str]], ...] = ()
    """What ``formulas`` were, each with the last version of the layout that had them."""
    level: Level | None = None
    """When its inputs are filled in, whatever their columns say."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """An Excel table: its name, where its header stands, its columns and its own rows."""

    name: str
    header_row: int
    columns: tuple[Column, ...]
    key: str
    """The column that names a row (for messages and for «Godtatte avvik»)."""
    content: str = ""
    """Which of the programme's tuples the rows are; ``""`` where they are no records."""
    rows: tuple[Row, ...] = ()
    """The rows that belong to the layout."""
    row_formulas: RowFormulas | None = None
    """The formulas that follow from what the rows hold."""
    grows: bool = True
    """Whether rows are added below it in daily use."""
    owned: bool = False
    """Whether the table belongs to the program, which replaces its rows."""
    filter: bool = True
    first_column: int = 1
    marks: tuple[Mark, ...] = ()
    """Conditional formats that show trouble at once."""
    bars: tuple[str, ...] = ()
    """Columns of shares that show a bar behind the number, full at 100 per cent."""
    closed: Callable[[Mapping[str, Value]], frozenset[str]] | None = None
    """Which input columns stay empty in a row, for example the prognosis of a total."""
    since: int = 1
    """The version of the layout that brought the table."""
    earlier: tuple[tuple[int, RowFormulas], ...] = ()
    """What ``row_formulas`` was, each with the last version of the layout that had it."""

    def column(self, key: str) -> Column:
        """The column with *key*. Raises KeyError."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def letter(self, key: str) -> str:
        """The column letter of *key* in a new workbook."""
        index = [column.key for column in self.columns].index(key)
        return column_letters(self.first_column + index)

    def level(self, label: Value, key: str) -> Level | None:
        """When the column *key* is filled in, in the row called *label*; None: it is calculated.

        Raises KeyError.
        """
        column = self.column(key)
        if column.derived:
            return None
        own = (row.level for row in self.rows if row.texts[self.key] == label)
        return next(own, None) or column.level

    @property
    def labels(self) -> tuple[str, ...]:
        """What the rows that belong to the layout are called."""
        return tuple(row.texts[self.key] for row in self.rows)

    def formulas(self, rows: Sequence[Mapping[str, Value]], grid: Grid) -> list[dict[str, str]]:
        """The formula each row must hold, by column key, as written in the file."""
        common = {c.key: c.formula for c in self.columns if c.formula is not None}
        by_label = {row.texts[self.key]: row.formulas for row in self.rows}
        labels = [row.get(self.key) for row in rows]
        found: list[dict[str, str]] = []
        for label in labels:
            own = by_label.get(label) if isinstance(label, str) else None
            found.append({**common, **_in_rows(own, labels, grid)} if own else dict(common))
        if self.row_formulas is not None:
            for row, own in zip(found, self.row_formulas(rows, grid), strict=True):
                row.update(own)
        return found


def _in_rows(
    formulas: Mapping[str, str], labels: Sequence[Value | None], grid: Grid
) -> dict[str, str]:
    """*formulas* with the addresses of the rows they name; without those whose rows are gone."""

    def address(match: re.Match[str]) -> str:
        return grid.at(labels.index(match[1]), match[2])

    found = {}
    for key, text in formulas.items():
        if all(match[1] in labels for match in _IN_ROW.finditer(text)):
            found[key] = _IN_ROW.sub(address, text)
    return found


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
    """«program», «budsjett», «medlemmer» or «kontroll»: the colour of the tab."""
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
    freeze: str | None = None
    """The first cell that scrolls; by default the table's first data cell but one."""
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
    """Lists for drop-downs: defined name → what it refers to."""
    constants: Mapping[str, Sequence[str]]
    """The code lists that stand on «Lister»: list name → words."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Names for places that hold no value, such as the button's: name → absolute range."""
    version: int = VERSION
    """Which version of the layout this is."""
    newer_lists: Mapping[str, int] = field(default_factory=dict)
    """The lists that came later, with the version that brought each."""

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
