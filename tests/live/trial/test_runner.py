"""The trial's steps in their order: time limits, dialogs, and whose process is ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from orxl.core.errors import OrxlError
from orxl.live.trial import Bench, Limits, OwnExcel, Trial, supervised
from orxl.live.trial.runner import Step
from orxl.live.trial.windows import Dialog
from tests.live.trial.com import Desktop, Excel, Workbook
from tests.live.trial.things import Thing
from tests.live.windows.com import ComError

OURS, THEIRS = 7000, 1111


@dataclass
class Clock:
    now: float = 0

    def __call__(self) -> float:
        return self.now


class Bed:
    """A trial over a desktop with the user's Excel, driven by the test's own clock."""

    def __init__(self, held: Any, bench: Bench, tmp_path: Path) -> None:
        self.clock, self.desktop, self.bench = Clock(), Desktop(), bench
        self.started: list[Excel] = []

        def create() -> Excel:
            self.started.append(Excel(held))
            return self.started[-1]

        self.waits: list[float] = []
        self.excel = OwnExcel(create, self.desktop, tmp_path, self.waits.append)

    def trial(self, *steps: tuple[str, Callable[[Bench, dict[str, Any]], None]]) -> Trial:
        made = tuple(Step(name, do) for name, do in steps)
        limits = Limits(step=40, total=240, grace=10)
        return Trial(made, self.excel, lambda app: self.bench, self.desktop, limits, self.clock)


@pytest.fixture
def bed(held: Any, bench: Bench, tmp_path: Path) -> Bed:
    return Bed(held, bench, tmp_path)


def good(_bench: Bench, facts: dict[str, Any]) -> None:
    facts["sett"] = True


def bad(_bench: Bench, facts: dict[str, Any]) -> None:
    facts["kom så langt"] = True
    raise ComError(-2147352567, "Det oppstod et unntak.", None, None)


def test_an_error_in_one_step_does_not_stop_the_next_and_keeps_what_was_seen(bed: Bed) -> None:
    trial = bed.trial(("a", bad), ("b", good))
    trial.work()
    first, second = trial.records
    assert (first.state, second.state) == ("feilet", "gjort")
    assert first.facts == {"kom så langt": True}
    assert first.error is not None
    assert (first.error["feil"], first.error["kode"]) == ("ComError", -2147352567)
    assert first.error["sted"][-1].startswith("test_runner.py:")
    assert second.error is None
    assert len(bed.started) == 1
    assert bed.desktop.ended == []


def test_each_step_has_its_own_time(bed: Bed) -> None:
    def slow(_bench: Bench, _facts: dict[str, Any]) -> None:
        bed.clock.now += 12.5

    trial = bed.trial(("a", slow), ("b", good))
    trial.work()
    assert [r.seconds for r in trial.records] == [12.5, 0]


def test_a_step_over_its_time_ends_our_excel_and_the_next_gets_a_new_one(bed: Bed) -> None:
    def hangs(_bench: Bench, _facts: dict[str, Any]) -> None:
        bed.clock.now += 40
        assert trial.look()
        assert bed.desktop.ended == []
        bed.clock.now += 1
        assert trial.look()
        raise ComError(-2147023174, "RPC-serveren er ikke tilgjengelig.", None, None)

    trial = bed.trial(("a", hangs), ("b", good))
    trial.work()
    assert [r.state for r in trial.records] == ["stanset", "gjort"]
    assert bed.desktop.ended == [OURS]
    assert len(bed.started) == 2


def test_a_step_that_swallows_its_end_is_stopped_all_the_same(bed: Bed) -> None:
    def deaf(_bench: Bench, _facts: dict[str, Any]) -> None:
        bed.clock.now += 41
        trial.look()

    trial = bed.trial(("a", deaf))
    trial.work()
    assert trial.records[0].state == "stanset"


def test_when_the_whole_time_is_out_the_rest_is_not_tried(bed: Bed) -> None:
    def long(_bench: Bench, _facts: dict[str, Any]) -> None:
        bed.clock.now += 39

    trial = bed.trial(*((str(n), long) for n in range(9)))
    trial.work()
    assert [r.state for r in trial.records] == ["gjort"] * 7 + ["ikke prøvd"] * 2
    assert bed.started[0].did[-1][0] == "Quit"


def test_the_whole_time_stops_a_step_in_the_middle(bed: Bed) -> None:
    def long(_bench: Bench, _facts: dict[str, Any]) -> None:
        bed.clock.now += 39
        trial.look()

    trial = bed.trial(*((str(n), long) for n in range(9)))
    trial.work()
    assert trial.records[6].state == "stanset"
    assert trial.records[7].state == "ikke prøvd"
    assert bed.desktop.ended == [OURS]


def test_a_step_that_never_comes_back_is_given_up(bed: Bed) -> None:
    answers: list[bool] = []

    def stuck(_bench: Bench, _facts: dict[str, Any]) -> None:
        for seconds in (41, 9, 2):
            bed.clock.now += seconds
            answers.append(trial.look())

    trial = bed.trial(("a", stuck))
    trial.work()
    assert answers == [True, True, False]
    assert bed.desktop.ended == [OURS]  # once


def test_only_our_own_process_dialogs_are_noted_and_closed(bed: Bed) -> None:
    ours, theirs = Dialog(5, "Excel", ("Reparere?",)), Dialog(6, "Lagre som", ())
    bed.desktop.shown = {OURS: [ours], THEIRS: [theirs]}

    def asks(_bench: Bench, _facts: dict[str, Any]) -> None:
        trial.look()
        trial.look()

    trial = bed.trial(("a", asks), ("b", good))
    trial.work()
    assert trial.records[0].dialogs == [{"tittel": "Excel", "tekst": ["Reparere?"]}]
    assert set(bed.desktop.pressed) == {5}
    assert bed.desktop.asked_about == {OURS}


def test_nothing_is_looked_at_between_the_steps_or_before_excel_runs(bed: Bed) -> None:
    trial = bed.trial(("a", good))
    assert trial.look()
    assert bed.desktop.asked_about == set()


@pytest.mark.parametrize("process", [THEIRS, 0], ids=["somebody works in it", "not known"])
def test_an_excel_that_is_not_surely_ours_is_never_used(bed: Bed, process: int) -> None:
    bed.desktop.windows[70] = process
    trial = bed.trial(("a", good), ("b", good))
    with pytest.raises(OrxlError, match="alt var i bruk"):
        supervised(trial, bed.excel)
    (theirs,) = bed.started
    assert theirs.did == []
    assert theirs.Visible is False
    assert bed.desktop.ended == []


def test_an_excel_that_does_not_come_again_is_told_and_does_not_end_the_trial(bed: Bed) -> None:
    def ends(_bench: Bench, _facts: dict[str, Any]) -> None:
        bed.clock.now += 41
        trial.look()
        bed.desktop.windows[70] = THEIRS

    trial = bed.trial(("a", ends), ("b", good), ("c", good))
    supervised(trial, bed.excel)
    assert [r.state for r in trial.records] == ["stanset", "feilet", "feilet"]


def test_an_excel_that_hangs_while_it_starts_is_given_up(bed: Bed) -> None:
    answers: list[bool] = []

    def create() -> Any:
        for seconds in (41, 11):
            bed.clock.now += seconds
            answers.append(trial.look())
        raise ComError(-2146959355, "Serverkjøringen mislyktes", None, None)

    bed.excel._create = create
    trial = bed.trial(("a", good))
    trial.work()
    assert answers == [True, False]
    assert trial.records[0].state == "stanset"
    assert bed.desktop.ended == []  # nobody knows yet which process is ours


def test_what_breaks_beneath_the_steps_is_not_lost_with_its_thread(bed: Bed) -> None:
    def begin() -> None:
        raise RuntimeError("CoInitialize")

    with pytest.raises(RuntimeError, match="CoInitialize"):
        supervised(bed.trial(("a", good)), bed.excel, begin)


def test_our_excel_runs_no_macros_and_is_seen(bed: Bed) -> None:
    bed.excel.start()
    (started,) = bed.started
    assert (started.AutomationSecurity, started.DisplayAlerts, started.Visible) == (3, False, True)
    assert bed.excel.pid == OURS


def test_an_excel_that_cannot_be_started_is_said(bed: Bed, tmp_path: Path) -> None:
    def create() -> Any:
        raise ComError(-2147221005, "Ugyldig klassestreng", None, None)

    with pytest.raises(OrxlError, match="Får ikke startet Excel"):
        OwnExcel(create, bed.desktop, tmp_path).start()


@pytest.mark.parametrize(("refusals", "comes"), [(2, True), (3, False)])
def test_after_an_end_windows_gets_a_moment_before_the_next_excel(
    bed: Bed, refusals: int, comes: bool
) -> None:
    bed.excel.start()
    bed.excel.end()
    make, left = bed.excel._create, [refusals]

    def create() -> Any:
        left[0] -= 1
        if left[0] >= 0:
            raise ComError(-2147023174, "RPC-serveren er ikke tilgjengelig.", None, None)
        return make()

    bed.excel._create = create
    if comes:
        bed.excel.start()
    else:
        with pytest.raises(OrxlError, match="Får ikke startet Excel"):
            bed.excel.start()
    assert (bed.excel.pid == OURS) is comes
    assert bed.waits == [1.0, 1.0]


@pytest.mark.parametrize("place", ["", "/hjemme"])
def test_a_book_that_somebody_opened_in_our_excel_stays_open(
    bed: Bed, tmp_path: Path, place: str
) -> None:
    bed.excel.start()
    (started,) = bed.started
    ours, theirs = Workbook(started, tmp_path / "vekst.xlsx"), Workbook(started, None)
    theirs.Path = place
    started.open_books += [ours, theirs]
    bed.excel.close()
    assert started.open_books == [theirs]
    assert started.did == []
    assert started.DisplayAlerts is True


def test_an_excel_that_is_gone_is_no_hindrance_at_the_end(bed: Bed) -> None:
    bed.excel.start()
    bed.started[0].alive = False
    bed.excel.close()
    bed.excel.end()
    assert bed.desktop.ended == []


def test_a_process_that_has_ended_by_itself_is_no_hindrance(bed: Bed, tmp_path: Path) -> None:
    def gone(pid: int) -> None:
        raise ComError(87, "OpenProcess", None, None)

    bed.desktop.end = gone  # type: ignore[method-assign]
    bed.excel.start()
    bed.excel.end()
    assert bed.excel.pid is None


def test_the_work_is_done_in_a_thread_that_is_made_ready_for_com(bed: Bed) -> None:
    begun: list[bool] = []
    trial = bed.trial(("a", good))
    supervised(trial, bed.excel, lambda: begun.append(True))
    assert begun == [True]
    assert trial.records[0].state == "gjort"


def test_ctrl_c_ends_our_excel(bed: Bed, monkeypatch: pytest.MonkeyPatch) -> None:
    def waits(_bench: Bench, _facts: dict[str, Any]) -> None:
        while not bed.desktop.ended:
            time.sleep(0.01)

    trial = bed.trial(("a", waits))

    def pressed() -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(trial, "look", pressed)
    monkeypatch.setattr("orxl.live.trial.runner._TICK", 0.05)
    with pytest.raises(KeyboardInterrupt):
        supervised(trial, bed.excel)
    assert bed.desktop.ended == [OURS]


def test_a_step_that_is_given_up_is_left_behind(bed: Bed, monkeypatch: Any) -> None:
    trial = bed.trial(("a", lambda bench, facts: time.sleep(0.3)))
    monkeypatch.setattr(trial, "look", lambda: False)
    monkeypatch.setattr("orxl.live.trial.runner._TICK", 0.01)
    supervised(trial, bed.excel)
    assert trial.records[0].state == "ikke prøvd"


def test_a_dialog_that_is_gone_again_does_not_stop_the_watch(bed: Bed) -> None:
    bed.desktop.dialogs = lambda pid: Thing().no_such  # type: ignore[method-assign]

    def looks(_bench: Bench, _facts: dict[str, Any]) -> None:
        assert trial.look()

    trial = bed.trial(("a", looks))
    trial.work()
    assert trial.records[0].state == "gjort"


@pytest.mark.parametrize("fills", [True, False])
def test_the_settings_that_excel_keeps_for_the_user_are_as_they_were(bed: Bed, fills: bool) -> None:
    make = bed.excel._create

    def create() -> Excel:
        made: Excel = make()
        made.AutoCorrect.AutoFillFormulasInLists = fills
        made.AutoCorrect.AutoExpandListRange = not fills
        return made

    bed.excel._create = create

    def changes(_bench: Bench, _facts: dict[str, Any]) -> None:
        kept = bed.started[0].AutoCorrect
        kept.AutoFillFormulasInLists, kept.AutoExpandListRange = not fills, fills

    bed.trial(("a", changes)).work()
    (started,) = bed.started
    kept = started.AutoCorrect
    assert (kept.AutoFillFormulasInLists, kept.AutoExpandListRange) == (fills, not fills)
    assert started.AskToUpdateLinks is True
    assert started.did[-1][0] == "Quit"
