"""The traffic lights of the main figures and the project funds, and the screen they fit on."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from openpyxl import Workbook

from orxl.binding import bind
from orxl.binding.book import BoundRow
from orxl.layout.names import CALCULATED
from orxl.rules.kit import Editor, View
from tests.helpers import view_of

LIGHTS = ("", "Grønt", "Gult", "Rødt")
"""From the best to the worst."""
LINES = {"Sum inntekter": "Inntekt", "Sum utgifter": "Utgift"}
SCREEN = 505
"""What Excel shows of a sheet at 1366 × 768 and 100 %, in pixels: the ribbon, the formula bar, the
headings, the tabs and the task bar take the rest."""


@pytest.fixture
def editor(complete: View) -> Editor:
    return Editor(complete.bound)


def amount(view: View, row: BoundRow, key: str) -> Decimal:
    value = view.value(row.cells[key])
    return Decimal(str(value)) if isinstance(value, float) else Decimal(0)


def level(view: View, row: BoundRow) -> int:
    return LIGHTS.index(str(view.value(row.cells["light"])))


def limits(view: View) -> tuple[Decimal, Decimal, Decimal]:
    words = {row.values["name"]: row.cells["value"] for row in view.rows("tblForutsetninger")}
    least, yellow, red = (
        Decimal(str(view.value(words[f"Avviksgrense_{name}"]))) for name in ("beløp", "gul", "rød")
    )
    return least, yellow, red


def own_level(view: View, row: BoundRow, *, expense: bool) -> int:
    """The light of a row's own deviation, reckoned with Decimal from what the sheet promises."""
    least, yellow, red = limits(view)
    budget = amount(view, row, "budget")
    off = amount(view, row, "forecast") - budget
    typed = row.cells["new_forecast"]
    if off == 0 and not isinstance(view.value(typed), float):
        return 0
    off = off if expense else -off
    if off <= least:
        return 1
    return 3 if off > red * abs(budget) else 2 if off > yellow * abs(budget) else 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_no_total_looks_better_than_its_worst_line(
    editor: Editor, complete: View, seed: int
) -> None:
    chance = random.Random(seed)
    for row in [r for r in bind(editor.book).tables["tblHovedtall"].rows if chance.random() < 0.4]:
        if row.values["type"] not in CALCULATED:
            shift = chance.choice([-900.0, -60.0, -5.0, 0.0, 4.0, 30.0, 75.0, 1200.0])
            label = str(row.values["label"])
            editor.put("tblHovedtall", label, "new_forecast", 200.0 + shift)
    view = view_of(editor.book, complete)
    worst = {"Inntekt": 0, "Utgift": 0, "Inngående": 0}
    totals = {}
    for row in view.rows("tblHovedtall"):
        kind = str(row.values["type"])
        own = own_level(view, row, expense=kind in ("Utgift", "Sum utgifter"))
        if kind in CALCULATED:
            totals[kind] = (level(view, row), own)
        else:
            assert level(view, row) == own, row.values["label"]
            worst[kind] = max(worst[kind], own)
    for kind, part in LINES.items():
        assert totals[kind][0] == max(totals[kind][1], worst[part]), kind
    result = max(totals["Resultat"][1], totals["Sum inntekter"][0], totals["Sum utgifter"][0])
    assert totals["Resultat"][0] == result
    assert totals["Utgående"][0] == max(totals["Utgående"][1], worst["Inngående"], result)


@pytest.mark.slow
def test_two_red_lines_that_even_each_other_out_leave_the_total_red(
    editor: Editor, complete: View
) -> None:
    """The measured fault: «Sum driftsutgifter» was green above two red lines."""
    editor.put("tblHovedtall", "Kommunikasjon", "new_forecast", 600.0)
    editor.put("tblHovedtall", "Lønn sekretariatet, mv.", "new_forecast", 5400.0)
    view = view_of(editor.book, complete)
    lights = {row.values["type"]: level(view, row) for row in view.rows("tblHovedtall")}
    off = editor.where("tblHovedtall", "Sum utgifter", "deviation", by="type")
    assert view.value(off) == 0.0
    assert (lights["Sum utgifter"], lights["Resultat"], lights["Sum inntekter"]) == (3, 3, 0)


@pytest.mark.slow
def test_the_total_of_the_projects_is_as_bad_as_the_worst_of_them(
    editor: Editor, complete: View
) -> None:
    total = editor.over("tblProsjektmidler", "light")
    assert view_of(editor.book, complete).value(total) == ""
    editor.put("tblProsjektmidler", "Store arrangementer", "new_forecast", 700.0)
    editor.put("tblProsjektmidler", "Strategiske satsinger", "new_forecast", 200.0)
    assert view_of(editor.book, complete).value(total) == "Rødt"


@pytest.mark.slow
def test_what_the_case_says_stands_still_when_the_budget_moves(
    editor: Editor, complete: View
) -> None:
    editor.put("tblHovedtall", "Kommunikasjon", "budget", 260.0)
    view = view_of(editor.book, complete)
    found = {
        row.values["type"]: (amount(view, row, "case"), amount(view, row, "since_case"))
        for row in view.rows("tblHovedtall")
    }
    assert found["Sum inntekter"] == (8754, 0)
    assert found["Sum utgifter"] == (9090, 60)
    assert found["Resultat"] == (-336, -60)
    assert found["Utgående"] == (3407, -60)


def test_all_lines_of_the_main_figures_are_on_a_small_screen(formulas: Workbook) -> None:
    sheet = formulas["Hovedtall"]
    rows = [sheet.row_dimensions[number].height or 15.0 for number in range(1, sheet.max_row + 1)]
    assert sheet.max_row == 25
    assert sum(round(height * 96 / 72) for height in rows) <= SCREEN
