"""Typed numbers among formulas that stand there for a reason: a typed row, a diagonal."""

from __future__ import annotations

from orxl.rules.anywhere.lines import Axis, Patterns
from orxl.rules.anywhere.sheets import At, SheetView


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
