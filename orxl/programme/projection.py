"""The workbook's years ahead, from its own lines, grants, members and stated assumptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from orxl.core.patterns import regex
from orxl.programme.ahead import LineAhead, YearAhead, ahead
from orxl.programme.arithmetic import counts, main_figures
from orxl.programme.codes import HORIZON, AheadMethod, LineSource, LineType
from orxl.programme.fees import account, owes_fee, rounded_fraction
from orxl.programme.grant_years import bound_around, in_year
from orxl.programme.models import AheadLine, BudgetLine, Grant
from orxl.programme.numbers import THOUSAND, ZERO
from orxl.programme.programme import Programme

_METHODS: Mapping[LineSource, AheadMethod] = {
    LineSource.FEES: AheadMethod.FEES,
    LineSource.GRANT: AheadMethod.GRANTS,
}
_YEAR = regex(r"\d{4}$")


def first_lines(lines: Iterable[BudgetLine]) -> tuple[AheadLine, ...]:
    """The budget's lines as they begin: only what follows from where a line's figure comes from.

    A line that carries a rounding stays as it is; of the others nobody has said anything.
    """
    found = []
    for line in lines:
        if line.type in (LineType.INCOME, LineType.EXPENSE):
            method = _METHODS.get(line.source)
            if line.label.casefold().startswith("avrunding"):
                method = AheadMethod.UNCHANGED
            found.append(AheadLine(label=line.label, method=method))
    return tuple(found)


def projection(programme: Programme) -> tuple[YearAhead, ...]:
    """The budget year and the years after it, as «Årene framover» shows them; none without a year.

    A line that has no row on «Linjer framover» is as unknown as one without a method.
    """
    year = programme.year
    if year is None:
        return ()
    figures = main_figures(programme)
    grants = {row.grant for row in programme.grant_years}
    bound = {
        later: sum((bound_around(programme, grant, later)[1] for grant in grants), ZERO)
        for later in range(year, year + HORIZON + 1)
    }
    return ahead(lines_ahead(programme), year, figures.columns["budget"].opening, bound)


def lines_ahead(programme: Programme) -> tuple[LineAhead, ...]:
    """Every income and expense line of the main figures, with how it is taken on."""
    year = programme.year
    if year is None:
        return ()
    budget = main_figures(programme).lines
    told = {row.label.casefold(): row for row in reversed(programme.ahead_lines)}
    found: list[LineAhead] = []
    for line in programme.lines:
        if line.label not in budget:
            continue
        row = told.get(line.label.casefold())
        method = row.method if row is not None else None
        stated: dict[int, Decimal] = {}
        for step in range(1, HORIZON + 1):
            amount = _stated(programme, line, row, year + step, step)
            if amount is not None:
                stated[year + step] = amount
        growth = row.growth if row is not None else None
        found.append(LineAhead(line.label, line.type, budget[line.label], method, growth, stated))
    return tuple(found)


def _stated(
    programme: Programme, line: BudgetLine, row: AheadLine | None, year: int, step: int
) -> Decimal | None:
    if row is None:
        return None
    if row.method is AheadMethod.TYPED:
        return (row.typed1, row.typed2, row.typed3)[step - 1]
    if row.method is AheadMethod.FEES:
        return _fees(programme, year)
    if row.method is AheadMethod.GRANTS:
        return _grants(programme, line, year)
    return None


def _fees(programme: Programme, year: int) -> Decimal | None:
    """The fees of *year* in 1000 kr: its rate times those who are members then; else None.

    Everybody counts with today's inhabitants: nobody has said how many they will be.
    """
    rates = {_YEAR.findall(row.label)[-1:][0]: row.rate for row in programme.ahead_years
             if _YEAR.search(row.label)}  # fmt: skip
    rate, today = rates.get(str(year)), account(programme)
    if rate is None or today is None:
        return None
    named = sum(p.people for p in today.payers if owes_fee(p.member, year))
    unnamed = today.unnamed.inhabitants * today.unnamed.ratio
    return rounded_fraction(Fraction(rate) * (named + unnamed) / Fraction(THOUSAND))


def _grants(programme: Programme, line: BudgetLine, year: int) -> Decimal | None:
    """What the grants on *line* bring in *year*; None where one of them has not said it."""
    labels = {other.label.casefold() for other in programme.lines}

    def mine(grant: Grant) -> bool:
        on = (grant.budget_line or "").casefold()
        others = line.source is LineSource.OTHER_GRANTS and on not in labels
        return others or on == line.label.casefold()

    total = ZERO
    for grant in filter(mine, programme.grants):
        ended = grant.to_year is not None and grant.to_year < year
        begun = grant.from_year is None or grant.from_year <= year
        if not counts(grant, programme.counts_applied) or ended or not begun:
            continue
        found = in_year(programme, grant.grant_id, year)
        if found is None or found.income is None:
            return None
        total += found.income
    return total
