"""A workbook of layout 6 in the hands of staff comes to today's with the same figures."""

from __future__ import annotations

from datetime import datetime

import pytest

from orxl.app.upgrade import Upgrade
from orxl.app.workbook import kept_backups
from orxl.binding import bind
from orxl.core.button import ButtonTask
from orxl.core.edits import Edit, SetCell
from orxl.core.findings import Severity
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

pytestmark = pytest.mark.slow

BEFORE = 6


def _made(programme: Programme) -> bytes:
    """A workbook of layout 6 in August: accounts, a prognosis, a red light that is explained."""
    old = build(layout_for(2026, BEFORE), programme, MOMENT)
    where = Editor(bind(read_bytes(old))).where
    edits: list[Edit] = [
        SetCell(where("tblForutsetninger", "Regnskap_per", "value", "name"), datetime(2026, 8, 31)),
        SetCell(where("tblHovedtall", "Kommunikasjon", "actual"), 150.0),
        SetCell(where("tblHovedtall", "Kommunikasjon", "new_forecast"), 320.0),
        SetCell(where("tblHovedtall", "Kommunikasjon", "explanation"), "Dyrere trykk."),
        SetCell(where("tblMedlemmer", "Drammen", "left"), datetime(2025, 12, 31)),
    ]
    return with_values(patch(old, edits))


@pytest.fixture(scope="module")
def sixth(programme: Programme, once_a_run: OnceARun) -> bytes:
    data: bytes = once_a_run("sixth", lambda: _made(programme))
    return data


@pytest.fixture(scope="module")
def upgraded(
    sixth: bytes, once_a_run: OnceARun, tmp_path_factory: pytest.TempPathFactory
) -> Upgrade:
    folder = tmp_path_factory.mktemp("bok")
    found: Upgrade = once_a_run("sixth_upgraded", lambda: upgraded_in(folder, sixth))
    return found


def test_it_gets_what_todays_layout_has(sixth: bytes, upgraded: Upgrade) -> None:
    before, after = bind(read_bytes(sixth)), bind(read_bytes(upgraded.data))
    assert (before.version, after.version) == (BEFORE, VERSION)
    assert upgraded.hindrances == ()
    line = next(r for r in after.rows("tblHovedtall") if r.values["label"] == "Kommunikasjon")
    assert {"actual_prior", "method", "linear", "calculated", "printed"} <= set(line.cells)
    assert line.values["method"] is BLANK
    assert line.values["actual_prior"] is BLANK
    assert {"amended", "revised"} <= set(line.cells)
    assert after.rows("tblBudsjettendringer") == ()
    assert len(after.rows("tblRevidert")) == 5
    carried = [row.values["column"] for row in after.rows("tblÅrsavslutning")]
    assert carried == ["Regnskap 2025", "Regnskap minus prognose"]
    facts = {fact.name for fact in after.programme.assumptions}
    assert {"Faktisk_overføring", "Overføring_fra", "Overføringsvedtak"} <= facts
    assert {"Sikkerhetskopier_antall", "Sikkerhetskopier_dager"} <= facts
    assert kept_backups(read_bytes(upgraded.data)) == kept_backups(read_bytes(sixth)) == (10, 0)


def test_the_button_can_do_what_is_new(sixth: bytes, upgraded: Upgrade) -> None:
    before, after = bind(read_bytes(sixth)), bind(read_bytes(upgraded.data))
    words = [[r.values["value"] for r in b.rows("tblListe_oppgaver")] for b in (before, after)]
    assert words[1] == [task.value for task in ButtonTask]
    assert words[0] == words[1][: len(words[0])]
    assert "Lag saksdokument" not in words[0]


def test_the_texts_of_the_case_quote_what_it_prints(upgraded: Upgrade) -> None:
    after = bind(read_bytes(upgraded.data))
    cell = after.where("tblHovedtall", "Inngående", "printed", "type")
    names = {name.name: name.refers_to for name in after.book.names}
    assert cell is not None
    assert names["Inngående_mindreforbruk"].replace("$", "") == f"Hovedtall!{cell.a1}"


def test_every_figure_stays_as_it_was(sixth: bytes, upgraded: Upgrade) -> None:
    then, now = shown(sixth), shown(upgraded.data)
    apart = {place for place in then if place not in now or then[place] != now[place]}
    # «Endret siden sist» tells of the run, and so do the log and the last run's counts.
    told = {"tblEndring", "tblEndringslogg", "tblFunn", "tblTilstand"}
    # A control is called otherwise: the opening may be that of the accounts.
    assert {place for place in apart if place[0] not in told} == {("tblKontroller", 5, "text")}


def test_nothing_new_is_found_after_it(sixth: bytes, upgraded: Upgrade) -> None:
    before, after = (
        {(code, text) for code, *_, text in findings(data, Severity.WARNING)}
        for data in (sixth, upgraded.data)
    )
    assert after - before == set()
