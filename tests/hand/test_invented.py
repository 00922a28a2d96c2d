"""The invented organisation: what the outsider worked out by hand is what the workbook shows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest

from orxl.layout.names import CARRIED, FEES, GRANTS, MAIN, NAMED, OTHERS, PRIOR, SCENARIOS, TOTAL
from orxl.programme.numbers import rounded
from orxl.programme.programme import Programme
from orxl.rules.kit import Editor, View
from tests.hand.book import change
from tests.helpers import settled
from tests.perturb.invented import invented_view, told

pytestmark = pytest.mark.slow

BASIS: Final = 600_318.0
CELLS: Final = {
    "Kontingent navngitte (kr)": (FEES, NAMED, "fee"),
    "Kontingent øvrige (kr)": (FEES, OTHERS, "fee"),
    "Kontingent i alt (kr)": (FEES, TOTAL, "fee"),
    "Antall ikke navngitte": (FEES, OTHERS, "count"),
    "Innbyggere navngitte": (FEES, NAMED, "inhabitants"),
    "Bundet inngående": (CARRIED, "Budsjett 2026", "bound_in"),
    "Bundet utgående": (CARRIED, "Budsjett 2026", "bound_out"),
    "Fritt utgående": (CARRIED, "Budsjett 2026", "free_out"),
    "Prognose 2025 | Fritt utgående": (CARRIED, "Prognose 2025", "free_out"),
    "Tilsagn VANN": (GRANTS, "VANN", "ceiling_1000"),
    "Tilsagn KOMP": (GRANTS, "KOMP", "ceiling_1000"),
    "Resultat uten søkte tilskudd": (SCENARIOS, "Uten søkte", "result"),
    "Utgående uten søkte tilskudd": (SCENARIOS, "Uten søkte", "closing"),
}
COLUMNS: Final = {"Budsjett 2025 | ": "budget_prior", "Prognose 2025 | ": "forecast_prior",
                  "Endring ": "change", "": "budget"}  # fmt: skip
CASES: Final = [{"id": "O00", "endring": [], "forventet": {}}, *told()["endringer"]]


@pytest.fixture(scope="module")
def invented(programme: Programme) -> View:
    return invented_view(programme.populations)


def shown(view: View, name: str) -> float:
    """The figure that the outsider calls *name*."""
    if name == "Avvik fra saken (kr)":
        return shown(view, "Kontingent i alt (kr)") - BASIS
    if name == "Avstemming med forrige sats":
        return float(rounded(Decimal(_number(view, FEES, PRIOR, "fee")) / 1000))
    if name in CELLS:
        return _number(view, *CELLS[name])
    start = next(start for start in COLUMNS if name.startswith(start))
    return _number(view, MAIN, name.removeprefix(start), COLUMNS[start])


def _number(view: View, table: str, row: str, column: str) -> float:
    cell = view.cell(table, row, column)
    assert cell is not None, (table, row, column)
    value = view.number(cell)
    assert value is not None, cell
    return value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_workbook_shows_what_was_worked_out_by_hand(
    invented: View, case: dict[str, Any]
) -> None:
    view = invented
    if case["endring"]:
        editor = Editor(invented.bound)
        for one in case["endring"]:
            change(editor, invented.bound, one)
        view = settled(editor.book, like=invented)
    wanted: dict[str, float] = told()["resultat"] | case["forventet"]
    assert len(wanted) > 30
    assert {name: shown(view, name) for name in wanted} == wanted
