"""The years ahead: nothing is carried on from what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from orxl.programme.ahead import LineAhead, YearAhead, ahead, amounts_of, runs_out
from orxl.programme.codes import AheadMethod, LineType

D = Decimal
YEAR, OPENING = 2026, D(3743)
FEES = LineAhead("Kontingenter", LineType.INCOME, D(5387), AheadMethod.UNCHANGED)
PAY = LineAhead("Lønn", LineType.EXPENSE, D(5800), AheadMethod.GROWTH, D("0.03"))


def typed(*amounts: int | None) -> LineAhead:
    stated = {YEAR + 1 + i: D(a) for i, a in enumerate(amounts) if a is not None}
    return LineAhead("Prosjekter", LineType.EXPENSE, D(2580), AheadMethod.TYPED, None, stated)


def project(*lines: LineAhead, bound: Mapping[int, Decimal] | None = None) -> tuple[YearAhead, ...]:
    return ahead(lines, YEAR, OPENING, bound if bound is not None else {YEAR: D(400)})


def test_growth_is_rounded_each_year() -> None:
    assert amounts_of(PAY, YEAR) == (5800, 5974, 6153, 6338)


def test_a_line_without_method_or_growth_is_not_known() -> None:
    for line in (
        LineAhead("A", LineType.INCOME, D(1)),
        LineAhead("A", LineType.INCOME, D(1), AheadMethod.GROWTH),
    ):
        assert amounts_of(line, YEAR) == (1, None, None, None)


def test_each_year_opens_with_the_closing_before() -> None:
    years = project(FEES, PAY, typed(800, 800, 800))
    assert [y.year for y in years] == [2026, 2027, 2028, 2029]
    assert (years[0].result, years[0].closing, years[0].free) == (-2993, 750, 350)
    assert (years[1].opening, years[1].result, years[1].closing) == (750, -1387, -637)
    assert runs_out(years) == 2027


def test_a_year_with_an_unknown_line_has_no_total_and_neither_have_those_after() -> None:
    years = project(FEES, typed(0, None, 0))
    known, lacking, after = years[1], years[2], years[3]
    assert (known.closing, known.missing) == (OPENING + 5387 - 2580 + 5387, ())
    assert (lacking.opening, lacking.missing) == (known.closing, ("Prosjekter",))
    assert (lacking.income, lacking.expenses, lacking.result, lacking.closing) == (None,) * 4
    assert (after.missing, after.waits_for) == ((), 2028)
    assert (after.opening, after.result, after.closing, after.free) == (None,) * 4
    assert runs_out(years) is None


def test_what_is_bound_later_is_counted_later() -> None:
    years = project(FEES, bound={2026: D(400), 2028: D(50)})
    assert [y.bound for y in years] == [400, 400, 50, 50]


LINES = st.builds(
    LineAhead,
    st.uuids().map(str),
    st.sampled_from((LineType.INCOME, LineType.EXPENSE)),
    st.integers(0, 9000).map(Decimal),
    st.sampled_from((*AheadMethod, None)),
    st.none() | st.decimals("-0.2", "0.2", places=3),
    st.dictionaries(st.integers(2027, 2029), st.integers(0, 9000).map(Decimal)),
)


@given(st.lists(LINES, max_size=6))
def test_a_closing_is_known_exactly_until_the_first_gap(lines: list[LineAhead]) -> None:
    years = ahead(lines, YEAR, OPENING, {})
    gap = False
    expected = OPENING
    for year in years:
        gap = gap or bool(year.missing)
        assert (year.closing is None) is gap
        if year.closing is not None and year.income is not None and year.expenses is not None:
            expected += year.income - year.expenses
            assert year.closing == expected
