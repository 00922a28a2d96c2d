"""The whole trial of the workbook that staff open, with the real click, over the stand-in for COM.

Everything but Excel is the real thing: orxl's reading, rules and writing, and the Windows half of
xlwings. The stand-in calculates nothing, so a formula that the click puts back has the value 0.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import orxl.app.trial
from orxl.app.trial import Tried, plan_of, try_in_excel
from orxl.binding import bind
from orxl.live.trial import Plan
from orxl.live.trial.machine import Machine
from orxl.xlsx import read_bytes
from tests.live.trial.com import Desktop, Excel
from tests.live.trial.windows import book_of

pytestmark = pytest.mark.slow

WAYS = {"det står noe under loggen",
        "et mellomrom for mye i en gul celle på et beskyttet ark"}  # fmt: skip
"""Of the seven: the one that writes most, and the one that must write nothing."""


@pytest.fixture(scope="module")
def tried(
    shipped: bytes, windows_half: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> Tried:
    book = read_bytes(shipped)
    whole = plan_of(bind(book))
    plan = replace(whole, ways=tuple(way for way in whole.ways if way.name in WAYS))
    typed = next(way.place.cell for way in plan.ways if way.place and "gul" in way.name)
    unlocked = {typed.sheet: {(typed.row, typed.column)}}
    folder = tmp_path_factory.mktemp("prøve i Excel")
    path = folder / "handlingsprogram.xlsx"
    path.write_bytes(shipped)

    def planned(_bound: object) -> Plan:
        return plan

    machine = Machine(Desktop(), lambda: Excel(book, unlocked), lambda: None, book_of(windows_half))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(orxl.app.trial, "plan_of", planned)
        done = try_in_excel(path, folder / "ut", machine=machine)
    assert path.read_bytes() == shipped
    return done


def test_every_step_is_taken_and_everything_is_as_expected(tried: Tried) -> None:
    assert [(s.name, s.state, s.error) for s in tried.report.steps if s.state != "gjort"] == []
    assert [j for j in tried.report.judged if j[1].ok is not True] == []


def test_every_formula_of_the_file_is_compared_in_excels_own_spelling(tried: Tried) -> None:
    facts = next(s.facts for s in tried.report.steps if s.name == "Verdier og formler")
    assert facts["sammenlignet"] > 3000
    assert facts["andre formler"]["antall"] == 0


def test_neither_file_names_what_stands_in_a_cell(tried: Tried, shipped: bytes) -> None:
    told = Path(tried.data).read_text("utf-8") + Path(tried.page).read_text("utf-8")
    book = bind(read_bytes(shipped))
    texts = {
        value
        for table in book.tables.values()
        for row in table.filled
        for key, value in row.values.items()
        if isinstance(value, str) and len(value) > 20 and key in table.columns
        and row.cells[key] not in book.declared
    }  # fmt: skip
    assert len(texts) > 100
    assert [text for text in texts if text in told] == []
