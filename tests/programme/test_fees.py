"""Fees that follow their causes, and the bridge from the case to today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.programme import fees as f
from orxl.programme.bridge import bridge
from orxl.programme.codes import Cause, Growth, YesNo
from orxl.programme.fees import fee
from orxl.programme.models import Assumption, Member, Population
from orxl.programme.programme import Programme
from tests.programme.invented import BEFORE, NOW, PEOPLE, RATES, RESTS, ROWS, TODAYS, council

D = Decimal
THOUSAND = Decimal(1000)


@pytest.fixture
def case(programme: Programme) -> f.FeeCase:
    found = f.case_of(programme)
    assert found is not None
    return found


@pytest.fixture
def today(programme: Programme) -> f.FeeToday:
    found = f.today_of(programme)
    assert found is not None
    return found


def in_thousands(amount: Decimal) -> int:
    return int(f.rounded_fraction(Fraction(amount) / 1000))


def without(programme: Programme, name: str, last: date) -> Programme:
    """*programme* where *name* leaves, everyone marked as the case had it."""
    basis = f.basis_of(programme, 2026)
    return replace(
        programme,
        members=tuple(
            m.model_copy(
                update={
                    "in_basis": YesNo.YES if part else YesNo.NO,
                    "left": last if m.name == name else m.left,
                }
            )
            for m, part in zip(programme.members, basis, strict=True)
        ),
    )


def test_as_the_case_has_it(programme: Programme, case: f.FeeCase, today: f.FeeToday) -> None:
    account = f.account_of(programme, case, today)
    assert (account.total, account.members) == (5_386_627, 62)
    assert (account.named, account.unnamed.fee) == (3_049_591, 2_337_036)
    assert account.unnamed.inhabitants == Fraction("934814.4")
    assert account.unnamed.shown == 934_800
    assert (account.unnamed.lowest, account.unnamed.highest) == (934_806, 934_814)
    assert account.unnamed.lowest_fee == account.unnamed.highest_fee == 2_337_036


def test_rate_of_3_00(programme: Programme, case: f.FeeCase, today: f.FeeToday) -> None:
    account = f.account_of(programme, case, replace(today, rate=D(3)))
    assert in_thousands(account.total) == 6464
    assert account.unnamed.highest_fee - account.unnamed.lowest_fee == 25
    steps = {s.cause: s.amount for s in bridge(account).steps if s.exact}
    assert steps == {Cause.RATE: D("1077324.7"), Cause.ROUNDING: D("-3.7")}


def test_drammen_leaves(programme: Programme, case: f.FeeCase, today: f.FeeToday) -> None:
    gone = without(programme, "Drammen", date(2025, 12, 31))
    account = f.account_of(gone, case, today)
    assert (in_thousands(account.total), account.members) == (5123, 61)
    assert account.unnamed.members == 46
    assert {s.cause for s in bridge(account).steps if s.exact} == {Cause.OUT}


@pytest.mark.parametrize(
    ("growth", "thousands"),
    [(Growth.UNCHANGED, 5409), (Growth.AS_NAMED, 5426), (Growth.NATIONAL, 5423)],
)
def test_population_of_2026_by_each_method(
    programme: Programme, case: f.FeeCase, today: f.FeeToday, growth: Growth, thousands: int
) -> None:
    moved = replace(today, at=NOW, growth=growth)
    assert in_thousands(f.account_of(programme, case, moved).total) == thousands


def test_the_span_over_the_methods(programme: Programme, today: f.FeeToday) -> None:
    assert f.span(programme) == (5_386_627, 5_386_627)
    facts = {f.DATE: NOW, f.CASE_DATE: BEFORE, f.CASE_RATE: D("2.5")}
    low, high = f.span(assuming(programme, facts)) or (D(0), D(0))
    assert (in_thousands(low), in_thousands(high)) == (5409, 5426)


def assuming(programme: Programme, values: Mapping[str, Decimal | date | None]) -> Programme:
    """*programme* with these assumptions and facts of the case."""
    kept = tuple(a for a in programme.assumptions if a.name not in values)
    new = tuple(Assumption(label=name, name=name, value=value) for name, value in values.items())
    return replace(programme, assumptions=kept + new)


@pytest.mark.parametrize(
    "missing", [f.CASE_RATE, f.CASE_TOTAL, f.CASE_DATE, f.CASE_MEMBERS, f.RATE, f.DATE]
)
def test_without_a_fact_or_an_assumption_nothing_is_calculated(
    programme: Programme, missing: str
) -> None:
    lacking = assuming(programme, {missing: None})
    assert f.account(lacking) is None
    assert f.span(lacking) is None


def test_a_rate_of_today_is_not_the_cases(programme: Programme) -> None:
    raised = f.account(assuming(programme, {f.RATE: D(3), f.CASE_RATE: D("2.5")}))
    assert raised is not None
    assert (raised.case.rate, raised.total) == (D("2.5"), 6_463_948)


@pytest.mark.parametrize(
    ("joined", "left", "owes"),
    [
        (None, None, True),
        (None, date(2025, 12, 31), False),
        (None, date(2026, 1, 1), True),
        (date(2026, 1, 1), None, True),
        (date(2026, 1, 2), None, False),
        (date(2027, 1, 1), None, False),
    ],
)
def test_the_fee_is_owed_by_who_is_a_member_on_1_january(
    joined: date | None, left: date | None, owes: bool
) -> None:
    assert f.owes_fee(Member(code=301, name="Oslo", joined=joined, left=left), 2026) is owes


def test_re_entry_is_a_row_of_its_own(case: f.FeeCase, today: f.FeeToday) -> None:
    one = Member(code=301, name="Oslo", left=date(2024, 12, 31), in_basis=YesNo.NO)
    again = Member(code=301, name="Oslo", joined=date(2026, 1, 1), in_basis=YesNo.NO)
    people = (Population(code=301, municipality="Oslo", at=BEFORE, inhabitants=1000),)
    programme = Programme(members=(one, again), populations=people)
    account = f.account_of(programme, case, today)
    assert [p.fee for p in account.payers] == [0, 2500]
    assert bridge(account).of(Cause.IN) == 2500


def test_merged_municipalities_leave_and_the_new_one_joins() -> None:
    """The new number has no population at the case's date: today's moves in."""
    rows = [(1000, 1010, True, False), (3000, 3030, True, False)]
    programme, case = council(rows, 1, D(2500), D("2.5"))
    new = Member(code=999, name="Ny", joined=NOW, in_basis=YesNo.NO)
    counted = Population(code=999, municipality="Ny", at=NOW, inhabitants=4040)
    programme = replace(
        programme,
        members=(*programme.members, new),
        populations=(*programme.populations, counted),
    )
    account = f.account_of(programme, case, f.FeeToday(2026, D("2.5"), NOW))
    steps = bridge(account)
    assert account.total == 2500 + 10_100
    assert (steps.of(Cause.OUT), steps.of(Cause.IN), steps.difference) == (-10_000, 10_100, 0)


def test_all_named_leaves_nothing_over_and_tells_what_the_case_cannot_explain() -> None:
    programme, case = council([(1000, 1000, True, True)], 0, D(7), D("2.5"))
    account = f.account_of(programme, case, f.FeeToday(2026, D("2.5"), BEFORE))
    assert account.all_named
    assert (account.unnamed.fee, account.unnamed.inhabitants, account.total) == (0, 0, 2500)
    assert account.unexplained == -7
    assert bridge(account).of(Cause.UNEXPLAINED) == -7


def test_a_growth_that_is_not_known_is_said(case: f.FeeCase) -> None:
    bare = Programme(members=(Member(code=301, name="Oslo", in_basis=YesNo.YES),))
    for growth in (Growth.AS_NAMED, Growth.NATIONAL):
        unnamed = f.account_of(bare, case, f.FeeToday(2026, D(3), NOW, growth)).unnamed
        assert (unnamed.ratio, unnamed.ratio_known) == (1, False)


@given(ROWS, st.integers(0, 60), RESTS, RATES, TODAYS)
def test_the_steps_are_today_less_the_case(
    rows: list[tuple[int, int, bool, bool]],
    unnamed: int,
    rest: Decimal,
    rate: Decimal,
    today: f.FeeToday,
) -> None:
    programme, case = council(rows, unnamed, rest, rate)
    assert bridge(f.account_of(programme, case, today)).difference == 0


@given(ROWS, st.integers(1, 60), RESTS, RATES)
def test_the_case_today_is_the_case(
    rows: list[tuple[int, int, bool, bool]], unnamed: int, rest: Decimal, rate: Decimal
) -> None:
    """With the case's rate, date and members the sum is the case's, to the krone."""
    rows = [(then, now, in_basis, in_basis) for then, now, in_basis, _ in rows]
    programme, case = council(rows, unnamed, rest, rate)
    account = f.account_of(programme, case, f.FeeToday(2026, rate, BEFORE))
    assert account.total == case.total
    assert all(step.exact == 0 for step in bridge(account).steps)


@given(st.lists(PEOPLE, min_size=1, max_size=8), st.data())
def test_naming_one_more_leaves_the_sum_right(people: list[int], data: st.DataObject) -> None:
    """Whoever of the basis is named next, today's sum stays within the stated error."""
    rate, today_rate = D("2.5"), data.draw(RATES)
    total = sum((fee(p, rate) for p in people), D(0))
    known = data.draw(st.integers(0, len(people) - 1))
    sums = []
    for named in (known, known + 1):
        rows = [(p, p, True, True) for p in people[:named]]
        rest = total - sum((fee(p, rate) for p in people[:named]), D(0))
        programme, case = council(rows, len(people) - named, rest, rate)
        account = f.account_of(programme, case, f.FeeToday(2026, today_rate, BEFORE))
        true = sum((fee(p, today_rate) for p in people), D(0))
        if account.unnamed.members:
            assert account.unnamed.lowest_fee <= true - account.named <= account.unnamed.highest_fee
        else:
            assert account.total == true
        sums.append(account.total)
    assert abs(sums[1] - sums[0]) <= 1 + today_rate / rate


@given(ROWS, st.integers(0, 60), RESTS, RATES, TODAYS)
def test_a_higher_rate_never_gives_less(
    rows: list[tuple[int, int, bool, bool]],
    unnamed: int,
    rest: Decimal,
    rate: Decimal,
    today: f.FeeToday,
) -> None:
    programme, case = council(rows, unnamed, rest, rate)
    higher = replace(today, rate=today.rate + D("0.01"))
    less, more = (f.account_of(programme, case, t).total for t in (today, higher))
    assert less <= more


@pytest.mark.parametrize(
    ("inhabitants", "rate", "kroner"),
    [(1, "2.5", 3), (2, "2.5", 5), (3, "2.5", 8), (724290, "2.5", 1810725), (0, "2.5", 0)],
)
def test_a_fee_is_rounded_to_whole_kroner_halves_up(
    inhabitants: int, rate: str, kroner: int
) -> None:
    assert fee(inhabitants, D(rate)) == kroner


@given(st.integers(0, 10_000_000), st.decimals("0.01", "10", places=2))
def test_a_fee_is_never_more_than_half_a_krone_from_the_product(
    inhabitants: int, rate: Decimal
) -> None:
    assert abs(fee(inhabitants, rate) - inhabitants * rate) <= D("0.5")
