"""What a workbook lacks of today's layout: what `orxl oppgrader` brings, and what S014 tells."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from orxl.binding.bind import bind
from orxl.binding.book import BoundBook, BoundTable
from orxl.binding.version import said_version
from orxl.core.light import dataclass
from orxl.core.refs import CellRef, column_letters, quote_sheet
from orxl.core.values import BLANK
from orxl.layout import VERSION, VERSION_NAME, NamedCell
from orxl.layout.assumption_sheets import ASSUMPTIONS


class Part(Enum):
    """What kind of thing is lacking: the word for one, and for several."""

    SHEET = ("ark", "ark")
    TABLE = ("tabell", "tabeller")
    COLUMN = ("kolonne", "kolonner")
    ROW = ("fast rad", "faste rader")
    FORMULA = ("formel", "formler")
    NAME = ("navn", "navn")
    LIST = ("liste", "lister")


@dataclass(frozen=True, slots=True)
class Lack:
    """A thing that today's layout has and the workbook has not.

    ``name`` is what users call it: the sheet, the table, the column's header, the row's label, the
    defined name; of a formula the address of its cell. ``wanted`` is the formula that the cell
    must hold, or what the name must refer to.
    """

    part: Part
    name: str
    sheet: str = ""
    table: str = ""
    key: str = ""
    """The column's key; of a fixed row the column that holds its label."""
    cell: CellRef | None = None
    wanted: str = ""


def lacking(bound: BoundBook) -> tuple[Lack, ...]:
    """What the workbook lacks of today's layout, in the layout's order.

    What stands in a sheet or a table that is lacking is not listed by itself, and neither is a
    formula in a column that is. A formula is lacking where an earlier version of the layout had
    another one in the same cell, or none; a formula that staff changed is no matter of versions.
    """
    now = bound if bound.layout.version == VERSION else bind(bound.book, VERSION)
    return (
        *_sheets_and_tables(now),
        *(lack for table in now.tables.values() for lack in _columns_and_rows(table)),
        *_formulas(bound, now),
        *_names(bound, now),
    )


def _sheets_and_tables(now: BoundBook) -> Iterator[Lack]:
    for sheet in now.layout.sheets:
        there = now.book.sheet(sheet.name) is not None
        if not there and not any(t.name in now.tables for t in sheet.tables):
            yield Lack(Part.SHEET, sheet.name, sheet.name)
            continue
        for table in sheet.tables:
            if table.name not in now.tables:
                yield Lack(Part.TABLE, table.name, sheet.name, table.name)


def _columns_and_rows(bound: BoundTable) -> Iterator[Lack]:
    spec, home = bound.spec, bound.table.sheet
    for column in bound.missing:
        formula = column.formula or ""
        yield Lack(Part.COLUMN, column.header, home, spec.name, column.key, wanted=formula)
    key, labels = spec.key, spec.labels
    if spec.content == "assumptions":
        key, labels = "name", tuple(s.name for s in ASSUMPTIONS if s.wanted)
    held = {row.values.get(key, BLANK) for row in bound.rows}
    for label in labels if key in bound.columns else ():
        if label not in held:
            yield Lack(Part.ROW, label, home, spec.name, key)


def _formulas(then: BoundBook, now: BoundBook) -> Iterator[Lack]:
    if then is now:
        return
    for cell, formula in now.declared.items():
        if then.declared.get(cell) != formula and now.book.cell(cell).formula != formula:
            place = now.table_at(cell)
            name = place.spec.name if place is not None else ""
            if place is None or _had(then, name, place.key_at(cell)):
                yield Lack(Part.FORMULA, cell.a1, cell.sheet, name, cell=cell, wanted=formula)


def _had(then: BoundBook, table: str, key: str) -> bool:
    return table in then.tables and key in then.tables[table].columns


def _address(cell: CellRef) -> str:
    return f"{quote_sheet(cell.sheet)}!${column_letters(cell.column)}${cell.row}"


def _before(then: BoundBook, named: NamedCell) -> str:
    """Where *named* led in the layout of then; ``""`` where it did not lead anywhere else."""
    column = next((n.column for n in then.names if n.name == named.name), named.column)
    cell = then.where(named.table, named.row, column, named.by)
    return "" if cell is None or column == named.column else _address(cell)


def _names(then: BoundBook, now: BoundBook) -> Iterator[Lack]:
    held = {name.name.casefold(): name for name in now.book.names if name.sheet is None}
    for named in now.names:
        cell = now.where(named.table, named.row, named.column, named.by)
        there = held.get(named.name.casefold())
        moved = there is not None and there.refers_to == _before(then, named)
        if (there is None or moved) and not named.each and cell is not None:
            at = _address(cell)
            yield Lack(Part.NAME, named.name, cell.sheet, named.table, cell=cell, wanted=at)
    for name, wanted in now.layout.lists.items():
        if name.casefold() not in held:
            yield Lack(Part.LIST, name, wanted=wanted)
    for name, wanted in now.layout.places.items():
        if name.casefold() not in held:
            yield Lack(Part.NAME, name, wanted=wanted)
    if said_version(now.book) != VERSION:
        yield Lack(Part.NAME, VERSION_NAME, wanted=str(VERSION))
