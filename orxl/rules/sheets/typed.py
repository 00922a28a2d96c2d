"""Typed numbers among formulas: what the formula would give, and reasons for the number."""

from __future__ import annotations

from orxl.rules.sheets.breaks import neighbours_formula
from orxl.rules.sheets.edges import serial
from orxl.rules.sheets.lines import Axis, Breach, Patterns
from orxl.rules.sheets.shape import reads
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.worth import worth


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


def wanted(
    view: SheetsView, sheet: SheetView, at: At, breach: Breach
) -> tuple[str | None, float | None]:
    """The formula that the neighbours have, as it would stand in *at*, and what it gives there.

    It gives nothing where it would read its own cell: there it starts from the typed number.
    """
    formula = neighbours_formula(sheet, breach, at)
    if formula is None or reads(sheet.shapes[breach.model], at):
        return formula, None
    return formula, worth(formula, sheet.ref(at), view)


def nearness(value: float | None, gives: float | None) -> float:
    """What it says that the typed number is, or is not, about what the formula would give."""
    if value is None or gives is None or gives == 0:
        return 0.0
    return 0.05 if 0.7 <= value / gives <= 1.4 else 0.0 if 0.2 <= value / gives <= 5 else -0.2


def numbered(sheet: SheetView, at: At) -> bool:
    """Whether the number is one of rising numbers that are typed down the column."""
    beside = [(at[0] + step, at[1]) for step in (-1, 1)]
    return serial(sheet, at) and all(sheet.typed(a) for a in beside if sheet.numeric(a))
