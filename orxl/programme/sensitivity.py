"""Which assumption moves the closing balance most, each by the book's step. Effects in kr.

Each effect is the first-order one, exact and unrounded: inhabitants times a change of rate, and so
on. A full recalculation differs from it by the rounding of the fees, some kr.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from orxl.core import nb
from orxl.core.light import dataclass
from orxl.programme.codes import USUAL_STEPS, GrantStatus, LineSource, LineType, Mover
from orxl.programme.fees import FeeAccount, account, as_decimal
from orxl.programme.grant_years import with_grant_years
from orxl.programme.numbers import THOUSAND, ZERO
from orxl.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What a step in one assumption does to the closing balance, kr."""

    what: str
    step: str
    exact: Fraction

    @property
    def effect(self) -> Decimal:
        """The effect in kr, to a millionth."""
        return as_decimal(self.exact)


def sensitivity(programme: Programme) -> tuple[Sensitivity, ...]:
    """The effects in the order of the workbook's table; none where fees cannot be calculated."""
    book = with_grant_years(programme)
    fees = account(book)
    if fees is None:
        return ()
    steps: dict[str, Decimal] = dict(USUAL_STEPS.items())
    steps |= {row.what: row.step for row in book.steps if row.step is not None}
    return (*_of_fees(fees, steps), _of_lines(book, steps), _of_grants(book, steps))


def largest(found: tuple[Sensitivity, ...]) -> Sensitivity | None:
    """The one that moves most, either way; the first where several are equal."""
    return max(found, key=lambda s: abs(s.exact), default=None)


def _of_fees(fees: FeeAccount, steps: Mapping[str, Decimal]) -> Iterator[Sensitivity]:
    named = Fraction(sum(p.people for p in fees.payers if p.owes))
    unnamed = fees.unnamed.inhabitants * fees.unnamed.ratio
    rate = Fraction(fees.today.rate)
    told = f"{_signed(steps[Mover.RATE], 2)} kr"
    yield Sensitivity(Mover.RATE, told, (named + unnamed) * Fraction(steps[Mover.RATE]))
    for what, people in ((Mover.PEOPLE, named + unnamed), (Mover.UNNAMED, unnamed)):
        yield Sensitivity(what, _share(steps[what]), people * rate * Fraction(steps[what]))


def _of_lines(book: Programme, steps: Mapping[str, Decimal]) -> Sensitivity:
    typed = [
        line.budget
        for line in book.lines
        if line.source is LineSource.TYPED
        and line.type is LineType.EXPENSE
        and line.budget is not None
    ]
    effect = -max(typed, default=ZERO) * THOUSAND * steps[Mover.EXPENSE]
    return Sensitivity(Mover.EXPENSE, _share(steps[Mover.EXPENSE]), Fraction(effect))


def _of_grants(book: Programme, steps: Mapping[str, Decimal]) -> Sensitivity:
    """All grants that are applied for: refused where they are counted, else granted."""
    applied = {g.grant_id: g for g in book.grants if g.status is GrantStatus.APPLIED}
    income = sum((g.planned for g in applied.values() if g.planned is not None), ZERO)
    frames = sum(
        (p.frame for p in book.projects if p.grant in applied and p.frame is not None), ZERO
    )
    told, sign = ("avslås", -1) if book.counts_applied else ("innvilges", 1)
    step = steps[Mover.APPLIED]
    if step != 1:
        told = f"{nb.number(step * 100)} % {told}"
    return Sensitivity(Mover.APPLIED, told, Fraction((income - frames) * THOUSAND * step) * sign)


def _signed(step: Decimal, decimals: int | None = None) -> str:
    return f"{'+' if step > 0 else ''}{nb.number(step, decimals)}"


def _share(step: Decimal) -> str:
    return f"{_signed(step * 100)} %"
