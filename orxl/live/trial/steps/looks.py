"""What only Excel can tell of the sheets' looks: green triangles, rows that are too low."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from orxl.core.refs import CellRef
from orxl.core.snapshot import Cell
from orxl.core.values import BLANK
from orxl.live.trial.asking import bounds, items
from orxl.live.trial.bench import Bench

_ERRORS: Final = {
    1: "gir feil", 2: "år med to siffer", 3: "tall som tekst", 4: "ulik naboformel",
    5: "utelater naboceller", 6: "ulåst formel", 7: "viser til tom celle",
    8: "utenfor nedtrekkslisten", 9: "ulik kolonneformel",
}  # fmt: skip
"""XlErrorChecks."""
_OF_FORMULAS: Final = (1, 4, 5, 6, 7, 9)
_OF_TEXTS: Final = (2, 3, 8, 9)
_OF_VALUES: Final = (8, 9)
"""A value in a column of formulas is of another column formula."""
_EXAMPLES: Final = 4
_ROWS: Final = 40
_SHOWN: Final = 40
_SLACK: Final = 1.0
"""Points; less than a line."""


def triangles(bench: Bench, facts: dict[str, Any]) -> None:
    """The green triangles in the first and the last row of every table."""
    with bench.opened("trekanter") as book:
        for sheet in items(book.Worksheets):
            name = bench.sheet_name(str(sheet.Name))
            for table in items(sheet.ListObjects):
                for at, cell in _ends(sheet, table):
                    errors = cell.Errors
                    for number in _askable(bench.held.cell(at)):
                        if errors.Item(number).Value:
                            word = _ERRORS[number]
                            places = facts.setdefault(word, {"antall": 0, "steder": []})
                            places["antall"] += 1
                            if len(places["steder"]) < _EXAMPLES:
                                places["steder"].append(f"{name} {at.a1}")


def _askable(cell: Cell) -> tuple[int, ...]:
    """The errors that Excel looks for in such a cell; each costs two calls."""
    if cell.formula is not None:
        return _OF_FORMULAS
    if isinstance(cell.value, str):
        return _OF_TEXTS
    return _OF_VALUES if cell.value is not BLANK else ()


def _ends(sheet: Any, table: Any) -> Iterator[tuple[CellRef, Any]]:
    area, cells = bounds(table.Range), sheet.Cells
    for row in sorted({area.top + 1, area.bottom}):
        for column in range(area.left, area.right + 1):
            yield CellRef(str(sheet.Name), row, column), cells(row, column)


def heights(bench: Bench, facts: dict[str, Any]) -> None:
    """The rows that Excel itself would make higher."""
    facts["undersøkt"], facts["for lave"] = 0, []
    with bench.opened("radhøyder") as book:
        for sheet in items(book.Worksheets):
            if sheet.ProtectContents:
                with suppress(Exception):  # with a password it stays; then nothing is fitted
                    sheet.Unprotect()
                if sheet.ProtectContents:
                    continue
            for table in items(sheet.ListObjects):
                _fit(bench, sheet, table, facts)


def _fit(bench: Bench, sheet: Any, table: Any, facts: dict[str, Any]) -> None:
    area = bounds(table.Range)
    rows = sheet.Rows
    numbers = range(area.top, min(area.bottom, area.top + _ROWS) + 1)
    before = {number: float(rows(number).RowHeight) for number in numbers}
    rows(f"{numbers[0]}:{numbers[-1]}").AutoFit()
    facts["undersøkt"] += len(numbers)
    for number, height in before.items():
        fitted = float(rows(number).RowHeight)
        if fitted > height + _SLACK and len(facts["for lave"]) < _SHOWN:
            facts["for lave"].append([bench.sheet_name(str(sheet.Name)), number, height, fitted])
