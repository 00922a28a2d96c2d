"""A version of a workbook as areas of rows: each table, and what lies outside the tables.

Nothing here says which row of one version is which of another; :mod:`orxl.versions.alignment` does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from orxl.binding import BoundBook, bind
from orxl.binding.book import BoundTable
from orxl.core import nb
from orxl.core.errors import UnreadableFile
from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.snapshot import EMPTY, Book, Cell, Sheet, Table
from orxl.core.values import BLANK, Value
from orxl.layout import TableSpec

Cells = Mapping[int, Cell]
"""A row's cells that hold something, by column number."""


@dataclass(frozen=True)
class Area:
    """A table's data (with its totals row), or the cells of a sheet that lie in no table.

    Rows and columns have the sheet's numbers. Column headers belong to the columns, not the rows.
    """

    sheet: str
    name: str
    """The table's name; ``""`` for the cells outside the tables."""
    rows: Mapping[int, Cells]
    """The rows in their order: all data rows of a table, elsewhere those that hold something."""
    columns: Mapping[int, str]
    """Each column's identity: the layout's key for it, else its header in lower case; ``""``
    outside the tables."""
    table: Table | None = None
    spec: TableSpec | None = None
    """What the layout says of the table, in the version of the layout that the book is of."""

    def header(self, column: int) -> str:
        """What stands over *column*: the table's header, or ``""``."""
        if self.table is None:
            return ""
        return self.table.columns[column - self.table.ref.first_column].name

    @cached_property
    def key_column(self) -> int | None:
        """The column that names a row, by the layout; None where there is none."""
        if self.spec is None:
            return None
        return next((n for n, identity in self.columns.items() if identity == self.spec.key), None)

    @cached_property
    def derived(self) -> frozenset[int]:
        """The columns that the layout calculates."""
        if self.spec is None:
            return frozenset()
        own = {c.key for c in self.spec.columns if c.formula is not None}
        return frozenset(n for n, identity in self.columns.items() if identity in own)

    @cached_property
    def identifying(self) -> tuple[int, ...]:
        """The columns whose contents together name a row, the key first.

        Where the key alone does not tell all rows apart, as many of the required columns as it
        takes; none where there is no key.
        """
        if self.spec is None or self.key_column is None:
            return ()
        required = {c.key for c in self.spec.columns if c.required}
        more = [n for n, identity in self.columns.items() if identity in required]
        columns = [self.key_column, *(n for n in more if n != self.key_column)]
        for count in range(1, len(columns)):
            if self._tells_apart(columns[:count]):
                return tuple(columns[:count])
        return tuple(columns)

    def _tells_apart(self, columns: Sequence[int]) -> bool:
        held = [tuple(self.value(row, n) for n in columns) for row in self.rows]
        keys = [key for key in held if key[0] is not BLANK]
        return len(set(keys)) == len(keys)

    def value(self, row: int, column: int) -> Value:
        """The value at *row* and *column*; BLANK where nothing stands."""
        return self.rows[row].get(column, EMPTY).value

    def cell(self, row: int, column: int) -> CellRef:
        """The reference to the cell at *row* and *column*."""
        return CellRef(self.sheet, row, column)

    def called(self, row: int) -> str:
        """What the row is called, by its key; ``""`` where it has none.

        Where the key alone does not name it, with the rest in parentheses: «NIVA (2.1.3)».
        """
        if self.key_column is None or row not in self.rows:
            return ""
        called = said(self.value(row, self.key_column))
        rest = [
            said(self.value(row, column))
            for column in self.identifying
            if column != self.key_column
        ]
        more = ", ".join(filter(None, rest))
        return f"{called} ({more})" if called and more else called

    def key(self, row: int) -> str:
        """The key of *row* alone; ``""`` where it has none."""
        if self.key_column is None or row not in self.rows:
            return ""
        return said(self.value(row, self.key_column))


@dataclass(frozen=True)
class Version:
    """A workbook at one moment; ``bound`` is None for one that is no action programme."""

    book: Book
    bound: BoundBook | None = None

    @classmethod
    def of(cls, book: Book) -> Version:
        """*book*, bound to its own layout where it has one."""
        try:
            bound = bind(book)
        except UnreadableFile:
            return cls(book)
        return cls(book, bound if bound.tables else None)

    @cached_property
    def grids(self) -> Mapping[str, Mapping[int, Mapping[int, Cell]]]:
        """The cells that hold something, by sheet, row and column, in order."""
        return {sheet.name: _grid(sheet) for sheet in self.book.sheets}

    def table_area(self, table: Table) -> Area:
        """*table* of this version as an area."""
        bound = self._bound(table)
        first = table.ref.first_column
        known = {} if bound is None else {n: key for key, n in bound.columns.items()}
        columns = {
            number: known.get(number, column.name.casefold())
            for number, column in enumerate(table.columns, start=first)
        }
        grid, wanted = self.grids[self._home(table.sheet)], range(first, first + len(columns))
        rows = {
            row: {column: cell for column, cell in grid.get(row, {}).items() if column in wanted}
            for row in range(table.first_data_row, table.ref.last_row + 1)
        }
        spec = None if bound is None else bound.spec
        return Area(table.sheet, table.name, rows, columns, table, spec)

    def free_area(self, sheet: Sheet, taken: Collection[Table]) -> Area:
        """The cells of *sheet* that lie in none of the tables *taken*."""
        grid = self.grids[sheet.name]
        if taken:
            grid = {row: left for row, cells in grid.items() if (left := _left(row, cells, taken))}
        columns = sorted({column for cells in grid.values() for column in cells})
        return Area(sheet.name, "", grid, dict.fromkeys(columns, ""))

    def _bound(self, table: Table) -> BoundTable | None:
        if self.bound is None:
            return None
        return next((b for b in self.bound.tables.values() if b.table == table), None)

    def _home(self, name: str) -> str:
        sheet = self.book.sheet(name)
        return name if sheet is None else sheet.name


def said(value: Value) -> str:
    """*value* as a row is called by it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return nb.value(value)
    return "" if value is BLANK else str(value)


@per_object
def _grid(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.value is not BLANK or cell.formula is not None:
            rows.setdefault(row, {})[column] = cell
    return {row: dict(sorted(rows[row].items())) for row in sorted(rows)}


def _left(row: int, cells: Cells, taken: Collection[Table]) -> dict[int, Cell]:
    spans = [
        (table.ref.first_column, table.ref.last_column)
        for table in taken
        if table.ref.first_row <= row <= table.ref.last_row
    ]
    if not spans:
        return dict(cells)
    return {
        column: cell
        for column, cell in cells.items()
        if not any(first <= column <= last for first, last in spans)
    }
