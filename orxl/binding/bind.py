"""Reads a whole snapshot: which tables are there, what their rows say, what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orxl.binding.book import BoundBook, BoundRow, BoundTable
from orxl.binding.convert import Problem
from orxl.binding.rows import inputs_of, record_of
from orxl.binding.spelling import as_listed, respell
from orxl.binding.version import version_of
from orxl.binding.year import year_of
from orxl.core.identical import very_same
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.snapshot import EMPTY, Book, Cell, Sheet, Table
from orxl.core.values import BLANK, Value, from_serial
from orxl.layout import VERSION, Kind, SheetSpec, TableSpec, layout_for
from orxl.programme.programme import Programme
from orxl.programme.record import Record

_new: Final = tuple.__new__  # a named tuple's own constructor costs twice as much
Read = tuple[BoundTable, tuple[Problem, ...]]
"""A table, and what does not fit in it."""


def bind(
    book: Book,
    version: int | None = None,
    *,
    called: int | None = None,
    like: BoundBook | None = None,
) -> BoundBook:
    """Read *book* by the layout of its own budget year, as it was in *version*.

    The year is that of its headers, whatever «Budsjettår» says. By default the version is the one
    the workbook was made for: what came later is not missing in it. Columns and rows have the
    names of the version *called*, by default of the same. A table that is just as in *like*, the
    book as it was, is the same object.
    Raises UnreadableFile where nothing of the layout can be found.
    """
    told = year_of(book)
    year = told.year
    own = version_of(book, layout_for(year))
    layout = layout_for(year, min(own if version is None else version, VERSION), called)
    tables: dict[str, BoundTable] = {}
    problems: list[Problem] = []
    records: dict[str, tuple[Record, ...]] = {}
    for name, (_, spec) in layout.tables.items():
        table = book.table(name)
        home = book.sheet(table.sheet) if table is not None else None
        if home is None or table not in home.tables:
            continue
        bound, wrong = _tables_on(home, year, layout.version, called, book.date1904)[name]
        if like is not None:
            bound = _as_it_was(bound, like.tables.get(name))
        tables[name] = bound
        problems += wrong
        if spec.content:
            found = (row.record for row in bound.rows)
            records[spec.content] = tuple(record for record in found if record is not None)
    respell(records, layout)
    programme = Programme(**records)  # type: ignore[arg-type]
    return BoundBook(book, layout, tables, tuple(problems), programme, own, told.said)


def _as_it_was(table: BoundTable, old: BoundTable | None) -> BoundTable:
    """*old* where *table* is just the same."""
    if old is None or (table.spec, table.sheet) != (old.spec, old.sheet):
        return table
    if (table.table, table.columns) != (old.table, old.columns) or len(table.rows) != len(old.rows):
        return table
    return old if all(map(_same_row, table.rows, old.rows)) else table


def _same_row(row: BoundRow, old: BoundRow) -> bool:
    return row is old or (
        (row.number, row.blank, row.cells) == (old.number, old.blank, old.cells)
        and row.values.keys() == old.values.keys()
        and all(map(very_same, row.values.values(), old.values.values()))
        and row.record == old.record
    )


@per_object
def _tables_on(
    sheet: Sheet, year: int, version: int, called: int | None, date1904: bool
) -> Mapping[str, Read]:
    """The tables of the layout that stand on *sheet*, by the layout's names for them.

    Remembered with the sheet: a book that differs from an earlier one on some sheets is read anew
    on those only.
    """
    layout = layout_for(year, version, called)
    known = {name.casefold(): home for name, home in layout.tables.items()}
    return {
        known[name][1].name: _read_table(sheet, *known[name], table, date1904)
        for table in sheet.tables
        if (name := table.name.casefold()) in known
    }


def _moment(cell: Cell, date1904: bool) -> Value:
    """A cell's value; an engine gives the day that a formula finds as its serial number."""
    if cell.formula is None or not isinstance(cell.value, float):
        return cell.value
    moment = from_serial(cell.value, date1904=date1904)
    return cell.value if moment is None else moment


def _read_table(
    cells: Sheet, home: SheetSpec, spec: TableSpec, table: Table, date1904: bool
) -> Read:
    found = {c.key: table.column_of(c.header) for c in spec.columns}
    columns = {key: number for key, number in found.items() if number is not None}
    places = [(c.key, columns[c.key]) for c in inputs_of(spec) if c.key in columns]
    dates = [(key, n) for key, n in places if spec.column(key).kind in (Kind.DATE, Kind.MOMENT)]
    rows: list[BoundRow] = []
    problems: list[Problem] = []
    name, held, everywhere = table.sheet, cells.cells.get, tuple(columns.items())
    for number in table.data_rows:
        at = {key: _new(CellRef, (name, number, column)) for key, column in everywhere}
        values = {key: held((number, column), EMPTY).value for key, column in places}
        for key, column in dates:
            values[key] = _moment(cells[number, column], date1904)
        as_listed(spec, values)
        blank = all([value is BLANK for value in values.values()])  # noqa: C419 - twice as fast
        record: Record | None = None
        if spec.content and not blank:
            record, wrong = record_of(spec, _figures(spec, values, cells, at), at)
            problems += wrong
        rows.append(BoundRow(number, values, at, record, blank))
    return BoundTable(home, spec, table, columns, tuple(rows)), tuple(problems)


def _figures(
    spec: TableSpec, values: dict[str, Value], cells: Sheet, at: Mapping[str, CellRef]
) -> dict[str, Value]:
    """*values*, a formula's «no figure» being none: a total says ``""`` before its lines are."""
    if "" not in values.values():
        return values
    return {
        key: BLANK
        if value == ""
        and spec.column(key).kind.numeric
        and cells[at[key].row, at[key].column].formula is not None
        else value
        for key, value in values.items()
    }
