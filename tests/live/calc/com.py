"""The few members of Excel's own objects that orxl touches, over UNO.

The names are Microsoft's; what they do is what Microsoft documents, as far as orxl relies on it.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
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
    """``Application``. What the user answers in its dialogs is set by the test."""

    def __init__(self, app: Any = None) -> None:
        self._app = app
        self.AutoCorrect = AutoCorrect()
        self.ProtectedViewWindows = ProtectedViewWindows()
        self.Iteration = False
        self.file: str | bool = False
        self.cell: tuple[str, int, int] | None = None
        self.folder = ""
        self.dialogs: list[tuple[str, str]] = []

    @property
    def ActiveCell(self) -> ComCell:  # noqa: N802
        book = self._app.books.active
        chosen = book.doc.CurrentSelection.RangeAddress
        sheet = book.doc.Sheets.getByIndex(chosen.Sheet).Name
        return ComCell(book.name, sheet, chosen.StartRow + 1, chosen.StartColumn + 1)

    def GetOpenFilename(self, FileFilter: str, Title: str) -> str | bool:  # noqa: N802, N803
        """A text, or False where the user gives it up."""
        self.dialogs.append((Title, FileFilter))
        return self.file

    def InputBox(self, Prompt: str, Title: str, Type: int) -> ComCell | bool:  # noqa: N802, N803
        """With the type 8 a range, or False where the user gives it up."""
        assert Type == 8  # no test over LibreOffice asks for a text
        self.dialogs.append((Title, Prompt))
        return False if self.cell is None else ComCell(self._app.books.active.name, *self.cell)

    def FileDialog(self, kind: int) -> ComFolder:  # noqa: N802
        """The dialog for a folder."""
        assert kind == 4
        return ComFolder(self)


class ComCell:
    """``Range`` of one cell, and its ``Worksheet`` and ``Parent`` in one."""

    def __init__(self, book: str, sheet: str, row: int, column: int) -> None:
        self.Row, self.Column = row, column
        self.Worksheet = SimpleNamespace(Name=sheet, Parent=SimpleNamespace(Name=book))


class ComFolder:
    """``FileDialog`` for a folder."""

    Title = ""

    def __init__(self, app: ComApp) -> None:
        self._app = app
        self.SelectedItems = SimpleNamespace(Item=lambda index: app.folder)

    def Show(self) -> int:  # noqa: N802
        """-1 where something was chosen."""
        self._app.dialogs.append((self.Title, ""))
        return -1 if self._app.folder else 0


class ComBook:
    """``Workbook``."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.Date1904 = False
        self.ReadOnly = False
        self.Saved = False

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
        state = self._area.uno.getPropertyState("CellProtection").value
        if state == "AMBIGUOUS_VALUE":
            return None
        return bool(self._area.uno.CellProtection.IsLocked)

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
