"""What a table is made of: its columns, the rows that belong to the layout, and their formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Final

from orxl.core.light import dataclass, field
from orxl.core.patterns import regex
from orxl.core.refs import column_letters
from orxl.core.values import Value
from orxl.layout.kinds import Kind, Level
from orxl.layout.looks import Mark

_IN_ROW: Final = regex(r"\{([^{}|]+)\|(\w+)\}")

First = Callable[[Mapping[str, Value], int], Value]
"""From a row's values by column key, and the budget year, to a value."""
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
    first: First | None = None
    """What a row that is older than the column gets in it; None: nothing."""
    hidden: bool = False
    """Whether it is a technical column, folded away to the right of what people read."""
    one_line: bool = False
    """Whether its texts stay on one line, however long, so that they make no row higher."""
    public: bool = False
    """Whether everyone may read it: the web edition and open data hold no other column."""

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


@dataclass(frozen=True)
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
    tight: bool = False
    """Whether its rows are as low as a line allows, so that all of them fit a small screen."""
    paper: bool = False
    """Whether it looks as on paper: no backgrounds."""
    filter: bool = True
    first_column: int = 1
    marks: tuple[Mark, ...] = ()
    """Conditional formats that show trouble at once."""
    bars: tuple[str, ...] = ()
    """Columns of shares that show a bar behind the number, full at 100 per cent."""
    closed: Callable[[Mapping[str, Value]], frozenset[str]] | None = None
    """Which input columns stay empty in a row, for example the prognosis of a total."""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """The rows, by their keys, that are not filled in now though their columns are."""
    since: int = 1
    """The version of the layout that brought the table."""
    earlier: tuple[tuple[int, RowFormulas], ...] = ()
    """What ``row_formulas`` was, each with the last version of the layout that had it."""
    public_rows: frozenset[str] | None = None
    """The rows, by their keys, whose public columns everyone may read; None: all rows."""

    def is_public(self, label: Value, key: str) -> bool:
        """Whether everyone may read the column *key* in the row called *label*. Raises KeyError."""
        column = self.column(key)
        return column.public and (self.public_rows is None or label in self.public_rows)

    def column(self, key: str) -> Column:
        """The column with *key*. Raises KeyError."""
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> Mapping[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def inputs(self) -> tuple[Column, ...]:
        """The columns that are filled in."""
        return tuple(column for column in self.columns if not column.derived)

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
        level = next(own, None)
        if level is None and column.level is Level.NOW and isinstance(label, str):
            level = self.levels.get(label)
        return level or column.level

    @property
    def labels(self) -> tuple[str, ...]:
        """What the rows that belong to the layout are called."""
        return tuple(row.texts[self.key] for row in self.rows)

    def formulas(
        self, rows: Sequence[Mapping[str, Value]], grid: Grid
    ) -> Sequence[Mapping[str, str]]:
        """The formula each row must hold, by column key, as written in the file.

        Rows that hold the same have one mapping.
        """
        common = {c.key: c.formula for c in self.columns if c.formula is not None}
        by_label = {row.texts[self.key]: row.formulas for row in self.rows}
        labels = [row.get(self.key) for row in rows]
        found: list[Mapping[str, str]] = []
        for label in labels:
            own = by_label.get(label) if isinstance(label, str) else None
            found.append({**common, **_in_rows(own, labels, grid)} if own else common)
        if self.row_formulas is None:
            return found
        written = self.row_formulas(rows, grid)
        return [{**row, **own} if own else row for row, own in zip(found, written, strict=True)]


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
