"""A stand-in for Excel's own objects, as pywin32 hands them over, for the trial's steps.

The answers are those that Microsoft documents (the list is in ``tests/live/excel.py``); **nothing
in here was recorded in Excel**. It remembers what is written and calculates nothing: a cell's value
is what the given workbook says, until somebody writes in it. What a test wants to go wrong is
switched on the :class:`Excel`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from orxl.core.refs import Range as Area
from orxl.core.snapshot import Book
from orxl.core.values import BLANK, CellError, Value, from_serial, to_serial
from tests.live.windows.com import ComError, Dispatch

DIV0, NA = -2146826281, -2146826246
ERRORS = {"#DIV/0!": DIV0, "#N/A": NA}
FILL_COPY = 1
"""xlFillCopy; xlFillFormats is 3."""
REFUSED = -2147352567
"""DISP_E_EXCEPTION."""


def refuse(text: str) -> ComError:
    details = (0, "Microsoft Excel", text, "xlmain11.chm", 0, -2146827284)
    return ComError(REFUSED, "Det oppstod et unntak.", details, None)


class _Members:
    """What pywin32 asks when a member is not known: there is none, and Excel is not busy."""

    def GetIDsOfNames(self, _zero: int, _name: str) -> int:  # noqa: N802
        raise ComError(-2147352570, "Ukjent navn.", None, None)


class Known(Dispatch):
    """One of Excel's objects."""

    _oleobj_ = _Members()


class Thing(Known):
    """An object that knows only what it is given; anything else is an AttributeError."""

    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)


class Many(Known):
    """A collection, numbered from 1 and, where its things have names, called by name."""

    def __init__(self, things: list[Any], **more: Any) -> None:
        self.things = things
        self.__dict__.update(more)

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self.things)

    def Item(self, key: int | str) -> Any:  # noqa: N802
        for number, thing in enumerate(self.things, start=1):
            if key == number or (isinstance(key, str) and thing.Name.lower() == key.lower()):
                return thing
        raise refuse("Subscript out of range")

    def __call__(self, key: int | str) -> Any:
        return self.Item(key)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.things)


@dataclass
class Content:
    """What a cell holds, as COM gives it."""

    value: Any = None
    formula: str = ""
    shown: Any = None
    """``Value``, where it is another than ``Value2``."""
    prefix: str = ""
    number_format: str = "General"
    locked: bool = True
    look: Any = 0
    """Stands for fill, font and border at once."""
    drop_down: str = ""


def plain(value: Value) -> Any:
    if value is BLANK:
        return None
    if isinstance(value, CellError):
        return ERRORS[value.code]
    return to_serial(value) if isinstance(value, datetime) else value


class Range(Known):
    """A range of a sheet."""

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self.__dict__.update(Worksheet=sheet, area=area)

    def __getattr__(self, name: str) -> Any:
        if name in ("HasSpill", "Formula2") and not self.Worksheet.excel.dynamic:
            raise AttributeError(name)
        answer = _ANSWERS.get(name)
        if answer is None:
            raise AttributeError(name)
        self.Worksheet.excel.answers(name)
        return answer(self)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in ("Formula", "Formula2", "Value", "FormulaArray", "NumberFormat"):
            raise AttributeError(name)
        self.Worksheet.excel.answers(name)
        rows = value if isinstance(value, list | tuple) else None
        for row, column in self.cells:
            one = (
                value
                if rows is None
                else rows[row - self.area.first_row][column - self.area.first_column]
            )
            self.Worksheet.write((row, column), name, one)

    @property
    def cells(self) -> list[tuple[int, int]]:
        return [(cell.row, cell.column) for cell in self.area.cells()]

    @property
    def contents(self) -> list[Content]:
        return [self.Worksheet.content(at) for at in self.cells]

    def each(self, answers: list[Any]) -> Any:
        """One cell's bare, several as rows."""
        if len(answers) == 1:
            return answers[0]
        width = self.area.last_column - self.area.first_column + 1
        rows = range(0, len(answers), width)
        return tuple(tuple(answers[i : i + width]) for i in rows)

    def Cells(self, row: int, column: int) -> Range:  # noqa: N802
        return self.Worksheet.Cells(
            self.area.first_row + row - 1, self.area.first_column + column - 1
        )

    __call__ = Cells

    def Merge(self) -> None:  # noqa: N802
        self.Worksheet.merged.append(self.area)

    def ClearContents(self) -> None:  # noqa: N802
        for at in self.cells:
            self.Worksheet.write(at, "Formula", "")

    def AutoFill(self, Destination: Any, Type: int) -> None:  # noqa: N802, N803
        """Formats (3) or contents too (1) of these cells, again and again over *Destination*."""
        source, height = self.area, self.area.last_row - self.area.first_row + 1
        for row, column in ((c.row, c.column) for c in Destination.area.cells()):
            at = (source.first_row + (row - source.first_row) % height, column)
            given, new = (self.Worksheet.content(place) for place in (at, (row, column)))
            new.number_format, new.look, new.locked = given.number_format, given.look, given.locked
            if Type == FILL_COPY:
                new.formula, new.value = given.formula, given.value

    def AutoFilter(self, *how: Any) -> None:  # noqa: N802
        self.Worksheet.excel.did.append(("AutoFilter", self.Worksheet.Name, how))


