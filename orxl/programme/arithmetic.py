"""The arithmetic of grants, totals and carry-over, in Decimal.

This is the third opinion on every figure: it starts from what staff typed, never from what a
formula gave. Rules come from the board paper «Handlingsprogram 2026», chapter 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal

from orxl.core.light import dataclass
from orxl.programme.closing import opening_by_accounts
from orxl.programme.codes import GrantStatus, LineSource, LineType
from orxl.programme.fees import account
from orxl.programme.grant_years import with_grant_years
from orxl.programme.models import BudgetLine, Grant, Project
from orxl.programme.numbers import THOUSAND, ZERO, rounded
from orxl.programme.programme import Programme

AmountColumn = Literal["budget_prior", "forecast_prior", "budget"]
COLUMNS: Final[tuple[AmountColumn, ...]] = ("budget_prior", "forecast_prior", "budget")


def counts(grant: Grant, counts_applied: bool) -> bool:
    """Whether the budget counts *grant*: granted, or applied for and taken into account."""
    if grant.status is GrantStatus.GRANTED:
        return True
    return grant.status is GrantStatus.APPLIED and counts_applied


def grant_income(grant: Grant, counts_applied: bool) -> Decimal:
    """The grant's income in the budget year, 1000 kr."""
    if grant.planned is None or not counts(grant, counts_applied):
        return ZERO
    return grant.planned


def project_budget(project: Project, programme: Programme, counts_applied: bool) -> Decimal:
    """The project's budget, 1000 kr: its frame, or 0 while its grant does not count."""
    frame = project.frame if project.frame is not None else ZERO
    if project.grant is None:
        return frame
    by_id = {g.grant_id: g for g in programme.grants}
    grant = by_id.get(project.grant)
    return frame if grant is not None and counts(grant, counts_applied) else ZERO


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of one column of the main figures, 1000 kr."""

    opening: Decimal
    income: Decimal
    expenses: Decimal

    @property
    def result(self) -> Decimal:
        """Income less expenses; negative means use of carried-over funds."""
        return self.income - self.expenses

    @property
    def closing(self) -> Decimal:
        """Opening plus result."""
        return self.opening + self.result


@dataclass(frozen=True)
class MainFigures:
    """The main figures calculated from the inputs alone, 1000 kr."""

    columns: Mapping[AmountColumn, Totals]
    lines: Mapping[str, Decimal]
    """The budget year's amount of every income and expense line, by its label."""


def main_figures(
    programme: Programme, counts_applied: bool | None = None, fees_in_all: Decimal | None = None
) -> MainFigures:
    """The main figures.

    For a scenario, *counts_applied* overrides the assumption and *fees_in_all* (kr) the fees.
    """
    programme = with_grant_years(programme)
    applied = programme.counts_applied if counts_applied is None else counts_applied
    if fees_in_all is None:
        found = account(programme)
        fees_in_all = found.total if found is not None else ZERO
    lines = {
        line.label: _budget_of(line, programme, applied, fees_in_all)
        for line in programme.lines
        if line.type in (LineType.INCOME, LineType.EXPENSE)
    }
    columns: dict[AmountColumn, Totals] = {}
    for column in COLUMNS:
        amounts: dict[LineType, Decimal] = {}
        for line in programme.lines:
            amount = getattr(line, column)
            if column == "budget" and line.label in lines:
                amount = lines[line.label]
            amounts[line.type] = amounts.get(line.type, ZERO) + (
                amount if amount is not None else ZERO
            )
        opening = amounts.get(LineType.CARRY_IN, ZERO)
        if column == "budget":
            carried = opening_by_accounts(programme)
            opening = columns["forecast_prior"].closing if carried is None else carried
        columns[column] = Totals(
            opening, amounts.get(LineType.INCOME, ZERO), amounts.get(LineType.EXPENSE, ZERO)
        )
    return MainFigures(columns, lines)


def _budget_of(
    line: BudgetLine, programme: Programme, applied: bool, fees_in_all: Decimal
) -> Decimal:
    if line.source is LineSource.FEES:
        return rounded(fees_in_all / THOUSAND)
    if line.source is LineSource.GRANT:
        grants = [g for g in programme.grants if _same(g.budget_line, line.label)]
        return sum((grant_income(g, applied) for g in grants), ZERO)
    if line.source is LineSource.OTHER_GRANTS:
        labels = {other.label.casefold() for other in programme.lines}
        grants = [g for g in programme.grants if (g.budget_line or "").casefold() not in labels]
        return sum((grant_income(g, applied) for g in grants), ZERO)
    if line.source is LineSource.PROJECTS:
        return projects_total(programme, applied)
    return line.budget if line.budget is not None else ZERO


def _same(a: str | None, b: str) -> bool:
    return a is not None and a.casefold() == b.casefold()


def projects_total(programme: Programme, counts_applied: bool | None = None) -> Decimal:
    """The sum of the project funds in the budget year, 1000 kr."""
    programme = with_grant_years(programme)
    applied = programme.counts_applied if counts_applied is None else counts_applied
    return sum((project_budget(p, programme, applied) for p in programme.projects), ZERO)
