"""Rows (columns) of sums, and the columns (rows) in them that have numbers but no sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.rules.sheets.edges import YEARS, series_of
from orxl.rules.sheets.lines import WIDEST_GAP, Axis
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.sums import Lines

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView

FEWEST: Final = 3
"""So many sums of the same lines make a row of sums."""
_HEADING: Final = 12
"""So far above its first number a column's heading stands at most."""
_NEAR: Final = (0.7, 1.4)
"""A typed number is meant as the sum where it is that share of it."""
_LIKE_NUMBERS: Final = 8.0
"""Columns whose middle numbers are further apart than that many times are of another kind."""
_LEAST: Final = 10.0
"""A smaller sum is near a typed number by chance, and 1 is a sum of shares."""


class Unsummed(NamedTuple):
    """A column with numbers where the row has sums: blank at ``at``, or with a typed number there.

    ``axis`` is ``"row"`` where the sums stand side by side. ``sums`` are the cells with them,
    ``lines`` what they add up, ``gives`` what the sum would be here. ``heading`` is what heads
    this column, where ``alike`` of the columns with a sum are headed so.
    """

    axis: Axis
    at: At
    sums: tuple[At, ...]
    lines: Lines
    gives: float
    heading: str
    alike: int


def unsummed_in(view: SheetsView, sheet: SheetView) -> Iterator[Unsummed]:
    """The columns (rows) of *sheet* that lack the sum which those beside them have."""
    for axis, found in view.sums(sheet).items():
        for line, every in found.items():
            lines = max(every, key=lambda lines: len(every[lines]))
            sums = sorted(every[lines])
            if len(sums) < FEWEST or len(lines) < 2 or min(lines) < line < max(lines):
                continue
            yield from _typed(sheet, axis, lines, sums)
            if axis == "row":
                beside = [at for own in every.values() for at in own]
                blank = list(_blank(sheet, lines, sums, beside))
                yield from blank or _enclosed(sheet, lines, sums)


def _beside(sheet: SheetView, sums: list[At], axis: Axis) -> Iterator[At]:
    """The cells without a formula in the line of *sums*, and a little beyond."""
    across, line = (1, sums[0][0]) if axis == "row" else (0, sums[0][1])
    first, last = sums[0][across] - WIDEST_GAP, sums[-1][across] + WIDEST_GAP
    for place in range(max(1, first), last + 1):
        at = (line, place) if axis == "row" else (place, line)
        if at not in sheet.shapes:
            yield at


def _numbers(sheet: SheetView, axis: Axis, at: At, lines: Lines) -> list[float]:
    spots = [(line, at[1]) if axis == "row" else (at[0], line) for line in lines]
    return [number for spot in spots if (number := sheet.number(spot)) is not None]


def _typed(sheet: SheetView, axis: Axis, lines: Lines, sums: list[At]) -> Iterator[Unsummed]:
    """Typed numbers that are about what the sum would be."""
    usual = len(_numbers(sheet, axis, sums[0], lines))
    for at in _beside(sheet, sums, axis):
        value = sheet.number(at) if sheet.typed(at) else None
        numbers = _numbers(sheet, axis, at, lines) if value is not None else []
        gives = sum(numbers)
        if value is None or abs(gives) < _LEAST or len(numbers) < 2:
            continue
        if sheet.number((at[0] - 1, at[1])) == value - 1:
            continue  # 18, 19, 20: the rows are numbered
        if len(numbers) * 2 >= usual and _NEAR[0] <= value / gives <= _NEAR[1]:
            yield Unsummed(axis, at, tuple(sums), lines, gives, "", 0)


def _blank(sheet: SheetView, lines: Lines, sums: list[At], every: list[At]) -> Iterator[Unsummed]:
    """Blank cells under columns that are headed as most of those with a sum are.

    A column of rates or names is headed otherwise, and has no sum.
    """
    headed = Counter(heading(sheet, at[1], min(lines)) for at in every)
    found: list[Unsummed] = []
    for at in _beside(sheet, sums, "row"):
        numbers = _numbers(sheet, "row", at, lines) if sheet.blank(at) else []
        if numbers:
            name = heading(sheet, at[1], min(lines))
            gives = sum(numbers)
            found.append(Unsummed("row", at, tuple(sums), lines, gives, name, headed[name]))
    lacking = Counter(one.heading for one in found)
    for one in found:
        if one.heading and one.alike >= 2 and one.alike > lacking[one.heading]:
            yield one


def _enclosed(sheet: SheetView, lines: Lines, sums: list[At]) -> Iterator[Unsummed]:
    """Blank cells between two of the sums, where the columns look alike, down to the numbers."""
    known = set(sums)
    for row, column in sums[:-1]:
        at, after = (row, column + 1), (row, column + 2)
        if after not in known or not sheet.blank(at):
            continue
        if all(_alike(sheet, lines, at, other) for other in ((row, column), after)):
            numbers = _numbers(sheet, "row", at, lines)
            yield Unsummed("row", at, tuple(sums), lines, sum(numbers), "", 0)


def _alike(sheet: SheetView, lines: Lines, at: At, other: At) -> bool:
    """Whether two columns are formatted alike in all *lines*, and filled with like numbers."""
    if any(
        sheet.cell((line, at[1])).style != sheet.cell((line, other[1])).style
        for line in (*lines, at[0])
    ):
        return False
    here = [abs(n) for n in _numbers(sheet, "row", at, lines) if n]
    there = [abs(n) for n in _numbers(sheet, "row", other, lines) if n]
    if len(here) < 2 or len(here) * 2 < len(there):
        return False
    ratio = median(here) / median(there) if there else 0.0
    return 1 / _LIKE_NUMBERS <= ratio <= _LIKE_NUMBERS


def heading(sheet: SheetView, column: int, first: int) -> str:
    """What heads the numbers of *column* that begin in row *first*; of a series its kind."""
    for row in range(first, max(0, first - _HEADING), -1):
        text = sheet.text((row, column))
        if text:
            return series_of(text) or text.casefold()
        number = sheet.number((row, column))
        if number is not None and row < first and number == int(number) and int(number) in YEARS:
            return "#"
    return ""
