"""The cells just outside a range: do they belong to the list that a formula gathers?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.rules.sheets.likeness import difference
from orxl.rules.sheets.sheet import CONSTANT, At, SheetView, straight
from orxl.rules.sheets.totals import Total, inside
from orxl.rules.sheets.weights import Closeness
from orxl.rules.sheets.weights import LeftOut as Weight

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView

MOST_LEFT_OUT: Final = 3
YEARS: Final = range(1950, 2101)
NUMBER: Final = regex(
    r"(?:(?:ca\.?|cirka|omtrent|om\slag|rundt|[~≈])\s*)?"
    r"(?:(?:kr\.?|NOK|EUR|€|\$)\s*)?(?:[-−–+(]\s?)?"
    r"(?:\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+|\d+)(?:[.,]\d+)?(?:e[+-]?\d{1,3})?"
    r"\)?(?:(?:\s*(?:mill(?:\.|ioner)?|mrd\.?|milliarder|tusen))?"
    r"(?:\s*(?:kr\.?|kroner|NOK|EUR|€|\$))?"
    r"|\s*(?:,-|,-\s*kr|[-−–]|%|prosent|stk\.?))",
    re.IGNORECASE,
)
"""A text that says nothing but a number, perhaps with its unit and the sign behind it."""
_WORDS: Final = (
    "sum|total|totalt|totals|subtotal|delsum|i alt|snitt|gjennomsnitt|average|mean|avg|prosent"
    "|percent|inngående|utgående|opening|closing|beginning|ending|balance|saldo|andel|endring"
    "|change|avvik|difference|differanse|variance|min|max|median|antall|count|grand"
)
_SUMMING_UP: Final = regex(rf"\b(?:{_WORDS})\b|%", re.IGNORECASE)


_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des",
)  # fmt: skip
_ENGLISH: Final = {"may": "mai", "oct": "okt", "dec": "des"}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Cells at one end of a total's range that look as if they belong to it.

    ``end``: they come after the range, else before it. ``closing``: nothing but they stands
    between the range and the formula.
    """

    cells: tuple[At, ...]
    end: bool
    closing: bool
    confidence: float


def left_out(view: SheetsView, total: Total) -> Iterator[LeftOut]:
    """What *total*, over one column or one row, may have left out at either end."""
    area = total.area
    sheet = view.sheet(area.sheet)
    if sheet is None or not (total.vertical or total.horizontal) or total.endless:
        return
    step = (1, 0) if total.vertical else (0, 1)
    for edge, sign in (
        ((area.last_row, area.last_column), 1),
        ((area.first_row, area.first_column), -1),
    ):
        if not sheet.numeric(edge):
            continue  # a blank edge is room for more: the range has been made long enough
        found = _beyond(view, sheet, total, edge, (sign * step[0], sign * step[1]))
        if found is not None:
            cells, closing = found
            confidence = _confidence(view, sheet, total, edge, cells, closing, sign == 1)
            yield LeftOut(cells, sign == 1, closing, confidence)


def _beyond(
    view: SheetsView, sheet: SheetView, total: Total, edge: At, step: At
) -> tuple[tuple[At, ...], bool] | None:
    """The numbers next to the edge, and whether the formula comes right after them."""
    home = (total.cell.row, total.cell.column) if total.cell.sheet == sheet.name else None
    cells: list[At] = []
    at = (edge[0] + step[0], edge[1] + step[1])
    while at[0] > 0 and at[1] > 0 and at != home and sheet.numeric(at):
        if cells and _ends(view, sheet, total, edge, at):
            break
        cells.append(at)
        if len(cells) > MOST_LEFT_OUT:
            return None
        at = (at[0] + step[0], at[1] + step[1])
    if not cells or any(_belongs_elsewhere(view, sheet, total, cell) for cell in cells):
        return None
    if any(_sums_up(view, sheet, at) and not _alike(sheet, at, edge) for at in cells):
        return None
    return tuple(cells), at == home


def _ends(view: SheetsView, sheet: SheetView, total: Total, edge: At, at: At) -> bool:
    """Whether the list ends before *at*: the next list's total, or a column of another kind."""
    if _sums_up(view, sheet, at) and not _alike(sheet, at, edge):
        return True
    series = _series(sheet, total, edge)
    return bool(series) and series_of(_name(sheet, total, at)) != series


