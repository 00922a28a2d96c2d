"""Scenarios: the budget as it would be with other assumptions; nothing in the book is touched.

«Saken» is a scenario too: with the case's own rate, date, members and lines, so that it stays what
it was whatever is changed in the book.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from orxl.core.light import dataclass, field, replace
from orxl.programme.arithmetic import main_figures
from orxl.programme.codes import GrantStatus, Growth, LineSource, LineType, YesNo
from orxl.programme.fees import FeeAccount, account_of, basis_of, case_of, owes_fee, today_of
from orxl.programme.grant_years import with_grant_years
from orxl.programme.models import Grant, Member
from orxl.programme.numbers import THOUSAND, ZERO, rounded
from orxl.programme.programme import Programme

CASE_BOUND: Final = "Bundet_i_saken"
"""The name of what the case says is bound, 1000 kr."""


@dataclass(frozen=True)
class Scenario:
    """What differs from the book; None and empty mean «as the book is now»."""

    name: str = ""
    case: bool = False
    """The case's members and lines in place of the book's."""
    rate: Decimal | None = None
    at: date | None = None
    growth: Growth | None = None
    counts_applied: bool | None = None
    members_out: frozenset[int] = frozenset()
    members_in: frozenset[int] = frozenset()
    grants_out: frozenset[str] = frozenset()
    """Grants that are refused."""
    grants_in: frozenset[str] = frozenset()
    """Grants that are granted."""
    assumptions: Mapping[str, Decimal | date | str] = field(default_factory=dict)
    """Any other assumptions, by their names."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario gives: fees in kr, everything else in 1000 kr unless it says kr."""

    account: FeeAccount
    opening: Decimal
    other_income: Decimal
    expenses: Decimal
    bound: Decimal

    @property
    def fees(self) -> Decimal:
        """The fees in all, kr."""
        return self.account.total

    @property
    def income(self) -> Decimal:
        """Income as the main figures round it."""
        return rounded(self.fees / THOUSAND) + self.other_income

    @property
    def result(self) -> Decimal:
        """The result as the main figures round it."""
        return self.income - self.expenses

    @property
    def closing(self) -> Decimal:
        """The closing balance as the main figures round it."""
        return self.opening + self.result

    @property
    def free(self) -> Decimal:
        """What of the closing balance is not bound."""
        return self.closing - self.bound

    @property
    def result_kr(self) -> Decimal:
        """The result in kr: the fees to the krone, the other lines in whole thousands."""
        return self.fees + (self.other_income - self.expenses) * THOUSAND

    @property
    def closing_kr(self) -> Decimal:
        """The closing balance in kr."""
        return self.opening * THOUSAND + self.result_kr


def the_case(programme: Programme) -> Scenario | None:
    """The scenario «Saken», or None where a fact of the case is missing."""
    case = case_of(programme)
    if case is None:
        return None
    return Scenario("Saken", True, case.rate, case.at, Growth.UNCHANGED, counts_applied=True)


def evaluate(programme: Programme, scenario: Scenario) -> Outcome | None:
    """The outcome of *scenario*, or None where rate, date or a fact of the case is missing."""
    book = with_grant_years(_assuming(programme, scenario.assumptions))
    case, today = case_of(book), today_of(book)
    if case is None or today is None:
        return None
    today = replace(
        today,
        rate=today.rate if scenario.rate is None else scenario.rate,
        at=today.at if scenario.at is None else scenario.at,
        growth=today.growth if scenario.growth is None else scenario.growth,
    )
    changed = replace(
        book, members=_members(book, scenario, today.year), grants=_granted(book, scenario)
    )
    account = account_of(changed, case, today)
    if scenario.case:
        return _outcome_of_case(book, account)
    applied = book.counts_applied if scenario.counts_applied is None else scenario.counts_applied
    figures = main_figures(changed, applied, account.total)
    totals = figures.columns["budget"]
    fee_lines = sum(1 for line in book.lines if line.source is LineSource.FEES)
    other = totals.income - fee_lines * rounded(account.total / THOUSAND)
    return Outcome(account, totals.opening, other, totals.expenses, bound_at_close(book))


def _outcome_of_case(book: Programme, account: FeeAccount) -> Outcome:
    amounts: dict[LineType, Decimal] = {}
    for line in book.lines:
        if line.case is not None and line.source is not LineSource.FEES:
            amounts[line.type] = amounts.get(line.type, ZERO) + line.case
    bound = book.number(CASE_BOUND)
    return Outcome(
        account,
        amounts.get(LineType.CARRY_IN, ZERO),
        amounts.get(LineType.INCOME, ZERO),
        amounts.get(LineType.EXPENSE, ZERO),
        bound if bound is not None else bound_at_close(book),
    )


def _assuming(programme: Programme, values: Mapping[str, Decimal | date | str]) -> Programme:
    if not values:
        return programme
    return replace(
        programme,
        assumptions=tuple(
            a.model_copy(update={"value": values[a.name]}) if a.name in values else a
            for a in programme.assumptions
        ),
    )


def _members(book: Programme, scenario: Scenario, year: int) -> tuple[Member, ...]:
    """The members, each marked as the basis has it, some of them out and some in."""
    found: list[Member] = []
    for member, part in zip(book.members, basis_of(book, year), strict=True):
        here = part if scenario.case else owes_fee(member, year)
        here = here and member.code not in scenario.members_out
        dates: dict[str, date | None] = {"joined": None, "left": None}
        if not here:
            dates = {"joined": None, "left": date(year - 1, 12, 31)}
        mark = YesNo.YES if part else YesNo.NO
        found.append(member.model_copy(update={**dates, "in_basis": mark}))
    there = {member.code for member in found if owes_fee(member, year)}
    names = {row.code: row.municipality for row in book.populations}
    joiners = scenario.members_in - there - scenario.members_out
    found += [
        Member(code=code, name=names.get(code, str(code)), in_basis=YesNo.NO)
        for code in sorted(joiners)
    ]
    return tuple(found)


def _granted(book: Programme, scenario: Scenario) -> tuple[Grant, ...]:
    changes = dict.fromkeys(scenario.grants_in, GrantStatus.GRANTED)
    changes |= dict.fromkeys(scenario.grants_out, GrantStatus.REFUSED)
    return tuple(
        grant.model_copy(update={"status": changes[grant.grant_id]})
        if grant.grant_id in changes
        else grant
        for grant in book.grants
    )


def bound_at_close(book: Programme) -> Decimal:
    """Advances still bound to projects at the end of the budget year, 1000 kr."""
    zero_for_none = (
        (amount if amount is not None else ZERO, sign)
        for grant in book.grants
        for amount, sign in ((grant.bound_in, 1), (grant.bound_used, -1))
    )
    return sum((amount * sign for amount, sign in zero_for_none), ZERO)
