"""What the rules about the accounts to date share."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.binding import BoundRow
from orxl.core.refs import CellRef
from orxl.rules.kit.view import View


def posted(view: View, table: str) -> Iterator[tuple[BoundRow, CellRef, float]]:
    """Each row of *table* with a figure typed in «Regnskap hittil», 1000 kr; no totals."""
    if not view.has(table, "label", "actual", "forecast"):
        return
    for row, cell, value in view.column(table, "actual"):
        if isinstance(value, float) and view.book.cell(cell).formula is None:
            yield row, cell, value
