"""A workbook open in LibreOffice: type into a cell, calculate, read what the formulas give."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError, Value
from orxl.rules.kit import View
from tests.live.calc.office import Office, prop

_TEXT = 2
"""com.sun.star.sheet.FormulaResult.STRING."""
_EPOCH = datetime(1899, 12, 30)


class Calc:
    """One document in one private LibreOffice."""

    def __init__(self, file: Path) -> None:
        self._office = Office()
        hidden = (prop("Hidden", True),)
        self._document: Any = self._office.desktop.loadComponentFromURL(
            file.resolve().as_uri(), "_blank", 0, hidden
        )
        self._document.calculateAll()

    def close(self) -> None:
        """End LibreOffice; nothing is saved."""
        self._document.close(True)
        self._office.close()

    def type_in(self, cell: CellRef, value: Value) -> None:
        """Type *value*, as :meth:`Editor.type_in` does, and calculate."""
        there = self._cell(cell)
        if value is BLANK:
            there.setString("")
        elif isinstance(value, datetime):
            there.setValue((value - _EPOCH).total_seconds() / 86_400)
        elif isinstance(value, float):
            there.setValue(value)
        else:
            there.setString(str(value))
        self._document.calculate()

    def shown(self, view: View, table: str, row: str, column: str) -> Value:
        """What the cell of a figure says here; *view* knows where it stands."""
        if not row:
            numbers = [self.value(r.cells[column]) for r in view.rows(table)]
            return sum((n for n in numbers if isinstance(n, float)), 0.0)
        cell = view.cell(table, row, column)
        return BLANK if cell is None else self.value(cell)

    def value(self, cell: CellRef) -> Value:
        """The number or the text in *cell*."""
        there = self._cell(cell)
        if there.getError():
            return CellError("#VALUE!")
        held = there.Type.value
        if held == "EMPTY":
            return BLANK
        if held == "TEXT" or (held == "FORMULA" and there.FormulaResultType2 == _TEXT):
            return str(there.getString())
        return float(there.getValue())

    def _cell(self, cell: CellRef) -> Any:
        sheet = self._document.Sheets.getByName(cell.sheet)
        return sheet.getCellByPosition(cell.column - 1, cell.row - 1)
