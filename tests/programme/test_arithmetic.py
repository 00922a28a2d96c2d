"""Fees, grants, totals and carry-over, calculated from the inputs alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.programme import arithmetic as a
from orxl.programme.codes import GrantStatus
from orxl.programme.models import Grant, Member
from orxl.programme.programme import Programme

D = Decimal


def test_the_adopted_budget_is_the_publications(programme: Programme) -> None:
    totals = a.main_figures(programme).columns["budget"]
    assert (totals.opening, totals.income, totals.expenses) == (3743, 8754, 9090)
    assert (totals.result, totals.closing) == (-336, 3407)


def test_the_printed_totals_of_the_year_before(programme: Programme) -> None:
    columns = a.main_figures(programme).columns
    assert (columns["budget_prior"].income, columns["budget_prior"].expenses) == (7937, 7937)
    assert (columns["forecast_prior"].income, columns["forecast_prior"].expenses) == (8319, 6321)
    assert columns["forecast_prior"].closing == 3743


def test_without_applied_grants_orbify_falls_out_of_income_and_expenses(
    programme: Programme,
) -> None:
    totals = a.main_figures(programme, counts_applied=False).columns["budget"]
    assert (totals.income, totals.expenses) == (8754 - 830, 9090 - 300)
    assert (totals.result, totals.closing) == (-866, 2877)


def test_the_sixteen_named_members_and_the_rest_make_the_adopted_basis(
    programme: Programme,
) -> None:
    fees = a.fees(programme)
    assert fees is not None
    assert (fees.named_members, fees.named_inhabitants, fees.named) == (16, 1_219_835, 3_049_591)
    assert (fees.other_members, fees.others, fees.total) == (46, 2_337_036, 5_386_627)


def test_bound_funds_at_the_end_of_the_year(programme: Programme) -> None:
    had = sum(g.bound_in for g in programme.grants if g.bound_in is not None)
    used = sum(g.bound_used for g in programme.grants if g.bound_used is not None)
    assert had - used == 400


@pytest.mark.parametrize(
    ("inhabitants", "rate", "kroner"),
    [(1, "2.5", 3), (2, "2.5", 5), (3, "2.5", 8), (724290, "2.5", 1810725), (0, "2.5", 0)],
)
def test_a_fee_is_rounded_to_whole_kroner_halves_up(
    inhabitants: int, rate: str, kroner: int
) -> None:
    assert a.fee(inhabitants, D(rate)) == kroner


@pytest.mark.parametrize(
    ("joined", "left", "member"),
    [
        (None, None, True),
        (None, date(2025, 12, 31), False),
        (None, date(2026, 1, 1), True),
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
    ],
)
def test_a_member_belongs_to_every_year_it_has_a_day_in(
    joined: date | None, left: date | None, member: bool
) -> None:
    assert a.is_member(Member(code=301, name="Oslo", joined=joined, left=left), 2026) is member


@pytest.mark.parametrize(
    ("status", "counts_applied", "counted"),
    [
        (GrantStatus.GRANTED, False, True),
        (GrantStatus.APPLIED, True, True),
        (GrantStatus.APPLIED, False, False),
        (GrantStatus.REFUSED, True, False),
        (GrantStatus.ENDED, True, False),
    ],
)
def test_only_granted_and_expected_grants_count(
    status: GrantStatus, counts_applied: bool, counted: bool
) -> None:
    grant = Grant(grant_id="X", label="X", status=status, planned=D(100))
    assert a.counts(grant, counts_applied) is counted


@given(st.integers(0, 10_000_000), st.decimals("0.01", "10", places=2))
def test_a_fee_is_never_more_than_half_a_krone_from_the_product(
    inhabitants: int, rate: Decimal
) -> None:
    assert abs(a.fee(inhabitants, rate) - inhabitants * rate) <= D("0.5")


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_closing_is_opening_plus_income_less_expenses(o: int, i: int, e: int) -> None:
    assert a.Totals(D(o), D(i), D(e)).closing == o + i - e
