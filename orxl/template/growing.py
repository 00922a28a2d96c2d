"""What Excel is told beforehand of a table: how its next row looks, which triangles are meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl.cell.cell import Cell

from orxl.core.refs import runs
from orxl.core.values import Value
from orxl.layout import Grid, TableSpec
from orxl.template.finish import Quiet
from orxl.template.tables import fill_cell, spare_rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LIKE_NUMBERS = ("twoDigitTextYear", "numberStoredAsText")
GUARDED = ("listDataValidation",)
ITS_OWN = ("calculatedColumn", "formula", "formulaRange")
"""Kinds of Excel's green triangles (ECMA-376 part 1, CT_IgnoredError)."""


def next_row(sheet: Worksheet, table: TableSpec) -> list[Cell]:
    """A row as it comes below *table* when somebody types there; it is not put in the sheet."""
    cells = []
    for column in table.columns:
        cell = Cell(sheet, table.header_row + 1, 1)
        formula = column.formula if column.formula is not None else "" if column.by_row else None
        fill_cell(cell, table, column, {}, formula)
        cells.append(cell)
    return cells


def quiet(table: TableSpec, rows: Sequence[Mapping[str, Value]]) -> list[Quiet]:
    """Where Excel's green triangles would point to what is as it should be in *table*.

    A text that looks like a number («5.1.5») in a column of texts; a guarded cell («FALSE» can't be
    met); a row with a formula of its own. A formula that was typed over keeps its triangle.
    """
    first = table.header_row + 1
    letters = {c.key: table.letter(c.key) for c in table.columns}
    formulas = table.formulas(rows, Grid(table.name, first, letters))
    ready = len(rows) + spare_rows(table)
    areas: dict[tuple[str, ...], list[str]] = {}
    for column in table.columns:
        indexes: dict[tuple[str, ...], list[int]] = {}
        for index in range(ready):
            own = formulas[index].get(column.key) if index < len(rows) else None
            kinds: tuple[str, ...] = LIKE_NUMBERS if column.kind.textual else ()
            if own is not None:
                kinds += GUARDED if own == column.formula else (*GUARDED, *ITS_OWN)
            indexes.setdefault(kinds, []).append(index)
        for kinds, cells in indexes.items():
            letter = letters[column.key]
            areas.setdefault(kinds, []).extend(
                f"{letter}{first + a}:{letter}{first + b}" for a, b in runs(cells)
            )
    return [Quiet(" ".join(cells), kinds) for kinds, cells in areas.items() if kinds]
