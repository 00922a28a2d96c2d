"""What formulas are read against besides cells: sheets, names and tables, before and after."""

from __future__ import annotations

from orxl.core.snapshot import Book, Table


def tables_changed(book: Book, before: Book) -> frozenset[str] | None:
    """The names (casefolded) of the tables that are not the same in both books.

    None where the names of sheets or defined names differ, or where a defined name reads such a
    table: then any formula may mean something else.
    """
    if book.names != before.names or len(book.sheets) != len(before.sheets):
        return None
    for one, other in zip(book.sheets, before.sheets, strict=True):
        if one.name != other.name:
            return None
    new, old = _tables(book), _tables(before)
    names = new.keys() | old.keys()
    changed = frozenset(name for name in names if new.get(name) != old.get(name))
    if any(mentions(name.refers_to, changed) for name in book.names):
        return None
    return changed


def _tables(book: Book) -> dict[str, Table]:
    return {table.name.casefold(): table for sheet in book.sheets for table in sheet.tables}


def mentions(formula: str, tables: frozenset[str]) -> bool:
    """Whether *formula* may name one of *tables*."""
    if not tables:
        return False
    text = formula.casefold()
    return any(name in text for name in tables)
