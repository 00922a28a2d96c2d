"""The revised budget: the adopted one and the amendments that were decided since; 1000 kr.

What «Budsjett» means is not changed by an amendment: the adopted budget stands as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from orxl.core.light import dataclass
from orxl.programme.arithmetic import MainFigures, Totals, main_figures
from orxl.programme.codes import LineType
from orxl.programme.numbers import ZERO
from orxl.programme.programme import Programme
from orxl.programme.records import Amendment


@dataclass(frozen=True)
class Revised:
    """The budget with its amendments."""

    amended: Mapping[str, Decimal]
    """How much each income and expense line is changed, by its label."""
    adopted: MainFigures

    lines: Mapping[str, Decimal]
    """The revised amount of each income and expense line."""
    totals: Totals
    """Of the revised budget."""


def revised(programme: Programme, adopted: MainFigures | None = None) -> Revised:
    """The revised budget; *adopted* are the main figures where they are known already."""
    figures = main_figures(programme) if adopted is None else adopted
    types = {line.label: line.type for line in programme.lines}
    amended = dict.fromkeys(figures.lines, ZERO)
    by_name = {label.casefold(): label for label in amended}
    for change in programme.amendments:
        label = by_name.get((change.line or "").casefold())
        if label is not None and change.amount is not None:
            amended[label] += change.amount
    lines = {label: amount + amended[label] for label, amount in figures.lines.items()}
    sums = {
        kind: sum((a for label, a in lines.items() if types[label] is kind), ZERO)
        for kind in (LineType.INCOME, LineType.EXPENSE)
    }
    opening = figures.columns["budget"].opening
    totals = Totals(opening, sums[LineType.INCOME], sums[LineType.EXPENSE])
    return Revised(amended, figures, lines, totals)


def effect(change: Amendment, programme: Programme) -> Decimal:
    """What *change* does to the result: more income is better, more expense is worse."""
    if change.amount is None or change.line is None:
        return ZERO
    wanted = change.line.casefold()
    kind = next((line.type for line in programme.lines if line.label.casefold() == wanted), None)
    if kind is LineType.INCOME:
        return change.amount
    return -change.amount if kind is LineType.EXPENSE else ZERO
