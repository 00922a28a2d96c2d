"""xlwings' Range over a range of LibreOffice's."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import uno
from xlwings import base_classes

from orxl.core.refs import Range as Area
from orxl.core.refs import column_letters, parse_a1
from tests.live.calc.com import ComRange
from tests.live.calc.spelling import from_calc, to_calc

_EPOCH = datetime(1899, 12, 30)
_LAST_DAY = 2_958_465
"""The serial number of 31.12.9999."""
_VALUE = 2015
_ERRORS = {502: _VALUE, 503: 2036, 504: 2023, 519: _VALUE, 521: 2000, 524: 2023, 525: 2029,
           532: 2007, 32767: 2042}  # fmt: skip
"""Excel's numbers (XlCVError) of LibreOffice's errors."""
_ERROR_BASE = -0x7FF60000
"""Excel hands an error over as the integer 0x800A0000 plus its number."""


def constant(name: str) -> Any:
    """One of UNO's constants."""
    return uno.getConstantByName(f"com.sun.star.{name}")


_DATES = sum(constant(f"util.NumberFormat.{kind}") for kind in ("DATE", "TIME"))
_LOGICAL = constant("util.NumberFormat.LOGICAL")
_ERROR = constant("sheet.FormulaResult.ERROR")
_VALUES, _MOMENTS, _FORMULAS = (
    constant(f"sheet.CellFlags.{kind}") for kind in ("VALUE", "DATETIME", "FORMULA")
)
_CONTENTS = sum(
    constant(f"sheet.CellFlags.{kind}") for kind in ("VALUE", "DATETIME", "STRING", "FORMULA")
)


