"""The embedded engine betteroffice-xlsx (Rust, Apache-2.0)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import CellError, Value, to_serial
from orxl.formulas.engine import Answer, Weakness, guarded
from orxl.formulas.feed import xlsx
from orxl.formulas.versions import installed

WEAKNESSES: tuple[Weakness, ...] = ()


class BetterOffice:
    """The engine betteroffice-xlsx, fed a throw-away workbook without cached values.

    It keeps a cell's old value silently where it cannot evaluate; fed none, it has none to keep.
    """

    name = "betteroffice"

    @property
    def version(self) -> str:
        return installed("betteroffice-xlsx")

    def evaluate(
        self, book: Book, wanted: Collection[CellRef] | None = None
    ) -> Mapping[CellRef, Answer]:
        """See :class:`orxl.formulas.engine.Engine`."""
        return guarded(book, wanted, WEAKNESSES, _run)


def _run(book: Book, formulas: Mapping[CellRef, str]) -> Mapping[CellRef, Value | None]:
    # The compiled module itself: the package around it imports json, datetime and more.
    from betteroffice_xlsx._betteroffice_xlsx import Workbook

    data = xlsx(book, formulas, escapes=False)
    now = to_serial(datetime.now(), date1904=book.date1904)
    workbook = Workbook.open_recalculated(data, now_serial=now)
    number = {sheet.name: index for index, sheet in enumerate(book.sheets)}
    read = workbook.value
    return {cell: _value(read(number[cell.sheet], cell.a1)) for cell in formulas}


def _value(raw: object) -> Value | None:
    if raw is None or isinstance(raw, (bool, str)):
        return raw
    if isinstance(raw, (int, float)):
        return float(raw) + 0.0  # -0.0 becomes 0.0
    return CellError(str(raw))
