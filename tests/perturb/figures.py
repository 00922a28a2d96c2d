"""The documented outputs, by the workbook's formulas and by the models: the same names in both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from orxl.core.values import BLANK, Value
from orxl.layout import layout_for, names
from orxl.programme.amendments import revised
from orxl.programme.arithmetic import COLUMNS, grant_income, main_figures, projects_total
from orxl.programme.bridge import bridge
from orxl.programme.closing import closed_year
from orxl.programme.codes import LineType
from orxl.programme.fees import account
from orxl.programme.forecast import expected, forecasts
from orxl.programme.grant_years import commitment, with_grant_years
from orxl.programme.programme import Programme
from orxl.programme.projection import projection
from orxl.programme.scenario_table import table_of
from orxl.programme.scenarios import bound_at_close
from orxl.programme.sensitivity import sensitivity
from orxl.programme.targets import holds
from orxl.rules.kit import View

Figures = dict[tuple[str, str, str], Value]
"""A figure by table, row and column, as the layout calls them."""
TOLERANCE: Final = 1e-5
STATE_ENDS: Final = 10
"""The state on «Forside», which tells of the fingerprint, stands above this row."""
_TOTALS: Final = {
    LineType.INCOME_SUM: "income",
    LineType.EXPENSE_SUM: "expenses",
    LineType.RESULT: "result",
    LineType.CARRY_OUT: "closing",
}


def by_models(programme: Programme) -> Figures:
    """What the models make of what is typed."""
    found: Figures = {}
    for part in (_fees, _budget, _grants, _scenarios, _sensitivity, _targets, _ahead):
        for key, amount in part(programme):
            found[key] = float(amount) if isinstance(amount, Decimal | Fraction | int) else amount
    return found


Told = Iterator[tuple[tuple[str, str, str], Decimal | Fraction | int | Value]]


def _fees(programme: Programme) -> Told:
    fees = account(programme)
    if fees is None:
        return
    yield (names.FEES, names.TOTAL, "fee"), fees.total
    yield (names.FEES, names.TOTAL, "count"), fees.members
    yield (names.FEES, names.NAMED, "fee"), fees.named
    yield (names.FEES, names.OTHERS, "fee"), fees.unnamed.fee
    yield (names.UNNAMED, names.IMPLIED, "value"), fees.unnamed.inhabitants
    yield (names.UNNAMED, names.GROWN, "value"), fees.unnamed.ratio
    for step in bridge(fees).steps:
        yield (names.BRIDGE, step.cause.value, "amount"), step.exact


def _budget(programme: Programme) -> Told:
    book = with_grant_years(programme)
    figures = main_figures(book)
    for line in book.lines:
        if line.label in figures.lines:
            yield (names.MAIN, line.label, "budget"), figures.lines[line.label]
        if line.type in _TOTALS:
            for column in COLUMNS:
                total = getattr(figures.columns[column], _TOTALS[line.type])
                yield (names.MAIN, line.label, column), total
    for label, amount in forecasts(book).items():
        yield (names.MAIN, label, "forecast"), amount
    changed = revised(book, figures)
    for label, amount in changed.lines.items():
        yield (names.MAIN, label, "amended"), changed.amended[label]
        yield (names.MAIN, label, "revised"), amount
    for line in book.lines:
        if line.type in _TOTALS:
            total = getattr(changed.totals, _TOTALS[line.type])
            yield (names.MAIN, line.label, "revised"), total
    year = closed_year(book)
    for line in book.lines:
        if line.type in _TOTALS:
            given = getattr(year, _TOTALS[line.type])
            yield (names.MAIN, line.label, "actual_prior"), "" if given is None else given
        if line.type is LineType.CARRY_OUT:
            yield (names.MAIN, line.label, "forecast"), expected(book)
    bound = bound_at_close(book)
    closing = figures.columns["budget"].closing
    label = f"Budsjett {programme.year}"
    yield (names.CARRIED, label, "closing"), closing
    yield (names.CARRIED, label, "bound_out"), bound
    yield (names.CARRIED, label, "free_out"), closing - bound
    yield (names.PROJECTS, "", "budget"), projects_total(book)


def _grants(programme: Programme) -> Told:
    rate = programme.number("Kurs_EUR")
    book = with_grant_years(programme)
    for grant in book.grants:
        amount = grant_income(grant, programme.counts_applied)
        yield (names.GRANTS, grant.grant_id, "budget"), amount
        ceiling = commitment(grant, rate)
        if ceiling is not None:
            yield (names.GRANTS, grant.grant_id, "ceiling_1000"), ceiling


def _scenarios(programme: Programme) -> Told:
    for found in table_of(programme):
        outcome = found.outcome
        if outcome is not None:
            for key in ("fees", "result", "closing", "bound", "free", "result_kr", "closing_kr"):
                yield (names.SCENARIOS, found.row.name, key), getattr(outcome, key)


def _sensitivity(programme: Programme) -> Told:
    for one in sensitivity(programme):
        yield (names.SENSITIVITIES, one.what, "effect"), one.exact


def _targets(programme: Programme) -> Told:
    day, year = programme.day("Status_per"), programme.year
    if day is None or year is None:
        return
    for target in programme.targets:
        yield (names.TARGETS, target.target_id, "applies"), holds(target, day, year).value


def _ahead(programme: Programme) -> Told:
    years = projection(programme)
    labels = layout_for(years[0].year).table(names.AHEAD_YEARS).labels if years else ()
    for label, year in zip(labels, years, strict=True):
        for key in ("income", "expenses", "result", "closing", "free"):
            amount = getattr(year, key)
            # A year that lacks something shows nothing rather than a figure.
            yield (names.AHEAD_YEARS, label, key), "" if amount is None else amount


def in_sheets(
    view: View, wanted: Figures, value: Callable[[View, str, str, str], Value]
) -> Figures:
    """What the workbook shows for each of the figures *wanted*."""
    return {key: value(view, *key) for key in wanted}


def shown(view: View, table: str, row: str, column: str) -> Value:
    """What the cell of a figure says; the sum of the column where no row is named."""
    if not row:
        numbers = [view.value(r.cells[column]) for r in view.rows(table)]
        return sum((n for n in numbers if isinstance(n, float)), 0.0)
    cell = view.cell(table, row, column)
    return BLANK if cell is None else view.value(cell)


def differing(models: Mapping[tuple[str, str, str], Value], sheet: Figures) -> list[str]:
    """The figures that are not the same in both, each with what it is."""
    return [
        f"{'/'.join(key)}: {sheet.get(key)} i arket, {value} etter modellen"
        for key, value in models.items()
        if not alike(value, sheet.get(key, BLANK))
    ]


def alike(a: Value, b: Value) -> bool:
    """Whether two values are the same figure; a blank counts as 0, as in Excel."""
    if isinstance(a, float) or isinstance(b, float):
        x, y = (0.0 if v is BLANK else v for v in (a, b))
        if not (isinstance(x, float) and isinstance(y, float)):
            return False
        return abs(x - y) <= TOLERANCE * max(1.0, abs(x), abs(y)) * 1e-3
    return a == b


def all_shown(view: View) -> dict[str, Value]:
    """Everything that is calculated and not hidden, by address: what can move at all."""
    found: dict[str, Value] = {}
    for name, (_, spec) in view.bound.layout.tables.items():
        bound = view.bound.tables.get(name)
        if bound is None or spec.owned or name in (names.CHANGES, names.ROWS):
            continue  # the fingerprint and the count of rows prove nothing
        keys = [
            c.key for c in spec.columns if c.derived and not c.hidden and c.key in bound.columns
        ]
        for row in bound.rows:
            for key in keys:
                found[str(row.cells[key])] = view.value(row.cells[key])
    for placed in view.bound.fixed:
        state = placed.cell.sheet in ("Kontroll", "Endret siden sist") or (
            placed.cell.sheet == "Forside" and placed.cell.row < STATE_ENDS
        )
        if placed.formula is not None and not state:
            found[str(placed.cell)] = view.value(placed.cell)
    return found
