"""A year is closed in the workbook: today's figures follow, and what the case prints stays."""

from __future__ import annotations

import pytest

from orxl.core.values import BLANK, Value
from orxl.rules.kit import Editor, View
from orxl.rules.shared.closing import CLOSING, accounts, decided
from tests.helpers import settled
from tests.perturb.figures import by_models, differing, in_sheets, shown

pytestmark = pytest.mark.slow

MORE = CLOSING - 3743


@pytest.fixture(scope="module")
def closed(sound: View) -> View:
    editor = Editor(sound.bound)
    accounts(editor)
    decided(editor, CLOSING)
    editor.put("tblÅrsavslutning", "Regnskap 2025", "bound_out", 380.0)
    return settled(editor.book, like=sound)


def figures(view: View, table: str, *keys: str) -> list[tuple[Value, ...]]:
    return [
        tuple(view.value(row.cells[key]) for key in keys) for row in view.bound.tables[table].rows
    ]


def test_sheets_and_models_agree(closed: View) -> None:
    models = by_models(closed.programme)
    assert differing(models, in_sheets(closed, models, shown)) == []


def test_todays_opening_and_closing_are_those_of_the_accounts(sound: View, closed: View) -> None:
    for kind in ("Inngående", "Utgående"):
        before, after = (
            view.number(view.cell("tblHovedtall", kind, "budget", by="type"))
            for view in (sound, closed)
        )
        assert after == (before or 0) + MORE
        cell = closed.cell("tblHovedtall", kind, "since_case", by="type")
        assert closed.number(cell) == MORE


def test_what_the_case_prints_does_not_move(sound: View, closed: View) -> None:
    for table in ("tblTabell511", "tblTabell512"):
        keys = ("label", "budget_prior", "forecast_prior", "budget", "change")
        assert figures(closed, table, *keys) == figures(sound, table, *keys)
    keys = ("budget_prior", "forecast_prior", "case")
    assert figures(closed, "tblHovedtall", *keys) == figures(sound, "tblHovedtall", *keys)
    quoted = next(n for n in closed.bound.names if n.name == "Inngående_mindreforbruk")
    cell = closed.cell(quoted.table, quoted.row, quoted.column, by=quoted.by)
    assert closed.number(cell) == 3743.0


def test_the_difference_is_shown_part_by_part(closed: View) -> None:
    row = {
        key: closed.value(cell)
        for key in ("opening", "income", "expenses", "result", "closing", "bound_out", "free_out")
        if (cell := closed.cell("tblÅrsavslutning", "Regnskap minus prognose", key)) is not None
    }
    assert row == {
        "opening": 0.0, "income": 0.0, "expenses": -100.0, "result": 100.0, "closing": 100.0,
        "bound_out": -20.0, "free_out": 120.0,
    }  # fmt: skip


def test_a_year_that_is_not_closed_shows_nothing(sound: View) -> None:
    for row in ("Regnskap 2025", "Regnskap minus prognose"):
        for key in ("opening", "income", "result", "closing", "free_out"):
            cell = sound.cell("tblÅrsavslutning", row, key)
            assert cell is not None
            assert sound.value(cell) in ("", BLANK), (row, key)
