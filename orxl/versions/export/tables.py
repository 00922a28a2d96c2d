"""The tables of a bound workbook as they are exported: which, which columns, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from orxl.binding import BoundBook, BoundRow, BoundTable
from orxl.core.light import dataclass, replace
from orxl.core.patterns import regex
from orxl.core.values import Value, from_serial
from orxl.layout import Column, Kind, Layout, SheetSpec, TableSpec
from orxl.layout.names import Group
from orxl.layout.workbook import declared
from orxl.versions.export.keys import keyed
from orxl.versions.export.values import (
    KINDS_OF_ANY,
    Entry,
    Field,
    Misfit,
    Table,
    any_entries,
    entry_of,
    is_said,
)

_LATER: Final = regex(r"\{year\+(\d)\}")
_NO_WORD: Final = regex(r"[\W_]+")
TYPE_OF: Final = "_type"
"""What the name of the field ends with that says of what kind a value is, where it may be any."""


@dataclass(frozen=True)
class Exported:
    """What is exported of a workbook, and what somebody should know of it."""

    tables: tuple[Table, ...]
    misfits: tuple[Misfit, ...]
    told: tuple[str, ...]


def exported(bound: BoundBook, *, everything: bool = False) -> Exported:
    """The tables of *bound*: the columns that the layout declares public, or *everything*.

    Rows stand as in the workbook; a blank row is none. Of a cell that does not fit its column there
    is a misfit, and its row is then not what the workbook says.
    """
    names = field_names(bound.layout)
    misfits: list[Misfit] = []
    tables = []
    for bound_table in bound.tables.values():
        if not _has_data(bound_table.sheet, bound_table.spec):
            continue
        columns = [
            column
            for column in bound_table.spec.columns
            if column.key in bound_table.columns and goes_out(column, everything)
        ]
        public = None if everything else bound_table.spec.public_rows
        rows = [
            row
            for row in bound_table.filled
            if public is None or row.values.get(bound_table.spec.key) in public
        ]
        if columns and rows:
            tables.append(_table(bound, bound_table, columns, rows, names, misfits))
    done, told = keyed(tables)
    return Exported(done, tuple(misfits), told)


def goes_out(column: Column, everything: bool) -> bool:
    """Whether *column* is exported: it is public, or *everything* is asked for."""
    # Technical columns are the workbook's own way to its figures, and can be made again.
    return column.public or (everything and not column.hidden)


def _has_data(sheet: SheetSpec, table: TableSpec) -> bool:
    """Whether *table* is about the programme and the budget, not about the workbook or paper."""
    if sheet.hidden or table.owned or table.paper:
        return False
    return bool(table.content) or sheet.group != Group.CONTROL


def slug_of(table: str) -> str:
    """``tblOmråder`` → ``omraader``: the name of a file and of a table of a database."""
    plain = table.removeprefix("tbl").casefold()
    return plain.replace("å", "aa").replace("ø", "oe").replace("æ", "ae")


def field_names(layout: Layout) -> Mapping[tuple[str, str], str]:
    """The name of each column in a file, by table and key: the same whatever the year is.

    «Budsjett {prior}» → ``budsjett_forrige_år``.
    """
    found: dict[tuple[str, str], str] = {}
    for name, (_, table) in declared(layout.year).tables.items():
        taken: set[str] = set()
        for column in table.columns:
            slug = _name(column.header)
            if slug in taken:
                slug = f"{slug}_{column.key}"
            taken.add(slug)
            found[name, column.key] = slug
    return found


def _name(header: str) -> str:
    text = _LATER.sub(r" om \1 år", header).replace("{prior}", " forrige år").replace("{year}", "")
    return _NO_WORD.sub("_", text.casefold()).strip("_") or "i_året"


def fields_of(
    layout: Layout, table: TableSpec, column: Column, names: Mapping[tuple[str, str], str]
) -> Iterator[Field]:
    """The fields that *column* becomes: one, or two where it may hold any kind of value."""
    name = names[table.name, column.key]
    words = tuple(layout.constants.get(column.choices or "", ()))
    yield Field(
        column.key, name, column.header, _kind(column), column.help, column.derived,
        column.required, () if column.open_list or not column.kind.textual else words,
    )  # fmt: skip
    if column.kind is Kind.ANY:
        yield Field(
            "", name + TYPE_OF, f"Slags {column.header.casefold()}", Kind.CODE,
            "Hva slags verdi feltet foran har.", column.derived, enum=KINDS_OF_ANY,
        )  # fmt: skip


def _table(
    bound: BoundBook,
    table: BoundTable,
    columns: list[Column],
    filled: list[BoundRow],
    names: Mapping[tuple[str, str], str],
    misfits: list[Misfit],
) -> Table:
    rows = []
    for row in filled:
        entries: list[Entry] = []
        for column in columns:
            try:
                entries += _entries(bound, row, column)
            except Misfit as misfit:
                misfits.append(misfit)
                entries.append("")
        rows.append(tuple(entries))
    fields = [f for c in columns for f in fields_of(bound.layout, table.spec, c, names)]
    return Table(
        table.spec.name,
        slug_of(table.spec.name),
        table.sheet.name if table.sheet.table is table.spec else _title(table.spec),
        table.sheet.purpose,
        tuple(_held(field, at, rows) for at, field in enumerate(fields)),
        tuple(rows),
    )


def _title(table: TableSpec) -> str:
    return table.name.removeprefix("tbl")


def _entries(bound: BoundBook, row: BoundRow, column: Column) -> tuple[Entry, ...]:
    cell = row.cells[column.key]
    value: Value = (
        row.values[column.key] if column.key in row.values else bound.book.cell(cell).value
    )
    if column.kind is Kind.ANY:
        return any_entries(value)
    kind = _kind(column)
    if kind in (Kind.DATE, Kind.MOMENT) and isinstance(value, float):
        moment: datetime | None = from_serial(value, date1904=bound.book.date1904)
        value = value if moment is None else moment
    return (entry_of(value, kind, cell),)


def _kind(column: Column) -> Kind:
    """A formula may give a fraction where whole numbers are shown: the unnamed inhabitants."""
    whole = column.kind is Kind.INTEGER and column.derived
    return Kind.NUMBER if whole else column.kind


def _held(field: Field, at: int, rows: list[tuple[Entry, ...]]) -> Field:
    """*field* with what is promised of it only where it holds."""
    held = [row[at] for row in rows]
    texts = {entry for entry in held if isinstance(entry, str) and entry}
    return replace(
        field,
        enum=field.enum if texts <= set(field.enum) else (),
        required=field.required and all(is_said(entry) for entry in held),
    )
