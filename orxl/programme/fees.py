"""Fees that follow their causes: what the case says, what is assumed today, who pays.

The case (board paper «Handlingsprogram 2026», 5.1.3) states a sum, a rate, a population date and
a number of members, but names only some of them. What the named members of the case's basis
leave of its sum is the unnamed: so many inhabitants at the case's rate. Today's fees are the named
members' own, plus those inhabitants at today's rate, grown by a stated method.

The fee is owed for the whole year by who is a member on 1 January. The paper is silent on that;
it is an assumption of this house. Amounts are in kr, rates in kr per inhabitant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from orxl.core.light import dataclass, replace
from orxl.programme.codes import Growth, YesNo
from orxl.programme.models import Member
from orxl.programme.numbers import ZERO, rounded
from orxl.programme.programme import Programme

_HALF: Final = Fraction(1, 2)
_PRECISE: Final = Decimal("0.000001")

CASE_RATE, CASE_DATE = "Kontingentsats_saken", "Folketallsdato_saken"
CASE_TOTAL, CASE_MEMBERS = "Kontingentgrunnlag", "Antall_medlemmer"
"""The names of the case's facts about fees."""
RATE, DATE, GROWTH = "Kontingentsats", "Folketallsdato", "Vekst_øvrige"
"""The names of today's assumptions about fees."""


@dataclass(frozen=True, slots=True)
class FeeCase:
    """What the case says: rate, sum of fees in whole kr, population date, number of members."""

    rate: Decimal
    total: Decimal
    at: date
    members: int


@dataclass(frozen=True, slots=True)
class FeeToday:
    """What is assumed today: the year, the rate, the population's date, how the unnamed grow."""

    year: int
    rate: Decimal
    at: date
    growth: Growth = Growth.UNCHANGED


@dataclass(frozen=True, slots=True)
class Payer:
    """A named member, in the case and today; ``people`` are inhabitants at the two dates."""

    member: Member
    in_basis: bool
    owes: bool
    case_people: int
    people: int
    case_fee: Decimal
    """Its part of the case's sum: 0 outside the basis."""
    fee: Decimal
    """What it owes today: 0 for who is no member on 1 January."""

    @property
    def bridge_people(self) -> int:
        """The inhabitants by which it moves out or in: those of the case, or today's if none."""
        return self.case_people if self.in_basis or self.case_people else self.people


@dataclass(frozen=True, slots=True)
class Unnamed:
    """The members of the case's basis that nobody has named: an estimate."""

    members: int
    amount: Decimal
    """What the named members of the basis leave of the case's sum, kr."""
    inhabitants: Fraction
    """Implied by *amount* at the case's rate: no whole number, since every fee is rounded."""
    lowest: int
    highest: int
    """The whole inhabitants that these members may have, given the rounding of their fees."""
    ratio: Fraction
    """How much they have grown since the case's date."""
    ratio_known: bool
    """Whether the populations that *ratio* rests on are there; it is 1 where they are not."""
    fee: Decimal
    """What they owe today, whole kr."""
    lowest_fee: Decimal
    highest_fee: Decimal

    @property
    def shown(self) -> int:
        """The inhabitants as they are shown, «ca.»: to whole hundreds."""
        return int(rounded_fraction(self.inhabitants / 100)) * 100


@dataclass(frozen=True)
class FeeAccount:
    """The fees of the budget year, member by member and in all."""

    case: FeeCase
    today: FeeToday
    payers: tuple[Payer, ...]
    unnamed: Unnamed

    @cached_property
    def named(self) -> Decimal:
        """What the named members owe, kr."""
        return sum((p.fee for p in self.payers), ZERO)

    @property
    def total(self) -> Decimal:
        """What all members owe, kr."""
        return self.named + self.unnamed.fee

    @property
    def members(self) -> int:
        """The members on 1 January, named and unnamed."""
        return sum(p.owes for p in self.payers) + self.unnamed.members

    @property
    def all_named(self) -> bool:
        """Whether every member of the case's basis has been named."""
        return self.unnamed.members == 0

    @cached_property
    def unexplained(self) -> Decimal:
        """Where all are named: how much more their fees are than the case's sum, kr; else 0."""
        if not self.all_named:
            return ZERO
        return sum((p.case_fee for p in self.payers), ZERO) - self.case.total


def fee(inhabitants: int, rate: Decimal) -> Decimal:
    """A member's fee in whole kroner: inhabitants times *rate* (kr per inhabitant), rounded."""
    return rounded(inhabitants * rate)


def populations(programme: Programme, at: date) -> Mapping[int, int]:
    """Inhabitants by municipality number at the date *at*; double rows add up, as in SUMIFS."""
    people: dict[int, int] = {}
    for row in programme.populations:
        if row.at == at:
            people[row.code] = people.get(row.code, 0) + row.inhabitants
    return people


def owes_fee(member: Member, year: int) -> bool:
    """Whether *member* is one on 1 January of *year*; ``left`` is its last day."""
    first = date(year, 1, 1)
    return (member.joined is None or member.joined <= first) and (
        member.left is None or member.left >= first
    )


def case_of(programme: Programme) -> FeeCase | None:
    """The case's facts about fees, or None where one is missing.

    In books from before, the rate and the date assumed were the case's.
    """
    named = {a.name for a in programme.assumptions}
    rate = programme.number(CASE_RATE if CASE_RATE in named else RATE)
    at = programme.day(CASE_DATE if CASE_DATE in named else DATE)
    total, members = programme.number(CASE_TOTAL), programme.number(CASE_MEMBERS)
    if rate is None or rate <= 0 or total is None or at is None or members is None:
        return None
    return FeeCase(rate, total, at, int(members))