class Range(base_classes.Range):
    """Values come as COM gives them: errors as integers, dates as datetimes, blanks as None."""

    def __init__(self, sheet: Any, found: Any = None, address: Any = None) -> None:
        self._sheet, self._found = sheet, found
        self.address_ = found.RangeAddress if address is None else address
        # xlwings makes a new one for every look at a sheet: what is asked twice is kept.
        self._formats: list[tuple[int, Any]] | None = None
        self._texts: Any = None
        self._errors: dict[tuple[int, int], int] | None = None

    @property
    def uno(self) -> Any:
        """LibreOffice's range. To get one is ten times as slow as to ask it something."""
        if self._found is None:
            at = self.address_
            self._found = self._sheet.uno.getCellRangeByPosition(
                at.StartColumn, at.StartRow, at.EndColumn, at.EndRow
            )
        return self._found

    @property
    def sheet(self) -> Any:
        return self._sheet

    @property
    def api(self) -> ComRange:
        return ComRange(self)

    @property
    def row(self) -> int:
        return int(self.address_.StartRow) + 1

    @property
    def column(self) -> int:
        return int(self.address_.StartColumn) + 1

    @property
    def shape(self) -> tuple[int, int]:
        at = self.address_
        return at.EndRow - at.StartRow + 1, at.EndColumn - at.StartColumn + 1

    @property
    def coords(self) -> tuple[Any, ...]:
        return (self._sheet.name, self.row, self.column, *self.shape)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        return Range(self._sheet, self.uno.getCellByPosition(column - 1, row - 1))

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        rows, columns = self.shape
        signs = "$" * col_absolute, "$" * row_absolute
        ends = [(self.row, self.column), (self.row + rows - 1, self.column + columns - 1)]
        texts = [f"{signs[0]}{column_letters(c)}{signs[1]}{r}" for r, c in ends]
        return texts[0] if texts[0] == texts[1] else ":".join(texts)

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def data(self, *, dates: bool) -> tuple[tuple[Any, ...], ...]:
        """The values as COM has them; with *dates* those that look like dates are datetimes."""
        rows = [list(row) for row in self.uno.getDataArray()]
        for i, row in enumerate(self.texts()):
            for j, text in enumerate(row):
                if text == "":
                    rows[i][j] = None
        self._mark_kinds(rows, dates)
        for (i, j), code in self._error_codes().items():
            rows[i][j] = code
        return tuple(tuple(row) for row in rows)

    def _error_codes(self) -> dict[tuple[int, int], int]:
        if self._errors is None:
            self._errors = {}
            at = self.address_
            for part in self.uno.queryFormulaCells(_ERROR).RangeAddresses:
                for r in range(part.StartRow, part.EndRow + 1):
                    for c in range(part.StartColumn, part.EndColumn + 1):
                        number = self._sheet.uno.getCellByPosition(c, r).getError()
                        code = _ERROR_BASE + _ERRORS.get(number, _VALUE)
                        self._errors[r - at.StartRow, c - at.StartColumn] = code
        return self._errors

    def texts(self) -> Any:
        """What each cell holds as it would be typed in; formulas in LibreOffice's spelling."""
        if self._texts is None:
            self._texts = self.uno.getFormulaArray()
        return self._texts

    def _mark_kinds(self, rows: list[list[Any]], dates: bool) -> None:
        at = self.address_
        for kind, part in self._runs(rows):
            if not (kind & _LOGICAL or (dates and kind & _DATES)):
                continue
            for r in range(part.StartRow - at.StartRow, part.EndRow - at.StartRow + 1):
                for c in range(
                    part.StartColumn - at.StartColumn, part.EndColumn - at.StartColumn + 1
                ):
                    held = rows[r][c]
                    if not isinstance(held, float):
                        continue
                    if kind & _LOGICAL:
                        rows[r][c] = bool(held)
                    elif 0 <= held <= _LAST_DAY:  # Calc takes a number plus a date for a date
                        rows[r][c] = _moment(held)

    def _runs(self, rows: list[list[Any]]) -> list[tuple[int, Any]]:
        """The kind of number format of each part that holds numbers, in few questions.

        A constant that looks like a date is known as one, so among the other constants only 0 and
        1 can be anything but a number: a truth value.
        """
        if self._formats is None:
            self._formats = [(_DATES, part) for part in self._holding(_MOMENTS)]
            constants = (p for p in self._holding(_VALUES) if self._numbers(rows, p) & {0.0, 1.0})
            results = (part for part in self._holding(_FORMULAS) if self._numbers(rows, part))
            for part in (*constants, *results):
                self._formats += self._kinds_in(part)
        return self._formats

    def _numbers(self, rows: list[list[Any]], part: Any) -> set[float]:
        at = self.address_
        columns = slice(part.StartColumn - at.StartColumn, part.EndColumn - at.StartColumn + 1)
        within = rows[part.StartRow - at.StartRow : part.EndRow - at.StartRow + 1]
        return {held for row in within for held in row[columns] if isinstance(held, float)}

    def _kinds_in(self, part: Any) -> list[tuple[int, Any]]:
        kind_of = self._sheet.book.kind_of
        area = self._sheet.uno.getCellRangeByPosition(
            part.StartColumn, part.StartRow, part.EndColumn, part.EndRow
        )
        if area.NumberFormat:
            return [(kind_of(area.NumberFormat), part)]
        unique = area.UniqueCellFormatRanges  # UNO says 0 where the formats differ
        groups = [unique.getByIndex(i) for i in range(unique.Count)]
        return [(kind_of(g.NumberFormat), piece) for g in groups for piece in g.RangeAddresses]

    def _holding(self, flags: int) -> Any:
        return self.uno.queryContentCells(flags).RangeAddresses

    @property
    def raw_value(self) -> tuple[tuple[Any, ...], ...]:
        return self.data(dates=True)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._write(data)

    @property
    def formula(self) -> Any:
        rows = tuple(tuple(_as_excel(text) for text in row) for row in self.uno.getFormulaArray())
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, data: Any) -> None:
        self._write(data)

    def _write(self, data: Any) -> None:
        """Each cell is filled as if it were typed in: Excel reads texts, and so does Calc."""
        rows = data if isinstance(data, list | tuple) else [[data] * self.shape[1]] * self.shape[0]
        self._sheet.book.app.about_to_write(self)
        self._texts = self._formats = self._errors = None
        self.uno.setFormulaArray(tuple(tuple(_typed(item) for item in row) for row in rows))
        for i, row in enumerate(rows):
            for j, item in enumerate(row):
                if isinstance(item, str) and item.startswith("="):
                    cell = self.uno.getCellByPosition(j, i)
                    if cell.NumberFormat == self._sheet.book.text_format:
                        cell.setString(item)  # Excel shows a formula's text in a text cell

    @property
    def number_format(self) -> str | None:
        unique = self.uno.UniqueCellFormatRanges
        keys = {unique.getByIndex(i).NumberFormat for i in range(unique.Count)}
        if len(keys) > 1:
            return None  # as Excel says it
        return str(self._sheet.book.doc.NumberFormats.getByKey(keys.pop()).FormatString)

    @number_format.setter
    def number_format(self, code: str) -> None:
        self._sheet.book.app.about_to_write(self)
        self.uno.NumberFormat = self._sheet.book.format_key(code)

    def clear_contents(self) -> None:
        self._sheet.book.app.about_to_write(self)
        self.uno.clearContents(_CONTENTS)

    def autofill(self, destination: Any, type_: str) -> None:
        """Copy this range's formats (and with ``fill_copy`` its formula) to the rows below it."""
        self._sheet.book.app.about_to_write(destination.impl)
        at, whole = self.address_, destination.impl.address_
        for row in range(at.EndRow + 1, whole.EndRow + 1):
            first = self._sheet.uno.getCellByPosition(at.StartColumn, row)
            below = self._sheet.uno.getCellRangeByPosition(at.StartColumn, row, at.EndColumn, row)
            before = below.getFormulaArray()
            self._sheet.uno.copyRange(first.CellAddress, at)
            if type_ == "fill_formats":
                below.setFormulaArray(before)

    def insert(self, shift: str, copy_origin: str | None = None) -> None:
        """Whole rows; they look like the row above, as Excel's do without another word."""
        self._sheet.book.app.about_to_write(self)
        self._sheet.uno.Rows.insertByIndex(self.row - 1, self.shape[0])

    def delete(self, shift: str | None = None) -> None:
        self._sheet.book.app.about_to_write(self)
        self._sheet.uno.Rows.removeByIndex(self.row - 1, self.shape[0])

    def holds_arrays(self) -> bool:
        """Whether there is any array formula in here."""
        return any(text.startswith("{=") for row in self.texts() for text in row)

    @property
    def merge_area(self) -> Range:
        cursor = self._sheet.uno.createCursorByRange(self.uno)
        cursor.collapseToMergedArea()
        at = cursor.RangeAddress
        area = self._sheet.uno.getCellRangeByPosition(
            at.StartColumn, at.StartRow, at.EndColumn, at.EndRow
        )
        return Range(self._sheet, area)


