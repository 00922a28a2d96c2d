"""The bridge from the case's fees to today's: which cause moved how much.

Each step is calculated on its own, in this order: the rate (for the case's inhabitants), members
out and in (at today's rate, with the case's population), the population (at today's rate), and
the rounding of each fee to whole kr. No step is a remainder, so the sum of them is a check.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from orxl.core.light import dataclass
from orxl.programme.codes import Cause
from orxl.programme.fees import FeeAccount, Payer, as_decimal


@dataclass(frozen=True, slots=True)
class Step:
    """One cause and what it moves, in kr; exact, since growth gives no whole øre."""

    cause: Cause
    exact: Fraction

    @property
    def amount(self) -> Decimal:
        """The amount in kr, to a millionth."""
        return as_decimal(self.exact)


@dataclass(frozen=True, slots=True)
class Bridge:
    """The case's fees, the steps, and today's fees, kr."""

    case: Decimal
    steps: tuple[Step, ...]
    today: Decimal
    """Calculated independently of the steps: the sum of what each member owes."""

    @property
    def difference(self) -> Fraction:
        """How far the steps miss today's fees; 0 where the bridge holds."""
        return Fraction(self.case) + sum(s.exact for s in self.steps) - Fraction(self.today)

    def of(self, cause: Cause) -> Fraction:
        """The amount of *cause*, kr."""
        return next(step.exact for step in self.steps if step.cause is cause)


def bridge(account: FeeAccount) -> Bridge:
    """The bridge of *account*."""
    before, now = Fraction(account.case.rate), Fraction(account.today.rate)
    unnamed = account.unnamed
    basis = [p for p in account.payers if p.in_basis]
    owing = [p for p in account.payers if p.owes]
    case_people = _people(p.case_people for p in basis) + unnamed.inhabitants
    steps = (
        Step(Cause.UNEXPLAINED, Fraction(account.unexplained)),
        Step(Cause.RATE, (now - before) * case_people),
        Step(Cause.OUT, -now * _people(p.case_people for p in basis if not p.owes)),
        Step(Cause.IN, now * _people(p.bridge_people for p in owing if not p.in_basis)),
        Step(Cause.POPULATION, now * _people(p.people - p.bridge_people for p in owing)),
        Step(Cause.UNNAMED_POPULATION, now * unnamed.inhabitants * (unnamed.ratio - 1)),
        Step(Cause.ROUNDING, _rounding_today(account, owing) - _rounding_in_case(account, basis)),
    )
    return Bridge(account.case.total, steps, account.total)


def _people(counts: Iterable[int]) -> Fraction:
    return Fraction(sum(counts))


def _rounding_today(account: FeeAccount, owing: Iterable[Payer]) -> Fraction:
    rate, unnamed = Fraction(account.today.rate), account.unnamed
    rest = Fraction(unnamed.fee) - unnamed.inhabitants * rate * unnamed.ratio
    return rest + sum((Fraction(p.fee) - p.people * rate for p in owing), Fraction(0))


def _rounding_in_case(account: FeeAccount, basis: Iterable[Payer]) -> Fraction:
    rate = Fraction(account.case.rate)
    return sum((Fraction(p.case_fee) - p.case_people * rate for p in basis), Fraction(0))
