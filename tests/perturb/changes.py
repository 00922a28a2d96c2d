"""The changes of the perturbation law: every input cell, and what may be typed in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from orxl.binding import BoundBook
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.layout import Column, Kind
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.layout.code_lists import CODE_LISTS, list_of
from orxl.layout.inputs import inputs

_ASSUMED: Final = {spec.name: spec for spec in ASSUMPTIONS}
_DAYS: Final = (1, -1, 365, -365)
_COUNTED: Final = (Kind.YEAR, Kind.MUNICIPALITY)
_BIG: Final = {Kind.THOUSANDS: 100.0, Kind.AMOUNT: 1000.0, Kind.INTEGER: 10.0, Kind.SHARE: 0.1}
"""What is typed where nothing stands, by kind."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value typed into one input cell."""

    table: str
    row: str
    column: str
    """The column's header."""
    key: str
    cell: CellRef
    old: Value
    new: Value

    def __str__(self) -> str:
        return f"{self.table} «{self.row}» {self.column}: {_told(self.old)} → {_told(self.new)}"


def _told(value: Value) -> str:
    if value is BLANK:
        return "tom"
    return f"{value:%d.%m.%Y}" if isinstance(value, datetime) else str(value)


def changes(bound: BoundBook) -> Iterator[Change]:
    """Every change of every input cell that is to move something, in the workbook's order."""
    for item in inputs(bound.layout):
        table = bound.tables.get(item.table.name)
        if item.descriptive or table is None or item.column.key not in table.columns:
            continue
        for row in table.filled:
            cell = row.cells[item.column.key]
            if bound.book.cell(cell).formula is not None:
                continue
            if item.table.closed and item.column.key in item.table.closed(row.values):
                continue
            old = row.values[item.column.key]
            label = str(row.values.get(item.table.key, ""))
            for new in _others(bound, item.column, old, str(row.values.get("name", ""))):
                yield Change(
                    item.table.name, label, item.column.header, item.column.key, cell, old, new
                )


def _others(bound: BoundBook, column: Column, old: Value, name: str) -> Iterator[Value]:
    kind, choices = column.kind, column.choices
    if kind is Kind.ANY:
        spec = _ASSUMED.get(name)
        kind = Kind.TEXT if spec is None else spec.kind
        choices = None if spec is None or spec.list_of is None else list_of(spec.list_of)
    if choices is not None and choices in CODE_LISTS:
        yield from (word for word in CODE_LISTS[choices] if word != old)
    elif isinstance(old, datetime):
        yield from (old + timedelta(days=days) for days in _DAYS)
    elif isinstance(old, float):
        yield from _numbers(kind, old)
    elif isinstance(old, str):
        yield old + "x"
    elif old is BLANK:
        yield from _into_nothing(bound, kind)


def _numbers(kind: Kind, old: float) -> Iterator[float]:
    if kind in _COUNTED:
        yield from (old + 1, old - 1)
        return
    whole = old.is_integer() and kind not in (Kind.RATE, Kind.SHARE, Kind.EXCHANGE)
    for factor, least in ((1.1, 1.0), (0.9, -1.0)):
        new = old * factor
        if whole:
            new = float(round(new))
            new = old + least if new == old else new
        elif new == old:
            new = old + least / 10
        yield round(new, 4)


def _into_nothing(bound: BoundBook, kind: Kind) -> Iterator[Value]:
    if kind in (Kind.DATE, Kind.MOMENT):
        yield datetime(bound.layout.year, 6, 30)
        yield datetime(bound.layout.year - 2, 6, 30)
    elif kind is Kind.YEAR:
        yield float(bound.layout.year)
    elif kind.numeric:
        yield _BIG.get(kind, 5.0)
