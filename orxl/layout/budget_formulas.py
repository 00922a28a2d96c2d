"""The formulas of the main figures, which differ from row to row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from orxl.core.values import Value
from orxl.layout.names import (
    AMOUNTS,
    CALCULATED,
    CARRY_IN,
    CARRY_OUT,
    EXPENSE,
    EXPENSE_SUM,
    INCOME,
    INCOME_SUM,
    RESULT,
)
from orxl.layout.tables import Grid
from orxl.programme.codes import LineSource, LineType

_FETCHED: Final[Mapping[str, str]] = {
    LineSource.FEES: "ROUND(Kontingent_i_alt/1000,0)",
    LineSource.GRANT: "SUMIFS({tblTilskudd.budget},{tblTilskudd.budget_line},{label})",
    LineSource.OTHER_GRANTS: "SUMIFS({tblTilskudd.budget},{tblTilskudd.own_line},{YesNo.NO})",
    LineSource.PROJECTS: "SUM({tblProsjektmidler.budget})",
}
"""The budget year's formula of a line, by where its figure comes from."""

MUST_FETCH: Final[Mapping[LineSource, tuple[LineType, str]]] = {
    LineSource.FEES: (LineType.INCOME, "kontingent"),
    LineSource.PROJECTS: (LineType.EXPENSE, "prosjekt"),
}
"""Of what must be fetched, whatever «Hentes fra» says: the type of its one line, and the word that
such a line's name begins with."""
NAMED_FOR: Final = (LineType.INCOME, "andre tilskudd")
"""The same of the line for grants without a line of their own, which a workbook may do without."""


def of_line(column: str, line_type: str) -> str:
    """The figure of the one line of *line_type* in the column *column* of the main figures."""
    return f'INDEX({{tblHovedtall.{column}}},MATCH("{line_type}",{{tblHovedtall.type}},0))'


def budget_headers(year: int) -> dict[str, str]:
    """The headers of the amount columns by key: they carry the years."""
    return {
        "budget_prior": f"Budsjett {year - 1}",
        "forecast_prior": f"Prognose {year - 1}",
        "budget": f"Budsjett {year}",
    }


CARRIED_OVER: Final = (
    'IF(AND(COUNT(Faktisk_overføring)=1,Overføringsvedtak<>"",N(Overføring_fra)>0,'
    'N(Overføring_fra)<=N(Status_per)),Faktisk_overføring,"")'
)
"""What was carried over by the accounts, where an amount, a day that has come and a decision are
there; else blank."""


def main_figure_formulas(
    rows: Sequence[Mapping[str, Value]], grid: Grid
) -> Sequence[Mapping[str, str]]:
    """The formulas of the main figures, row by row: the budget's, and those of the closed year.

    The opening of the budget year is what the prognosis closes with, until what the accounts close
    with is decided. What the case prints goes on from the prognosis.
    """
    formulas = [dict(found) for found in before_the_closing(rows, grid)]
    types = [row.get("type") for row in rows]
    for total, top, bottom in _blocks(types):
        lines = grid.span(top, bottom, "actual_prior")
        formulas[total]["actual_prior"] = f'IF(COUNT({lines})=0,"",SUM({lines}))'
    for total, text in _totals(types, grid, "actual_prior"):
        if types[total] in (RESULT, CARRY_OUT):
            a, b = (grid.at(i, "actual_prior") for i in _terms(types, types[total]))
            formulas[total]["actual_prior"] = f'IF(OR({a}="",{b}=""),"",{text})'
    for total, text in _totals(types, grid, "amended"):
        formulas[total]["amended"] = text
    opening, closing = _only(types, CARRY_IN), _only(types, CARRY_OUT)
    if opening is not None and closing is not None:
        before, carried = grid.at(closing, "forecast_prior"), grid.at(opening, "carried")
        formulas[opening] |= {
            "carried": CARRIED_OVER,
            "budget": f'IF({carried}="",{before},{carried})',
            "printed": before,
        }
        result = _only(types, RESULT)
        if result is not None:
            at = grid.at(result, "budget")
            formulas[closing]["printed"] = f"{grid.at(opening, 'printed')}+{at}"
    return formulas


