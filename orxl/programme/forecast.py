"""The prognosis of each line for the budget year, by the method that is said for it; 1000 kr.

A method that lacks what it needs gives nothing: the line then stands as it is typed, or as it is
budgeted, and a rule says so. Last year's profile is no method: the workbook holds no months of the
year before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from orxl.programme.arithmetic import main_figures
from orxl.programme.codes import ForecastMethod, LineType
from orxl.programme.models import BudgetLine
from orxl.programme.numbers import ZERO, rounded
from orxl.programme.programme import Programme

UNTIL = "Regnskap_per"
_MONTHS = 12


def months_passed(day: date | None, year: int | None) -> int | None:
    """How many whole months of *year* the accounts to *day* have; None where that is not certain.

    The day must be the last one of a month: half a month has seldom half of its expenses.
    """
    if day is None or day.year != year or (day + timedelta(days=1)).day != 1:
        return None
    return day.month


def linear(actual: Decimal | None, months: int | None) -> Decimal | None:
    """*actual* of *months* as a whole year, in whole 1000 kr, half away from zero."""
    if actual is None or months is None:
        return None
    return rounded(actual * _MONTHS / months)


def forecasts(programme: Programme) -> Mapping[str, Decimal]:
    """The prognosis for the budget year of every income and expense line, by its label."""
    budget = main_figures(programme).lines
    months = months_passed(programme.day(UNTIL), programme.year)
    return {
        line.label: forecast_of(line, budget[line.label], months)
        for line in programme.lines
        if line.type in (LineType.INCOME, LineType.EXPENSE)
    }


def forecast_of(line: BudgetLine, budget: Decimal, months: int | None) -> Decimal:
    """The prognosis of *line*, of which *budget* is budgeted."""
    if line.method is ForecastMethod.BUDGET:
        return budget
    by_method = linear(line.actual, months) if line.method is ForecastMethod.LINEAR else None
    if by_method is not None:
        return by_method
    return line.new_forecast if line.new_forecast is not None else budget


def expected(programme: Programme) -> Decimal:
    """The closing balance that the prognosis gives: the opening, and the lines."""
    figures = main_figures(programme)
    opening = figures.columns["budget"].opening
    lines = forecasts(programme)
    for line in programme.lines:
        if line.type is LineType.CARRY_IN and line.new_forecast is not None:
            opening = line.new_forecast
    signs = {LineType.INCOME: 1, LineType.EXPENSE: -1}
    return opening + sum(
        (lines[line.label] * signs[line.type] for line in programme.lines if line.type in signs),
        ZERO,
    )
