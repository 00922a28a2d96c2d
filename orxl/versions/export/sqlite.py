"""The exported tables as one SQLite database with STRICT tables, as bytes; the same each time.

A blank is NULL. So is what the type of its column cannot hold, an error or an empty text in a
column of numbers: then the table «ikke_verdier» says what stands in which row and column.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from orxl.core.values import BLANK, CellError
from orxl.versions.export.values import Entry, FieldType, Table

_TYPES: Final = {
    FieldType.STRING: "TEXT", FieldType.INTEGER: "INTEGER", FieldType.YEAR: "INTEGER",
    FieldType.NUMBER: "REAL", FieldType.BOOLEAN: "INTEGER", FieldType.DATE: "TEXT",
    FieldType.DATETIME: "TEXT",
}  # fmt: skip
NO_VALUES: Final = "ikke_verdier"
_ROW: Final = "rad"
"""The number of a row of the table, from 1: what «ikke_verdier» counts by."""


def as_sqlite(tables: Sequence[Table]) -> bytes:
    """A database of *tables*, with their keys."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA page_size = 4096")
        for table in tables:
            connection.execute(_create(table))
            marks = ",".join("?" * (len(table.fields) + 1))
            connection.executemany(
                f"INSERT INTO {identifier(table.slug)} VALUES ({marks})",  # noqa: S608  # nosec B608
                [
                    (number, *(held(e, f.type) for e, f in zip(row, table.fields, strict=True)))
                    for number, row in enumerate(table.rows, start=1)
                ],
            )
        connection.execute(
            f"CREATE TABLE {NO_VALUES} (tabell TEXT NOT NULL, rad INTEGER NOT NULL, "
            "felt TEXT NOT NULL, hva TEXT NOT NULL) STRICT"
        )
        connection.executemany(
            f"INSERT INTO {NO_VALUES} VALUES (?,?,?,?)",  # noqa: S608  # nosec B608
            [one for table in tables for one in lost(table)],
        )
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _create(table: Table) -> str:
    parts = [f"{identifier(_row_name(table))} INTEGER NOT NULL"]
    for field in table.fields:
        never = " NOT NULL" if field.required or field.name in table.key else ""
        parts.append(f"{identifier(field.name)} {_TYPES[field.type]}{never}")
    if table.key:
        parts.append(f"PRIMARY KEY ({', '.join(map(identifier, table.key))})")
    for key in table.foreign:
        target = key.table or table.slug
        parts.append(
            f"FOREIGN KEY ({identifier(key.field)}) "
            f"REFERENCES {identifier(target)} ({identifier(key.target)})"
        )
    return f"CREATE TABLE {identifier(table.slug)} ({', '.join(parts)}) STRICT"


def _row_name(table: Table) -> str:
    name = _ROW
    while name in {field.name.casefold() for field in table.fields}:
        name = f"_{name}"
    return name


def identifier(name: str) -> str:
    """*name* as SQL has it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def held(entry: Entry, kind: FieldType) -> str | int | float | None:
    """*entry* as a database of fields of *kind* holds it; None where it can hold none."""
    if entry is BLANK or isinstance(entry, CellError):
        return None
    if isinstance(entry, str):
        return entry if kind is FieldType.STRING else None
    if isinstance(entry, bool):
        return int(entry)
    if isinstance(entry, datetime):
        return entry.isoformat(timespec="seconds")
    if isinstance(entry, date):
        return entry.isoformat()
    return float(entry) if isinstance(entry, Decimal) else entry


def lost(table: Table) -> Iterator[tuple[str, int, str, str]]:
    """What no column can hold: the table's name, the row's number, the field, and what stands."""
    for number, row in enumerate(table.rows, start=1):
        for entry, field in zip(row, table.fields, strict=True):
            if isinstance(entry, CellError):
                yield table.slug, number, field.name, entry.code
            elif entry == "" and field.type is not FieldType.STRING:
                yield table.slug, number, field.name, "tom tekst"
