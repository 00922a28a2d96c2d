"""What a list of edits declares about the workbook, worked out without making the edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from orxl.core.edits import (
    AppendRows,
    Content,
    Edit,
    Formula,
    ReplaceRows,
    SetCached,
    SetCell,
    SetFullCalcOnLoad,
    SetName,
)
from orxl.core.snapshot import Table
from orxl.core.values import BLANK, Value
from orxl.xlsx.package import Package
from orxl.xlsx.read.tables import tables_of
from orxl.xlsx.references.growth import Growth


@dataclass(frozen=True, slots=True)
class Expect:
    """What one cell must hold afterwards."""

    content: Content | None = None
    """None: the column's own formula."""
    own: str = ""
    """That formula, as the table's part gives it."""
    only_value: bool = False
    """The formula stays as it was; ``content`` is a Formula with the value."""
    number_format: str = ""
    """What a cell formatted as text shows its content by instead."""
    removed: bool = False
    new_row: bool = False
    """The cell is in a row the table didn't have, and takes its look from the row above."""


@dataclass
class Declared:
    """All that may differ between the old workbook and the new one."""

    cells: dict[str, dict[tuple[int, int], Expect]] = field(default_factory=dict)
    """By casefolded sheet name and (row, column)."""
    growths: list[Growth] = field(default_factory=list)
    tables: dict[str, tuple[str, Table, Table]] = field(default_factory=dict)
    """By casefolded table name: its part, and the table before and after."""
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    full_calc: bool | None = None

    @property
    def number_formats(self) -> set[str]:
        """The formats that cells formatted as text may get."""
        expected = (e for cells in self.cells.values() for e in cells.values())
        return {e.number_format for e in expected if e.number_format}

    def of(self, sheet: str) -> dict[tuple[int, int], Expect]:
        """The cells declared on *sheet*."""
        return self.cells.setdefault(sheet.casefold(), {})


def declared(package: Package, edits: Sequence[Edit]) -> Declared:
    """What *edits* declare about the workbook in *package*."""
    out = Declared()
    tables = {
        found.table.name.casefold(): (found.part, found.table)
        for sheet in package.sheets
        for found in tables_of(package, sheet)
    }
    for edit in edits:
        if isinstance(edit, SetCell):
            at = (edit.cell.row, edit.cell.column)
            out.of(edit.cell.sheet)[at] = Expect(edit.content, number_format=edit.number_format)
        elif isinstance(edit, SetCached):
            _cached(out, edit)
        elif isinstance(edit, SetName):
            out.names[edit.name.casefold()] = (edit.name, edit.refers_to)
        elif isinstance(edit, SetFullCalcOnLoad):
            out.full_calc = edit.on
        else:
            key = edit.table.casefold()
            part, table = tables[key]
            moved = _rows(out, edit, table)
            before = out.tables[key][1] if key in out.tables else table
            tables[key] = (part, moved)
            if moved != before or key in out.tables:
                out.tables[key] = (part, before, moved)
    return out


def _cached(out: Declared, edit: SetCached) -> None:
    at = (edit.cell.row, edit.cell.column)
    cells = out.of(edit.cell.sheet)
    value: Value = BLANK if edit.value is None else edit.value
    before = cells.get(at)
    if before is not None and not before.only_value:
        cells[at] = replace(before, content=Formula(edit.formula, value))
    else:
        cells[at] = Expect(Formula(edit.formula, value), only_value=True)


def _rows(out: Declared, edit: AppendRows | ReplaceRows, table: Table) -> Table:
    """Declare the rows' cells; returns the table as it is afterwards."""
    rows = edit.rows
    first = table.last_data_row + 1
    if isinstance(edit, ReplaceRows):
        first = table.first_data_row
        rows = rows if rows else ((BLANK,) * len(table.columns),)
    last = first + len(rows) - 1 if rows else table.last_data_row
    cells = out.of(table.sheet)
    left = table.ref.first_column
    for number, row in enumerate(rows, start=first):
        for offset, content in enumerate(row):
            own = table.columns[offset].formula
            cells[number, left + offset] = Expect(
                content, "" if own is None else own, new_row=number > table.last_data_row
            )
    for number in range(last + 1, table.last_data_row + 1):
        for column in range(left, table.ref.last_column + 1):
            cells[number, column] = Expect(removed=True)
    if last == table.last_data_row:
        return table
    out.growths.append(
        Growth(
            table.sheet, table.ref.first_row, table.first_data_row, table.last_data_row, last,
            left, table.ref.last_column,
        )
    )  # fmt: skip
    return replace(table, ref=replace(table.ref, last_row=last + table.totals_rows))
