"""Grants over the years: what each brings, asks and binds, year by year; amounts in 1000 kr.

What the paper says and what we conclude are kept apart: own contribution in money or in work is
None until somebody says it; the frame is what the project funds set aside, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from orxl.core.light import dataclass, replace
from orxl.programme.codes import Currency
from orxl.programme.models import Grant, Project
from orxl.programme.programme import Programme

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
THOUSAND: Final = Decimal(1000)


@dataclass(frozen=True, slots=True)
class YearOfGrant:
    """A grant in one year; None where nobody has stated an amount, which sums count as 0."""

    year: int
    income: Decimal | None
    own_money: Decimal | None
    own_work: Decimal | None
    frame: Decimal | None
    bound_in: Decimal
    bound_out: Decimal


def years_of(programme: Programme, grant_id: str) -> tuple[YearOfGrant, ...]:
    """The years of the grant *grant_id* in order, each with what is bound before and after.

    Rows of the same year add up, as in the workbook; a rule finds them.
    """
    rows = [row for row in programme.grant_years if row.grant == grant_id]
    found: list[YearOfGrant] = []
    bound = ZERO
    for year in sorted({row.year for row in rows}):
        own = [row for row in rows if row.year == year]
        bound_in = bound + _known(row.opening for row in own)
        bound = bound_in + _known(row.advance for row in own) - _known(row.used for row in own)
        found.append(
            YearOfGrant(
                year,
                _sum(row.income for row in own),
                _sum(row.own_money for row in own),
                _sum(row.own_work for row in own),
                _sum(row.frame for row in own),
                bound_in,
                bound,
            )
        )
    return tuple(found)


def in_year(programme: Programme, grant_id: str, year: int) -> YearOfGrant | None:
    """The grant in *year*, or None where that year has no row."""
    return next((y for y in years_of(programme, grant_id) if y.year == year), None)


def bound_around(programme: Programme, grant_id: str, year: int) -> tuple[Decimal, Decimal]:
    """What is bound at the start and at the end of *year*, also where that year has no row."""
    bound = ZERO
    for found in years_of(programme, grant_id):
        if found.year == year:
            return found.bound_in, found.bound_out
        if found.year < year:
            bound = found.bound_out
    return bound, bound


def commitment(grant: Grant, common_rate: Decimal | None) -> Decimal | None:
    """The ceiling in 1000 kr, or None where it, or its currency's rate, is not known."""
    if grant.ceiling is None:
        return None
    rate: Decimal | None = ONE
    if grant.currency is Currency.EUR:
        rate = grant.rate if grant.rate is not None else common_rate
    if rate is None:
        return None
    return (grant.ceiling * rate / THOUSAND).quantize(ONE, rounding=ROUND_HALF_UP)


def beyond_commitment(
    programme: Programme, grant: Grant, common_rate: Decimal | None
) -> Decimal | None:
    """How much the incomes of all years exceed the commitment, 1000 kr; None: not known, or not."""
    ceiling = commitment(grant, common_rate)
    total = _known(year.income for year in years_of(programme, grant.grant_id))
    return total - ceiling if ceiling is not None and total > ceiling else None


def with_grant_years(programme: Programme) -> Programme:
    """*programme* where grants and projects carry the budget year's amounts from the years.

    The result has no years of its own: it reads as a book from before does, in which the amounts
    stand on the grants and the projects. Such a book is returned as it is.
    """
    if not programme.grant_years or programme.year is None:
        return programme
    year = programme.year
    return replace(
        programme,
        grants=tuple(_settled(grant, programme, year) for grant in programme.grants),
        projects=tuple(_framed(project, programme, year) for project in programme.projects),
        grant_years=(),
    )


def _settled(grant: Grant, programme: Programme, year: int) -> Grant:
    found = in_year(programme, grant.grant_id, year)
    bound_in, bound_out = bound_around(programme, grant.grant_id, year)
    return grant.model_copy(
        update={
            "planned": found.income if found is not None else None,
            "bound_in": bound_in,
            "bound_used": bound_in - bound_out,
        }
    )


def _framed(project: Project, programme: Programme, year: int) -> Project:
    """A project with a grant has the grant's frame beside what is typed for itself."""
    if project.grant is None:
        return project
    found = in_year(programme, project.grant, year)
    parts = (project.frame, found.frame if found is not None else None)
    return project.model_copy(update={"frame": _sum(parts)})


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known: Sequence[Decimal] = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None


def _known(amounts: Iterable[Decimal | None]) -> Decimal:
    return _sum(amounts) or ZERO
