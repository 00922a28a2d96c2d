"""«orxl excel prøv»: where to type comes from the layout; without Excel a sentence says so."""

from __future__ import annotations

import json
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import orxl.app.trial
from orxl.app.trial import plan_of, ready, try_in_excel
from orxl.binding import BoundBook, bind
from orxl.cli import main
from orxl.core.errors import OrxlError, UnwritableFile
from orxl.core.snapshot import Book
from orxl.live.trial import Limits, Plan
from orxl.live.trial.machine import Machine
from orxl.report.trial import PAGE_NAME, TrialReport
from orxl.setup.machine import ThisMachine
from orxl.xlsx import read_bytes
from tests.conftest import ROOT
from tests.live.trial.com import Desktop, Excel
from tests.live.trial.windows import book_of

elsewhere = pytest.mark.skipif(sys.platform == "win32", reason="on Windows the trial is held")


@elsewhere
@pytest.mark.parametrize("word", ["prøv", "prov"])
def test_elsewhere_than_on_windows_one_sentence_is_said_and_nothing_written(
    word: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["excel", word, str(path)]) == 2
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert "Dette er ikke Windows" in told.err
    assert told.out == ""
    assert list(path.parent.iterdir()) == [path]


def report(*ok: bool) -> TrialReport:
    from datetime import datetime

    from orxl.report.trial import StepReport

    steps = (
        StepReport("Radhøyder", "gjort", 1, {"for lave": [] if good else [["A", 1, 1, 2]]})
        for good in ok
    )
    return TrialReport("bok.xlsx", datetime(2026, 11, 27), tuple(steps))


@pytest.mark.parametrize(("ok", "code"), [(True, 0), (False, 1)])
def test_the_command_says_how_it_went_and_where_it_is_told(
    ok: bool, code: int, path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path, Path]] = []

    def tried(book: Path, folder: Path) -> orxl.app.trial.Tried:
        asked.append((book, folder))
        return orxl.app.trial.Tried(report(ok), folder / "a.json", folder / "a.html")

    monkeypatch.setattr(orxl.app.trial, "ready", lambda: None)
    monkeypatch.setattr(orxl.app.trial, "try_in_excel", tried)
    assert main(["excel", "prøv", str(path), "--ut", str(path.parent / "ut")]) == code
    assert main(["excel", "prøv", str(path)]) == code
    assert asked == [(path, path.parent / "ut"), (path, path.parent)]
    told = capsys.readouterr().out
    assert "var som ventet" in told
    assert "a.json" in told


def test_the_double_click_is_the_command_and_shows_the_page_it_makes() -> None:
    text = (ROOT / "workbook" / "Prøv i Excel.cmd").read_text(encoding="utf-8")
    line = next(row for row in text.splitlines() if " -m orxl " in row)
    words = shlex.split(line.partition(" -m orxl ")[2])
    assert words == ["excel", "prov", "%FIL%"]
    orders = [row for row in text.splitlines() if not row.startswith("rem ")]
    assert "\n".join(orders).isascii()  # whatever the console makes of other letters
    assert f'"SIDE=%%~dpF{PAGE_NAME}"' in text


@pytest.fixture(scope="module")
def bound(shipped: bytes) -> BoundBook:
    """The workbook that staff open."""
    return bind(read_bytes(shipped))


@pytest.fixture
def plan(bound: BoundBook) -> Plan:
    return plan_of(bound)


def test_every_table_that_staff_add_rows_to_is_typed_below(bound: BoundBook, plan: Plan) -> None:
    typed = {given.table for given in plan.growing}
    grows = {name for name, (sheet, table) in bound.layout.tables.items()
             if table.grows and not table.owned and not sheet.protected}  # fmt: skip
    assert typed == grows
    assert {"tblTiltak", "tblMedlemmer", "tblScenarioer"} <= typed


def test_what_is_typed_fits_the_column(bound: BoundBook, plan: Plan) -> None:
    for given in plan.growing:
        table = bound.tables[given.table]
        number = table.table.ref.first_column + given.column
        column = next(c for c in table.spec.columns if table.columns.get(c.key) == number)
        assert not column.derived
        assert isinstance(given.value, float) is column.kind.numeric, given