def _sums_up(view: SheetsView, sheet: SheetView, at: At) -> bool:
    """Whether the cell gathers others: the end of a list, not one of its lines."""
    return sum(term.area.size for term in view.terms.get(sheet.ref(at), ())) > 1


def _alike(sheet: SheetView, a: At, b: At) -> bool:
    """Whether both are typed, or hold copies of one formula (each for its own sheet)."""
    if sheet.forms.get(a, -2) == sheet.forms.get(b, -3):
        return True
    one, other = sheet.shapes.get(a), sheet.shapes.get(b)
    return (
        one is not None
        and other is not None
        and difference(one, other, b).closeness == Closeness.OTHER_SHEET
    )


def _belongs_elsewhere(view: SheetsView, sheet: SheetView, total: Total, at: At) -> bool:
    cell = sheet.ref(at)
    if any(cell in area for area in view.graph.precedents(total.cell)):
        return True  # the formula has it in another place
    reads = [area for area in view.graph.precedents(cell) if area.sheet == sheet.name]
    if any(inside(total.area, area) or total.cell in area for area in reads):
        return True  # a result of the list itself, or of the sum
    if sum(area.size for area in reads if inside(area, total.area)) > 1:
        return True
    for reader in view.single_readers.get(cell, ()):
        if reader == total.cell or any(
            total.cell in area or (area.size > 1 and inside(area, total.area))
            for area in view.graph.precedents(reader)
        ):
            return True  # the sum is carried on with this cell in another formula
    if any(
        other.cell != total.cell and other.function == total.function and not _crosses(other, total)
        for other in view.totals.over(cell)
    ):
        return True
    return _SUMMING_UP.search(_name(sheet, total, at)) is not None


def _crosses(other: Total, total: Total) -> bool:
    """Whether *other* runs across the line that *total* runs along."""
    return other.vertical != total.vertical and (other.vertical or other.horizontal)


def _name(sheet: SheetView, total: Total, at: At) -> str:
    """What names the cell in its line: the text to the left, or the heading above."""
    if total.vertical:
        return sheet.label(at)
    for row in range(at[0] - 1, max(0, at[0] - 60), -1):
        text = sheet.text((row, at[1]))
        if text:
            return text
    return ""


def _indent(sheet: SheetView, at: At) -> int:
    """How many blanks push in the text that names the row of *at*: its level in the list."""
    for column in range(at[1] - 1, 0, -1):
        if sheet.text((at[0], column)):
            value = str(sheet.cell((at[0], column)).value)
            return len(value) - len(value.lstrip())
    return 0


def _series(sheet: SheetView, total: Total, edge: At) -> str:
    """The series that the names at both ends of the range belong to; ``""``: none."""
    area = total.area
    first, last = (area.first_row, area.first_column), (area.last_row, area.last_column)
    here = series_of(_name(sheet, total, edge))
    there = series_of(_name(sheet, total, first if edge == last else last))
    return here if here == there else ""


def _naming(sheet: SheetView, total: Total, nearest: At, edge: At, closing: bool) -> float:
    """What the names of the lines add to the confidence: «des» belongs with «nov»."""
    named, name = _name(sheet, total, nearest), _name(sheet, total, edge)
    series = _series(sheet, total, edge)
    if series and series_of(named) != series:
        return Weight.OUT_OF_SERIES_CLOSING if closing else Weight.OUT_OF_SERIES
    if series_of(named) and series_of(named) == series_of(name):
        following = series and abs(_ordinal(named) - _ordinal(name)) == 1
        return Weight.NEXT_IN_SERIES if following else Weight.SAME_SERIES
    odd = bool(named) != bool(name) or (total.horizontal and not named)
    return Weight.NAMED_OTHERWISE if odd else 0.0


def _ordinal(name: str) -> int:
    """The place of a heading in its series: «mars» and «Uke 3» are 3."""
    digits = re.findall(r"\d{1,9}", name)
    return int(digits[-1]) if digits else _month(name.casefold().strip(" ."))


def _month(word: str) -> int:
    """The number of the month that *word* begins with; 0 where it names none."""
    short = _ENGLISH.get(word[:3], word[:3])
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def series_of(name: str) -> str:
    """The series a heading is one of (months, weekdays, «2025», «K1» …); ``""``: none."""
    word = name.casefold().strip(" .")
    if _month(word) and len(word) <= 9:
        return "month"
    if any(c.isdigit() for c in word) and len(word) <= 20:
        return re.sub(r"\d+", "#", word)
    return ""