def _typed(item: Any) -> str:
    """What to type in a cell so that it holds *item*."""
    if isinstance(item, bool):
        return "TRUE" if item else "FALSE"
    if isinstance(item, int | float):
        return repr(float(item))
    if item is None:
        return ""
    return "=" + to_calc(item[1:]) if item.startswith("=") else str(item)


def _as_excel(text: str) -> str:
    """What Excel's Formula says; it shows no braces around an array formula."""
    if text.startswith("{="):
        text = text[1:-1]
    return "=" + from_calc(text[1:]) if text.startswith("=") else text


def _moment(serial: float) -> datetime:
    return _EPOCH + timedelta(milliseconds=round(serial * 86_400_000))


def located(sheet: Any, first: Any, second: Any = None) -> Range:
    """The range that xlwings means by what is passed to ``sheet.range``."""
    if isinstance(first, str):
        area = Area.of(sheet.name, first.replace("$", ""))
        first, second = (area.first_row, area.first_column), (area.last_row, area.last_column)
    if isinstance(first, tuple) and len(first) == 4:
        row, column, rows, columns = first
        first, second = (row, column), (row + rows - 1, column + columns - 1)
    corners = [_corner(sheet, item) for item in (first, second) if item is not None]
    top, left = min(c[0] for c in corners), min(c[1] for c in corners)
    bottom, right = max(c[2] for c in corners), max(c[3] for c in corners)
    at = sheet.uno.RangeAddress
    at.StartColumn, at.StartRow, at.EndColumn, at.EndRow = left - 1, top - 1, right - 1, bottom - 1
    return Range(sheet, address=at)


def _corner(sheet: Any, item: Any) -> tuple[int, int, int, int]:
    if isinstance(item, str):
        row, column = parse_a1(item)
        return row, column, row, column
    if isinstance(item, tuple):
        return item[0], item[1], item[0], item[1]
    rows, columns = item.shape
    return item.row, item.column, item.row + rows - 1, item.column + columns - 1
