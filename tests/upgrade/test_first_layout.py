"""From the workbook shipped before the layout had a version to today's layout."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orxl.app.upgrade import Upgrade, upgrade
from orxl.app.upgradetidy import hides_lists
from orxl.binding import bind
from orxl.cli import main
from orxl.core.edits import SetCell, SetName
from orxl.core.findings import Severity
from orxl.core.grafts import RenameColumn
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.formulas.recalculate import recalculate
from orxl.layout import VERSION, VERSION_NAME
from orxl.xlsx import mark_formulas, patch, read_bytes
from tests.conftest import ROOT
from tests.upgrade.findings import findings
from tests.upgrade.looking import cells, errors, looks, renamed
from tests.upgrade.staff import FIRST, MOMENT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def todays(staffs: bytes, tmp_path_factory: pytest.TempPathFactory) -> Upgrade:
    """The staff's workbook upgraded to today's layout."""
    path = tmp_path_factory.mktemp("bok") / "bok.xlsx"
    path.write_bytes(staffs)
    source = ROOT / "workbook" / "kilde"
    return upgrade(path, moment=MOMENT, who="kari", source=source)


def test_it_goes_to_todays_layout_with_equal_results(staffs: bytes, todays: Upgrade) -> None:
    """All but the front page and the live controls, which the layouts differ in themselves."""
    assert (todays.before, todays.after, todays.hindrances, todays.kept) == (1, VERSION, (), ())
    old, new = (read_bytes(data) for data in (staffs, todays.data))
    before, after = (recalculate(book).agreed for book in (old, new))
    kept = [c for c in before if c.sheet not in ("Forside", "Kontroll")]
    assert {c: after.get(c) for c in kept} == {c: before[c] for c in kept}
    assert len(kept) > 700


def test_only_what_the_steps_name_is_changed(staffs: bytes, todays: Upgrade) -> None:
    acts = [act for step in todays.steps for act in step.acts]
    named = {(a.cell.sheet, a.cell.a1) for a in acts if isinstance(a, SetCell)}
    columns = [(a.table, a.old, a.new) for a in acts if isinstance(a, RenameColumn)]
    front = {("Forside", "B8"), ("Forside", "C8"), ("Forside", "D24")}
    wanted, new = renamed(staffs, columns), cells(todays.data)
    own = wanted.keys() - named - front
    assert {w: new.get(w) for w in own} == {w: wanted[w] for w in own}


def test_no_look_is_changed(staffs: bytes, todays: Upgrade) -> None:
    before, after = looks(staffs), looks(todays.data)
    written = cells(staffs)
    assert [w for w in before if w in written and after.get(w) != before[w]] == []


def test_the_lists_are_out_of_sight_and_deadlines_go_by_the_day_of_the_status(
    staffs: bytes, todays: Upgrade
) -> None:
    before, after = (
        [sheet.state for sheet in read_bytes(data).sheets if sheet.name == "Lister"]
        for data in (staffs, todays.data)
    )
    assert (before, after) == (["visible"], ["hidden"])
    for sheet in ("Tiltak", "Mål"):
        old, new = (mark_formulas(data, sheet) for data in (staffs, todays.data))
        assert sum("TODAY()" in formula for formula in old) == 1
        assert {f.replace("TODAY()", "Status_per") for f in old} <= set(new)
        assert not any("TODAY" in formula for formula in new)


def test_lists_with_something_of_the_staffs_own_stay_in_sight(todays: Upgrade) -> None:
    def hidden(book: Book) -> bool:
        sheets = tuple(
            replace(s, state="visible") if s.name == "Lister" else s for s in book.sheets
        )
        return hides_lists(bind(replace(book, sheets=sheets)))

    assert hidden(read_bytes(todays.data))
    note = SetCell(CellRef("Lister", 60, 1), "Husk")
    assert not hidden(read_bytes(patch(todays.data, [note])))


def test_no_error_comes_that_was_not_there(staffs: bytes, todays: Upgrade) -> None:
    before, after = findings(staffs, Severity.ERROR), findings(todays.data, Severity.ERROR)
    assert [f for f in after if f not in before] == []


def test_microsofts_validator_finds_nothing_new(
    staffs: bytes, todays: Upgrade, tmp_path: Path
) -> None:
    before, after = tmp_path / "før.xlsx", tmp_path / "etter.xlsx"
    before.write_bytes(staffs)
    after.write_bytes(todays.data)
    assert errors(after) - errors(before) == {}


@pytest.mark.thorough
def test_the_shipped_workbook_itself_goes_too(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(FIRST.read_bytes())
    assert main(["oppgrader", str(path), "--ja"]) == 0
    assert main(["oppgrader", str(path), "--ja"]) == 0
    names = {name.name: name.refers_to for name in read_bytes(path.read_bytes()).names}
    assert names[VERSION_NAME] == str(VERSION)
    assert len(list((tmp_path / "orxl-sikkerhetskopier").iterdir())) == 1


def test_a_workbook_of_a_newer_orxl_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(patch(FIRST.read_bytes(), [SetName(VERSION_NAME, str(VERSION + 1))]))
    assert main(["oppgrader", str(path), "--ja"]) == 2
    assert "nyere utgave av orxl" in capsys.readouterr().err


def test_another_workbook_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.xlsx.books import one_sheet

    path = tmp_path / "bok.xlsx"
    path.write_bytes(one_sheet(""))
    assert main(["oppgrader", str(path), "--ja"]) == 2
    assert "budsjettåret" in capsys.readouterr().err
