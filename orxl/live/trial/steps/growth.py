"""What Excel does when somebody types below a table, or one formula in an empty column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from orxl.live.trial.asking import asked, bounds, refused, shape
from orxl.live.trial.bench import Bench, Growing

_EDGE_BOTTOM: Final = 9
"""xlEdgeBottom."""
_LOOK: Final[Mapping[str, Callable[[Any], Any]]] = {
    "bakgrunn": lambda x: x.Interior.Color,
    "tallformat": lambda x: x.NumberFormat,
    "skriftfarge": lambda x: x.Font.Color,
    "låst": lambda x: x.Locked,
    "tekstbryting": lambda x: x.WrapText,
    "kantlinje": lambda x: x.Borders(_EDGE_BOTTOM).LineStyle,
    "formel": lambda x: x.HasFormula,
    "nedtrekksliste": lambda x: [x.Validation.Type, x.Validation.Formula1],
}


def growth(bench: Bench, facts: dict[str, Any]) -> None:
    """Type right below each table that grows; is the new row as the row above it?"""
    with bench.opened("vekst") as book:
        for given in bench.plan.growing:
            own = facts[given.table] = {"ark": given.sheet}
            try:
                _grow(book, given, own)
            except Exception as error:  # the next table may grow all the same
                own["feil"] = [type(error).__name__, getattr(error, "hresult", None)]


def _grow(book: Any, given: Growing, own: dict[str, Any]) -> None:
    sheet = book.Worksheets(given.sheet)
    table = sheet.ListObjects(given.table)
    before = bounds(table.Range)
    typed = sheet.Cells(before.bottom + 1, before.left + given.column)
    typed.Value = given.value
    own["vokste"] = bounds(table.Range).bottom == before.bottom + 1
    if not own["vokste"]:
        own["ny rad med tabulator"] = refused(lambda: table.ListRows.Add())
    after = bounds(table.Range)
    if after.bottom <= before.bottom:
        return
    cells = sheet.Cells
    unlike: dict[str, list[int]] = {}
    for column in range(after.left, after.right + 1):
        above, new = (cells(row, column) for row in (after.bottom - 1, after.bottom))
        for name, look in _LOOK.items():
            if _seen(look, above) != _seen(look, new):
                unlike.setdefault(name, []).append(column - after.left + 1)
    own["ulikt raden over"] = unlike
    held = sheet.Cells(after.bottom, after.left + given.column)
    own["skrev"], own["ble"] = shape(given.value), asked(lambda: held.Value2)
    own["høyder"] = [float(sheet.Rows(r).RowHeight) for r in (after.bottom - 1, after.bottom)]


def _seen(look: Callable[[Any], Any], cell: Any) -> Any:
    """What *look* sees; a cell without a drop-down list raises, and so do two."""
    try:
        return look(cell)
    except Exception:
        return "ingen"


def trap(bench: Bench, facts: dict[str, Any]) -> None:
    """One formula in an input column that is blank: does Excel fill the whole column?"""
    for given in bench.plan.trap:
        with bench.opened("fellen") as book:
            sheet = book.Worksheets(given.sheet)
            area = bounds(sheet.ListObjects(given.table).Range)
            column, first = area.left + given.column, area.top + 1
            sheet.Cells(first, column).Formula = given.value
            rows = range(first, area.bottom + 1)
            facts["sted"] = [given.sheet, given.table, given.column + 1]
            facts["rader"] = len(rows)
            facts["med formel"] = sum(bool(sheet.Cells(row, column).HasFormula) for row in rows)
