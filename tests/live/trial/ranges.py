"""Ranges of a sheet, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orxl.core.refs import Range as Area
from tests.live.trial.things import FILL_COPY, Content, Known, Many, Thing

if TYPE_CHECKING:
    from tests.live.trial.sheets import Sheet


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
