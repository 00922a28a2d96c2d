"""Hands that change sheets, tables, headers and names of a snapshot, and all that hands can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from orxl.core.refs import quote_sheet
from orxl.core.snapshot import Cell, DefinedName, TableColumn
from tests.adversarial.damages import BadDamage, Fields
from tests.adversarial.hands import OF_CELLS, Hands, with_table
from tests.mending import followed


def header(hands: Hands, edit: Fields) -> None:
    """Another text in a table's header; the formulas that name the column follow, as in Excel.

    With ``only: true`` they do not: another program did it.
    """
    table = hands.table(edit["table"])
    number = hands.column(table, str(edit["column"]))
    new = str(edit["to"])
    columns = list(table.columns)
    offset = number - table.ref.first_column
    columns[offset] = TableColumn(new, columns[offset].formula)
    hands.book = with_table(hands.book, replace(table, columns=tuple(columns)))
    old = str(edit["column"])
    hands.set(table.sheet, {(table.ref.first_row, number): Cell(new)})
    if not edit.get("only"):
        hands.rewrite(lambda text: followed(text, table.name, old, new))


def drop_table(hands: Hands, edit: Fields) -> None:
    """A table made a plain range (``delete: true``: its cells are gone as well)."""
    table = hands.table(edit["table"])
    sheet = hands.sheet(table.sheet)
    cells = dict(sheet.cells)
    if edit.get("delete"):
        for cell in table.ref.cells():
            cells.pop((cell.row, cell.column), None)
    kept = tuple(t for t in sheet.tables if t.name != table.name)
    hands.put_sheet(replace(sheet, tables=kept, cells=cells))


def strip_tables(hands: Hands, _edit: Fields) -> None:
    """All tables made plain ranges, as some programs leave a workbook."""
    sheets = tuple(replace(s, tables=()) for s in hands.book.sheets)
    hands.book = replace(hands.book, sheets=sheets)


def drop_sheet(hands: Hands, edit: Fields) -> None:
    gone = hands.sheet(str(edit["sheet"]))
    kept = tuple(s for s in hands.book.sheets if s is not gone)
    hands.book = replace(hands.book, sheets=kept)
    hands.rewrite(lambda text: _without_sheet(text, gone.name))


def rename_sheet(hands: Hands, edit: Fields) -> None:
    old = hands.sheet(str(edit["sheet"]))
    new = str(edit["to"])
    tables = tuple(replace(t, ref=replace(t.ref, sheet=new)) for t in old.tables)
    renamed = replace(old, name=new, tables=tables)
    sheets = tuple(renamed if s is old else s for s in hands.book.sheets)
    hands.book = replace(hands.book, sheets=sheets)
    before, after = f"{quote_sheet(old.name)}!", f"{quote_sheet(new)}!"
    hands.rewrite(lambda text: text.replace(before, after))


def state(hands: Hands, edit: Fields) -> None:
    """A sheet hidden (or shown)."""
    sheet = hands.sheet(str(edit["sheet"]))
    hands.put_sheet(replace(sheet, state=edit.get("to", "hidden")))


def name(hands: Hands, edit: Fields) -> None:
    """A defined name that points elsewhere; without ``to`` it is deleted."""
    kept = [n for n in hands.book.names if n.name != edit["name"]]
    if edit.get("to") is not None:
        kept.append(DefinedName(str(edit["name"]), str(edit["to"]).removeprefix("=")))
    hands.book = replace(hands.book, names=tuple(kept))


def _without_sheet(text: str, name: str) -> str:
    """What Excel makes of a formula that refers to a sheet that is deleted."""
    return text.replace(f"{quote_sheet(name)}!", "#REF!")


_OF_THE_FRAME: Final[Mapping[str, Callable[[Hands, Fields], None]]] = {
    "header": header,
    "drop-table": drop_table,
    "strip-tables": strip_tables,
    "drop-sheet": drop_sheet,
    "rename-sheet": rename_sheet,
    "hide-sheet": state,
    "name": name,
}
OF_A_SNAPSHOT: Final = {**OF_CELLS, **_OF_THE_FRAME}


def do(hands: Hands, edit: Fields) -> None:
    """Let *hands* do one edit. Raises BadDamage where it does not fit the workbook."""
    work = OF_A_SNAPSHOT.get(str(edit["op"]))
    if work is None:
        raise BadDamage(f"nobody can do «{edit['op']}»")
    work(hands, edit)
