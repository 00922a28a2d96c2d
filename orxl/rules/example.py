"""Examples: small damages done to a sound workbook, each with the place that must be reported.

An :class:`Editor` changes a snapshot the way a person changes the workbook. It is used by the
rules' examples, by the tests and by the documentation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from orxl.binding import BoundBook, bind
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet, Table, TableColumn
from orxl.core.values import BLANK, Value

Place = CellRef | str | None
"""A cell, a sheet's name, or None for the workbook as a whole."""


class Editor:
    """Changes a snapshot. Rows are named by their key, columns by the layout's keys."""

    def __init__(self, bound: BoundBook) -> None:
        self._bound = bound
        self._sheets = {s.name: s for s in bound.book.sheets}
        self._cells: dict[str, dict[tuple[int, int], Cell]] = {}
        self._names = list(bound.book.names)
        self._calc = bound.book.calc

    @property
    def book(self) -> Book:
        """The changed snapshot."""
        sheets = tuple(
            replace(s, cells=self._cells.get(name, s.cells)) for name, s in self._sheets.items()
        )
        return replace(self._bound.book, sheets=sheets, names=tuple(self._names), calc=self._calc)

    def where(self, table: str, row: Value, column: str, by: str = "") -> CellRef:
        """The cell of *column* in the row of *table*. Raises KeyError where there is none."""
        cell = self._bound.where(table, row, column, by)
        if cell is None:
            raise KeyError((table, row, column))
        return cell

    def put(self, table: str, row: Value, column: str, value: Value, by: str = "") -> CellRef:
        """Type *value* into a cell, over whatever stands there."""
        return self.type_in(self.where(table, row, column, by), value)

    def type_in(self, cell: CellRef, value: Value) -> CellRef:
        """Type *value* into *cell*."""
        cells = self._mutable(cell.sheet)
        old = cells.get((cell.row, cell.column), Cell(BLANK))
        cells[cell.row, cell.column] = Cell(value, None, old.style)
        return cell

    def formula(self, cell: CellRef, text: str, value: Value | None = None) -> CellRef:
        """Type a formula (without ``=``); the shown value stays unless *value* is given."""
        cells = self._mutable(cell.sheet)
        old = cells.get((cell.row, cell.column), Cell(BLANK))
        shown = old.value if value is None else value
        cells[cell.row, cell.column] = Cell(shown, text, old.style, "normal")
        return cell

    def show(self, cell: CellRef, value: Value) -> CellRef:
        """Let a formula's cell show *value* without recalculation."""
        cells = self._mutable(cell.sheet)
        cells[cell.row, cell.column] = cells[cell.row, cell.column]._replace(value=value)
        return cell

    def add_row(self, table: str, **values: Value) -> int:
        """Type a row below *table*, which grows with it. Returns the sheet's row number."""
        bound = self._bound.tables[table]
        old = bound.table.ref
        row = old.last_row + 1
        self._replace_table(
            bound.table,
            replace(bound.table, ref=replace(old, last_row=row)),
        )
        for key, value in values.items():
            self.type_in(CellRef(old.sheet, row, bound.columns[key]), value)
        self._bound = bind(self.book)
        for cell, text in self._bound.declared.items():
            if cell.sheet == old.sheet and cell.row == row:
                self.formula(cell, text)
        return row

    def rename_header(self, table: str, column: str, header: str) -> CellRef:
        """Type another text over a table's header."""
        bound = self._bound.tables[table]
        number = bound.columns[column]
        offset = number - bound.table.ref.first_column
        columns = list(bound.table.columns)
        columns[offset] = TableColumn(header, columns[offset].formula)
        self._replace_table(bound.table, replace(bound.table, columns=tuple(columns)))
        return self.type_in(CellRef(bound.table.sheet, bound.table.ref.first_row, number), header)

    def drop_sheet(self, name: str) -> None:
        """Delete a sheet."""
        del self._sheets[name]

    def drop_table(self, table: str) -> None:
        """Turn a table back into a plain range."""
        self._replace_table(self._bound.tables[table].table, None)

    def drop_name(self, name: str) -> None:
        """Delete a defined name."""
        self._names = [n for n in self._names if n.name != name]

    def point_name(self, name: str, refers_to: str) -> None:
        """Let a defined name point elsewhere."""
        self.drop_name(name)
        self._names.append(DefinedName(name, refers_to))

    def calculation(self, *, mode: str = "auto", iterate: bool = False) -> None:
        """Change the calculation settings."""
        self._calc = replace(self._calc, mode=mode, iterate=iterate)

    def merge(self, sheet: str, ref: str) -> None:
        """Merge cells."""
        old = self._sheets[sheet]
        self._sheets[sheet] = replace(old, merged=(*old.merged, Range.of(sheet, ref)))

    def _mutable(self, sheet: str) -> dict[tuple[int, int], Cell]:
        if sheet not in self._cells:
            self._cells[sheet] = dict(self._sheets[sheet].cells)
        return self._cells[sheet]

    def _replace_table(self, old: Table, new: Table | None) -> None:
        sheet: Sheet = self._sheets[old.sheet]
        kept = [t if t.name != old.name else new for t in sheet.tables]
        self._sheets[old.sheet] = replace(sheet, tables=tuple(t for t in kept if t is not None))


Damage = Callable[[Editor], Place | tuple[Place, ...]]
"""Does the damage and returns the place or places that must be reported."""


@dataclass(frozen=True, slots=True)
class Example:
    """A damage in words, and the change that does it."""

    text: str
    damage: Damage
