"""The few members of Excel's own objects that orxl touches, over UNO.

The names are Microsoft's; what they do is what Microsoft documents, as far as orxl relies on it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.live.calc.office import prop

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
}


class Rejected(Exception):
    """What COM raises while a cell is being edited: the call was rejected by the callee."""

    hresult = -2147418111


class AutoCorrect:
    """``Application.AutoCorrect``."""

    AutoFillFormulasInLists = True


class ProtectedViewWindows:
    """``Application.ProtectedViewWindows``."""

    Count = 0


class ComApp:
    """``Application``."""

    def __init__(self) -> None:
        self.AutoCorrect = AutoCorrect()
        self.ProtectedViewWindows = ProtectedViewWindows()
        self.Iteration = False


class ComBook:
    """``Workbook``."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.Date1904 = False
        self.ReadOnly = False

    @property
    def Path(self) -> str:  # noqa: N802
        return str(Path(self._book.fullname).parent)

    def SaveCopyAs(self, Filename: str) -> None:  # noqa: N802, N803
        """Save a copy; the open document keeps its own name and its modified state."""
        path = Path(Filename)
        kind = prop("FilterName", FILTERS[path.suffix])
        self._book.doc.storeToURL(path.resolve().as_uri(), (kind,))


class ComSheet:
    """``Worksheet``."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return bool(self._sheet.isProtected())

    @property
    def Visible(self) -> int:  # noqa: N802
        return -1 if self._sheet.IsVisible else 0

    @property
    def Comments(self) -> ComComments:  # noqa: N802
        return ComComments(self._sheet.Annotations)


class ComComments:
    """``Comments``."""

    def __init__(self, notes: Any) -> None:
        self._notes = notes
        self.Count: int = notes.Count

    def Item(self, Index: int) -> ComComment:  # noqa: N802, N803
        return ComComment(self._notes.getByIndex(Index - 1).Position)


class ComComment:
    """``Comment``, and its ``Parent`` in one: a cell's row and column."""

    def __init__(self, place: Any) -> None:
        self.Row, self.Column = place.Row + 1, place.Column + 1

    @property
    def Parent(self) -> ComComment:  # noqa: N802
        return self


class ComRange:
    """``Range``. There is no HasSpill: this stands for an Excel without dynamic arrays."""

    def __init__(self, area: Any) -> None:
        self._area = area

    @property
    def Value2(self) -> Any:  # noqa: N802
        return self._area.data(dates=False)

    @property
    def MergeCells(self) -> bool | None:  # noqa: N802
        found = bool(self._area.uno.IsMerged)  # UNO: whether any cell is
        return None if found and len(self._area) > 1 else found

    @property
    def Locked(self) -> bool | None:  # noqa: N802
        alike = self._area.uno.getUniqueCellFormatRanges()
        groups = map(alike.getByIndex, range(alike.Count))
        flags = {bool(group.CellProtection.IsLocked) for group in groups}
        return flags.pop() if len(flags) == 1 else None

    @property
    def HasArray(self) -> bool | None:  # noqa: N802
        if len(self._area) == 1:
            return bool(self._area.uno.ArrayFormula)
        return None if self._area.holds_arrays() else False

    @property
    def CurrentArray(self) -> Com1:  # noqa: N802
        cursor = self._area.uno.Spreadsheet.createCursorByRange(self._area.uno)
        cursor.collapseToCurrentArray()
        return Com1(cursor.RangeAddress, self._area)


class Com1:
    """A range known by its address alone: what an array's range is asked for."""

    def __init__(self, address: Any, area: Any) -> None:
        self._address, self._area = address, area
        self.Row, self.Column = address.StartRow + 1, address.StartColumn + 1
        self.Rows = _Count(address.EndRow - address.StartRow + 1)
        self.Columns = _Count(address.EndColumn - address.StartColumn + 1)

    def Cells(self, row: int, column: int) -> Com1:  # noqa: N802
        return self

    @property
    def CurrentArray(self) -> Com1:  # noqa: N802
        return self


class _Count:
    def __init__(self, count: int) -> None:
        self.Count = count
