"""What only Excel can tell of the sheets' looks: green triangles, rows that are too low."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from orxl.core.refs import CellRef
from orxl.live.trial.asking import bounds, items
from orxl.live.trial.bench import Bench

_ERRORS: Final = {
    1: "gir feil", 2: "år med to siffer", 3: "tall som tekst", 4: "ulik naboformel",
    5: "utelater naboceller", 6: "ulåst formel", 7: "viser til tom celle",
    8: "utenfor nedtrekkslisten", 9: "ulik kolonneformel",
}  # fmt: skip
"""XlErrorChecks."""
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
                    for number, word in _ERRORS.items():
                        if cell.Errors.Item(number).Value:
                            places = facts.setdefault(word, {"antall": 0, "steder": []})
                            places["antall"] += 1
                            if len(places["steder"]) < _EXAMPLES:
                                places["steder"].append(f"{name} {at.a1}")


def _ends(sheet: Any, table: Any) -> Iterator[tuple[CellRef, Any]]:
    area = bounds(table.Range)
    for row in sorted({area.top + 1, area.bottom}):
        for column in range(area.left, area.right + 1):
            yield CellRef(str(sheet.Name), row, column), sheet.Cells(row, column)


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
    numbers = range(area.top, min(area.bottom, area.top + _ROWS) + 1)
    before = {number: float(sheet.Rows(number).RowHeight) for number in numbers}
    sheet.Rows(f"{numbers[0]}:{numbers[-1]}").AutoFit()
    facts["undersøkt"] += len(numbers)
    for number, height in before.items():
        fitted = float(sheet.Rows(number).RowHeight)
        if fitted > height + _SLACK and len(facts["for lave"]) < _SHOWN:
            facts["for lave"].append([bench.sheet_name(str(sheet.Name)), number, height, fitted])
