"""The amounts of the grants come to «Tilskuddsår», and no result is changed by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from orxl.app.upgrade import Upgrade, upgrade
from orxl.binding import BoundBook, bind
from orxl.core.edits import Edit, Formula, SetCell
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.formulas.recalculate import recalculate
from orxl.layout import layout_for
from orxl.programme.arithmetic import main_figures
from orxl.programme.grant_years import with_grant_years
from orxl.programme.programme import Programme
from orxl.template import build
from orxl.xlsx import patch, read_bytes
from tests.upgrade.staff import FIRST, MOMENT, with_values

pytestmark = pytest.mark.slow

GRANTS, YEARS = "tblTilskudd", "tblTilskuddsår"
BEFORE = 3
"""The last layout that had the amounts on «Tilskudd»."""
FETCHED = ("planned", "bound_in", "bound_used", "bound_out", "budget", "ceiling_1000")


@pytest.fixture(scope="module")
def third(programme: Programme) -> bytes:
    """A workbook of layout 3, with some amounts that the shipped one has not."""
    old = build(layout_for(2026, BEFORE), with_grant_years(programme), MOMENT)
    edits: list[Edit] = [
        put(old, "SEADITO", "bound_used", 150.0),
        put(old, "KLIMASATS", "planned", 1100.0),
        put(old, "ORBIFY", "planned", BLANK),
    ]
    return with_values(patch(old, edits))


def put(data: bytes, grant: str, key: str, content: Value | Formula) -> SetCell:
    cell = bind(read_bytes(data)).where(GRANTS, grant, key)
    assert cell is not None
    return SetCell(cell, content)


def upgraded(data: bytes, folder: Path) -> Upgrade:
    path = folder / "bok.xlsx"
    path.write_bytes(data)
    found = upgrade(path, moment=MOMENT, who="kari")
    assert found.hindrances == ()
    return found


def results(data: bytes) -> dict[tuple[str, Value, str], Value]:
    """What the engines give in the columns that the budget and the carry-over read."""
    book = read_bytes(data)
    agreed, bound = recalculate(book).agreed, bind(book)
    columns = {
        GRANTS: FETCHED,
        "tblHovedtall": ("budget", "change", "forecast"),
        "tblProsjektmidler": ("budget", "change"),
        "tblOverføring": ("bound_in", "bound_out", "free_out", "closing"),
    }

    def of(cell: CellRef) -> Value:
        there = book.cell(cell)
        value = there.value if there.formula is None else agreed[cell]
        return 0.0 if value is BLANK else value

    return {
        (table, row.values[bound.tables[table].spec.key], key): of(row.cells[key])
        for table, keys in columns.items()
        for row in bound.rows(table)
        for key in keys
    }


def years_of(bound: BoundBook) -> dict[Value, tuple[Value, ...]]:
    keys = ("year", "income", "opening", "used", "frame", "own_money")
    return {r.values["grant"]: tuple(r.values[key] for key in keys) for r in bound.rows(YEARS)}


@pytest.mark.thorough
def test_each_grant_gets_a_row_of_the_budget_year_and_no_result_changes(
    third: bytes, tmp_path: Path
) -> None:
    found = upgraded(third, tmp_path)
    assert found.kept == ()
    assert results(found.data) == results(third)
    assert years_of(bind(read_bytes(found.data))) == {
        "KLIMASATS": (2026.0, 1100.0, 0.0, 0.0, BLANK, BLANK),
        "SEADITO": (2026.0, 200.0, 400.0, 150.0, BLANK, BLANK),
        "GEO4WATER": (2026.0, 1050.0, 0.0, 0.0, BLANK, BLANK),
        "ORBIFY": (2026.0, BLANK, 0.0, 0.0, BLANK, BLANK),
    }
    before, after = (bind(read_bytes(data)).programme for data in (third, found.data))
    assert main_figures(after) == main_figures(before)


@pytest.mark.thorough
def test_the_frames_stay_where_staff_read_them(third: bytes, tmp_path: Path) -> None:
    frames = {p.label: p.frame for p in bind(read_bytes(third)).programme.projects}
    after = bind(read_bytes(upgraded(third, tmp_path).data)).programme.projects
    assert {p.label: p.frame for p in after} == frames
    assert frames["GEO4Water"] == 830


@pytest.mark.thorough
def test_a_formula_of_staffs_own_stays_in_its_cell(third: bytes, tmp_path: Path) -> None:
    typed = put(third, "GEO4WATER", "planned", Formula("1000+50"))
    found = upgraded(with_values(patch(third, [typed])), tmp_path)
    assert read_bytes(found.data).cell(typed.cell).formula == "1000+50"
    assert [kept.cell for kept in found.kept] == [typed.cell]
    assert results(found.data) == results(third)


@pytest.mark.thorough
def test_two_grants_of_one_code_are_left_as_they_are(third: bytes, tmp_path: Path) -> None:
    twice = with_values(patch(third, [put(third, "ORBIFY", "grant_id", "seadito")]))
    found = upgraded(twice, tmp_path)
    assert set(years_of(bind(read_bytes(found.data)))) == {"KLIMASATS", "GEO4WATER"}
    assert results(found.data) == results(twice)


@pytest.mark.thorough
def test_the_first_workbook_gets_its_years_too(tmp_path: Path) -> None:
    first = with_values(FIRST.read_bytes())
    found = upgraded(first, tmp_path)
    assert results(found.data) == results(first)
    income = {grant: row[1] for grant, row in years_of(bind(read_bytes(found.data))).items()}
    assert income == {"KLIMASATS": 1087.0, "SEADITO": 200.0, "GEO4WATER": 1050.0, "ORBIFY": 830.0}
