"""Typed numbers among formulas: what the formula would give, and reasons for the number."""

from __future__ import annotations

from orxl.rules.sheets.breaks import standing, unrest
from orxl.rules.sheets.edges import serial
from orxl.rules.sheets.fit import fits
from orxl.rules.sheets.given import Given
from orxl.rules.sheets.lines import Axis, Breach, Patterns
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Break
from orxl.rules.sheets.weights import TypedNumber as Weight


def diagonal(sheet: SheetView, patterns: Patterns, at: At) -> bool:
    """Whether the number goes on aslant, as on the diagonal of a table of distances."""
    row, column = at
    return any(
        all(
            spot in patterns.breaches and sheet.typed(spot)
            for spot in ((row + step, column + tilt * step) for step in steps)
        )
        for tilt in (1, -1)
        for steps in ((1, 2), (-1, -2), (-1, 1))
    )


def typed_beside(sheet: SheetView, patterns: Patterns, at: At, axis: Axis) -> int:
    """How many typed numbers, side by side across the line, break their lines as this one does."""
    row_step, column_step = (0, 1) if axis == "column" else (1, 0)
    count = 1
    for sign in (-1, 1):
        for step in range(1, 4):
            beside = (at[0] + sign * step * row_step, at[1] + sign * step * column_step)
            breaches = patterns.breaches.get(beside, ())
            if not sheet.typed(beside) or not any(b.axis == axis for b in breaches):
                break
            count += 1
    return count


def is_its_value(value: float | None, gives: float | None) -> bool:
    """Whether the number is the formula's, perhaps rounded, and hardly so by chance."""
    if value is None or gives is None or value == 0:
        return False
    if abs(value - gives) <= 1e-9 * abs(value):
        return abs(value) >= 10 or value != round(value)
    digits = next((d for d in (0, 1, 2) if value == round(gives, d)), None)
    return digits is not None and abs(value) * 10**digits >= 1000


def _worked_out(value: float | None) -> bool:
    """Whether a number has more decimals than anybody types: it was worked out, and pasted."""
    return value is not None and round(value, 5) != value


def nearness(value: float | None, gives: float | None) -> float:
    """What it says that the typed number is, or is not, about what the formula would give."""
    if value is None or gives is None or gives == 0:
        return 0.0
    share = value / gives
    if Weight.NEARLY[0] <= share <= Weight.NEARLY[1]:
        return Weight.NEAR
    return 0.0 if Weight.ROUGHLY[0] <= share <= Weight.ROUGHLY[1] else Weight.FAR


def numbered(sheet: SheetView, at: At) -> bool:
    """Whether the number is one of rising numbers that are typed down the column."""
    beside = [(at[0] + step, at[1]) for step in (-1, 1)]
    return serial(sheet, at) and all(sheet.typed(a) for a in beside if sheet.numeric(a))


def confidence(
    view: SheetsView, sheet: SheetView, patterns: Patterns, at: At, breach: Breach, both: bool,
    there: Given | None,
) -> float:  # fmt: skip
    """How sure it is that the typed number at *at* belongs to a formula, which gives *there*.

    ``both``: it breaks the pattern of its row and of its column.
    """
    if breach.axis == "row" and numbered(sheet, at):
        return 0.0  # the line's number or key
    gives = None if there is None else there.value
    calculated = there is not None and there.operands > 1
    if calculated and is_its_value(sheet.number(at), gives) and breach.support > 2:
        # Nobody types by chance what the formula gives: it was pasted over as a value.
        enclosed = Weight.PASTED_ENCLOSED if breach.enclosed else 0.0
        return Weight.PASTED + enclosed + (Weight.PASTED_BOTH_WAYS if both else 0.0)
    value = sheet.number(at)
    stale = (
        calculated and breach.support > 2 and _worked_out(value)
        and abs((gives or 0.0) / (value or 1.0) - 1) <= Weight.STALE_WITHIN
    )  # fmt: skip
    return max(
        _among(view, sheet, patterns, at, breach, both, gives),
        Weight.STALE if stale and breach.enclosed else 0.0,
    )


def _adjacent(at: At, breach: Breach) -> bool:
    """Whether no gap parts the number from the formulas of its line."""
    apart = abs(at[0] - breach.model[0]) + abs(at[1] - breach.model[1])
    return apart <= len(breach.group)


def _among(
    view: SheetsView, sheet: SheetView, patterns: Patterns, at: At, breach: Breach, both: bool,
    gives: float | None,
) -> float:  # fmt: skip
    """How sure it is by the neighbours' number and place alone."""
    room = fits(view, sheet, breach, at)
    few = len(breach.group) == 1 or (len(breach.group) == 2 and breach.support > 5)
    if not breach.enclosed and not (room and few and _adjacent(at, breach)):
        return 0.0  # a seed before the first formula, an amount after the last one
    kin = typed_beside(sheet, patterns, at, breach.axis)
    if kin >= 3 or (kin == 2 and not both):
        return 0.0  # a row of its own that is typed in all columns
    if len(breach.group) * 2 > breach.support and not both:
        return 0.0
    sure = Weight.BASE + standing(breach, both) + unrest(patterns, breach)
    if room and (not breach.enclosed or breach.support <= 3):
        sure += Weight.FITS + max(0.0, nearness(sheet.number(at), gives))
    sure += min(0.0, nearness(sheet.number(at), gives))
    if diagonal(sheet, patterns, at):
        sure += Weight.DIAGONAL
    if sheet.number(at) == 0.0:
        sure += Weight.NOUGHT
    if sheet.cell(at).style != sheet.cell(breach.model).style:
        sure += Weight.OTHER_LOOK
    return min(sure, Break.MOST)
