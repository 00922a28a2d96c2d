"""Changes a snapshot the way a person changes the workbook, for examples and tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from orxl.binding import BoundBook, bind
from orxl.core.light import replace
from orxl.core.refs import CellRef, Range, quote_sheet
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet, Table, TableColumn
from orxl.core.values import BLANK, Value

if TYPE_CHECKING:
    from orxl.core.inspection import Inspection

SheetState = Literal["visible", "hidden", "veryHidden"]


class Editor:
    """Changes a snapshot. Rows are named by their key, columns by the layout's keys."""

    def __init__(self, bound: BoundBook, inspection: Inspection | None = None) -> None:
        from orxl.core.inspection import Inspection
        from orxl.rules.kit.file_editor import FileEditor

        self._bound = bound
        self.file = FileEditor(Inspection() if inspection is None else inspection)
        self._sheets = {s.name: s for s in bound.book.sheets}
        self._cells: dict[str, dict[tuple[int, int], Cell]] = {}
        self._names = list(bound.book.names)
        self._calc = bound.book.calc
        self._date1904 = bound.book.date1904
        self._formats = dict(bound.book.formats)

    @property
    def book(self) -> Book:
        """The changed snapshot."""
        sheets = tuple(  # a sheet nobody touched stays the same object
            replace(s, cells=dict(self._cells[name])) if name in self._cells else s
            for name, s in self._sheets.items()
        )
        return replace(
            self._bound.book, sheets=sheets, names=tuple(self._names), calc=self._calc,
            date1904=self._date1904, formats=self._formats,
        )  # fmt: skip

    def where(self, table: str, row: Value, column: str, by: str = "") -> CellRef:
        """The cell of *column* in the row of *table*. Raises KeyError where there is none."""
        cell = self._bound.where(table, row, column, by)
        if cell is None:
            raise KeyError((table, row, column))
        return cell

    def rows_where(self, table: str, **wanted: Value) -> list[int]:
        """The sheet's row numbers of the rows of *table* whose columns hold the *wanted* values."""
        bound = self._bound.tables[table]
        return [
            row.number
            for row in bound.rows
            if all(row.values.get(key, BLANK) == value for key, value in wanted.items())
        ]

    def at(self, table: str, row: int, column: str) -> CellRef:
        """The cell of *column* in the sheet's row *row* of *table*. Raises KeyError."""
        return self._bound.tables[table].cell(row, column)

    def over(self, table: str, column: str) -> CellRef:
        """The cell over the header of *column*. Raises KeyError where there is none."""
        cell = self._bound.over(table, column)
        if cell is None:
            raise KeyError((table, column))
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

    def restyle(self, cell: CellRef, style: int) -> CellRef:
        """Give *cell* another look."""
        cells = self._mutable(cell.sheet)
        old = cells.get((cell.row, cell.column), Cell(BLANK))
        cells[cell.row, cell.column] = old._replace(style=style)
        return cell

    def sort(self, table: str, column: str) -> None:
        """Sort the rows of *table* by the texts in *column*, as the filter button does."""
        bound = self._bound.tables[table]
        cells = self._mutable(bound.table.sheet)
        numbers = list(bound.columns.values())
        rows = [[cells.get((r, c), Cell(BLANK)) for c in numbers] for r in bound.table.data_rows]
        place = numbers.index(bound.columns[column])
        rows.sort(key=lambda row: str(row[place].value))
        for number, row in zip(bound.table.data_rows, rows, strict=True):
            for c, cell in zip(numbers, row, strict=True):
                cells[number, c] = cell

    def sort_alone(self, table: str, column: str) -> CellRef:
        """Sort the inputs in *column* but not their rows; returns the first cell."""
        bound = self._bound.tables[table]
        cells = [row.cells[column] for row in bound.filled if row.values[column] is not BLANK]
        values = sorted((self.book.cell(cell).value for cell in cells), key=_sorts_by)
        for cell, value in zip(cells, values, strict=True):
            self.type_in(cell, value)
        return cells[0]

    def add_sheet_of(self, sheet: Sheet) -> None:
        """Add a sheet with its cells, last."""
        self._sheets[sheet.name] = sheet

    def add_row(self, table: str, **values: Value) -> int:
        """Type a row below *table*, which grows with it. Returns the sheet's row number."""
        bound, now = self._bound.tables[table], self.table(table)
        old = now.ref
        row = old.last_row + 1
        self._replace_table(now, replace(now, ref=replace(old, last_row=row)))
        for key, value in values.items():
            self.type_in(CellRef(old.sheet, row, bound.columns[key]), value)
        self._bound = bind(self.book)
        for cell, text in self._bound.declared.items():
            if cell.sheet == old.sheet and cell.row == row:
                self.formula(cell, text)
        return row

    def rename_header(self, table: str, column: str, header: str) -> CellRef:
        """Type another text over a table's header."""
        number = self._bound.tables[table].columns[column]
        old = self.table(table)
        offset = number - old.ref.first_column
        columns = list(old.columns)
        columns[offset] = TableColumn(header, columns[offset].formula)
        self._replace_table(old, replace(old, columns=tuple(columns)))
        return self.type_in(CellRef(old.sheet, old.ref.first_row, number), header)

    def add_column(self, table: str, header: str) -> CellRef:
        """Type a header to the right of a table, which grows with it."""
        old = self.table(table)
        last = old.ref.last_column + 1
        columns = (*old.columns, TableColumn(header))
        new = replace(old, ref=replace(old.ref, last_column=last), columns=columns)
        self._replace_table(old, new)
        return self.type_in(CellRef(old.sheet, old.ref.first_row, last), header)

    def insert_in_table(self, table: str, column: str, header: str) -> CellRef:
        """Insert a column before *column* as Excel's «Tabellkolonner til venstre» does.

        Only the table's own cells move; formulas that name cells must not read them.
        """
        at = self._bound.tables[table].columns[column]
        old = self.table(table)
        cells, ref = self._mutable(old.sheet), old.ref
        for row in range(ref.first_row, ref.last_row + 1):
            for number in range(ref.last_column, at - 1, -1):
                cells[row, number + 1] = cells.pop((row, number), Cell(BLANK))
            cells[row, at] = Cell(BLANK)
        columns = list(old.columns)
        columns.insert(at - ref.first_column, TableColumn(header))
        wider = replace(ref, last_column=ref.last_column + 1)
        self._replace_table(old, replace(old, ref=wider, columns=tuple(columns)))
        return self.type_in(CellRef(old.sheet, ref.first_row, at), header)

    def drop_column(self, table: str, column: str) -> None:
        """Delete a table's column; what stands to its right moves left, formulas unchanged."""
        gone = self._bound.tables[table].columns[column]
        old = self.table(table)
        cells = self._mutable(old.sheet)
        for row in range(old.ref.first_row, old.ref.last_row + 1):
            for number in range(gone, old.ref.last_column + 1):
                cells[row, number] = cells.get((row, number + 1), Cell(BLANK))
        offset = gone - old.ref.first_column
        columns = (*old.columns[:offset], *old.columns[offset + 1 :])
        ref = replace(old.ref, last_column=old.ref.last_column - 1)
        self._replace_table(old, replace(old, ref=ref, columns=columns))

    def rename_table(self, table: str, name: str) -> None:
        """Give a table another name; formulas keep the old one."""
        old = self.table(table)
        self._replace_table(old, replace(old, name=name))

    def move_table(self, table: str, sheet: str) -> None:
        """Cut a table with its cells and paste it in the same place of another sheet."""
        old = self.table(table)
        source, target = self._mutable(old.sheet), self._mutable(sheet)
        for cell in old.ref.cells():
            target[cell.row, cell.column] = source.pop((cell.row, cell.column), Cell(BLANK))
        self._replace_table(old, None)
        moved = replace(old, ref=replace(old.ref, sheet=sheet))
        home = self._sheets[sheet]
        self._sheets[sheet] = replace(home, tables=(*home.tables, moved))

    def add_sheet(
        self, name: str, table: str = "", *, header: str = "Tekst", state: SheetState = "visible"
    ) -> None:
        """Add a sheet of the user's own, with a small table called *table* if given."""
        own = Table(table, Range(name, 1, 1, 2, 1), (TableColumn(header),))
        cells = {(1, 1): Cell(header), (2, 1): Cell("Husk møtet")}
        self._sheets[name] = Sheet(name, cells, (own,) if table else (), state=state)

    def rename_sheet(self, name: str, new: str) -> None:
        """Give a sheet another name; its tables and the defined names follow."""
        old = self._sheets[name]
        tables = tuple(replace(t, ref=replace(t.ref, sheet=new)) for t in old.tables)
        cells = self._cells.pop(name, old.cells)
        changed = replace(old, name=new, tables=tables, cells=cells)
        self._sheets = {s.name: s for s in self._sheets.values() if s.name != name}
        self._sheets[new] = changed
        before, after = f"{quote_sheet(name)}!", f"{quote_sheet(new)}!"
        self._names = [
            replace(n, refers_to=n.refers_to.replace(before, after)) for n in self._names
        ]

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

    def add_name(
        self, name: str, refers_to: str, sheet: str | None = None, *, hidden: bool = False
    ) -> None:
        """Define a name besides those there are, for one sheet only if *sheet* is given."""
        self._names.append(DefinedName(name, refers_to, sheet, hidden))

    def calculation(
        self, *, mode: str = "auto", iterate: bool = False, as_displayed: bool = False
    ) -> None:
        """Change the calculation settings."""
        self._calc = replace(self._calc, mode=mode, iterate=iterate, as_displayed=as_displayed)

    def count_from_1904(self) -> None:
        """Let the workbook's dates count from 1904, whatever they are; the numbers stay."""
        self._date1904 = True

    def number_format(self, code: str) -> int:
        """The number of a style, of its own, with the number format *code*."""
        style = max(self._formats, default=0) + 1
        self._formats[style] = code
        return style

    def width(self, sheet: str, column: int, width: float) -> None:
        """Make a column of *sheet* so many characters wide; 0 hides it."""
        old = self._sheets[sheet]
        self._sheets[sheet] = replace(old, widths={**old.widths, column: width})

    def hide_sheet(self, sheet: str, state: SheetState = "hidden") -> None:
        """Put a sheet out of sight."""
        self._sheets[sheet] = replace(self._sheets[sheet], state=state)

    def hide_rows(self, sheet: str, *rows: int) -> None:
        """Hide rows of *sheet*."""
        old = self._sheets[sheet]
        hidden = frozenset(rows) | (old.hidden_rows or frozenset())
        self._sheets[sheet] = replace(old, hidden_rows=hidden)

    def charts(self, sheet: str, charts: Sequence[tuple[str, ...]]) -> None:
        """Let the charts of *sheet* read these areas."""
        self._sheets[sheet] = replace(self._sheets[sheet], charts=tuple(charts))

    def charts_of(self, sheet: str) -> tuple[tuple[str, ...], ...]:
        """The areas that the charts of *sheet* read."""
        return self._sheets[sheet].charts or ()

    def merge(self, sheet: str, ref: str) -> None:
        """Merge cells."""
        old = self._sheets[sheet]
        self._sheets[sheet] = replace(old, merged=(*old.merged, Range.of(sheet, ref)))

    def table(self, name: str) -> Table:
        """The table called *name* as it is now. Raises KeyError."""
        for sheet in self._sheets.values():
            for table in sheet.tables:
                if table.name == name:
                    return table
        raise KeyError(name)

    def _mutable(self, sheet: str) -> dict[tuple[int, int], Cell]:
        if sheet not in self._cells:
            self._cells[sheet] = dict(self._sheets[sheet].cells)
        return self._cells[sheet]

    def _replace_table(self, old: Table, new: Table | None) -> None:
        sheet: Sheet = self._sheets[old.sheet]
        kept = [t if t.name != old.name else new for t in sheet.tables]
        self._sheets[old.sheet] = replace(sheet, tables=tuple(t for t in kept if t is not None))


def _sorts_by(value: Value) -> tuple[bool, float, str]:
    """Numbers come before texts, whose case does not count."""
    number = value if isinstance(value, float) else 0.0
    return isinstance(value, str), number, str(value).casefold()