def _confidence(
    view: SheetsView, sheet: SheetView, total: Total, edge: At,
    cells: tuple[At, ...], closing: bool, end: bool,
) -> float:  # fmt: skip
    nearest = cells[0]
    confidence = Weight.BASE
    confidence += Weight.ALIKE if _alike(sheet, nearest, edge) else Weight.UNLIKE
    same_look = sheet.cell(nearest).style == sheet.cell(edge).style
    confidence += Weight.SAME_LOOK if same_look else Weight.OTHER_LOOK
    confidence += Weight.CLOSING if closing else 0.0
    home = total.cell.sheet == sheet.name and (
        total.cell.column == edge[1] if total.vertical else total.cell.row == edge[0]
    )
    confidence += 0.0 if home else Weight.ELSEWHERE
    confidence += Weight.LAST_COPY if not home and _last_copy(sheet, total, nearest) else 0.0
    confidence += _naming(sheet, total, nearest, edge, closing)
    if total.vertical and _indent(sheet, nearest) != _indent(sheet, edge):
        confidence += Weight.OTHER_INDENT
    confidence += Weight.EACH_MORE * (len(cells) - 1)
    if any(
        other.area != total.area
        and inside(total.area, other.area)
        and other.function != total.function
        for other in view.totals.over(sheet.ref(nearest))
    ):
        confidence += Weight.OTHERS_HAVE_IT
    if not end:
        confidence += Weight.BEFORE if total.vertical else Weight.BEFORE_IN_ROW
        beyond = (cells[-1][0] - 1, cells[-1][1]) if total.vertical else None
        if beyond is not None and beyond[0] > 0 and sheet.text(beyond):
            confidence += Weight.UNDER_HEADING
        if any(heading(sheet, at, total.vertical) or serial(sheet, at) for at in cells):
            confidence += Weight.HEADS
    confidence += Weight.NOUGHTS if all(sheet.number(at) == 0 for at in cells) else 0.0
    confidence += Weight.OTHER_MEASURE if _other_measure(sheet, nearest, edge) else 0.0
    return min(confidence, Weight.MOST)


def _last_copy(sheet: SheetView, total: Total, at: At) -> bool:
    """Whether all that is gathered are copies of one formula, and *at* is the next of them."""
    form = sheet.forms.get(at, CONSTANT)
    return form != CONSTANT and all(sheet.forms.get(cell) == form for cell in straight(total.area))


def _other_measure(sheet: SheetView, a: At, b: At) -> bool:
    """Whether one is a share or a rate and the other an amount."""
    one, other = sheet.number(a), sheet.number(b)
    if one is None or other is None or one == 0 or other == 0:
        return False
    small, large = sorted((abs(one), abs(other)))
    return small < 1 and large >= 10


def heading(sheet: SheetView, at: At, vertical: bool) -> bool:
    """Whether the number at *at* heads its column (or row): a year, or one of 1, 2, 3 …"""
    value = sheet.number(at)
    if value is None or not sheet.typed(at) or value != int(value):
        return False
    row, column = at
    here = ((row, column - 1), (row, column + 1))
    beside = here if vertical else ((row - 1, column), (row + 1, column))
    before, after = (sheet.number(cell) for cell in beside)
    if before == value - 1 or after == value + 1:
        return True
    return int(value) in YEARS and sheet.formula(at) is None


def serial(sheet: SheetView, at: At) -> bool:
    """Whether the typed whole number at *at* is one of rising numbers down a column: a key."""
    values = [sheet.number((at[0] + step, at[1])) for step in range(-3, 4)]
    known = [v for v in values if v is not None]
    if (
        len(known) < 3
        or (len(known) == 3 and known[-1] - known[0] != 2)
        or any(v != int(v) for v in known)
    ):
        return False
    return all(a < b for a, b in pairwise(known))


def place(cell: CellRef, at: At, sheet: SheetView) -> str:
    """*at* as a formula in *cell* writes it."""
    there = sheet.ref(at)
    return there.a1 if there.sheet == cell.sheet else str(there)
