"""The marks of trouble: valid everywhere, and lit by the trouble they are for."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.layout import layout_for
from orxl.layout.looks import Look
from tests.libreoffice import libreoffice_values
from tests.oracle import needs_libreoffice

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]

LAYOUT = layout_for(2026)
NEW_FORECAST = LAYOUT.table("tblHovedtall").letter("new_forecast")
DEADLINE = LAYOUT.table("tblTiltak").letter("deadline")
FAR = 60
"""The first column of free cells, far to the right of every table."""


def evaluated(data: bytes, trouble: dict[str, object]) -> dict[tuple[str, str, Look], list[Value]]:
    """Each mark's answer in the first row of its table, after typing *trouble*.

    The marks' formulas are put into free cells of the same row, for LibreOffice to evaluate.
    """
    book = load_workbook(io.BytesIO(data))
    for at, value in trouble.items():
        sheet, _, a1 = at.partition("!")
        book[sheet][a1] = value
    cells: dict[CellRef, tuple[str, str, Look]] = {}
    for sheet_spec, table in LAYOUT.tables.values():
        sheet = book[sheet_spec.name]
        top = table.header_row + 1
        for number, mark in enumerate(table.marks):
            text = mark.written(table.letter, top, top + 60)
            sheet.cell(top, FAR + number, f"={text}")
            cells[CellRef(sheet_spec.name, top, FAR + number)] = (table.name, mark.first, mark.look)
    stream = io.BytesIO()
    book.save(stream)
    answers = libreoffice_values(stream.getvalue())
    result: dict[tuple[str, str, Look], list[Value]] = {}
    for ref, key in cells.items():
        result.setdefault(key, []).append(answers[ref])
    return result


@pytest.fixture(scope="module")
def lit(finished: bytes) -> dict[tuple[str, str, Look], list[Value]]:
    return evaluated(
        finished,
        {
            "Tiltak!A7": "1.1",  # the number of the row above
            f"Tiltak!{DEADLINE}6": datetime(2020, 1, 1),
            "Mål!B6": "9.9.9",
            "Medlemmer!A6": 9999,
            "Forutsetninger!B6": None,
            f"Hovedtall!{NEW_FORECAST}6": 4000,  # a favourable one
        },
    )


def test_every_mark_is_a_condition_that_can_be_evaluated(
    lit: dict[tuple[str, str, Look], list[Value]],
) -> None:
    for key, answers in lit.items():
        assert all(isinstance(a, bool) or a in (0.0, 1.0) for a in answers), (key, answers)


@pytest.mark.parametrize(
    ("table", "column", "look"),
    [
        ("tblTiltak", "number", Look.BAD),
        ("tblTiltak", "status", Look.KNOWN),
        ("tblMål", "measure", Look.BAD),
        ("tblMedlemmer", "population", Look.BAD),
        ("tblForutsetninger", "value", Look.KNOWN),
        ("tblHovedtall", "light", Look.GOOD),
    ],
)
def test_trouble_lights_its_mark(
    lit: dict[tuple[str, str, Look], list[Value]], table: str, column: str, look: Look
) -> None:
    assert True in lit[table, column, look]


def test_a_sound_workbook_shows_no_red(finished: bytes) -> None:
    answers = evaluated(finished, {})
    red = {key for key, found in answers.items() if key[2] is Look.BAD and True in found}
    assert red == set()


def test_a_total_shows_its_light_before_its_own_look() -> None:
    marks = LAYOUT.table("tblHovedtall").marks
    looks = [(mark.first, mark.look) for mark in marks]
    assert looks.index(("light", Look.BAD)) < looks.index(("label", Look.TOTAL))
    assert looks.index(("label", Look.TOTAL)) < looks.index(("explanation", Look.BAD))
