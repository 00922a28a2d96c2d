"""The figures and texts that a decision adopts, by table, row and column; and what differs in two.

They are found by the keys of the rows, so that rows and columns may be moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from orxl.binding import BoundBook, BoundRow, BoundTable
from orxl.core.light import dataclass
from orxl.core.values import BLANK, CellError, Value, same_to_15_digits
from orxl.layout import names
from orxl.versions.export.keys import KEYS

Said = str | float | bool | None
"""What a cell holds, as JSON has it; a blank is None, an error a text that begins with «#»."""
Key = tuple[str, ...]

ADOPTED: Final[Mapping[str, tuple[str, ...]]] = {
    names.ASSUMED: ("value",),
    names.STRATEGY: ("text",),
    names.AREAS: ("name", "introduction"),
    names.MEASURES: ("title", "condition"),
    names.TARGETS: (
        "text", "operator", "number", "upper", "unit", "operator2", "number2", "unit2",
    ),
    names.PARTNERS: ("name", "remark"),
    names.MAIN: ("budget",),
    names.PROJECTS: ("budget",),
    names.GRANTS: ("budget",),
    names.MEMBERS: ("fee",),
    names.FEES: ("fee",),
    names.CARRIED: ("opening", "income", "expenses", "result", "closing"),
    names.NOTES: ("text",),
    names.PARAGRAPHS: ("text",),
}  # fmt: skip
"""The columns of the programme and the budget that a decision is about, by table."""
_KEYS: Final = {**KEYS, names.STRATEGY: ("type", "number")}


@dataclass(frozen=True)
class AdoptedTable:
    """What was adopted of one table."""

    name: str
    sheet: str
    columns: Mapping[str, str]
    """The headers by the columns' keys."""
    rows: Mapping[Key, Mapping[str, Said]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure or a text that is not as it was adopted; a row that is gone or new."""

    sheet: str
    row: str
    column: str
    """``""`` where the whole row is gone or new."""
    adopted: Said
    now: Said
    gone: bool = False
    new: bool = False


def adopted_of(bound: BoundBook) -> tuple[AdoptedTable, ...]:
    """What *bound* says of all that a decision is about."""
    return tuple(
        _table(bound, table, columns)
        for name, columns in ADOPTED.items()
        if (table := bound.tables.get(name)) is not None
    )


def _table(bound: BoundBook, table: BoundTable, columns: Sequence[str]) -> AdoptedTable:
    there = [key for key in columns if key in table.columns]
    public = table.spec.public_rows
    rows: dict[Key, Mapping[str, Said]] = {}
    seen: Counter[Key] = Counter()
    for row in table.filled:
        if public is not None and row.values.get(table.spec.key) not in public:
            continue
        key = tuple(_word(_value(bound, row, key)) for key in _KEYS[table.spec.name])
        seen[key] += 1
        if seen[key] > 1:
            key = (*key, f"nr. {seen[key]}")
        rows[key] = {column: said(_value(bound, row, column)) for column in there}
    headers = {key: table.spec.column(key).header for key in there}
    return AdoptedTable(table.spec.name, table.sheet.name, headers, rows)


def _value(bound: BoundBook, row: BoundRow, key: str) -> Value:
    cell = row.cells.get(key)
    return BLANK if cell is None else bound.book.cell(cell).value


def said(value: Value) -> Said:
    """*value* as JSON has it."""
    if value is BLANK:
        return None
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.time().min else value.isoformat()
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return float(f"{value:.15g}") if isinstance(value, float) else value


def _word(value: Value) -> str:
    told = said(value)
    if isinstance(told, float) and told.is_integer():
        return str(int(told))
    return "" if told is None else str(told)


def differences(
    adopted: Sequence[AdoptedTable], now: Sequence[AdoptedTable]
) -> tuple[Difference, ...]:
    """What of *adopted* stands otherwise in *now*, in the order of the sheets and rows."""
    by_name = {table.name: table for table in now}
    return tuple(one for table in adopted for one in _differing(table, by_name.get(table.name)))


def _differing(table: AdoptedTable, now: AdoptedTable | None) -> Iterator[Difference]:
    there: Mapping[Key, Mapping[str, Said]] = {} if now is None else now.rows
    known = {_folded(key): key for key in there}
    for key, values in table.rows.items():
        shown = ", ".join(key)
        other = there.get(known.get(_folded(key), key))
        if other is None:
            yield Difference(table.sheet, shown, "", _first(values), None, gone=True)
            continue
        for column, value in values.items():
            if not _same(value, other.get(column)):
                header = table.columns[column]
                yield Difference(table.sheet, shown, header, value, other.get(column))
    old = {_folded(key) for key in table.rows}
    for key, values in there.items():
        if _folded(key) not in old:
            yield Difference(table.sheet, ", ".join(key), "", None, _first(values), new=True)


def _folded(key: Key) -> Key:
    return tuple(part.casefold() for part in key)


def _first(values: Mapping[str, Said]) -> Said:
    return next(iter(values.values()), None)


def _same(a: Said, b: Said) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return same_to_15_digits(a, b)
    return type(a) is type(b) and a == b
