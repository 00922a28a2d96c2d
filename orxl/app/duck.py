"""Tables and lists as Parquet files, and as a DuckDB database: the extra ``orxl[parquet]``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from orxl.core.errors import OrxlError
from orxl.versions.export.sqlite import NO_VALUES, held, identifier, lost
from orxl.versions.export.values import FieldType, Table

if TYPE_CHECKING:
    import duckdb

_TYPES: Final = {
    FieldType.STRING: "VARCHAR", FieldType.INTEGER: "BIGINT", FieldType.YEAR: "BIGINT",
    FieldType.NUMBER: "DOUBLE", FieldType.BOOLEAN: "BOOLEAN", FieldType.DATE: "DATE",
    FieldType.DATETIME: "TIMESTAMP",
}  # fmt: skip


def as_parquet(tables: Sequence[Table]) -> dict[str, bytes]:
    """A Parquet file of each of *tables*, by its slug, and «ikke_verdier»; the same each time.

    Raises OrxlError where DuckDB is not installed.
    """
    with TemporaryDirectory() as folder:
        connection = _connected(":memory:")
        try:
            found = {}
            for name in _filled(connection, tables):
                path = Path(folder) / "table.parquet"
                connection.execute(f"COPY {identifier(name)} TO '{_quoted(path)}' (FORMAT parquet)")
                found[name] = path.read_bytes()
            return found
        finally:
            connection.close()


def as_database(tables: Sequence[Table]) -> bytes:
    """A DuckDB database of *tables*. Its bytes differ from time to time: DuckDB numbers its files.

    Raises OrxlError where DuckDB is not installed.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.duckdb"
        connection = _connected(str(path))
        try:
            _filled(connection, tables)
        finally:
            connection.close()
        return path.read_bytes()


def lines_as_parquet(
    lines: Path, target: Path, columns: Mapping[str, str], order: Sequence[str]
) -> None:
    """A Parquet file of the JSON Lines in *lines*: these *columns* with DuckDB's types, sorted.

    What does not fit in memory is sorted on the disk, beside *target*. Raises OrxlError where
    DuckDB is not installed, or the lines cannot be read.
    """
    with _made_of(lines, target, ":memory:") as (connection, new):
        sorted_lines = _sorted(lines, columns, order)
        connection.execute(f"COPY ({sorted_lines}) TO '{_quoted(new)}' (FORMAT parquet)")


def lines_as_database(
    lines: Path, target: Path, name: str, columns: Mapping[str, str], order: Sequence[str]
) -> None:
    """A DuckDB database with the table *name*; else as :func:`lines_as_parquet`."""
    with _made_of(lines, target, None) as (connection, _):
        sorted_lines = _sorted(lines, columns, order)
        connection.execute(f"CREATE TABLE {identifier(name)} AS {sorted_lines}")


@contextmanager
def _made_of(
    lines: Path, target: Path, database: str | None
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection, and where the file is made that then takes *target*'s place."""
    new = target.with_name(f"{target.name}.ny")
    new.unlink(missing_ok=True)
    connection = _connected(str(new) if database is None else database)
    import duckdb

    try:
        connection.execute("SET memory_limit = '500MB'")
        connection.execute(f"SET temp_directory = '{_quoted(target.with_suffix('.mellomlager'))}'")
        yield connection, new
        connection.close()
        new.replace(target)
    except (duckdb.Error, OSError) as error:
        connection.close()
        new.unlink(missing_ok=True)
        raise OrxlError(
            f"Fikk ikke laget «{target.name}» ({type(error).__name__}).",
            f"Det samme står i «{lines.name}».",
        ) from error


def _sorted(lines: Path, columns: Mapping[str, str], order: Sequence[str]) -> str:
    types = ", ".join(f"{_text(name)}: {_text(kind)}" for name, kind in columns.items())
    return (
        f"SELECT * FROM read_json('{_quoted(lines)}', columns = {{{types}}}, "  # noqa: S608  # nosec B608
        f"format = 'newline_delimited') ORDER BY {', '.join(map(identifier, order))}"
    )


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _connected(path: str) -> duckdb.DuckDBPyConnection:
    try:
        import duckdb
    except ImportError as error:
        raise OrxlError(
            "Parquet og DuckDB trenger pakken duckdb, som ikke er installert.",
            "Installer den med «pip install orxl[parquet]». CSV og SQLite lages uten.",
        ) from error
    # One thread: the rows stand in the files as in the workbook, each time.
    return duckdb.connect(path, config={"threads": 1})


def _filled(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> list[str]:
    for table in tables:
        fields = [f"{identifier(field.name)} {_TYPES[field.type]}" for field in table.fields]
        rows = [
            [held(e, f.type) for e, f in zip(row, table.fields, strict=True)] for row in table.rows
        ]
        _fill(connection, table.slug, fields, rows)
    fields = ["tabell VARCHAR", "rad BIGINT", "felt VARCHAR", "hva VARCHAR"]
    _fill(connection, NO_VALUES, fields, [list(one) for table in tables for one in lost(table)])
    return [*(table.slug for table in tables), NO_VALUES]


def _fill(
    connection: duckdb.DuckDBPyConnection, name: str, fields: list[str], rows: list[list[Any]]
) -> None:
    connection.execute(f"CREATE TABLE {identifier(name)} ({', '.join(fields)})")
    marks = f"({','.join('?' * len(fields))})"
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        values = ",".join([marks] * len(some))
        connection.execute(
            f"INSERT INTO {identifier(name)} VALUES {values}",  # noqa: S608  # nosec B608
            [value for row in some for value in row],
        )


_AT_ONCE: Final = 200
"""Rows in one statement: one by one takes DuckDB ten times as long."""


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
