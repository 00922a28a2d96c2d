"""A workbook as the layout understands it: its tables, rows and values, each with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from orxl.binding.convert import Problem
from orxl.binding.places import Header, Placed, placed
from orxl.core.edits import AppendRows, Content, Formula, InsertRows, ReplaceRows
from orxl.core.light import dataclass
from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import Book, Table
from orxl.core.values import BLANK, Value
from orxl.layout import VERSION, Column, Grid, Layout, Level, NamedCell, SheetSpec, TableSpec
from orxl.programme.programme import Programme
from orxl.programme.record import Record

_new: Final = tuple.__new__  # a named tuple's own constructor costs twice as much


@dataclass(frozen=True)
class BoundRow:
    """One row of a table: its values, the cell of each, and the record where it is sound."""

    number: int
    values: Mapping[str, Value]
    cells: Mapping[str, CellRef]
    record: Record | None
    blank: bool
    """Whether nothing at all stands in the row's input cells."""


@dataclass(frozen=True)
class BoundTable:
    """A table of the layout as the workbook has it."""

    sheet: SheetSpec
    spec: TableSpec
    table: Table
    columns: Mapping[str, int]
    """The sheet's column number of each column that is there, by key."""
    rows: tuple[BoundRow, ...]

    @cached_property
    def filled(self) -> tuple[BoundRow, ...]:
        """The rows that are not blank."""
        return tuple(row for row in self.rows if not row.blank)

    @cached_property
    def formulas(self) -> tuple[Mapping[CellRef, str], ...]:
        """The formulas that the calculated cells of each row must hold, as written in the file."""
        letters = {key: column_letters(number) for key, number in self.columns.items()}
        grid = Grid(self.spec.name, self.table.first_data_row, _Letters(letters))
        texts = self.spec.formulas([row.values for row in self.rows], grid)
        name, columns = self.table.sheet, self.columns
        found: list[Mapping[CellRef, str]] = []
        last: Mapping[str, str] = {}
        there: Sequence[tuple[int, str]] = ()
        for row, own in zip(self.rows, texts, strict=True):
            if own is not last:
                last, there = (
                    own,
                    [
                        (columns[key], text)
                        for key, text in own.items()
                        if key in columns and "\0" not in text
                    ],
                )
            found.append({_new(CellRef, (name, row.number, at)): text for at, text in there})
        return tuple(found)

    @property
    def missing(self) -> tuple[Column, ...]:
        """The layout's columns that the workbook lacks."""
        return tuple(c for c in self.spec.columns if c.key not in self.columns)

    def cell(self, row: int, key: str) -> CellRef:
        """The cell of column *key* in the sheet's row *row*. Raises KeyError."""
        return CellRef(self.table.sheet, row, self.columns[key])

    def contents(self, values: Mapping[str, Content]) -> tuple[Content | None, ...]:
        """A row of *values* by key as the workbook's columns stand, for an edit.

        Calculated columns get their formula, ours that *values* lacks and staff's own stay blank.
        LibreOffice saves a table without its columns' formulas: then it is the layout's.
        """
        keys = {number: key for key, number in self.columns.items()}
        declared = {c.key: c.formula for c in self.spec.columns if c.formula is not None}
        row: list[Content | None] = []
        for number, column in enumerate(self.table.columns, start=self.table.ref.first_column):
            key = keys.get(number, "")
            blank: Content | None = BLANK
            if column.formula is not None:
                blank = None
            elif key in declared:
                blank = Formula(declared[key])
            row.append(values.get(key, blank))
        return tuple(row)

    def appended(self, rows: Sequence[Mapping[str, Content]]) -> AppendRows | ReplaceRows:
        """The edit that adds *rows* below the table's, or in place of its only, blank one."""
        new = tuple(self.contents(row) for row in rows)
        if len(self.rows) == 1 and self.rows[0].blank:
            return ReplaceRows(self.table.name, new)
        return AppendRows(self.table.name, new)

    def inserted(
        self, at: int, rows: Sequence[Mapping[str, Content]]
    ) -> AppendRows | InsertRows | ReplaceRows:
        """The edit that puts *rows* before the filled row of index *at*, or behind them all.

        What would be the very first stands second: a row before the first takes after the headers.
        """
        if at >= len(self.filled) or len(self.filled) == 1:
            return self.appended(rows)
        new = tuple(self.contents(row) for row in rows)
        before = max(self.filled[at].number, self.table.first_data_row + 1)
        return InsertRows(self.table.name, before, new)

    def replaced(self, rows: Sequence[Mapping[str, Content]]) -> ReplaceRows:
        """The edit that puts *rows* in place of all that the table has."""
        return ReplaceRows(self.table.name, tuple(self.contents(row) for row in rows))

    def key_at(self, cell: CellRef) -> str:
        """The key of the column that *cell* stands in; ``""`` where the column is staff's own."""
        return next((key for key, at in self.columns.items() if at == cell.column), "")

    def find(self, value: Value, key: str = "") -> BoundRow | None:
        """The first row whose column *key* (default: the table's key) holds *value*.

        As in Excel, case does not count; a row that holds the very value comes first.
        """
        told = [row.values.get(key or self.spec.key, BLANK) for row in self.rows]
        if value in told:
            return self.rows[told.index(value)]
        if isinstance(value, str):
            meant = value.casefold()
            for row, word in zip(self.rows, told, strict=True):
                if isinstance(word, str) and word.casefold() == meant:
                    return row
        return None


