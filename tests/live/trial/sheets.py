"""Worksheets and their tables, which grow and fill as Excel's do."""

from __future__ import annotations

from datetime import UTC
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from orxl.core.refs import Range as Area
from orxl.core.values import from_serial
from tests.live.trial.ranges import Range, Rows
from tests.live.trial.things import Content, Known, Many, Thing, refuse

if TYPE_CHECKING:
    from tests.live.trial.com import Excel, Workbook


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
