"""What protected sheets let through: yellow cells, locked cells, new rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any, Final

from orxl.live.trial.asking import bounds, items, refused
from orxl.live.trial.bench import Bench

_LOOKED_AT: Final = 200
"""So many of a sheet's cells are asked whether they are locked."""


def protection(bench: Bench, facts: dict[str, Any]) -> None:
    """Write what stands there already in a yellow and in a locked cell, and add a row."""
    with bench.opened("beskyttelse") as book:
        for name in bench.plan.protected:
            sheet = book.Worksheets(name)
            own = facts[name] = {}
            for locked, word in ((False, "åpen celle"), (True, "låst celle")):
                cell = next((c for c in _filled(bench, sheet) if c.Locked is locked), None)
                if cell is not None:
                    own[word] = refused(partial(_again, cell))
            own["nye rader"] = {}
            for table in items(sheet.ListObjects):
                before = bounds(table.Range).bottom
                told = refused(partial(_add_row, table))
                told["vokste"] = bounds(table.Range).bottom > before
                own["nye rader"][str(table.Name)] = told


def _filled(bench: Bench, sheet: Any) -> Iterator[Any]:
    cells = sheet.Cells
    held = bench.held.sheet(str(sheet.Name))
    for row, column in islice(sorted(held.cells if held is not None else ()), _LOOKED_AT):
        yield cells(row, column)


def _add_row(table: Any) -> None:
    table.ListRows.Add()


def _again(cell: Any) -> None:
    cell.Formula = cell.Formula
