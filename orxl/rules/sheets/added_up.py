"""Typed numbers that are the sum of the numbers above them, or to their left: typed totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log10
from typing import Final, NamedTuple

from orxl.core.patterns import regex
from orxl.rules.sheets.lines import WIDEST_GAP, Axis
from orxl.rules.sheets.pasted import digits_alike
from orxl.rules.sheets.sheet import CONSTANT, At, SheetView

LEAST: Final = 3.3
"""So many digits of evidence are worth a word where the line is named a total …"""
LEAST_UNNAMED: Final = 8.0
"""… or nothing but the number says so."""
_FARTHEST: Final = 200
_FEWEST_DIGITS: Final = 2
NAMES_A_TOTAL: Final = regex(
    r"\b(?:sum|summer|total|totals|totalt|totale|totalsum|subtotal|delsum|sluttsum|i alt|samlet)\b"
    r"|^\W*(?:all|alle|samtlige)\b",
    re.IGNORECASE,
)
"""What the line of a total is called."""
_LONGEST_LABEL: Final = 80
"""A longer text is prose, no label."""


class AddedUp(NamedTuple):
    """Typed totals side by side: each the sum of as many numbers of its own line.

    ``first`` and ``last`` are the ends of what the first of them adds up; ``named`` whether the
    line is called a total, ``calculated`` whether formulas are among what is added up.
    """

    sheet: SheetView
    axis: Axis
    cells: tuple[At, ...]
    first: At
    last: At
    named: bool
    calculated: bool


class _Sum(NamedTuple):
    at: At
    digits: int
    length: int
    first: At
    last: At
    calculated: bool


def added_up_in(sheet: SheetView) -> Iterator[AddedUp]:
    """The typed totals of *sheet*: down its columns, and along its rows."""
    rows, columns = _named_lines(sheet)
    groups: dict[tuple[Axis, int], dict[int, list[_Sum]]] = {}
    axes: tuple[Axis, Axis] = ("column", "row")
    for at, form in sheet.forms.items():
        if form != CONSTANT or at in sheet.shapes:
            continue
        for axis in axes:
            line, names = (at[0], rows) if axis == "column" else (at[1], columns)
            if line not in names and not (axis == "column" and _ends(sheet, at)):
                continue
            for found in _sums(sheet, at, axis):
                far = found.first[0 if axis == "column" else 1]
                groups.setdefault((axis, line), {}).setdefault(far, []).append(found)
    for (axis, line), every in groups.items():
        sums = max(every.values(), key=_evidence)
        named = line in (rows if axis == "column" else columns)
        if _evidence(sums) >= (LEAST if named else LEAST_UNNAMED):
            sums.sort()
            yield AddedUp(
                sheet, axis, tuple(one.at for one in sums), sums[0].first, sums[0].last, named,
                any(one.calculated for one in sums),
            )  # fmt: skip


def _evidence(sums: list[_Sum]) -> float:
    """Digits that agree, less what the number of trials makes likely."""
    return sum(one.digits - 1 for one in sums) - log10(min(one.length for one in sums))


def _named_lines(sheet: SheetView) -> tuple[set[int], set[int]]:
    """The rows and the columns with a text that names a total."""
    rows: set[int] = set()
    columns: set[int] = set()
    for (row, column), cell in sheet.sheet.cells.items():
        value = cell.value
        if isinstance(value, str) and len(value) <= _LONGEST_LABEL and names_a_total(value):
            rows.add(row)
            columns.add(column)
    return rows, columns


def names_a_total(text: str) -> bool:
    """Whether *text* is what the line of a total is called."""
    low = text.casefold()
    if not ("sum" in low or "total" in low or "al" in low or "sam" in low):
        return False  # far quicker than the expression, and nearly always enough
    return NAMES_A_TOTAL.search(text) is not None


def _ends(sheet: SheetView, at: At) -> bool:
    """Whether no typed number follows below."""
    return not sheet.typed((at[0] + 1, at[1]))


def _sums(sheet: SheetView, at: At, axis: Axis) -> Iterator[_Sum]:
    """Each stretch of numbers right before *at* that adds up to it: the shortest, and with noughts.

    At least two of them are not nought.
    """
    value = sheet.number(at) or 0.0
    digits = digits_alike(value, value)
    if digits < _FEWEST_DIGITS:
        return
    step = (-1, 0) if axis == "column" else (0, -1)
    total, count, known, gap, calculated = 0.0, 0, 0, 0, False
    last: At | None = None
    spot, reached, cells = at, False, sheet.sheet.cells
    for _ in range(_FARTHEST):
        spot = (spot[0] + step[0], spot[1] + step[1])
        cell = cells.get(spot)
        number = cell.value if cell is not None else None
        if not isinstance(number, float):
            gap += 1
            if gap > WIDEST_GAP:
                return
            continue
        last, gap = last or spot, 0
        total, count, known = total + number, count + 1, known + (number != 0)
        calculated = calculated or spot in sheet.shapes
        if known > 1 and abs(total - value) <= 1e-9 * max(1.0, abs(value)):
            reached = True
            yield _Sum(at, digits, count, spot, last, calculated)
        elif reached:
            return
