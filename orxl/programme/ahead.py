"""The years ahead, from stated assumptions only: «framskrivning, ikke vedtatt». In 1000 kr.

A year in which a line is not known has no total, no result and no closing balance, but names what
is missing, and so have the years after it: nothing is carried on from what nobody knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from orxl.core.light import dataclass, field
from orxl.programme.codes import HORIZON, AheadMethod, LineType
from orxl.programme.numbers import ZERO, rounded


@dataclass(frozen=True)
class LineAhead:
    """A line of the main figures and how it is taken on; amounts in 1000 kr."""

    label: str
    type: LineType
    budget: Decimal
    method: AheadMethod | None = None
    growth: Decimal | None = None
    """A share: 0.03 is three per cent a year."""
    stated: Mapping[int, Decimal] = field(default_factory=dict)
    """By year: what is typed, or what fees, grants or projects give, where that is known."""


@dataclass(frozen=True, slots=True)
class YearAhead:
    """A year of the projection; the figures are None where ``missing`` names something."""

    year: int
    opening: Decimal | None
    income: Decimal | None
    expenses: Decimal | None
    bound: Decimal | None
    missing: tuple[str, ...] = ()
    """The lines that this year lacks an amount for."""
    waits_for: int | None = None
    """The earlier year that lacks something, for a year that cannot be opened."""

    @property
    def result(self) -> Decimal | None:
        """Income less expenses."""
        if self.income is None or self.expenses is None:
            return None
        return self.income - self.expenses

    @property
    def closing(self) -> Decimal | None:
        """Opening plus result."""
        result = self.result
        return None if self.opening is None or result is None else self.opening + result

    @property
    def free(self) -> Decimal | None:
        """What of the closing balance is not bound."""
        closing = self.closing
        return None if closing is None or self.bound is None else closing - self.bound


def amounts_of(line: LineAhead, year: int) -> tuple[Decimal | None, ...]:
    """The line's amount in the budget year *year* and each year of the horizon."""
    amounts: list[Decimal | None] = [line.budget]
    for later in range(year + 1, year + 1 + HORIZON):
        amounts.append(_next(line, amounts[-1], later))
    return tuple(amounts)


def _next(line: LineAhead, before: Decimal | None, year: int) -> Decimal | None:
    if line.method is None:
        return None
    if line.method is AheadMethod.UNCHANGED:
        return before
    if line.method is AheadMethod.GROWTH:
        if before is None or line.growth is None:
            return None
        return rounded(before * (1 + line.growth))
    return line.stated.get(year)


def ahead(
    lines: Sequence[LineAhead], year: int, opening: Decimal, bound: Mapping[int, Decimal]
) -> tuple[YearAhead, ...]:
    """The budget year *year* and the horizon after it, opened with *opening*.

    *bound* is what is bound at the end of each year; a year without it counts what was bound last.
    """
    projected = {line.label: amounts_of(line, year) for line in lines}
    years: list[YearAhead] = []
    carried: Decimal | None = opening
    held = ZERO
    waits_for: int | None = None
    for index in range(HORIZON + 1):
        now = year + index
        held = bound.get(now, held)
        missing = tuple(line.label for line in lines if projected[line.label][index] is None)
        sums: dict[LineType, Decimal] = {}
        for line in lines:
            amount = projected[line.label][index]
            sums[line.type] = sums.get(line.type, ZERO) + (amount if amount is not None else ZERO)
        known = not missing and waits_for is None
        found = YearAhead(
            now,
            carried if waits_for is None else None,
            sums.get(LineType.INCOME, ZERO) if known else None,
            sums.get(LineType.EXPENSE, ZERO) if known else None,
            held if known else None,
            missing,
            waits_for,
        )
        years.append(found)
        if missing and waits_for is None:
            waits_for = now
        carried = found.closing
    return tuple(years)


def runs_out(years: Sequence[YearAhead]) -> int | None:
    """The first year that ends with less than nothing free; None: none that can be calculated.

    Whether all years could be calculated is told by their ``missing`` and ``waits_for``.
    """
    return next((y.year for y in years if y.free is not None and y.free < 0), None)
