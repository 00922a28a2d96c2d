"""Today's layout as it would stand in a workbook that staff have rearranged.

A workbook built by it has every table, with staff's own columns among ours, in the very place where
the workbook has it; what the workbook lacks stands where it can be added. So what is added needs no
moving: the formulas, the rules and the widths of such a *model* are right as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orxl.binding.book import BoundBook, BoundTable
from orxl.core.light import replace
from orxl.core.snapshot import Sheet
from orxl.core.values import BLANK, CellError, Value
from orxl.layout import Column, Fixed, Kind, Layout, SheetSpec, TableSpec
from orxl.layout.assumption_sheets import ASSUMPTIONS

OWN = "egen "
"""How the keys of staff's own columns begin; no key of the layout has a space."""
_GAP = 2
"""How far to the right of all else a table is put whose own place is taken."""

Rows = Mapping[str, list[dict[str, Value]]]


def in_place(now: BoundBook) -> Layout:
    """The layout that *now* is bound to, each table where the workbook has it.

    A sheet is called what staff call it. A table that is on another sheet than the rest of its
    sheet's is left out: nothing can be added to it. Names are left out, too: they are set where
    the things are that they refer to.
    """
    sheets = tuple(_sheet(now, spec) for spec in now.layout.sheets)
    return replace(now.layout, sheets=sheets, names=(), lists={}, places={})


def name_of(now: BoundBook, spec: SheetSpec) -> str:
    """What the workbook calls the sheet of *spec*; ``""`` where it has no such sheet.

    A sheet that was renamed is known by its tables.
    """
    if now.book.sheet(spec.name) is not None:
        return spec.name
    bound = (now.tables.get(table.name) for table in spec.tables)
    return next((found.table.sheet for found in bound if found is not None), "")


def _sheet(now: BoundBook, spec: SheetSpec) -> SheetSpec:
    name = name_of(now, spec)
    sheet = now.book.sheet(name) if name else None
    if sheet is None:
        return spec
    tables: list[TableSpec] = []
    for table in spec.tables:
        bound = now.tables.get(table.name)
        if bound is None:
            tables.append(_with_free_place(sheet, table, tables))
        elif bound.table.sheet == name:
            tables.append(_table(bound))
    main = tables.pop(0) if spec.table is not None and tables else None
    fixed = tuple(_fixed(now, one) for one in spec.fixed)
    return replace(spec, name=name, table=main, more_tables=tuple(tables), fixed=fixed)


def _fixed(now: BoundBook, fixed: Fixed) -> Fixed:
    """The cell where it is found for certain, or belongs among those that are."""
    placed = next((found for found in now.fixed if found.spec is fixed), None)
    if placed is None:
        return fixed
    return replace(fixed, at=placed.cell.a1, over="", table="", formula=placed.formula)


def _table(bound: BoundTable) -> TableSpec:
    """The table with the workbook's columns in their order, and the new ones at its end."""
    ours = {number: key for key, number in bound.columns.items()}
    first = bound.table.ref.first_column
    columns = [
        bound.spec.column(ours[number]) if number in ours else _own(number, column.name)
        for number, column in enumerate(bound.table.columns, start=first)
    ]
    return replace(
        bound.spec,
        header_row=bound.table.ref.first_row,
        first_column=first,
        columns=(*columns, *bound.missing),
    )


def _own(number: int, header: str) -> Column:
    return Column(f"{OWN}{number}", header, Kind.TEXT, 10)


def _with_free_place(sheet: Sheet, table: TableSpec, others: list[TableSpec]) -> TableSpec:
    """A table that is new on a sheet: in its own place, or to the right of all that is there."""
    width = len(table.columns)
    taken = {at[1] for at, cell in sheet.cells.items() if cell.value is not BLANK or cell.formula}
    taken |= {c for t in sheet.tables for c in range(t.ref.first_column, t.ref.last_column + 1)}
    for other in others:
        taken |= set(range(other.first_column, other.first_column + len(other.columns)))
    wanted = range(table.first_column, table.first_column + width)
    if taken.isdisjoint(wanted):
        return table
    return replace(table, first_column=max(taken) + _GAP)


def rows_in_place(now: BoundBook) -> Rows:
    """The rows of each table that is there, and after them those that the layout has and it lacks.

    What no cell of a new workbook may hold is left out, and so are the rows of tables that nothing
    is added to, all but the first: nobody will look at them.
    """
    charted = {
        cells.table
        for spec, _ in missing_sheets(now)
        for chart in spec.charts
        for cells in (chart.categories, *(series.cells for series in chart.series))
    }
    found: dict[str, list[dict[str, Value]]] = {}
    for name, bound in now.tables.items():
        rows = [{k: _plain(value) for k, value in row.values.items()} for row in bound.rows]
        rows += new_rows(bound)
        for column in bound.missing:
            if (first := column.first) is not None:
                for row in rows:
                    row[column.key] = first(row, now.layout.year)
        asked = name in charted or bound.missing or len(rows) > len(bound.rows)
        found[name] = rows if asked or bound.spec.content == "assumptions" else rows[:1]
    return found


def new_rows(bound: BoundTable) -> Iterator[dict[str, Value]]:
    """The rows that belong to the layout and are not in the table, by key."""
    spec = bound.spec
    if spec.content == "assumptions":
        there = {row.values.get("name"): row.values.get("value", BLANK) for row in bound.rows}
        for item in ASSUMPTIONS:
            if item.wanted and item.name not in there:
                texts = {"label": item.label, "unit": item.unit, "name": item.name}
                value = there.get(item.first, BLANK) if item.first else _start(item.start)
                yield {**texts, "note": item.note, "value": value}
        return
    held = {row.values.get(spec.key, BLANK) for row in bound.rows}
    for row in spec.rows:
        if row.texts[spec.key] not in held:
            yield dict(row.texts)


def _start(start: object) -> Value:
    if isinstance(start, bool | int | float):
        return float(start)
    return start if isinstance(start, str) else BLANK


def _plain(value: Value) -> Value:
    if isinstance(value, CellError):
        return BLANK
    if isinstance(value, str):
        return "".join(letter for letter in value if letter in "\t\n" or letter >= " ")
    return value


def missing_sheets(now: BoundBook) -> Iterator[tuple[SheetSpec, str]]:
    """The sheets that the workbook lacks, each with the name of the one before it."""
    before = ""
    for spec in now.layout.sheets:
        name = name_of(now, spec)
        if not name:
            yield spec, before
        before = name or spec.name
