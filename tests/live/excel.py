"""A small stand-in for Excel's objects: the answers that Microsoft documents and xlwings expects.

Only what orxl asks for is here. What is written is remembered, not calculated. **Nothing in here
was recorded in Excel**: where neither Microsoft nor xlwings says what Excel does, «orxl excel prøv»
records it in its step «Opptak» (``tests/live/trial/test_recorded.py``). What each
answer rests on (pages are those of learn.microsoft.com/office/vba/api, without their «excel.»):

- ``Range.Value2``: no Currency and no Date types, so numbers are floats (``range.value2``); errors
  are integers, 0x800A0000 plus XlCVError (``xlcverror``; ``cell_errors`` in xlwings'
  ``_xlwindows.py``).
- ``Range.Value``: a Currency with four decimals, a Date, which pywin32 gives a time zone
  (``_com_time_to_datetime`` in the same file).
- ``Range.Formula``: English names, commas and A1 in every language (``range.formula``); ``[@…]``
  inside a table (support.microsoft.com, «Using structured references»). ``Formula2`` is not asked
  for: ``Formula`` never writes a formula that spills (``range-formula-vs-formula2``).
- ``Range.HasSpill``: True when all cells are part of a spill, False when none is, else Null
  (``range.hasspill``). An Excel without dynamic arrays has no such member: an exception of one kind
  or another (``COMRetryObjectWrapper`` in the same file). ``SpillParent``: the cell with the
  formula, an error for a cell of no spill (``range.spillparent``); ``SpillingToRange``: the
  whole (``range.spillingtorange``).
- ``Range.HasArray``: True for a cell of an array formula (``range.hasarray``); for mixed cells
  nothing is documented. ``Range.MergeCells``: «True if the range contains merged cells»
  (``range.mergecells``), though Excel is known to say Null for mixed ones. orxl therefore takes
  only False as the last word and looks closer for all else.
- ``ListObject.Resize``: no cells are inserted or moved, the header stays in its row, one row of
  data at least (``listobject.resize``).
- ``Range.AutoFill``: the destination includes the source (``range.autofill``).
- ``Range.Insert``: with no CopyOrigin whole rows take the format of the row above
  (``range.insert``, ``xlinsertformatorigin``); what Excel does with their height is not said.
- ``Workbook.SaveCopyAs``: does not modify the open workbook (``workbook.savecopyas``).
- ``Workbook.Path``: an address for a book in the cloud (xlwings' ``fullname_url_to_local_path``).
- ``Worksheet.Comments``, ``CommentsThreaded``: collections with ``Count`` and ``Item``, numbered
  from 1; ``Comment.Parent`` is the cell (``comments``, ``comment.parent``, ``commentsthreaded``).
- ``Worksheet.Visible``: XlSheetVisibility −1, 0 and 2 (``xlsheetvisibility``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from orxl.core.refs import CellRef
from orxl.core.refs import Range as Area

DIV0, NA = -2146826281, -2146826246
GIVEN_VALUE2 = (
    ("Tiltak", "Beløp", "Frist", "Status"),
    ("Skolevei", 1234.56789, 46023.5, True),
    ("=ikke en formel", DIV0, None, NA),
)
"""``Range.Value2`` of Data!A1:D3 in a Norwegian Excel."""
GIVEN_VALUE = (
    ("Tiltak", "Beløp", "Frist", "Status"),
    ("Skolevei", Decimal("1234.5679"), datetime(2026, 1, 1, 12, tzinfo=UTC), True),
    ("=ikke en formel", DIV0, None, NA),
)
"""``Range.Value`` of the same: a currency is cut to four decimals, a date has a time zone."""
GIVEN_FORMULA = (
    ("Tiltak", "Beløp", "Frist", "Status"),
    ("Skolevei", "=[@Status]*SUM(tblAnnen[Beløp],1.5)", "46023.5", "TRUE"),
    ("=ikke en formel", "=1/0", "", "=NA()"),
)
"""``Range.Formula``: English names and commas whatever the language."""


@dataclass
class Com:
    """A bag of COM properties; what is missing raises AttributeError, as pywin32 does."""

    values: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class FakeRange:
    """A range that remembers what is done to it."""

    sheet: FakeSheet
    area: Area

    @property
    def row(self) -> int:
        return self.area.first_row

    @property
    def column(self) -> int:
        return self.area.first_column

    @property
    def shape(self) -> tuple[int, int]:
        a = self.area
        return a.last_row - a.first_row + 1, a.last_column - a.first_column + 1

    @property
    def api(self) -> Com:
        merged, spill = self.sheet.merged, self.sheet.spill
        inside = merged is not None and self.area == merged
        answers = {
            "Value2": self.sheet.value2,
            "HasArray": False,
            "MergeCells": True if inside else (None if merged else False),
        }
        free = {cell in self.sheet.unlocked for cell in self.area.cells()}
        answers["Locked"] = None if len(free) > 1 else not free.pop()
        if spill is not None:
            part = [cell in spill for cell in self.area.cells()]
            answers["HasSpill"] = True if all(part) else None if any(part) else False
            if part == [True]:
                answers["SpillParent"] = FakeSpill(spill)
        return Com(answers)

    @property
    def raw_value(self) -> Any:
        return self.sheet.value

    @property
    def formula(self) -> Any:
        return self.sheet.formula

    @formula.setter
    def formula(self, data: Any) -> None:
        self.sheet.did.append(("formula", self.area.a1, data))

    @property
    def number_format(self) -> str | None:
        return self.sheet.number_format

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.sheet.did.append(("number_format", self.area.a1, code))

    def __getitem__(self, key: Any) -> FakeRange:
        rows, columns = (k if isinstance(k, slice) else slice(k, k + 1) for k in key)
        r = range(self.area.first_row, self.area.last_row + 1)[rows]
        c = range(self.area.first_column, self.area.last_column + 1)[columns]
        return FakeRange(self.sheet, Area(self.area.sheet, r[0], c[0], r[-1], c[-1]))

    def clear_contents(self) -> None:
        self.sheet.did.append(("clear", self.area.a1, None))

    def insert(self, shift: str) -> None:
        self.sheet.did.append(("insert", self.area.a1, shift))

    def delete(self, shift: str) -> None:
        self.sheet.did.append(("delete", self.area.a1, shift))

    def autofill(self, destination: FakeRange, type_: str) -> None:
        self.sheet.did.append((type_, self.area.a1, destination.area.a1))


@dataclass
class FakeSpill:
    """The cell where a spilling formula stands, and the range it fills."""

    whole: Area

    @property
    def Row(self) -> int:  # noqa: N802
        return self.whole.first_row

    @property
    def Column(self) -> int:  # noqa: N802
        return self.whole.first_column

    @property
    def SpillingToRange(self) -> Com:  # noqa: N802
        at = self.whole
        rows, columns = at.last_row - at.first_row + 1, at.last_column - at.first_column + 1
        return Com({"Rows": Com({"Count": rows}), "Columns": Com({"Count": columns})})

    def Cells(self, row: int, column: int) -> FakeSpill:  # noqa: N802
        assert (row, column) == (1, 1)
        return self


@dataclass
class FakeTable:
    """A ListObject."""

    sheet: FakeSheet
    display_name: str
    ref: Area
    show_headers: bool = True
    show_totals: bool = False

    @property
    def range(self) -> FakeRange:
        return FakeRange(self.sheet, self.ref)

    def resize(self, area: FakeRange) -> None:
        self.sheet.did.append(("resize", self.display_name, area.area.a1))
        self.ref = area.area


def _comments(cells: tuple[tuple[int, int], ...]) -> Com:
    def item(number: int) -> Com:
        row, column = cells[number - 1]
        return Com({"Parent": Com({"Row": row, "Column": column})})

    return Com({"Count": len(cells), "Item": item})


@dataclass
class FakeSheet:
    """A worksheet with the given content."""

    name: str = "Data"
    value2: Any = GIVEN_VALUE2
    value: Any = GIVEN_VALUE
    formula: Any = GIVEN_FORMULA
    used: str = "A1:D3"
    visible: int = -1
    protected: bool = False
    unlocked: tuple[CellRef, ...] = ()
    number_format: str | None = "General"
    merged: Area | None = None
    spill: Area | None = None
    """What a formula fills; None stands for an Excel without dynamic arrays."""
    notes: tuple[tuple[int, int], ...] = ()
    threads: tuple[tuple[int, int], ...] | None = None
    """Cells with notes and threads of comments; None stands for an Excel without threads."""
    did: list[tuple[str, str, Any]] = field(default_factory=list)
    held: list[FakeTable] = field(default_factory=list)

    @property
    def api(self) -> Com:
        said = {"Visible": self.visible, "ProtectContents": self.protected}
        comments = {"Comments": self.notes, "CommentsThreaded": self.threads}
        held = {name: _comments(cells) for name, cells in comments.items() if cells is not None}
        return Com({**said, **held})

    @property
    def used_range(self) -> FakeRange:
        return FakeRange(self, Area.of(self.name, self.used))

    @property
    def tables(self) -> Tables:
        return Tables(self.held)

    def range(self, first: tuple[int, int], last: tuple[int, int]) -> FakeRange:
        return FakeRange(self, Area(self.name, *first, *last))


class Tables(list[FakeTable]):
    """ListObjects, by name too."""

    def __getitem__(self, key: Any) -> Any:
        return next(t for t in self if t.display_name == key)


@dataclass
class FakeName:
    """A defined name."""

    name: str
    refers_to: str
    visible: bool = True

    @property
    def api(self) -> Com:
        return Com({"Visible": self.visible})


class Sheets(list[FakeSheet]):
    """Worksheets, by name too."""

    def __getitem__(self, key: Any) -> Any:
        return next(s for s in self if s.name == key)


@dataclass
class FakeApp:
    """Application with the settings a user may have."""

    calculation: str = "semiautomatic"
    screen_updating: bool = True
    interactive: bool = True
    enable_events: bool = True
    status_bar: Any = False
    api: Com = field(
        default_factory=lambda: Com(
            {"Iteration": True, "AutoCorrect": type("A", (), {"AutoFillFormulasInLists": True})()}
        )
    )


@dataclass
class FakeBook:
    """A workbook."""

    sheets: Sheets
    names: list[FakeName] = field(default_factory=list)
    app: FakeApp = field(default_factory=FakeApp)
    name: str = "handlingsprogram.xlsx"
    date1904: bool = False
    path: str = "https://kommune-my.sharepoint.com/personal/kari/Documents"
    saved_as: list[str] = field(default_factory=list)

    @property
    def api(self) -> Any:
        book = self

        class Api:
            Date1904, Path, ReadOnly = book.date1904, book.path, False

            @staticmethod
            def SaveCopyAs(Filename: str) -> None:  # noqa: N802, N803
                book.saved_as.append(Filename)
                from pathlib import Path

                Path(Filename).write_bytes(b"copy")

        return Api

    @property
    def fullname(self) -> str:
        raise AssertionError("xlwings guesses where a cloud folder is; never ask")
