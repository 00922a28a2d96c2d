"""Which assumption moves the closing balance most, each by a stated step. Effects in kr.

Each effect is the first-order one, exact and unrounded: inhabitants times a change of rate, and so
on. A full recalculation differs from it by the rounding of the fees, some kr.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from orxl.programme.codes import GrantStatus, LineSource, LineType
from orxl.programme.fees import FeeAccount, account, as_decimal
from orxl.programme.grant_years import with_grant_years
from orxl.programme.numbers import THOUSAND, ZERO
from orxl.programme.programme import Programme

RATE_STEP: Final = Decimal("0.10")
"""Kr per inhabitant."""
SHARE_STEP: Final = Decimal("0.01")
"""One per cent."""


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
    return (*_of_fees(fees), *_of_lines(book), *_of_grants(book))


def largest(found: tuple[Sensitivity, ...]) -> Sensitivity | None:
    """The one that moves most, either way; the first where several are equal."""
    return max(found, key=lambda s: abs(s.exact), default=None)


def _of_fees(fees: FeeAccount) -> Iterator[Sensitivity]:
    named = Fraction(sum(p.people for p in fees.payers if p.owes))
    unnamed = fees.unnamed.inhabitants * fees.unnamed.ratio
    rate, share = Fraction(fees.today.rate), Fraction(SHARE_STEP)
    yield Sensitivity("Kontingentsats", "+0,10 kr", (named + unnamed) * Fraction(RATE_STEP))
    yield Sensitivity("Folketallet i alle medlemmene", "+1 %", (named + unnamed) * rate * share)
    yield Sensitivity("De øvriges innbyggere (anslag)", "+1 %", unnamed * rate * share)


def _of_lines(book: Programme) -> Iterator[Sensitivity]:
    typed = [
        line.budget
        for line in book.lines
        if line.source is LineSource.TYPED
        and line.type is LineType.EXPENSE
        and line.budget is not None
    ]
    effect = -max(typed, default=ZERO) * THOUSAND * SHARE_STEP
    yield Sensitivity("Største utgift som skrives inn", "+1 %", Fraction(effect))


def _of_grants(book: Programme) -> Iterator[Sensitivity]:
    """All grants that are applied for: refused where they are counted, else granted."""
    applied = {g.grant_id: g for g in book.grants if g.status is GrantStatus.APPLIED}
    income = sum((g.planned for g in applied.values() if g.planned is not None), ZERO)
    frames = sum(
        (p.frame for p in book.projects if p.grant in applied and p.frame is not None), ZERO
    )
    step, sign = ("avslås", -1) if book.counts_applied else ("innvilges", 1)
    yield Sensitivity("Søkte tilskudd", step, Fraction((income - frames) * THOUSAND) * sign)