def today_of(programme: Programme) -> FeeToday | None:
    """Today's assumptions about fees, or None where year, rate or date is not given."""
    year, rate, at = programme.year, programme.number(RATE), programme.day(DATE)
    if year is None or rate is None or at is None:
        return None
    word = programme.word(GROWTH)
    growth = Growth(word) if word in set(Growth) else Growth.UNCHANGED
    return FeeToday(year, rate, at, growth)


def account(programme: Programme) -> FeeAccount | None:
    """The fees by what the book says, or None where a fact or an assumption is missing."""
    case, today = case_of(programme), today_of(programme)
    if case is None or today is None:
        return None
    return account_of(programme, case, today)


def account_of(programme: Programme, case: FeeCase, today: FeeToday) -> FeeAccount:
    """The fees by these facts and assumptions and the *programme*'s members and populations."""
    before, now = populations(programme, case.at), populations(programme, today.at)
    basis = basis_of(programme, today.year)
    payers = tuple(
        _payer(member, part, owes_fee(member, today.year), before, now, case, today)
        for member, part in zip(programme.members, basis, strict=True)
    )
    return FeeAccount(case, today, payers, _unnamed(payers, case, today, before, now))


def basis_of(programme: Programme, year: int) -> tuple[bool, ...]:
    """Whether each of *programme*'s members is part of the case's basis.

    Who is not marked is read as part of it, so that the sum does not grow by a question that
    nobody has answered. A book from before has no marks and no rate of the case: there the basis
    was who is a member on 1 January.
    """
    members = programme.members
    unmarked = all(member.in_basis is None for member in members)
    if unmarked and all(a.name != CASE_RATE for a in programme.assumptions):
        return tuple(owes_fee(member, year) for member in members)
    return tuple(member.in_basis is not YesNo.NO for member in members)


def _payer(
    member: Member,
    in_basis: bool,
    owes: bool,
    before: Mapping[int, int],
    now: Mapping[int, int],
    case: FeeCase,
    today: FeeToday,
) -> Payer:
    then, people = before.get(member.code, 0), now.get(member.code, 0)
    case_fee = fee(then, case.rate) if in_basis else ZERO
    return Payer(
        member, in_basis, owes, then, people, case_fee, fee(people, today.rate) if owes else ZERO
    )


def _unnamed(
    payers: Sequence[Payer],
    case: FeeCase,
    today: FeeToday,
    before: Mapping[int, int],
    now: Mapping[int, int],
) -> Unnamed:
    count = max(0, case.members - sum(p.in_basis for p in payers))
    amount = case.total - sum((p.case_fee for p in payers), ZERO) if count else ZERO
    rate = Fraction(case.rate)
    inhabitants = Fraction(amount) / rate
    up, down = rounding_of(case.rate)
    lowest = -((-(Fraction(amount) - count * up) / rate) // 1)
    highest = (Fraction(amount) + count * down) / rate // 1
    ratio = growth_ratio(today.growth, payers, before, now)
    known = ratio is not None
    ratio = ratio if ratio is not None else Fraction(1)
    by_rate = Fraction(today.rate) * ratio
    owed = rounded_fraction(inhabitants * by_rate)
    if by_rate == rate:  # the same fees as in the case, which are known to the krone
        least, most = owed, owed
    else:
        up, down = rounding_of(today.rate)
        least = min(owed, rounded_fraction(lowest * by_rate - count * down))
        most = max(owed, rounded_fraction(highest * by_rate + count * up))
    return Unnamed(
        count, amount, inhabitants, int(lowest), int(highest), ratio, known, owed, least, most
    )


def rounding_of(rate: Decimal) -> tuple[Fraction, Fraction]:
    """How far one fee can be rounded up, and down, at *rate*: at most half a krone each.

    A rate in whole kr rounds nothing; one in half kr rounds up only, since halves go up.
    """
    if rate == int(rate):
        return Fraction(0), Fraction(0)
    return _HALF, Fraction(0) if 2 * rate == int(2 * rate) else _HALF


def growth_ratio(
    growth: Growth,
    payers: Sequence[Payer],
    before: Mapping[int, int],
    now: Mapping[int, int],
) -> Fraction | None:
    """The growth from the case's date to today's, or None where a population is not known.

    «Som de navngitte» follows the members of the basis that have a population at both dates,
    «Nasjonal vekst» the whole country.
    """
    if growth is Growth.UNCHANGED:
        return Fraction(1)
    if growth is Growth.NATIONAL:
        then, people = sum(before.values()), sum(now.values())
    else:
        both = [p for p in payers if p.in_basis and p.case_people and p.people]
        then, people = sum(p.case_people for p in both), sum(p.people for p in both)
    return Fraction(people, then) if then and people else None


def span(programme: Programme) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest total of today's fees over the methods of growth, kr."""
    case, today = case_of(programme), today_of(programme)
    if case is None or today is None:
        return None
    totals = [account_of(programme, case, replace(today, growth=growth)).total for growth in Growth]
    return min(totals), max(totals)


def rounded_fraction(amount: Fraction) -> Decimal:
    """*amount* to a whole number, halves away from zero, exactly."""
    whole = (abs(amount) + _HALF) // 1
    return Decimal(int(whole if amount >= 0 else -whole))


def as_decimal(amount: Fraction) -> Decimal:
    """*amount* to a millionth, for showing; sums are taken before."""
    number = Decimal(amount.numerator) / Decimal(amount.denominator)
    return number.quantize(_PRECISE, rounding=ROUND_HALF_UP)
