"""What a workbook holds at one moment, as immutable values.

A snapshot comes from a file (``orxl.xlsx``) or from a live Excel (``orxl.live``); the formula
engines, the binding and the rules read it and never ask where it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from orxl.core.light import dataclass, field
from orxl.core.refs import CellRef, Range
from orxl.core.values import BLANK, Value

FormulaKind = Literal["", "normal", "shared", "array", "datatable", "spill"]


class Cell(NamedTuple):
    """One cell: its (cached) value, its formula without ``=``, and its style number.

    ``kind`` says how the formula is stored. A shared formula's dependents have their own text in
    ``formula`` here, already expanded. ``""`` means that the cell has no formula.
    """

    value: Value
    formula: str | None = None
    style: int = 0
    kind: FormulaKind = ""

    @property
    def filled(self) -> bool:
        """Whether something stands in it."""
        return self.formula is not None or self.value is not BLANK


EMPTY = Cell(BLANK)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A table's column: its name, and the formula Excel fills new rows with (without ``=``)."""

    name: str
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table. ``ref`` covers headers, data and totals."""

    name: str
    ref: Range
    columns: tuple[TableColumn, ...]
    header_rows: int = 1
    totals_rows: int = 0

    @property
    def sheet(self) -> str:
        return self.ref.sheet

    @property
    def first_data_row(self) -> int:
        return self.ref.first_row + self.header_rows

    @property
    def last_data_row(self) -> int:
        return self.ref.last_row - self.totals_rows

    @property
    def data_rows(self) -> range:
        """The sheet's row numbers that hold the table's data."""
        return range(self.first_data_row, self.last_data_row + 1)

    def column_of(self, header: str) -> int | None:
        """The sheet's column number under *header* (case-insensitive, as in Excel), or None."""
        wanted = header.casefold()
        for offset, column in enumerate(self.columns):
            if column.name.casefold() == wanted:
                return self.ref.first_column + offset
        return None


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name: what it refers to (without ``=``) and the sheet it is local to, if any."""

    name: str
    refers_to: str
    sheet: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class CalcSettings:
    """The workbook's calculation settings (``calcPr``)."""

    mode: str = "auto"
    iterate: bool = False
    full_calc_on_load: bool = False
    as_displayed: bool = False
    """Whether Excel rounds what a cell holds to what it shows."""


@dataclass(frozen=True)
class Sheet:
    """One sheet's cells by (row, column), its tables, and what else the checks ask for."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    tables: tuple[Table, ...] = ()
    merged: tuple[Range, ...] = ()
    state: Literal["visible", "hidden", "veryHidden"] = "visible"
    protected: bool = False
    unlocked: frozenset[tuple[int, int]] = frozenset()
    """In a live book: the used cells of a protected sheet that can be written in all the same."""
    hidden_rows: frozenset[int] | None = frozenset()
    """The numbers of all rows out of sight; None where they are not known, as in a live book."""
    filtered_rows: frozenset[int] = frozenset()
    """Those of them that a filter has put out of sight."""
    commented: frozenset[tuple[int, int]] = frozenset()
    """The cells with a note or a thread of comments, by (row, column)."""
    widths: Mapping[int, float] = field(default_factory=dict)
    """The widths of columns that have their own, in characters; 0 where a column is hidden."""
    charts: tuple[tuple[str, ...], ...] | None = None
    """The areas that each chart reads; None where they are not known, as in a live book."""

    def __getitem__(self, at: tuple[int, int]) -> Cell:
        return self.cells.get(at, EMPTY)


@dataclass(frozen=True)
class Book:
    """A whole workbook at one moment."""

    sheets: tuple[Sheet, ...]
    names: tuple[DefinedName, ...] = ()
    calc: CalcSettings = CalcSettings()
    date1904: bool = False
    formats: Mapping[int, str] = field(default_factory=dict, compare=False)
    """The format code of each style number, where it is known; none in a live book."""
    source: str = ""
    fingerprint: str = field(default="", compare=False)
    """SHA-256 of the file's bytes, or ``""`` for a live book."""

    @cached_property
    def by_name(self) -> Mapping[str, Sheet]:
        """Sheets by casefolded name: Excel does not tell upper case from lower case."""
        return {sheet.name.casefold(): sheet for sheet in self.sheets}

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """Tables of all sheets by casefolded name."""
        return {t.name.casefold(): t for sheet in self.sheets for t in sheet.tables}

    @cached_property
    def _by_exact_name(self) -> Mapping[str, Sheet]:
        return {sheet.name: sheet for sheet in self.sheets}

    def sheet(self, name: str) -> Sheet | None:
        """The sheet called *name*, or None."""
        # Nearly every question names the sheet exactly; folding the case each time costs more.
        sheet = self._by_exact_name.get(name)
        return sheet if sheet is not None else self.by_name.get(name.casefold())

    def table(self, name: str) -> Table | None:
        """The table called *name*, or None."""
        return self.tables.get(name.casefold())

    def cell(self, ref: CellRef) -> Cell:
        """The cell at *ref*; an empty cell where the sheet or the cell does not exist."""
        name, row, column = ref
        sheet = self._by_exact_name.get(name)  # not self.sheet(): it is asked by the ten thousand
        if sheet is None and (sheet := self.by_name.get(name.casefold())) is None:
            return EMPTY
        return sheet.cells.get((row, column), EMPTY)
