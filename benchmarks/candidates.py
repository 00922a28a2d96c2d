"""Engines that were measured and not chosen, as adapters for benchmarks only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, time, timedelta
from typing import Final

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import CellError, Value, to_serial
from orxl.formulas.caution import guarded
from orxl.formulas.engine import Answer
from orxl.formulas.feed import xlsx
from orxl.formulas.versions import installed

_ERRORS: Final = {
    "Null": "#NULL!", "Div": "#DIV/0!", "Value": "#VALUE!", "Ref": "#REF!", "Name": "#NAME?",
    "Num": "#NUM!", "Na": "#N/A", "Spill": "#SPILL!", "Calc": "#CALC!", "Circ": "#CIRC!",
}  # fmt: skip


class Formualizer:
    """The engine formualizer, fed a throw-away workbook without cached values."""

    name = "formualizer"

    @property
    def version(self) -> str:
        return installed("formualizer")

    def evaluate(
        self, book: Book, wanted: Collection[CellRef] | None = None
    ) -> Mapping[CellRef, Answer]:
        """See :class:`orxl.formulas.engine.Engine`."""
        return guarded(book, wanted, (), self.run)

    @staticmethod
    def run(book: Book, formulas: Mapping[CellRef, str]) -> Mapping[CellRef, Value | None]:
        """The values as they come, without any caution."""
        from formualizer import load_workbook_bytes

        workbook = load_workbook_bytes(xlsx(book, formulas))
        workbook.evaluate_all()
        read = workbook.get_value
        return {
            cell: _value(read(cell.sheet, cell.row, cell.column), book.date1904)
            for cell in formulas
        }


class Formulon:
    """The engine formulon (WebAssembly), fed a throw-away workbook without cached values."""

    name = "formulon"

    @property
    def version(self) -> str:
        return installed("formulon")

    def evaluate(
        self, book: Book, wanted: Collection[CellRef] | None = None
    ) -> Mapping[CellRef, Answer]:
        """See :class:`orxl.formulas.engine.Engine`."""
        return guarded(book, wanted, (), self.run)

    @staticmethod
    def run(book: Book, formulas: Mapping[CellRef, str]) -> Mapping[CellRef, Value | None]:
        """The values as they come, without any caution."""
        import formulon

        workbook = formulon.Workbook.load(xlsx(book, formulas))
        workbook.recalc()
        number = {sheet.name: index for index, sheet in enumerate(book.sheets)}
        values: dict[CellRef, Value | None] = {}
        for cell in formulas:
            raw = workbook.get_value(number[cell.sheet], cell.row - 1, cell.column - 1)
            if raw.error_code is not None:
                values[cell] = CellError(formulon.error_display_name(raw.error_code))
            else:
                found = (raw.text, raw.boolean, raw.number)
                values[cell] = next((v for v in found if v is not None), None)
        return values


def _value(raw: object, date1904: bool) -> Value | None:
    if raw is None or isinstance(raw, (bool, str)):
        return raw
    if isinstance(raw, (int, float)):
        return float(raw) + 0.0  # -0.0 becomes 0.0
    if isinstance(raw, date):
        return to_serial(raw, date1904=date1904)
    if isinstance(raw, time):
        return (raw.hour * 3600 + raw.minute * 60 + raw.second + raw.microsecond / 1e6) / 86_400
    if isinstance(raw, timedelta):
        return raw.total_seconds() / 86_400
    if isinstance(raw, dict) and raw.get("type") == "Error":
        kind = str(raw.get("kind"))
        return CellError(_ERRORS.get(kind, f"#{kind.upper()}!"))
    return None
