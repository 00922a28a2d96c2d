"""The years ahead and the grants over years: the sheets give what the domain gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

import pytest

from orxl.binding import bind
from orxl.core.edits import Edit, SetCell
from orxl.core.values import BLANK, Value
from orxl.programme.codes import AheadMethod, GrantStatus
from orxl.programme.grant_years import with_grant_years, years_of
from orxl.programme.programme import Programme
from orxl.programme.projection import first_lines, lines_ahead, projection
from orxl.rules.kit import Editor, View
from orxl.xlsx import patch, read_bytes
from tests.helpers import settled

GRANTS, YEARS, AHEAD, LINES = "tblTilskudd", "tblTilskuddsår", "tblÅrene", "tblFram"
ROWS = 9
"""How many rows of years are made."""


def shown(value: Value) -> Decimal | None:
    """A sheet's amount; a blank or an empty text is None."""
    return round(Decimal(value), 6) if isinstance(value, float) else None


def changed(view: View, seed: int) -> Editor:
    """The workbook with other years, methods, rates and states, drawn by *seed*."""
    draw, editor = random.Random(seed), Editor(view.bound)
    grants = [str(row.values["grant_id"]) for row in view.rows(GRANTS)]
    places = [(grant, year) for grant in grants for year in range(2025, 2030)]
    known = 0.5 if seed % 2 else 0.97

    def maybe(value: float, often: float = known) -> Value:
        return float(value) if draw.random() < often else BLANK

    for number in editor.rows_where(YEARS):
        editor.type_in(editor.at(YEARS, number, "year"), 2024.0)  # those shipped stand aside
        for key in ("income", "frame", "opening"):
            editor.type_in(editor.at(YEARS, number, key), BLANK)
    count = len(places) if known > 0.9 else ROWS
    for grant, year in draw.sample(places, count):
        editor.add_row(
            YEARS, grant=grant, year=float(year), income=maybe(draw.randint(0, 900)),
            frame=maybe(draw.randint(0, 500)), advance=maybe(draw.randint(0, 200), 0.3),
            used=maybe(draw.randint(0, 200), 0.3), opening=maybe(draw.randint(0, 400), 0.3),
        )  # fmt: skip
    for grant in grants:
        editor.put(GRANTS, grant, "status", draw.choice(list(GrantStatus)).value)
        editor.put(GRANTS, grant, "to_year", maybe(float(draw.randint(2026, 2029)), 0.8))
    for row in view.rows(AHEAD)[1:]:
        rate = maybe(draw.randint(150, 400) / 100)
        editor.type_in(row.cells["rate"], rate)
    for row in view.rows(LINES):
        method = maybe(0.0)
        word = draw.choice([m for m in AheadMethod if m is not AheadMethod.FEES]).value
        if row.values["method"] == AheadMethod.FEES:
            word = AheadMethod.FEES.value
        editor.type_in(row.cells["method"], BLANK if method is BLANK else word)
        editor.type_in(row.cells["growth"], maybe(draw.randint(-100, 300) / 1000))
        for key in ("typed1", "typed2", "typed3"):
            editor.type_in(row.cells[key], maybe(draw.randint(0, 3000)))
    return editor


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_the_sheets_give_what_the_domain_gives(sound: View, seed: int) -> None:
    view = settled(changed(sound, seed).book, sound)
    programme = view.programme
    years = projection(programme)
    for row, year in zip(view.rows(AHEAD), years, strict=True):
        told = {key: shown(view.value(cell)) for key, cell in row.cells.items()}
        assert told["at"] == year.year
        for key in ("opening", "income", "expenses", "result", "closing", "bound", "free"):
            assert told[key] == getattr(year, key), (year.year, key)
        assert told["missing"] == len(year.missing)
        remark = str(view.value(row.cells["remark"]))
        assert ("angler" in remark) == (year.closing is None)
        for label in year.missing[:1]:
            assert label in remark
    amounts = {line.label: line for line in lines_ahead(programme)}
    assert {row.values["label"] for row in view.rows(LINES)} == set(amounts)
    settled_grants = {g.grant_id: g for g in with_grant_years(programme).grants}
    for row in view.rows(GRANTS):
        grant = settled_grants[str(row.values["grant_id"])]
        assert shown(view.value(row.cells["planned"])) == (grant.planned or 0)
        assert shown(view.value(row.cells["bound_in"])) == grant.bound_in
        bound_out = (grant.bound_in or 0) - (grant.bound_used or 0)
        assert shown(view.value(row.cells["bound_out"])) == bound_out
    bound = {
        (grant, y.year): (y.bound_in, y.bound_out)
        for grant in settled_grants
        for y in years_of(programme, grant)
    }
    for row in view.rows(YEARS):
        year_of = int(float(str(row.values["year"])))
        told_bound = tuple(shown(view.value(row.cells[key])) for key in ("bound_in", "bound_out"))
        assert told_bound == bound[str(row.values["grant"]), year_of]


def test_nothing_is_known_of_the_years_ahead_of_the_case(programme: Programme) -> None:
    first, *later = projection(programme)
    assert (first.opening, first.income, first.expenses) == (3743, 8754, 9090)
    assert (first.closing, first.bound, first.free) == (3407, 400, 3007)
    assert all(year.closing is None for year in later)
    assert "Kontingenter" in later[0].missing
    assert "Avrunding inntekter" not in later[0].missing


def test_only_what_follows_from_the_budget_begins_with_a_method(programme: Programme) -> None:
    methods = {line.label: line.method for line in first_lines(programme.lines)}
    assert len(methods) == 15
    assert methods["Kontingenter"] is AheadMethod.FEES
    assert methods["SEADITO 2024–2027"] is AheadMethod.GRANTS
    assert methods["Avrunding utgifter"] is AheadMethod.UNCHANGED
    assert methods["Lønn sekretariatet, mv."] is None


def stated(data: bytes) -> Iterator[Edit]:
    """Everything unchanged, the rate 2,50, and no income of grants after 2026."""
    bound = bind(read_bytes(data))
    for row in bound.rows(LINES):
        if row.values["method"] != AheadMethod.FEES:
            yield SetCell(row.cells["method"], AheadMethod.UNCHANGED.value)
    for row in bound.rows(AHEAD)[1:]:
        yield SetCell(row.cells["rate"], 2.5)


@pytest.mark.slow
def test_when_all_is_stated_the_years_are_carried_on(finished: bytes) -> None:
    view = settled(read_bytes(patch(finished, list(stated(finished)))))
    closings = [shown(view.value(row.cells["closing"])) for row in view.rows(AHEAD)]
    assert closings == [3407, 3071, 2735, 2399]  # −336 a year
    assert [y.closing for y in projection(view.programme)] == closings
