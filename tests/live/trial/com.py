"""A stand-in for Excel's own objects, as pywin32 hands them over, for the trial's steps.

The answers are those that Microsoft documents (the list is in ``tests/live/excel.py``); **nothing
in here was recorded in Excel**. It remembers what is written and calculates nothing: a cell's value
is what the given workbook says, until somebody writes in it. What a test wants to go wrong is
switched on the :class:`Excel`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orxl.core.snapshot import Book
from tests.live.trial.ranges import Range
from tests.live.trial.sheets import ListObject, Sheet
from tests.live.trial.things import DIV0, NA, Content, Known, Many, Thing, plain
from tests.live.windows.com import ComError


class Workbook(Known):
    """A workbook."""

    def __init__(self, excel: Excel, path: Path | None) -> None:
        self.Application = self.excel = excel
        self.place = path
        self.Name = path.name if path else "Bok1"
        self.Path = str(path.parent) if path else ""
        self.ReadOnly, self.Saved, self.Date1904 = False, excel.saved_after_open, False
        self.AutoSaveOn = False
        self.sheets: list[Sheet] = []
        self.Names = Many([], Add=self._add_name)

    @property
    def Worksheets(self) -> Many:  # noqa: N802
        return Many(self.sheets, Parent=self)

    def _add_name(self, name: str, refers_to: str) -> Thing:
        made = Thing(Name=name, RefersTo=refers_to, Visible=True)
        self.Names.things.append(made)
        return made

    def Close(self, save: bool) -> None:  # noqa: N802
        assert save is False
        self.excel.answers("Close")
        self.excel.open_books.remove(self)

    def Save(self) -> None:  # noqa: N802
        self.excel.did.append(("Save", str(self.place), ()))

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802
        assert self.place is not None
        Path(path).write_bytes(self.place.read_bytes())

    def ExportAsFixedFormat(self, kind: int, path: str) -> None:  # noqa: N802
        Path(path).write_bytes(b"%PDF /Type /Pages /Type /Page >> /Type/Page" + b" " * kind)


class Excel(Known):
    """``Application``, in a process of its own; every book it opens holds *book*."""

    def __init__(self, book: Book, unlocked: dict[str, set[tuple[int, int]]] | None = None) -> None:
        self.book, self.unlocked = book, unlocked or {}
        self.Hwnd, self.Version, self.Build = 70, "16.0", 17928
        self.OperatingSystem, self.ReferenceStyle = "Windows (64-bit) NT 10.00", 1
        self.LanguageSettings = Thing(LanguageID=lambda kind: 1044)
        self.AutoCorrect = Thing(AutoFillFormulasInLists=True, AutoExpandListRange=True)
        self.ScreenUpdating = self.Interactive = self.EnableEvents = True
        self.Calculation, self.StatusBar, self.Caption = -4105, False, "åpning.xlsx – Excel"
        self.DisplayAlerts = self.AskToUpdateLinks = True
        self.Visible, self.Iteration, self.AutomationSecurity = False, False, 1
        self.open_books: list[Workbook] = []
        self.did: list[tuple[str, str, tuple[Any, ...]]] = []
        self.results: dict[str, Any] = {"=1/0": DIV0, "=NA()": NA, '=""': ""}
        self.dynamic, self.saved_after_open, self.new_rows_dressed = True, True, True
        self.triangles: set[tuple[str, int]] = set()
        self.too_low: set[int] = set()
        self.alive = True
        self.fails: dict[str, Exception] = {}
        """What a member raises when it is asked for."""

    def answers(self, member: str) -> None:
        if not self.alive:
            raise ComError(-2147023174, "RPC-serveren er ikke tilgjengelig.", None, None)
        if member in self.fails:
            raise self.fails[member]

    @property
    def Workbooks(self) -> Any:  # noqa: N802
        self.answers("Workbooks")
        return Many(self.open_books, Open=self._open, Add=self._add)

    @property
    def ActiveSheet(self) -> Sheet:  # noqa: N802
        return self.open_books[-1].sheets[0]

    @property
    def Selection(self) -> Range:  # noqa: N802
        return self.ActiveSheet.Range("A1")

    @property
    def ActiveWindow(self) -> Thing:  # noqa: N802
        return Thing(ScrollRow=1)

    @property
    def International(self) -> tuple[Any, ...]:  # noqa: N802 - its argument may be left out
        return (47, 47, ",", " ", ";", "R", *[""] * 39)

    def CalculateFullRebuild(self) -> None:  # noqa: N802
        self.answers("CalculateFullRebuild")

    def Calculate(self) -> None:  # noqa: N802
        self.did.append(("Calculate", "", ()))

    def Quit(self) -> None:  # noqa: N802
        self.did.append(("Quit", "", ()))
        self.alive = False

    def _add(self) -> Workbook:
        book = Workbook(self, None)
        book.sheets.append(Sheet(self, "Ark1", book))
        self.open_books.append(book)
        return book

    def _open(self, path: str, _links: int, read_only: bool) -> Workbook:
        self.answers("Open")
        assert Path(path).is_file()
        assert not read_only
        book = Workbook(self, Path(path))
        book.sheets += [self._sheet(sheet.name, book) for sheet in self.book.sheets]
        for name in self.book.names:
            whole = name.name if name.sheet is None else f"'{name.sheet}'!{name.name}"
            made = book._add_name(whole.replace("_xlnm.", ""), f"={name.refers_to}")
            made.Visible = not name.hidden
        self.open_books.append(book)
        return book

    def _sheet(self, name: str, book: Workbook) -> Sheet:
        given, made = self.book.sheet(name), Sheet(self, name, book)
        assert given is not None
        for at, cell in given.cells.items():
            value = plain(cell.value)
            text = "" if value is None else str(value)
            formula = text if cell.formula is None else f"={cell.formula}"
            made.held[at] = Content(value, formula)
            if isinstance(cell.value, datetime):
                made.held[at].number_format = "dd.mm.yyyy"
                made.held[at].shown = cell.value.replace(tzinfo=UTC)
        for at in self.unlocked.get(name, ()):
            made.content(at).locked = False
        made.tables += [ListObject(made, table.name, table.ref) for table in given.tables]
        made.merged += given.merged
        made.Visible = {"visible": -1, "hidden": 0, "veryHidden": 2}[given.state]
        made.ProtectContents = given.protected
        return made


@dataclass
class Desktop:
    """The windows and processes of a machine; ``theirs`` is the Excel that somebody works in."""

    ours: int = 7000
    theirs: int = 1111
    windows: dict[int, int] = field(default_factory=lambda: {70: 7000})
    shown: dict[int, list[Any]] = field(default_factory=dict)
    """Dialogs by process."""
    pressed: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    asked_about: set[int] = field(default_factory=set)

    def excels(self) -> frozenset[int]:
        return frozenset({self.theirs})

    def owner(self, window: int) -> int:
        return self.windows[window]

    def dialogs(self, pid: int) -> list[Any]:
        self.asked_about.add(pid)
        return self.shown.get(pid, [])

    def escape(self, window: int) -> None:
        self.pressed.append(window)

    def end(self, pid: int) -> None:
        self.ended.append(pid)
