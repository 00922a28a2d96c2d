"""Reads a whole snapshot: which tables are there, what their rows say, what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from orxl.binding.book import BoundBook, BoundRow, BoundTable
from orxl.binding.convert import FieldValue, Misfit, Problem, ProblemKind, convert
from orxl.binding.version import version_of
from orxl.core.errors import UnreadableFile
from orxl.core.memo import per_object
from orxl.core.refs import CellRef, column_number
from orxl.core.snapshot import Book, Sheet, Table
from orxl.core.values import BLANK, Value
from orxl.layout import VERSION, Column, Kind, SheetSpec, TableSpec, layout_for
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.programme.models import Record
from orxl.programme.programme import Programme, record_types

_ASSUMPTION_KINDS = {spec.name: spec for spec in ASSUMPTIONS}


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
    for sheet in layout.sheets:
        for spec in sheet.tables:
            table = book.table(spec.name)
            if table is not None:
                bound = _bind_table(book, sheet, spec, table, problems)
                tables[spec.name] = bound
                if spec.content:
                    records[spec.content] = tuple(
                        row.record for row in bound.rows if row.record is not None
                    )
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
def _bound_on(_sheet: Sheet) -> dict[str, tuple[BoundTable, list[Problem]]]:
    """The tables that have been read from a sheet, with their problems, by name.

    A book that differs from an earlier one on some sheets is read anew on those only.
    """
    return {}


def _bind_table(
    book: Book, sheet: SheetSpec, spec: TableSpec, table: Table, problems: list[Problem]
) -> BoundTable:
    cells = book.sheet(table.sheet)
    known = {} if cells is None else _bound_on(cells)
    bound, own = known.get(spec.name, (None, []))
    if bound is None or bound.spec is not spec or bound.table is not table:
        own = []
        bound = _read_table(cells, sheet, spec, table, own)
        known[spec.name] = bound, own
    problems += own
    return bound


def _read_table(
    cells: Sheet | None, sheet: SheetSpec, spec: TableSpec, table: Table, problems: list[Problem]
) -> BoundTable:
    found = {c.key: table.column_of(c.header) for c in spec.columns}
    columns = {key: number for key, number in found.items() if number is not None}
    inputs = [c for c in spec.columns if c.key in columns and not c.derived]
    model = record_types()[spec.content] if spec.content else None
    places = [(c.key, columns[c.key]) for c in inputs] if cells is not None else []
    rows: list[BoundRow] = []
    for number in table.data_rows:
        at = {key: CellRef(table.sheet, number, column) for key, column in columns.items()}
        values = {key: cells[number, column].value for key, column in places} if cells else {}
        row = BoundRow(number, values, at, None)
        if model is not None and not row.blank:
            record = _record(spec, model, inputs, values, at, problems)
            row = BoundRow(number, values, at, record)
        rows.append(row)
    return BoundTable(sheet, spec, table, columns, tuple(rows))


def _record(
    spec: TableSpec,
    model: type[Record],
    inputs: list[Column],
    values: Mapping[str, Value],
    at: Mapping[str, CellRef],
    problems: list[Problem],
) -> Record | None:
    fields: dict[str, FieldValue] = {}
    found: list[Problem] = []
    for column in inputs:
        value = values[column.key]
        kind, required = column.kind, column.required
        if kind is Kind.ANY:
            assumption = _ASSUMPTION_KINDS.get(str(values.get("name")))
            kind = assumption.kind if assumption else Kind.TEXT
            required = assumption is not None and assumption.required
        try:
            fields[column.key] = convert(value, kind)
        except Misfit as misfit:
            problem = Problem(misfit.kind, spec.name, column, at[column.key], value, misfit.reading)
            found.append(problem)
            continue
        if required and fields[column.key] is None:
            found.append(Problem(ProblemKind.MISSING, spec.name, column, at[column.key], value))
    record = _validated(spec, model, fields, inputs, values, at, found)
    problems += found
    return record


def _validated(
    spec: TableSpec,
    model: type[Record],
    fields: Mapping[str, FieldValue],
    inputs: list[Column],
    values: Mapping[str, Value],
    at: Mapping[str, CellRef],
    found: list[Problem],
) -> Record | None:
    """The record, without the fields that do not fit; None where it cannot stand without them."""
    from pydantic import ValidationError

    known: dict[str, Any] = dict(fields)
    for _ in range(len(inputs) + 1):
        try:
            return model.model_validate(known)
        except ValidationError as error:
            bad = {str(e["loc"][0]): e["type"] for e in error.errors() if e["loc"]}
            columns = {c.key: c for c in inputs}
            for key, reason in bad.items():
                if key in columns and reason != "missing" and known.get(key) is not None:
                    kind = ProblemKind.NOT_IN_LIST if reason == "enum" else ProblemKind.BAD_FORM
                    found.append(Problem(kind, spec.name, columns[key], at[key], values[key]))
            if not any(key in known for key in bad):
                return None
            for key in bad:
                known.pop(key, None)
    return None
