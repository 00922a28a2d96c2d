"""The list of fees: what each named member is to pay, and what it paid the year before.

Amounts in kr. Last year's fee is calculated, not taken from an invoice: last year's rate times the
inhabitants that the case counts, the way in which the case's fees meet last year's prognosis
(:mod:`orxl.programme.reconciliation`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from orxl.core.light import dataclass
from orxl.programme.codes import Standing
from orxl.programme.fees import CASE_RATE, FeeAccount, FeeToday, Payer, account, fee, owes_fee
from orxl.programme.fees import account_of as _account_of
from orxl.programme.invoices import DUE, due_dates, instalments
from orxl.programme.models import Assumption
from orxl.programme.numbers import ZERO
from orxl.programme.programme import Programme
from orxl.programme.reconciliation import PREVIOUS_RATE


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A member that owes this year's fee or owed last year's."""

    payer: Payer
    before: Decimal | None
    """Last year's fee; 0 for who was no member, None where it cannot be calculated."""
    parts: tuple[Decimal, ...]
    """The fee by instalments; empty until staff say when they fall due."""

    @property
    def missing(self) -> bool:
        """Whether it owes a fee that cannot be calculated, since its population is not known."""
        return self.payer.owes and self.payer.people == 0

    @property
    def change(self) -> Decimal | None:
        """How much more than last year, kr; None where either is not known."""
        return None if self.before is None or self.missing else self.payer.fee - self.before

    @property
    def share(self) -> Fraction | None:
        """The change as a share of last year's fee; None where there is none."""
        change = self.change
        return (
            None if change is None or not self.before else Fraction(change) / Fraction(self.before)
        )


@dataclass(frozen=True)
class FeeList:
    """The named members' fees of a year, and what is to be said of their basis."""

    account: FeeAccount
    lines: tuple[FeeLine, ...]
    due: tuple[date, ...]
    unreadable: str
    """The part of the due dates that is no date, or ``""``."""
    decision: Assumption | None
    """The decision about today's rate; None where none is on record."""
    asked: bool
    """Whether it answers «what if», by a rate or a date that the book does not have."""

    @property
    def paying(self) -> tuple[FeeLine, ...]:
        """Those that owe the fee and have a population."""
        return tuple(line for line in self.lines if line.payer.owes and not line.missing)

    @property
    def before(self) -> Decimal | None:
        """Last year's fees of the named members, kr."""
        told = [line.before for line in self.lines]
        return None if None in told else sum((fee for fee in told if fee is not None), ZERO)

    @property
    def complete(self) -> bool:
        """Whether every member is named and has a population."""
        return self.account.all_named and not any(line.missing for line in self.lines)


def fee_list(
    programme: Programme, *, rate: Decimal | None = None, at: date | None = None
) -> FeeList | None:
    """The fees by *programme*, or by another *rate* (kr per inhabitant) or population date.

    None where a fact or an assumption that the fees rest on is missing.
    """
    found = account(programme)
    if found is None:
        return None
    now = found.today
    wanted = FeeToday(
        now.year, now.rate if rate is None else rate, now.at if at is None else at, now.growth
    )
    if wanted != now:
        found = _account_of(programme, found.case, wanted)
    try:
        due, unreadable = due_dates(programme.word(DUE)), ""
    except ValueError as error:
        due, unreadable = (), str(error)
    former = programme.number(PREVIOUS_RATE)
    lines = tuple(
        FeeLine(payer, _before(payer, former, now.year), instalments(payer.fee, due))
        for payer in found.payers
        if payer.owes or owes_fee(payer.member, now.year - 1)
    )
    return FeeList(found, lines, due, unreadable, _decision(programme, wanted.rate), wanted != now)


def _before(payer: Payer, rate: Decimal | None, year: int) -> Decimal | None:
    if not owes_fee(payer.member, year - 1):
        return ZERO
    return None if rate is None or not payer.case_people else fee(payer.case_people, rate)


def _decision(programme: Programme, rate: Decimal) -> Assumption | None:
    """The case's rate where it is decided, has its day, and is the *rate*."""
    for fact in programme.assumptions:
        if fact.name == CASE_RATE and fact.standing is Standing.DECIDED and fact.day is not None:
            return fact if fact.value == rate else None
    return None