@dataclass(frozen=True)
class BoundBook:
    """A workbook as the layout understands it."""

    book: Book
    layout: Layout
    tables: Mapping[str, BoundTable]
    problems: tuple[Problem, ...]
    programme: Programme
    version: int = VERSION
    """The version of the layout that the workbook was made for, by what it says itself."""
    year_fits: bool = True
    """Whether «Budsjettår» is the year that the headers have."""

    @property
    def newer(self) -> bool:
        """Whether the workbook was made for a layout that this orxl does not know."""
        return self.version > VERSION

    @cached_property
    def declared(self) -> Mapping[CellRef, str]:
        """The formula that each calculated cell must hold, as written in the file."""
        formulas: dict[CellRef, str] = {}
        for bound in self.tables.values():
            for row, cells in zip(bound.rows, bound.formulas, strict=True):
                # A row that somebody inserted and has not begun on needs no formulas yet.
                if not row.blank or any(self.book.cell(cell).filled for cell in cells):
                    formulas.update(cells)
        formulas.update({p.cell: p.formula for p in self.fixed if p.formula is not None})
        return formulas

    @cached_property
    def fixed(self) -> tuple[Placed, ...]:
        """The layout's cells outside the tables, as far as it is certain where they stand."""
        found: list[Placed] = []
        for spec in self.layout.sheets:
            sheet = self.book.sheet(spec.name)
            if sheet is not None and spec.fixed:
                bound = (self.tables[t.name] for t in spec.tables if t.name in self.tables)
                headers = {
                    t.spec.name: Header(t.table.ref.first_row, t.columns)
                    for t in bound
                    if t.table.sheet.casefold() == sheet.name.casefold()
                }
                found += placed(sheet, spec, headers)
        return tuple(found)

    def over(self, table: str, key: str) -> CellRef | None:
        """The cell over the column *key* of *table*; None where it is not found for certain."""
        at = (p.cell for p in self.fixed if p.table == table and p.spec.over == key)
        return next(at, None)

    @cached_property
    def names(self) -> tuple[NamedCell, ...]:
        """The layout's names for single cells, with one for each row where a row has its own."""
        return tuple(
            name
            for spec in self.layout.names
            for name in spec.in_rows(
                row.values.get(self.layout.table(spec.table).key, BLANK)
                for row in self.rows(spec.table)
            )
        )

    def rows(self, table: str) -> tuple[BoundRow, ...]:
        """The rows of *table* that are not blank; none where the table is missing."""
        bound = self.tables.get(table)
        return bound.filled if bound else ()

    def where(self, table: str, value: Value, column: str, by: str = "") -> CellRef | None:
        """The cell in *column* of the row of *table* whose column *by* holds *value*."""
        bound = self.tables.get(table)
        row = bound.find(value, by) if bound else None
        return row.cells.get(column) if row else None

    def place(self, cell: CellRef) -> tuple[str, str] | None:
        """The row's name and the column's header of *cell*, where it lies in a table."""
        bound = self.table_at(cell)
        if bound is None or cell.row not in bound.table.data_rows:
            return None
        row, key = bound.rows[cell.row - bound.table.first_data_row], bound.key_at(cell)
        name = row.values.get(bound.spec.key, BLANK)
        header = bound.spec.column(key).header if key else ""
        return (name if isinstance(name, str) else ""), header

    def is_history(self, cell: CellRef) -> bool:
        """Whether *cell* holds what has been printed, decided or done.

        So does a typed number in such a column where a formula should stand: it may be a line
        whose type is wrong.
        """
        bound = self.table_at(cell)
        if bound is None or cell.row not in bound.table.data_rows:
            return False
        key = bound.key_at(cell)
        label = bound.rows[cell.row - bound.table.first_data_row].values.get(bound.spec.key, BLANK)
        if not key or bound.spec.level(label, key) is not Level.HISTORY:
            return False
        return cell not in self.declared or self.book.cell(cell).formula is None

    def is_public(self, cell: CellRef) -> bool:
        """Whether everyone may read *cell*: the layout says so of its column and its row.

        No cell outside the tables is, none of a row that nobody has filled in, none of a sheet
        that somebody has hidden, and no column of staff's own.
        """
        bound = self.table_at(cell)
        if bound is None or cell.row not in bound.table.data_rows or self.is_hidden(cell.sheet):
            return False
        key = bound.key_at(cell)
        row = bound.rows[cell.row - bound.table.first_data_row]
        label = row.values.get(bound.spec.key, BLANK)
        return bool(key) and not row.blank and bound.spec.is_public(label, key)

    def is_hidden(self, sheet: str) -> bool:
        """Whether the sheet called *sheet* is out of sight."""
        found = self.book.sheet(sheet)
        return found is not None and found.state != "visible"

    def table_at(self, cell: CellRef) -> BoundTable | None:
        """The table that *cell* lies in."""
        return next((t for t in self.tables.values() if cell in t.table.ref), None)


class _Letters(dict[str, str]):
    """Column letters by key; a missing column gives a mark that no formula can hold."""

    def __missing__(self, key: str) -> str:
        return "\0"