def test_the_trap_is_a_blank_column_of_several_rows(bound: BoundBook, plan: Plan) -> None:
    (trap,) = plan.trap
    table = bound.tables[trap.table]
    column = table.table.ref.first_column + trap.column
    sheet = bound.book.sheet(trap.sheet)
    assert sheet is not None
    assert len(table.rows) >= 3
    assert {sheet[row, column].value for row in table.table.data_rows} == {sheet[9999, 1].value}


def test_the_button_is_pressed_seven_ways(bound: BoundBook, plan: Plan) -> None:
    assert len(plan.ways) == 7
    formula, text = (way.place for way in plan.ways if way.place is not None)
    assert formula.cell in bound.declared
    assert isinstance(text.content, str)
    assert text.content.endswith(" ")
    assert bound.book.cell(text.cell).value == text.content[:-1]


def test_the_protected_sheets_are_those_of_the_layout(bound: BoundBook, plan: Plan) -> None:
    assert set(plan.protected) == {s.name for s in bound.layout.sheets if s.protected}
    assert plan.log == ("Endringslogg", "tblEndringslogg")
    assert plan.findings == "Kontroll"


def test_a_workbook_with_nothing_typed_has_fewer_ways(bound: BoundBook) -> None:
    bare = replace(bound, tables={})
    plan = plan_of(bare)
    assert plan.growing == plan.trap == ()
    assert len(plan.ways) == 5


@elsewhere
def test_ready_refuses_elsewhere() -> None:
    with pytest.raises(OrxlError, match="Dette er ikke Windows"):
        ready()


@pytest.mark.parametrize("installed", [True, False])
def test_a_windows_without_excel_is_said(installed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pc(ThisMachine):
        def class_exists(self, name: str) -> bool:
            return installed and name == "Excel.Application"

    monkeypatch.setattr(orxl.app.trial, "excel_machine", lambda: None)
    if installed:
        ready(Pc())
    else:
        with pytest.raises(OrxlError, match="Excel er ikke installert"):
            ready(Pc())


def test_a_folder_that_takes_no_files_is_said_before_excel_is_started(
    path: Path, windows_half: ModuleType
) -> None:
    started: list[bool] = []
    machine = Machine(Desktop(), lambda: started.append(True), lambda: None, book_of(windows_half))
    with pytest.raises(UnwritableFile, match="--ut"):
        try_in_excel(path, path / "ut", machine=machine)
    assert started == []


def test_a_trial_leaves_no_copies_and_tells_no_folder_of_the_user(
    path: Path, tmp_path: Path, held: Book, monkeypatch: pytest.MonkeyPatch,
    windows_half: ModuleType,
) -> None:  # fmt: skip
    folders: list[str] = []
    make = orxl.app.trial.tempfile.mkdtemp

    def folder(prefix: str) -> str:
        folders.append(make(prefix=prefix, dir=tmp_path))
        return folders[-1]

    monkeypatch.setattr(orxl.app.trial.tempfile, "mkdtemp", folder)
    desktop = Desktop()

    def create() -> Excel:
        made = Excel(held)
        made.fails["Open"] = OSError(f"{folders[0]} og {Path.home()}")
        return made

    machine = Machine(desktop, create, lambda: None, book_of(windows_half))
    before = path.read_bytes()
    done = try_in_excel(path, tmp_path / "ut", limits=Limits(), machine=machine)
    assert " æøå " in folders[0]
    assert not Path(folders[0]).exists()
    assert path.read_bytes() == before
    text = done.data.read_text("utf-8")
    assert folders[0] not in text
    assert str(Path.home()) not in text
    states = {step["navn"]: step["tilstand"] for step in json.loads(text)["steg"]}
    assert states["Maskinen"] == states["Opptak"] == "gjort"
    assert states["Vekst"] == "feilet"
    assert desktop.ended == []
