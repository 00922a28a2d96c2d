"""Which cell a printed table of the workbook, or a chart's own, has fetched a value from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orxl.core.refs import CellRef
from orxl.formulas.graph import graph_of
from orxl.layout.chart_figures import EXPENSE_TABLE, INCOME_TABLE
from orxl.layout.names import MAIN, PROJECTS
from orxl.rules.kit.view import View

_DEEP: Final = 5
SOURCES: Final[Mapping[str, str]] = {
    "tblTabell511": MAIN, "tblTabell512": PROJECTS, INCOME_TABLE: MAIN, EXPENSE_TABLE: MAIN,
}  # fmt: skip
"""The tables that fetch their rows by number (the column ``index``), and from which table."""


def source_of(view: View, cell: CellRef) -> CellRef:
    """The cell whose value *cell* shows, through printed tables and technical columns."""
    for _ in range(_DEEP):
        found = fetched_from(view, cell) or _behind(view, cell)
        if found is None:
            break
        cell = found
    return cell


def _behind(view: View, cell: CellRef) -> CellRef | None:
    """The one cell that a technical column, which nobody sees, repeats."""
    bound = view.bound.table_at(cell)
    key = bound.key_at(cell) if bound is not None else ""
    if bound is None or not key or not bound.spec.column(key).hidden:
        return None
    reading = graph_of(view.book).formulas.get(cell)
    if reading is None or reading.functions or len(reading.ranges) != 1:
        return None
    (area,) = reading.ranges
    single = (area.first_row, area.first_column) == (area.last_row, area.last_column)
    found = CellRef(area.sheet, area.first_row, area.first_column)
    return found if single and view.value(found) == view.value(cell) else None


def technical(view: View, cell: CellRef) -> bool:
    """Whether *cell* only says which row a printed table or a chart shows."""
    bound = view.bound.table_at(cell)
    if bound is None or bound.spec.name not in SOURCES:
        return False
    key = bound.key_at(cell)
    return not key or bound.spec.column(key).hidden or key in ("index", "nth", "more")


def fetched_from(view: View, cell: CellRef) -> CellRef | None:
    """The cell of another table whose value *cell* shows.

    None where it shows none: it stands in no such table, or calculates something itself.
    """
    bound = view.bound.table_at(cell)
    source = view.bound.tables.get(SOURCES.get(bound.spec.name, "")) if bound is not None else None
    if bound is None or source is None or cell.row not in bound.table.data_rows:
        return None
    if technical(view, cell):
        return None
    row = bound.rows[cell.row - bound.table.first_data_row]
    index = view.number(row.cells.get("index"))
    more = view.number(row.cells["more"]) if "more" in row.cells else 0
    reading = graph_of(view.book).formulas.get(cell)
    if not index or more or reading is None:
        return None
    at = source.rows[int(index) - 1].number
    columns = {
        area.first_column
        for area in reading.ranges
        if area.sheet == source.table.sheet
        and area.first_column == area.last_column
        and area.first_row <= at <= area.last_row
    }
    own = {source.columns[key] for key in ("label", "type") if key in source.columns}
    found = columns - own
    return CellRef(source.table.sheet, at, found.pop()) if len(found) == 1 else None