def before_the_closing(
    rows: Sequence[Mapping[str, Value]], grid: Grid
) -> Sequence[Mapping[str, str]]:
    """The formulas of the main figures up to layout 6, which has no accounts of the year before.

    A sum covers the unbroken run from the first to the last line of its kind. A line that the
    publication prints as a constant (the prior year's columns) has no formula.
    """
    types = [row.get("type") for row in rows]
    formulas: list[dict[str, str]] = [{} for _ in rows]
    for key in (*AMOUNTS, "actual", "forecast"):
        for index, text in _totals(types, grid, key):
            # The accounts to date have no opening balance to close.
            if key != "actual" or types[index] != CARRY_OUT:
                formulas[index][key] = text
    closing = _only(types, CARRY_OUT)
    for index, row in enumerate(rows):
        fetched = _FETCHED.get(str(row.get("source")))
        if types[index] == CARRY_IN and closing is not None:
            formulas[index]["budget"] = grid.at(closing, "forecast_prior")
        elif fetched and types[index] in (INCOME, EXPENSE):
            formulas[index]["budget"] = fetched
    if "level" in grid.letters:
        for index, parts in _parts_of_totals(types, grid, "level"):
            formulas[index]["level"] = f"MAX({{own_level}},{parts})"
    return formulas


def with_totals_of_the_case(
    rows: Sequence[Mapping[str, Value]], grid: Grid
) -> Sequence[Mapping[str, str]]:
    """The formulas up to layout 4, where the totals of «I saken» were sums of its lines.

    A line that was deleted took its part of the case along, and nobody saw it. What the case says
    of its totals stands as facts of its own since.
    """
    formulas = [dict(found) for found in before_the_closing(rows, grid)]
    types = [row.get("type") for row in rows]
    if "case" in grid.letters:
        stated = dict(_parts_of_totals(types, grid, "case"))
        for index, text in _totals(types, grid, "case"):
            # Where nobody has said what the case states, there is no total of it either.
            formulas[index]["case"] = f'IF(COUNT({stated[index]})=0,"",{text})'
    return formulas


def closed_cells(row: Mapping[str, Value]) -> frozenset[str]:
    """The follow-up cells that stay empty in a line: a total is never typed."""
    kind = row.get("type")
    closed = {"new_forecast", "method"} if kind in CALCULATED else set()
    return frozenset(closed | ({"actual", "method"} if kind in (CARRY_IN, CARRY_OUT) else set()))


def _only(types: Sequence[Value | None], kind: str) -> int | None:
    """The index of the one line of *kind*, or None when there are none or several."""
    found = [i for i, t in enumerate(types) if t == kind]
    return found[0] if len(found) == 1 else None


def _blocks(types: Sequence[Value | None]) -> Iterator[tuple[int, int, int]]:
    """Each sum of lines with the first and the last line of its kind in the block that it ends.

    A line that stands elsewhere is in nobody's sum (B017 says so): a sum over all between would
    take in other totals, and itself.
    """
    singles = CALCULATED | {CARRY_IN}
    for total, part in ((INCOME_SUM, INCOME), (EXPENSE_SUM, EXPENSE)):
        at = _only(types, total)
        if at is None:
            continue
        start = max((i for i in range(at) if types[i] in singles), default=-1)
        lines = [i for i in range(start + 1, at) if types[i] == part]
        if lines:
            yield at, lines[0], lines[-1]


def _totals(types: Sequence[Value | None], grid: Grid, key: str) -> Iterator[tuple[int, str]]:
    for total, top, bottom in _blocks(types):
        yield total, f"SUM({grid.span(top, bottom, key)})"
    for result, sign in ((RESULT, "-"), (CARRY_OUT, "+")):
        at, terms = _only(types, result), _terms(types, result)
        if at is not None and terms:
            yield at, sign.join(grid.at(i, key) for i in terms)


def _terms(types: Sequence[Value | None], result: Value | None) -> tuple[int, ...]:
    """The two lines that *result* is made of; none where one of them is not there."""
    first, second = (INCOME_SUM, EXPENSE_SUM) if result == RESULT else (CARRY_IN, RESULT)
    a, b = _only(types, first), _only(types, second)
    return () if a is None or b is None else (a, b)


def _parts_of_totals(
    types: Sequence[Value | None], grid: Grid, key: str
) -> Iterator[tuple[int, str]]:
    """What each total is made of, for the worst of them: its lines, or other totals."""
    for total, top, bottom in _blocks(types):
        yield total, grid.span(top, bottom, key)
    for result, *parts in ((RESULT, INCOME_SUM, EXPENSE_SUM), (CARRY_OUT, CARRY_IN, RESULT)):
        at, found = _only(types, result), [_only(types, part) for part in parts]
        known = [grid.at(i, key) for i in found if i is not None]
        if at is not None and known:
            yield at, ",".join(known)
