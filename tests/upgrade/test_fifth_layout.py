"""A workbook of layout 5 in the hands of staff comes to today's with the same figures."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from orxl.app.upgrade import Upgrade
from orxl.binding import bind
from orxl.core.edits import SetCell
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.layout import VERSION, layout_for
from orxl.programme.programme import Programme
from orxl.rules.kit.editor import Editor
from orxl.template import build
from orxl.xlsx import patch, read_bytes
from tests.conftest import OnceARun
from tests.upgrade.findings import findings
from tests.upgrade.staff import MOMENT, upgraded_in, with_values
from tests.upgrade.test_fourth_layout import shown

pytestmark = [pytest.mark.slow, pytest.mark.thorough]  # the next layout's tests say the same

BEFORE = 5


def _made(programme: Programme) -> bytes:
    """A workbook of layout 5 where a member has left and a rate is tried."""
    old = build(layout_for(2026, BEFORE), programme, MOMENT)
    where = Editor(bind(read_bytes(old))).where
    left = datetime(2025, 12, 31)
    edits = [
        SetCell(where("tblMedlemmer", "Drammen", "left"), left),
        SetCell(where("tblForutsetninger", "Kontingentsats", "value", "name"), 2.75),
    ]
    return with_values(patch(old, edits))


@pytest.fixture(scope="module")
def fifth(programme: Programme, once_a_run: OnceARun) -> bytes:
    data: bytes = once_a_run("fifth", lambda: _made(programme))
    return data


@pytest.fixture(scope="module")
def upgraded(
    fifth: bytes, once_a_run: OnceARun, tmp_path_factory: pytest.TempPathFactory
) -> Upgrade:
    folder = tmp_path_factory.mktemp("bok")
    found: Upgrade = once_a_run("fifth_upgraded", lambda: upgraded_in(folder, fifth))
    return found


def test_it_gets_what_todays_layout_has(fifth: bytes, upgraded: Upgrade) -> None:
    before, after = bind(read_bytes(fifth)), bind(read_bytes(upgraded.data))
    assert (before.version, after.version) == (BEFORE, VERSION)
    assert upgraded.hindrances == ()
    oslo = after.tables["tblMedlemmer"].rows[0]
    assert {"orgno", "reference"} <= set(oslo.cells)
    assert after.book.cell(oslo.cells["orgno"]).value is BLANK
    assert not after.tables["tblRegnskapskobling"].missing
    assert any(fact.name == "Kontingentforfall" for fact in after.programme.assumptions)
    assert after.book.cell(CellRef.of("Forside", "F8")).value == "Beregn og kontroller"
    names = {name.name: name.refers_to for name in after.book.names}
    assert names["Knappens_oppgave"] == "Forside!$F$8"
    (asked,) = (
        check
        for check in load_workbook(io.BytesIO(upgraded.data))[
            "Forside"
        ].data_validations.dataValidation
        if "F8" in check.sqref
    )
    assert (asked.type, asked.formula1) == ("list", "Liste_oppgaver")


def test_every_figure_stays_as_it_was(fifth: bytes, upgraded: Upgrade) -> None:
    then, now = shown(fifth), shown(upgraded.data)
    apart = {place for place in then if place not in now or then[place] != now[place]}
    # «Endret siden sist» tells of the run, and so do the log and the last run's counts.
    told = {"tblEndring", "tblEndringslogg", "tblFunn", "tblTilstand"}
    # A control is called otherwise: the opening may be that of the accounts.
    assert {place for place in apart if place[0] not in told} == {("tblKontroller", 5, "text")}


def test_nothing_new_is_found_after_it(fifth: bytes, upgraded: Upgrade) -> None:
    before, after = (
        {(code, text) for code, *_, text in findings(data, Severity.WARNING)}
        for data in (fifth, upgraded.data)
    )
    assert after - before == set()


def test_its_rows_are_on_no_record_until_it_is_run(upgraded: Upgrade) -> None:
    rows = bind(read_bytes(upgraded.data)).tables["tblRader"].rows
    assert {row.values["keys"] for row in rows} == {BLANK}
    assert "F015" not in {f.code for f in upgraded.findings}
