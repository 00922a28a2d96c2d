"""Fees, grants, totals and carry-over, calculated from the inputs alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.programme import arithmetic as a
from orxl.programme.codes import GrantStatus
from orxl.programme.grant_years import with_grant_years
from orxl.programme.models import Grant
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


def test_bound_funds_at_the_end_of_the_year(programme: Programme) -> None:
    grants = with_grant_years(programme).grants
    had = sum(g.bound_in for g in grants if g.bound_in is not None)
    used = sum(g.bound_used for g in grants if g.bound_used is not None)
    assert had - used == 400


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


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_closing_is_opening_plus_income_less_expenses(o: int, i: int, e: int) -> None:
    assert a.Totals(D(o), D(i), D(e)).closing == o + i - e
