"""The closed year and the prognosis by a method: nothing holds before all of it is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.programme.arithmetic import main_figures
from orxl.programme.closing import CARRIED, DECISION, FROM, closed_year, opening_by_accounts
from orxl.programme.codes import ForecastMethod, LineType
from orxl.programme.forecast import expected, forecast_of, forecasts, linear, months_passed
from orxl.programme.models import BudgetLine
from orxl.programme.programme import Programme

D = Decimal
Fact = Decimal | date | str | None


def with_facts(programme: Programme, **facts: Fact) -> Programme:
    return replace(
        programme,
        assumptions=tuple(
            a.model_copy(update={"value": facts[a.name]}) if a.name in facts else a
            for a in programme.assumptions
        ),
    )


def decided(programme: Programme, **facts: Fact) -> Programme:
    whole: dict[str, Fact] = {
        "Status_per": date(2026, 4, 1), CARRIED: D(3900), FROM: date(2026, 3, 12),
        DECISION: "sak 4/26",
    }  # fmt: skip
    return with_facts(programme, **{**whole, **facts})


def test_the_accounts_replace_the_prognosis_and_nothing_else_moves(programme: Programme) -> None:
    before, after = main_figures(programme), main_figures(decided(programme))
    assert after.columns["budget"].opening == 3900
    assert after.columns["budget"].closing - before.columns["budget"].closing == 157
    assert after.columns["forecast_prior"] == before.columns["forecast_prior"]
    assert after.lines == before.lines


@pytest.mark.parametrize(
    "lacking",
    [{CARRIED: None}, {FROM: None}, {DECISION: None}, {DECISION: ""}, {"Status_per": None},
     {"Status_per": date(2026, 3, 11)}],
)  # fmt: skip
def test_without_all_of_it_the_prognosis_holds(
    programme: Programme, lacking: dict[str, Fact]
) -> None:
    book = decided(programme, **lacking)
    assert opening_by_accounts(book) is None
    assert main_figures(book).columns["budget"].opening == 3743


def test_it_holds_from_its_day_also_where_it_is_nothing(programme: Programme) -> None:
    assert opening_by_accounts(decided(programme, Status_per=date(2026, 3, 12))) == 3900
    assert opening_by_accounts(decided(programme, **{CARRIED: D(0)})) == 0


def test_accounts_that_are_not_there_are_not_nothing(programme: Programme) -> None:
    year = closed_year(programme)
    assert (year.opening, year.income, year.result, year.closing) == (None, None, None, None)
    lines = tuple(
        line.model_copy(update={"actual_prior": D(7)}) if line.type is LineType.EXPENSE else line
        for line in programme.lines
    )
    year = closed_year(replace(programme, lines=lines))
    assert year.expenses == 49
    assert year.result is None


@pytest.mark.parametrize(
    ("day", "months"),
    [(None, None), (date(2026, 8, 31), 8), (date(2026, 8, 30), None), (date(2026, 12, 31), 12),
     (date(2026, 2, 28), 2), (date(2025, 8, 31), None), (date(2024, 2, 28), None)],
)  # fmt: skip
def test_only_whole_months_of_the_budget_year_count(day: date | None, months: int | None) -> None:
    assert months_passed(day, 2024 if day is not None and day.year == 2024 else 2026) == months


def test_half_a_thousand_goes_away_from_zero() -> None:
    assert (linear(D(7), 8), linear(D(-7), 8)) == (11, -11)
    assert (linear(D(0), 8), linear(None, 8), linear(D(7), None)) == (0, None, None)


@given(actual=st.integers(-9999, 9999), months=st.integers(1, 12))
def test_twelve_months_are_the_year_itself(actual: int, months: int) -> None:
    assert linear(D(actual), 12) == actual
    found = linear(D(actual), months)
    assert found is not None
    assert abs(found * months - actual * 12) * 2 <= months


def line(method: ForecastMethod | None, actual: int | None, typed: int | None) -> BudgetLine:
    return BudgetLine(
        line=1, label="Lønn", type=LineType.EXPENSE, method=method,
        actual=None if actual is None else D(actual),
        new_forecast=None if typed is None else D(typed),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("method", "actual", "typed", "months", "shown"),
    [
        (None, None, None, 8, 5800),
        (None, 3800, None, 8, 5800),
        (None, 3800, 0, 8, 0),
        (ForecastMethod.TYPED, 3800, 6100, 8, 6100),
        (ForecastMethod.BUDGET, 3800, 6100, 8, 5800),
        (ForecastMethod.LINEAR, 3800, 6100, 8, 5700),
        (ForecastMethod.LINEAR, 0, 6100, 8, 0),
        (ForecastMethod.LINEAR, None, 6100, 8, 6100),
        (ForecastMethod.LINEAR, 3800, None, None, 5800),
    ],
)
def test_the_method_decides(
    method: ForecastMethod | None, actual: int | None, typed: int | None, months: int | None,
    shown: int,
) -> None:  # fmt: skip
    assert forecast_of(line(method, actual, typed), D(5800), months) == shown


def test_with_no_method_the_year_is_expected_as_budgeted(programme: Programme) -> None:
    figures = main_figures(programme)
    assert forecasts(programme) == figures.lines
    assert expected(programme) == figures.columns["budget"].closing
