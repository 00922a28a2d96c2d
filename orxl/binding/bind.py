"""Reads a whole snapshot: which tables are there, what their rows say, what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from orxl.binding.book import BoundBook, BoundRow, BoundTable
from orxl.binding.convert import Problem
from orxl.binding.rows import inputs_of, record_of
from orxl.binding.version import version_of
from orxl.core.errors import UnreadableFile
from orxl.core.memo import per_object
from orxl.core.refs import CellRef, column_number
from orxl.core.snapshot import Book, Sheet, Table
from orxl.core.values import BLANK, Value
from orxl.layout import VERSION, SheetSpec, TableSpec, layout_for
from orxl.programme.models import Record
from orxl.programme.programme import Programme

Read = tuple[BoundTable, tuple[Problem, ...]]
"""A table, and what does not fit in it."""


def bind(book: Book, version: int | None = None) -> BoundBook:
    """Read *book* by the layout of its own budget year, as it was in *version*.

    By default that is the version the workbook was made for: what came later is not missing in it.
    Raises UnreadableFile where nothing of the layout can be found.
    """
    year = _year(book)
    own = version_of(book, layout_for(year))
    layout = layout_for(year, min(own if version is None else version, VERSION))
    tables: dict[str, BoundTable] = {}
    problems: list[Problem] = []
    records: dict[str, tuple[Record, ...]] = {}
    for name, (_, spec) in layout.tables.items():
        table = book.table(name)
        home = book.sheet(table.sheet) if table is not None else None
        if home is None or table not in home.tables:
            continue
        bound, wrong = _tables_on(home, year, layout.version)[name]
        tables[name] = bound
        problems += wrong
        if spec.content:
            found = (row.record for row in bound.rows)
            records[spec.content] = tuple(record for record in found if record is not None)
    programme = Programme(**records)  # type: ignore[arg-type]
    return BoundBook(book, layout, tables, tuple(problems), programme, own)


def _year(book: Book) -> int:
    """The budget year: from its name, else from the table of assumptions, else from a header."""
    for year in _possible_years(book):
        if isinstance(year, float) and year == int(year) and 2000 <= year <= 2100:
            return int(year)
    raise UnreadableFile(
        "Finner ikke budsjettåret i arbeidsboken.",
        "Filen må være en arbeidsbok for handlingsprogram og budsjett. "
        "Kontroller at arket «Forutsetninger» finnes og at «Budsjettår» er et årstall.",
    )


def _possible_years(book: Book) -> Iterator[Value]:
    for name in book.names:
        match = re.fullmatch(r"(.+)!\$?([A-Z]{1,3})\$?(\d+)", name.refers_to)
        if name.name == "Budsjettår" and match:
            sheet = match[1].removeprefix("'").removesuffix("'").replace("''", "'")
            yield book.cell(CellRef(sheet, int(match[3]), column_number(match[2]))).value
    table = book.table("tblForutsetninger")
    if table is not None:
        named, values = table.column_of("Navn i formler"), table.column_of("Verdi")
        for row in table.data_rows if named and values else ():
            if book.cell(CellRef(table.sheet, row, named or 1)).value == "Budsjettår":
                yield book.cell(CellRef(table.sheet, row, values or 1)).value
    table = book.table("tblHovedtall")
    if table is not None:
        years = [re.fullmatch(r"Budsjett (\d{4})", c.name) for c in table.columns]
        yield max((float(m[1]) for m in years if m), default=BLANK)


@per_object
def _tables_on(sheet: Sheet, year: int, version: int) -> Mapping[str, Read]:
    """The tables of the layout that stand on *sheet*, by the layout's names for them.

    Remembered with the sheet: a book that differs from an earlier one on some sheets is read anew
    on those only.
    """
    known = {name.casefold(): home for name, home in layout_for(year, version).tables.items()}
    return {
        known[name][1].name: _read_table(sheet, *known[name], table)
        for table in sheet.tables
        if (name := table.name.casefold()) in known
    }


def _read_table(cells: Sheet, home: SheetSpec, spec: TableSpec, table: Table) -> Read:
    found = {c.key: table.column_of(c.header) for c in spec.columns}
    columns = {key: number for key, number in found.items() if number is not None}
    places = [(c.key, columns[c.key]) for c in inputs_of(spec) if c.key in columns]
    rows: list[BoundRow] = []
    problems: list[Problem] = []
    for number in table.data_rows:
        at = {key: CellRef(table.sheet, number, column) for key, column in columns.items()}
        values = {key: cells[number, column].value for key, column in places}
        row = BoundRow(number, values, at, None)
        if spec.content and not row.blank:
            record, wrong = record_of(spec, values, at)
            problems += wrong
            row = BoundRow(number, values, at, record)
        rows.append(row)
    return BoundTable(home, spec, table, columns, tuple(rows)), tuple(problems)
