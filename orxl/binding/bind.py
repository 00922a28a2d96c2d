"""Reads a whole snapshot: which tables are there, what their rows say, what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from orxl.binding.convert import FieldValue, Misfit, Problem, ProblemKind, convert
from orxl.binding.version import version_of
from orxl.core.errors import UnreadableFile
from orxl.core.memo import per_object
from orxl.core.refs import CellRef, column_letters, column_number
from orxl.core.snapshot import Book, Sheet, Table
from orxl.core.values import BLANK, Value
from orxl.layout import (
    VERSION,
    Column,
    Grid,
    Kind,
    Layout,
    NamedCell,
    SheetSpec,
    TableSpec,
    layout_for,
)
from orxl.layout.budget_sheets import ASSUMPTIONS
from orxl.programme.models import Record
from orxl.programme.programme import Programme, record_types

_ASSUMPTION_KINDS = {spec.name: spec for spec in ASSUMPTIONS}


@dataclass(frozen=True)
class BoundRow:
    """One row of a table: its values, the cell of each, and the record where it is sound."""

    number: int
    values: Mapping[str, Value]
    cells: Mapping[str, CellRef]
    record: Record | None

    @cached_property
    def blank(self) -> bool:
        """Whether nothing at all stands in the row's input cells."""
        return all(value is BLANK for value in self.values.values())


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

    @property
    def missing(self) -> tuple[Column, ...]:
        """The layout's columns that the workbook lacks."""
        return tuple(c for c in self.spec.columns if c.key not in self.columns)

    def cell(self, row: int, key: str) -> CellRef:
        """The cell of column *key* in the sheet's row *row*. Raises KeyError."""
        return CellRef(self.table.sheet, row, self.columns[key])

    def key_at(self, cell: CellRef) -> str:
        """The key of the column that *cell* stands in; ``""`` where the column is staff's own."""
        return next((key for key, at in self.columns.items() if at == cell.column), "")

    def find(self, value: Value, key: str = "") -> BoundRow | None:
        """The first row whose column *key* (default: the table's key) holds *value*."""
        for row in self.rows:
            if row.values.get(key or self.spec.key, BLANK) == value:
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

    @property
    def newer(self) -> bool:
        """Whether the workbook was made for a layout that this orxl does not know."""
        return self.version > VERSION

    @cached_property
    def declared(self) -> Mapping[CellRef, str]:
        """The formula that each calculated cell must hold, as written in the file."""
        formulas: dict[CellRef, str] = {}
        for bound in self.tables.values():
            letters = {key: column_letters(number) for key, number in bound.columns.items()}
            grid = Grid(bound.spec.name, bound.table.first_data_row, _Letters(letters))
            texts = bound.spec.formulas([row.values for row in bound.rows], grid)
            for row, own in zip(bound.rows, texts, strict=True):
                for key, text in own.items():
                    if key in bound.columns and "\0" not in text:
                        formulas[bound.cell(row.number, key)] = text
        for sheet in self.layout.sheets:
            if self.book.sheet(sheet.name) is not None:
                for fixed in sheet.fixed:
                    if fixed.formula is not None:
                        formulas[CellRef.of(sheet.name, fixed.at)] = fixed.formula
        return formulas

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

    def table_at(self, cell: CellRef) -> BoundTable | None:
        """The table that *cell* lies in."""
        return next((t for t in self.tables.values() if cell in t.table.ref), None)


class _Letters(dict[str, str]):
    """Column letters by key; a missing column gives a mark that no formula can hold."""

    def __missing__(self, key: str) -> str:
        return "\0"


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
