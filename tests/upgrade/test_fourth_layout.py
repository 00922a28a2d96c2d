"""A workbook of layout 4 in the hands of staff comes to today's with the same figures."""

from __future__ import annotations

import pytest

from orxl.app.upgrade import Upgrade
from orxl.binding import bind
from orxl.core.edits import Edit, SetCell
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.formulas.recalculate import recalculate
from orxl.layout import VERSION, layout_for
from orxl.programme.programme import Programme
from orxl.template import build
from orxl.xlsx import patch, read_bytes
from tests.conftest import OnceARun
from tests.upgrade.findings import findings
from tests.upgrade.staff import MOMENT, upgraded_in, with_values

pytestmark = [pytest.mark.slow, pytest.mark.thorough]  # the next layout's tests say the same

BEFORE = 4


def _made(programme: Programme) -> bytes:
    """A workbook of layout 4 where the years ahead, a target and a grant are filled in."""
    old = build(layout_for(2026, BEFORE), programme, MOMENT)
    bound = bind(read_bytes(old))

    def put(table: str, row: str, key: str, value: Value) -> SetCell:
        cell = bound.where(table, row, key)
        assert cell is not None, (table, row, key)
        return SetCell(cell, value)

    edits: list[Edit] = [
        *(put("tblÅrene", f"Framskrevet {year}", "rate", 2.75) for year in (2027, 2028)),
        put("tblFram", "Lønn sekretariatet, mv.", "method", "Vekst"),
        put("tblFram", "Lønn sekretariatet, mv.", "growth", 0.03),
        put("tblMål", "2.1.1-R1", "achieved", 12.0),
        put("tblTilskudd", "SEADITO", "to_year", 2028.0),
        put("tblForutsetninger", "Avviksgrense_gul", "value", BLANK),
    ]
    return with_values(patch(old, edits))


@pytest.fixture(scope="module")
def fourth(programme: Programme, once_a_run: OnceARun) -> bytes:
    data: bytes = once_a_run("fourth", lambda: _made(programme))
    return data


@pytest.fixture(scope="module")
def upgraded(
    fourth: bytes, once_a_run: OnceARun, tmp_path_factory: pytest.TempPathFactory
) -> Upgrade:
    folder = tmp_path_factory.mktemp("bok")
    found: Upgrade = once_a_run("fourth_upgraded", lambda: upgraded_in(folder, fourth))
    return found


def shown(data: bytes) -> dict[tuple[str, int, str], Value]:
    """What every cell of every table gives, by table, row and column."""
    book = read_bytes(data)
    agreed, bound = recalculate(book).agreed, bind(book)

    def of(cell: CellRef) -> Value:
        there = book.cell(cell)
        return there.value if there.formula is None else agreed.get(cell, "ikke enige")

    return {
        (name, index, key): of(cell)
        for name, table in bound.tables.items()
        for index, row in enumerate(table.rows)
        for key, cell in row.cells.items()
    }


def test_its_own_layout_judges_it_before_it_is_upgraded(fourth: bytes) -> None:
    bound = bind(read_bytes(fourth))
    assert bound.layout.version == BEFORE
    wrong = {code for code, *_ in findings(fourth, Severity.WARNING)}
    assert not wrong & {"F001", "F002", "F003", "F008", "S002", "S011"}


def test_nothing_is_kept_back_and_no_figure_changes(fourth: bytes, upgraded: Upgrade) -> None:
    assert (upgraded.hindrances, upgraded.kept) == ((), ())
    after = bind(read_bytes(upgraded.data))
    assert (after.version, after.layout.version) == (VERSION, VERSION)
    then, now = shown(fourth), shown(upgraded.data)
    apart = {place for place in then if place not in now or then[place] != now[place]}
    # «Endret siden sist» tells of the run, and so does the log.
    told = {"tblEndring", "tblEndringslogg", "tblFunn"}
    # A control is called otherwise: the opening may be that of the accounts.
    assert {place for place in apart if place[0] not in told} == {("tblKontroller", 5, "text")}
    assert now["tblÅrene", 1, "remark"] == then["tblÅrene", 1, "remark"]


def test_nothing_new_is_found_after_it(fourth: bytes, upgraded: Upgrade) -> None:
    before, after = (
        {(code, text) for code, *_, text in findings(data, Severity.WARNING)}
        for data in (fourth, upgraded.data)
    )
    assert after - before == set()
