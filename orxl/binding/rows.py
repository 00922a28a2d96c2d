"""A row of a table ↔ a record of the programme: the one way of either, for all who read and write.

A row is its values by column key; where they stand is :class:`orxl.binding.BoundTable`'s matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from orxl.binding.convert import FieldValue, Misfit, Problem, ProblemKind, convert
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.layout import Column, Kind, TableSpec
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.programme.programme import record_types
from orxl.programme.record import Record, UnfitError

_ASSUMED: Final = {spec.name: spec for spec in ASSUMPTIONS}


def inputs_of(table: TableSpec) -> tuple[Column, ...]:
    """The columns of *table* that are filled in."""
    return table.inputs


def cell_value(value: object) -> Value:
    """A model's field as a cell's value. Raises TypeError for what no cell can hold."""
    if value is None:
        return BLANK
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool | str | datetime):
        return value
    if isinstance(value, int | Decimal | float):
        return float(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    raise TypeError(type(value).__name__)


def row_of(table: TableSpec, record: Record) -> dict[str, Value]:
    """The row of *table* that *record* is. Raises AttributeError for a record of another table."""
    return {column.key: cell_value(getattr(record, column.key)) for column in inputs_of(table)}


def rows_of(table: TableSpec, records: Iterable[Record]) -> list[dict[str, Value]]:
    """The rows of a new *table*: one for each record, and its own that none is; or one blank."""
    rows = [row_of(table, record) for record in records]
    held = {row.get(table.key) for row in rows}
    rows += [dict(row.texts) for row in table.rows if row.texts[table.key] not in held]
    return rows or [dict.fromkeys((column.key for column in inputs_of(table)), BLANK)]


def record_of(
    table: TableSpec, values: Mapping[str, Value], cells: Mapping[str, CellRef]
) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record that a row of *table*, its inputs, is, and what in its *cells* does not fit.

    A value that does not fit is left out of the record; the record is None where it cannot stand
    without. Columns that *values* lacks are as blank.
    """
    fields: dict[str, FieldValue] = {}
    wrong: list[Problem] = []
    for column in inputs_of(table):
        key = column.key
        if key not in values:
            continue
        value = values[key]
        kind, required = column.kind, column.required
        if kind is Kind.ANY:
            kind, required = _asked(values)
        try:
            field = fields[key] = convert(value, kind)
        except Misfit as misfit:
            kind_of, meant = misfit.kind, misfit.reading
            wrong.append(Problem(kind_of, table.name, column, cells[key], value, meant))
            continue
        if required and field is None:
            wrong.append(Problem(ProblemKind.MISSING, table.name, column, cells[key], value))
    record, refused = _validated(record_types()[table.content], fields)
    for key, why in refused:
        wrong.append(Problem(why, table.name, table.column(key), cells[key], values[key]))
    return record, tuple(wrong)


def _asked(values: Mapping[str, Value]) -> tuple[Kind, bool]:
    """What kind of value a cell of any kind must hold in its row, and whether it must hold one."""
    spec = _ASSUMED.get(str(values.get("name")))
    return (Kind.TEXT, False) if spec is None else (spec.kind, spec.required)


def _validated(
    model: type[Record], fields: Mapping[str, FieldValue]
) -> tuple[Record | None, Sequence[tuple[str, ProblemKind]]]:
    """The record without the fields that the model refuses, and these; None without others."""
    known: dict[str, Any] = {}
    refused: list[tuple[str, ProblemKind]] = []
    for name, field in model.model_fields.items():
        if name in fields:
            try:
                known[name] = field.check(fields[name])
                continue
            except UnfitError as error:
                if fields[name] is not None:
                    kind = ProblemKind.NOT_IN_LIST if error.choice else ProblemKind.BAD_FORM
                    refused.append((name, kind))
        if not field.is_required():
            known[name] = field.default
    return (model.of(known) if len(known) == len(model.model_fields) else None), refused