def _one(answers: set[Any]) -> Any:
    """What Excel says of several cells: None where they differ."""
    return answers.pop() if len(answers) == 1 else None


def _merged(x: Range) -> Any:
    a = x.area
    near = [
        m for m in x.Worksheet.merged
        if m.first_row <= a.last_row and a.first_row <= m.last_row
        and m.first_column <= a.last_column and a.first_column <= m.last_column
    ]  # fmt: skip
    every = {cell for m in near for cell in m.cells()}
    return _one({cell in every for cell in a.cells()}) if near else False


def _merge_area(x: Range) -> Range:
    first = next(iter(x.area.cells()))
    return next(Range(x.Worksheet, m) for m in x.Worksheet.merged if first in set(m.cells()))


def _errors(x: Range) -> Any:
    flags = x.Worksheet.excel.triangles
    return Many([Thing(Value=(x.Worksheet.Name, number) in flags) for number in range(1, 10)])


def _value(content: Content) -> Any:
    return content.value if content.shown is None else content.shown


_ANSWERS: dict[str, Any] = {
    "Row": lambda x: x.area.first_row,
    "Column": lambda x: x.area.first_column,
    "Rows": lambda x: Thing(Count=x.area.last_row - x.area.first_row + 1),
    "Columns": lambda x: Thing(Count=x.area.last_column - x.area.first_column + 1),
    "Value2": lambda x: x.each([c.value for c in x.contents]),
    "Value": lambda x: x.each([_value(c) for c in x.contents]),
    "Formula": lambda x: x.each([c.formula for c in x.contents]),
    "Formula2": lambda x: x.each([c.formula for c in x.contents]),
    "HasFormula": lambda x: _one({c.formula.startswith("=") for c in x.contents}),
    "HasArray": lambda x: _one({at in x.Worksheet.arrays for at in x.cells}),
    "HasSpill": lambda x: _one({at in x.Worksheet.spill for at in x.cells}),
    "SpillParent": lambda x: x.Worksheet.Cells(*x.Worksheet.spill[0]),
    "MergeCells": _merged,
    "MergeArea": _merge_area,
    "Locked": lambda x: _one({c.locked for c in x.contents}),
    "PrefixCharacter": lambda x: _one({c.prefix for c in x.contents}),
    "NumberFormat": lambda x: _one({c.number_format for c in x.contents}),
    "WrapText": lambda x: False,
    "Interior": lambda x: Thing(Color=_one({c.look for c in x.contents})),
    "Font": lambda x: Thing(Color=0),
    "Borders": lambda x: lambda edge: Thing(LineStyle=1),
    "Validation": lambda x: _validation(x.contents[0]),
    "Errors": _errors,
}


def _validation(content: Content) -> Any:
    if not content.drop_down:
        return Thing()  # Type raises where there is none
    return Thing(Type=3, Formula1=content.drop_down)


class Rows(Known):
    """Rows of a sheet, which know their height."""

    def __init__(self, sheet: Sheet, numbers: range) -> None:
        self.sheet, self.numbers = sheet, numbers

    @property
    def RowHeight(self) -> float | None:  # noqa: N802
        return _one({self.sheet.heights.get(n, 15.0) for n in self.numbers})  # type: ignore[no-any-return]

    def AutoFit(self) -> None:  # noqa: N802
        for number in self.numbers:
            if number in self.sheet.excel.too_low:
                self.sheet.heights[number] = 30.0


class ListObject(Known):
    """A table."""

    def __init__(self, sheet: Sheet, name: str, area: Area) -> None:
        self.sheet, self.Name, self.DisplayName, self.area = sheet, name, name, area
        self.ShowHeaders, self.ShowTotals = True, False
        self.ListRows = Thing(Add=self.grow)

    @property
    def Range(self) -> Range:  # noqa: N802
        return Range(self.sheet, self.area)

    def Resize(self, area: Any) -> None:  # noqa: N802
        self.area = area.area

    def grow(self) -> None:
        """A new row at the end, as Tab in the last cell gives one."""
        if self.sheet.ProtectContents:
            raise refuse("Arket er beskyttet")
        a = self.area
        for column in range(a.first_column, a.last_column + 1):
            above = self.sheet.content((a.last_row, column))
            new = self.sheet.content((a.last_row + 1, column))
            new.locked, new.number_format = above.locked, above.number_format
            new.drop_down = above.drop_down
            new.look = above.look if self.sheet.excel.new_rows_dressed else "hvit"
            if above.formula.startswith("="):
                new.formula, new.value = above.formula, above.value
        self.area = Area(a.sheet, a.first_row, a.first_column, a.last_row + 1, a.last_column)


