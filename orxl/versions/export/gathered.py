"""A workbook's budget, measures, fees and targets as one value a row, each with its cell.

So that workbooks of several councils and years, and of several versions of the layout, stand in
one set: fields have names without a year, and each value says which year it is of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from orxl.binding import BoundBook, BoundRow, BoundTable
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError, Value, from_serial
from orxl.layout import Column, Kind
from orxl.layout.workbook import declared
from orxl.versions.export.tables import field_names, goes_out
from orxl.versions.export.values import Field, Misfit, entry_of

PARTS: Final = {
    "tblHovedtall": "budsjett", "tblProsjektmidler": "budsjett", "tblOverføring": "budsjett",
    "tblTiltak": "tiltak", "tblMål": "mål", "tblMedlemmer": "kontingent",
    "tblKontingent": "kontingent",
}  # fmt: skip
"""The tables that are gathered, by what they are about."""
COLUMNS: Final = {
    "sted": "VARCHAR", "sha256": "VARCHAR", "organisasjon": "VARCHAR", "budsjettår": "BIGINT",
    "oppsett": "BIGINT", "del": "VARCHAR", "tabell": "VARCHAR", "rad": "VARCHAR",
    "felt": "VARCHAR", "overskrift": "VARCHAR", "år": "BIGINT", "slag": "VARCHAR", "tall": "DOUBLE",
    "tekst": "VARCHAR", "enhet": "VARCHAR", "beregnet": "BOOLEAN", "ark": "VARCHAR",
    "celle": "VARCHAR",
}  # fmt: skip
"""The columns of the set, with DuckDB's types. ``sted`` and ``sha256`` are the file's."""
_LATER_YEAR: Final = regex(r"\{year\+(\d)\}")


def gathered(bound: BoundBook, *, everything: bool = False) -> Iterator[dict[str, Any]]:
    """A row for each value of *bound* that is not blank: public ones only, or *everything*.

    ``slag`` is «tall», «tekst», «dato», «feilverdi» or «uventet» (what its column may not hold, as
    text); a number stands in ``tall``, everything else in ``tekst``.
    """
    year = bound.layout.year
    names = field_names(bound.layout)
    headers = {
        (name, column.key): column.header
        for name, (_, table) in declared(year).tables.items()
        for column in table.columns
    }
    owner = bound.programme.word("Organisasjon")
    head = {"organisasjon": owner, "budsjettår": year, "oppsett": bound.version}
    for name, part in PARTS.items():
        table = bound.tables.get(name)
        if table is None:
            continue
        columns = [
            column
            for column in table.spec.columns
            if column.key in table.columns and goes_out(column, everything)
        ]
        for row in table.filled:
            key = _key(table, row)
            for column in columns:
                said = _said(bound, row, column)
                if said is None:
                    continue
                at = row.cells[column.key]
                field = names.get((name, column.key), column.key)
                of = _year(headers.get((name, column.key), ""), year)
                yield {
                    **head, "del": part, "tabell": name.removeprefix("tbl"), "rad": key,
                    "felt": field, "overskrift": column.header, "år": of, **said,
                    "enhet": Field("", "", "", column.kind).unit or None,
                    "beregnet": bound.book.cell(at).formula is not None,
                    "ark": at.sheet, "celle": at.a1,
                }  # fmt: skip


def _key(table: BoundTable, row: BoundRow) -> str | None:
    """What the row is called: a municipality by its number, which is the same whatever its name."""
    for key in ("code", table.spec.key) if table.spec.name == "tblMedlemmer" else (table.spec.key,):
        value = row.values.get(key, BLANK)
        if isinstance(value, float) and value.is_integer():
            return f"{int(value):04d}" if key == "code" else str(int(value))
        if isinstance(value, str) and value:
            return value
    return None


def _said(bound: BoundBook, row: BoundRow, column: Column) -> Mapping[str, Any] | None:
    """What stands in the cell: its kind, and the number or the text; None where it is blank."""
    at = row.cells[column.key]
    value = bound.book.cell(at).value
    if value is BLANK:
        return None
    if isinstance(value, CellError):
        return _as("feilverdi", value.code)
    kind = column.kind
    if kind in (Kind.DATE, Kind.MOMENT) and isinstance(value, float):
        moment = from_serial(value, date1904=bound.book.date1904)
        value = value if moment is None else moment
    # A formula may give a fraction where whole numbers are shown: the unnamed inhabitants.
    if kind is Kind.INTEGER and column.derived:
        kind = Kind.NUMBER
    return _typed(value, kind, at)


def _typed(value: Value, kind: Kind, at: CellRef) -> Mapping[str, Any]:
    try:
        entry = entry_of(value, kind, at)
    except Misfit:
        return _as("uventet", value if isinstance(value, str) else str(value))
    if isinstance(entry, date):
        return _as("dato", entry.isoformat())
    if isinstance(entry, Decimal | int):  # a flag is 0 or 1
        return {"slag": "tall", "tall": float(entry), "tekst": None}
    return _as("tekst", entry if isinstance(entry, str) else None)


def _as(kind: str, text: str | None) -> Mapping[str, Any]:
    return {"slag": kind, "tall": None, "tekst": text}


def _year(header: str, year: int) -> int:
    """The year that a column is of, by its header as it is declared."""
    if "{prior}" in header:
        return year - 1
    later = _LATER_YEAR.search(header)
    return year + int(later[1]) if later else year
