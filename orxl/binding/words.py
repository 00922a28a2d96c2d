"""A cell by the words of its table: «Tilskudd.ORBIFY.Tilsagn», as texts and people write it."""

from __future__ import annotations

from orxl.binding.book import BoundBook, BoundTable
from orxl.core.refs import CellRef

_PREFIX = "tbl"


def cell_by_words(bound: BoundBook, text: str) -> CellRef | None:
    """The cell that *text* names by table, row's key and column, parted by full stops; else None.

    The table is called by its name or its sheet's, the column by its header or its short word. A
    key or a header may hold full stops itself («Tiltak.2.1.1.Status»).
    """
    parts = [part.strip() for part in text.split(".")]
    for home in bound.tables.values() if len(parts) >= 3 else ():
        if parts[0].casefold() not in _names(home):
            continue
        for split in range(2, len(parts)):
            key, word = ".".join(parts[1:split]), ".".join(parts[split:])
            column = _column(home, word)
            for row in home.rows if column is not None else ():
                told = row.values.get(home.spec.key)
                if isinstance(told, str) and told.strip().casefold() == key.casefold():
                    return CellRef(home.table.sheet, row.number, column or 1)
    return None


def _names(home: BoundTable) -> set[str]:
    name = home.spec.name
    return {n.casefold() for n in (name, name.removeprefix(_PREFIX), home.table.sheet)}


def _column(home: BoundTable, word: str) -> int | None:
    """The sheet's column number under the header, or with the short word, *word*."""
    for column in home.spec.columns:
        if column.short and column.short.casefold() == word.casefold():
            return home.columns.get(column.key)
    return home.table.column_of(word)