class Sheet(Known):
    """A worksheet with content by (row, column)."""

    def __init__(self, excel: Excel, name: str, book: Workbook) -> None:
        self.excel, self.Name, self.Parent = excel, name, book
        self.held: dict[tuple[int, int], Content] = {}
        self.tables: list[ListObject] = []
        self.heights: dict[int, float] = {}
        self.merged: list[Area] = []
        self.arrays: set[tuple[int, int]] = set()
        self.spill: list[tuple[int, int]] = []
        self.ProtectContents, self.Visible, self.password = False, -1, ""
        self.Hyperlinks, self.Comments = Many([]), Many([])
        self.PageSetup = Thing(PrintTitleRows="$1:$5")
        self.formats = 3

    @property
    def ListObjects(self) -> Many:  # noqa: N802
        return Many(self.tables)

    @property
    def UsedRange(self) -> Range:  # noqa: N802
        rows = [row for row, _ in self.held] or [1]
        columns = [column for _, column in self.held] or [1]
        return Range(self, Area(self.Name, min(rows), min(columns), max(rows), max(columns)))

    @property
    def Cells(self) -> Any:  # noqa: N802
        return _AllCells(self)

    def Range(self, first: Any, last: Any = None) -> Range:  # noqa: N802
        if last is not None:
            a, b = first.area, last.area
            whole = Area(self.Name, a.first_row, a.first_column, b.last_row, b.last_column)
            return Range(self, whole)
        return Range(self, Area.of(self.Name, first))

    def Rows(self, which: int | str) -> Rows:  # noqa: N802
        first, _, last = str(which).partition(":")
        return Rows(self, range(int(first), int(last or first) + 1))

    def ChartObjects(self) -> Many:  # noqa: N802
        return Many([])

    def Protect(self, password: str) -> None:  # noqa: N802
        self.ProtectContents, self.password = True, password

    def Unprotect(self) -> None:  # noqa: N802
        if self.password:
            raise refuse("Feil passord")
        self.ProtectContents = False

    def content(self, at: tuple[int, int]) -> Content:
        return self.held.setdefault(at, Content())

    def write(self, at: tuple[int, int], member: str, value: Any) -> None:
        cell = self.content(at)
        if self.ProtectContents and cell.locked:
            raise refuse("Cellen er låst")
        if member == "NumberFormat":
            cell.number_format = value
            self._dress(cell)
            return
        if isinstance(value, str) and value.endswith("("):
            raise refuse("Det er noe galt med formelen")
        cell.prefix = ""
        if isinstance(value, str) and value.startswith("'"):
            cell.prefix, value = "'", value[1:]
            cell.value = cell.formula = value
        elif isinstance(value, str) and value.startswith("="):
            cell.formula, cell.value = value, self.excel.results.get(value, 0.0)
            self._spread(at, member, value)
        else:
            cell.value, cell.formula = (None, "") if value == "" else (value, str(value))
        self._dress(cell)
        self._below(at, value)

    def _dress(self, cell: Content) -> None:
        """``Value`` of a number in a format of dates or currencies."""
        cell.shown = None
        if isinstance(cell.value, float) and "yyyy" in cell.number_format:
            moment = from_serial(cell.value)
            cell.shown = None if moment is None else moment.replace(tzinfo=UTC)
        elif isinstance(cell.value, float) and "$" in cell.number_format:
            cell.shown = Decimal(str(round(cell.value, 4)))

    def _spread(self, at: tuple[int, int], member: str, value: str) -> None:
        if member == "FormulaArray":
            self.arrays.add(at)
        elif member == "Formula2" and "SEQUENCE" in value:
            self.spill = [(at[0] + n, at[1]) for n in range(3)]
        elif self.excel.AutoCorrect.AutoFillFormulasInLists:
            for table in self.tables:
                a = table.area
                if a.first_row < at[0] <= a.last_row and a.first_column <= at[1] <= a.last_column:
                    column = [(r, at[1]) for r in range(a.first_row + 1, a.last_row + 1)]
                    if all(self.content(c).formula in ("", value) for c in column):
                        for c in column:
                            self.content(c).formula = value

    def _below(self, at: tuple[int, int], value: Any) -> None:
        """A value right below a table makes the table grow."""
        for table in self.tables:
            a = table.area
            below = at[0] == a.last_row + 1 and a.first_column <= at[1] <= a.last_column
            if below and self.excel.AutoCorrect.AutoExpandListRange and not self.ProtectContents:
                table.grow()
                self.content(at).value = value


class _AllCells(Known):
    """``Worksheet.Cells``: all of them, or one."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.FormatConditions = Thing(Count=sheet.formats)

    def __call__(self, row: int, column: int) -> Range:
        return Range(self.sheet, Area(self.sheet.Name, row, column, row, column))


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
