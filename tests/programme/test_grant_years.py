"""Grants over the years: amounts, what is bound, the commitment."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.programme import grant_years as g
from orxl.programme.arithmetic import main_figures
from orxl.programme.codes import Currency, GrantStatus
from orxl.programme.models import Assumption, Grant, GrantYear, Project
from orxl.programme.programme import Programme

D = Decimal
YEAR = Assumption(label="Budsjettår", name="Budsjettår", value=D(2026))
SEADITO = Grant(
    grant_id="SEADITO", label="SEADITO", status=GrantStatus.GRANTED, currency=Currency.EUR,
    ceiling=D(50_000),
)  # fmt: skip


def rows(*years: GrantYear) -> Programme:
    return Programme(assumptions=(YEAR,), grants=(SEADITO,), grant_years=years)


def test_an_advance_is_bound_until_it_is_used() -> None:
    programme = rows(
        GrantYear(grant="SEADITO", year=2027, used=D(150)),
        GrantYear(grant="SEADITO", year=2026, opening=D(400), used=D(100), advance=D(50)),
    )
    years = g.years_of(programme, "SEADITO")
    assert [(y.year, y.bound_in, y.bound_out) for y in years] == [
        (2026, 400, 350),
        (2027, 350, 200),
    ]


def test_what_nobody_has_stated_stays_unknown() -> None:
    found = g.in_year(rows(GrantYear(grant="SEADITO", year=2026)), "SEADITO", 2026)
    assert found is not None
    assert (found.income, found.own_money, found.own_work, found.frame) == (None,) * 4
    assert g.in_year(rows(), "SEADITO", 2026) is None


@pytest.mark.parametrize(
    ("own", "common", "expected"),
    [(None, "11.7", 585), ("11.5", "11.7", 575), (None, None, None)],
)
def test_the_grants_own_rate_goes_before_the_common_one(
    own: str | None, common: str | None, expected: int | None
) -> None:
    grant = SEADITO.model_copy(update={"rate": None if own is None else D(own)})
    assert g.commitment(grant, None if common is None else D(common)) == expected


def test_no_ceiling_is_no_commitment() -> None:
    assert g.commitment(SEADITO.model_copy(update={"ceiling": None}), D(1)) is None


def test_the_incomes_of_all_years_are_held_against_the_commitment() -> None:
    programme = rows(
        GrantYear(grant="SEADITO", year=2026, income=D(400)),
        GrantYear(grant="SEADITO", year=2027, income=D(200)),
    )
    assert g.beyond_commitment(programme, SEADITO, D("11.7")) == 15
    assert g.beyond_commitment(programme, SEADITO, D(12)) is None
    assert g.beyond_commitment(programme, SEADITO, None) is None


def moved_to_years(programme: Programme) -> Programme:
    """The book as the new layout has it: the budget year's amounts stand in the years."""
    years = tuple(
        GrantYear(
            grant=grant.grant_id,
            year=2026,
            income=grant.planned,
            opening=grant.bound_in,
            used=grant.bound_used,
            frame=sum(
                (p.frame or D(0) for p in programme.projects if p.grant == grant.grant_id), D(0)
            ),
        )
        for grant in programme.grants
    )
    bare = {"planned": None, "bound_in": None, "bound_used": None}
    return replace(
        programme,
        grant_years=years,
        grants=tuple(grant.model_copy(update=bare) for grant in programme.grants),
        projects=tuple(
            p.model_copy(update={"frame": None}) if p.grant else p for p in programme.projects
        ),
    )


@pytest.fixture
def before(programme: Programme) -> Programme:
    """The programme as a book from before has it: without years."""
    found = g.with_grant_years(programme)
    assert found.grant_years == ()
    return found


@pytest.mark.parametrize("applied", [True, False])
def test_the_budget_is_the_same_from_the_years(before: Programme, applied: bool) -> None:
    settled = g.with_grant_years(moved_to_years(before))
    assert main_figures(moved_to_years(before), applied) == main_figures(before, applied)
    assert main_figures(settled, applied) == main_figures(before, applied)
    bound = {grant.grant_id: (grant.bound_in, grant.bound_used) for grant in settled.grants}
    assert bound["SEADITO"] == (400, 0)


def test_a_book_from_before_is_left_as_it_is(before: Programme) -> None:
    assert g.with_grant_years(before) is before


def test_what_is_bound_stays_bound_in_a_year_without_a_row() -> None:
    programme = rows(
        GrantYear(grant="SEADITO", year=2025, opening=D(400), used=D(100)),
        GrantYear(grant="SEADITO", year=2028, used=D(300)),
    )
    assert g.bound_around(programme, "SEADITO", 2026) == (300, 300)
    assert g.bound_around(programme, "SEADITO", 2024) == (0, 0)
    (settled,) = g.with_grant_years(programme).grants
    assert (settled.planned, settled.bound_in, settled.bound_used) == (None, 300, 0)


def test_a_project_with_its_own_frame_and_a_grants_has_both() -> None:
    programme = replace(
        rows(GrantYear(grant="SEADITO", year=2026, frame=D(50))),
        projects=(Project(label="P", grant="SEADITO", frame=D(5)), Project(label="Q", frame=D(7))),
    )
    assert [p.frame for p in g.with_grant_years(programme).projects] == [55, 7]


AMOUNTS = st.none() | st.integers(0, 5000).map(Decimal)
YEARS = st.lists(
    st.builds(
        GrantYear, grant=st.just("SEADITO"), year=st.integers(2020, 2030), opening=AMOUNTS,
        advance=AMOUNTS, used=AMOUNTS,
    ),
    max_size=8,
)  # fmt: skip


@given(YEARS)
def test_what_is_bound_at_last_is_all_that_came_less_all_that_was_used(
    years: list[GrantYear],
) -> None:
    found = g.years_of(rows(*years), "SEADITO")
    came = sum(((y.opening or D(0)) + (y.advance or D(0)) for y in years), D(0))
    used = sum((y.used or D(0) for y in years), D(0))
    assert (found[-1].bound_out if found else D(0)) == came - used
