"""Handing out, keeping and resuming, with a crew that works here and now."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orxl.app.fleet import checks, orders, results
from orxl.app.fleet.cells import Stable
from orxl.app.fleet.checks import Wanted, run
from orxl.app.fleet.crews import Work
from orxl.app.fleet.orders import Answer, Order, edition, kept, unchecked
from orxl.app.fleet.places import Places
from orxl.app.fleet.results import opened
from orxl.app.fleet.run import answers
from orxl.app.fleet.work import answered
from orxl.core.errors import BadCall, LockedFile, OrxlError, UnwritableFile
from tests.fleet.books import small
from tests.helpers import TODAY


class Here:
    """A crew that does all at once, in this process."""

    workers, seconds = 2, 0.0

    def __init__(self, failing: int = 0) -> None:
        self.batches: list[int] = []
        self.closed = False
        self._failing = failing

    def submit(self, work: Work, given: Sequence[Mapping[str, Any]]) -> Future[list[Answer]]:
        self.batches.append(len(given))
        future: Future[list[Answer]] = Future()
        if self._failing:
            self._failing -= 1
            future.set_exception(RuntimeError("en arbeider ble borte"))
        else:
            future.set_result([answered(Order(**order)) for order in given])
        return future

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    books = tmp_path / "bøker"
    books.mkdir()
    (books / "a.xlsx").write_bytes(small({"A1": "=A2", "A2": "=A1"}))
    (books / "b.xlsx").write_bytes(small({"A1": 2}))
    (books / "c.xlsx").write_bytes(b"ingen arbeidsbok")
    return books


def checked(folder: Path, out: Path | None, day: date = TODAY, **more: Any) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    wanted = Wanted(Places((str(folder),)), everywhere=True, folder=out, **more)
    run(wanted, lambda a: found.update({Path(a["sted"]).name: a}), today=day, crew=lambda _: Here())
    return found


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_one_bad_file_does_not_stop_the_others_and_its_row_says_why(
    folder: Path, tmp_path: Path
) -> None:
    found = checked(folder, tmp_path / "ut")
    assert {name: a["status"] for name, a in found.items()} == {
        "a.xlsx": "kontrollert", "b.xlsx": "kontrollert", "c.xlsx": "ikke kontrollert",
    }  # fmt: skip
    assert "ikke en .xlsx-fil" in found["c.xlsx"]["grunn"]
    rows = lines(tmp_path / "ut" / "boker.jsonl")
    assert [Path(row["sted"]).name for row in rows] == ["a.xlsx", "b.xlsx", "c.xlsx"]
    assert [row["feil"] for row in rows] == [1, 0, None]
    findings = lines(tmp_path / "ut" / "funn.jsonl")
    assert [(f["kode"], f["celle"]) for f in findings] == [("A002", "A1")]
    assert findings[0]["sha256"] == rows[0]["sha256"]


def test_what_was_read_before_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    checked(folder, tmp_path / "ut")
    (folder / "b.xlsx").write_bytes(small({"A1": 3}))
    (folder / "d.xlsx").write_bytes((folder / "a.xlsx").read_bytes())
    found = checked(folder, tmp_path / "ut")
    assert {name: a["gjenbrukt"] for name, a in found.items()} == {
        "a.xlsx": True, "b.xlsx": False, "c.xlsx": True, "d.xlsx": True,
    }  # fmt: skip
    assert found["d.xlsx"]["sted"] == str(folder / "d.xlsx")
    assert found["d.xlsx"]["funn"] == found["a.xlsx"]["funn"]
    assert len(lines(tmp_path / "ut" / "boker.jsonl")) == 4


def test_another_question_or_another_orxl_is_answered_anew(folder: Path, tmp_path: Path) -> None:
    checked(folder, tmp_path / "ut")
    assert not any(a["gjenbrukt"] for a in checked(folder, tmp_path / "ut", sending=True).values())
    place = str(folder / "a.xlsx")
    store = str(tmp_path / "ut" / "resultater")
    order = Order(place, "kontroller", TODAY.isoformat(), edition(), everywhere=True, store=store)
    digest = answered(order)["sha256"]
    assert kept(order, digest)
    assert kept(replace(order, edition="en annen"), digest) is None


def test_an_action_programme_is_judged_again_on_another_day(tmp_path: Path) -> None:
    order = Order("a.xlsx", "kontroller", "2026-11-28", edition(), store=str(tmp_path))
    answer = unchecked(order, "", "", sha256="ab" * 32) | {"slag": None, "handlingsprogram": True}
    orders.keep(order, answer)
    assert kept(order, answer["sha256"])
    assert kept(replace(order, day="2026-11-29"), answer["sha256"]) is None


def test_a_run_that_was_broken_off_goes_on_with_the_day_it_began(
    folder: Path, tmp_path: Path
) -> None:
    def stop(_: Answer) -> None:
        raise KeyboardInterrupt

    crew = Here()
    wanted = Wanted(Places((str(folder),)), everywhere=True, folder=tmp_path / "ut")
    with pytest.raises(KeyboardInterrupt):
        run(wanted, stop, today=date(2026, 11, 28), crew=lambda _: crew)
    assert crew.closed
    assert len(lines(tmp_path / "ut" / "boker.jsonl")) == 3, "what was done is listed"
    found = checked(folder, tmp_path / "ut", date(2026, 11, 29))
    assert {a["dag"] for a in found.values()} == {"2026-11-28"}
    assert all(a["gjenbrukt"] for a in found.values()), "all were done when it was broken off"
    again = checked(folder, tmp_path / "ut", date(2026, 11, 29))
    assert again["a.xlsx"]["gjenbrukt"], "no action programme: the day does not matter"


def test_half_an_answer_is_none(folder: Path, tmp_path: Path) -> None:
    checked(folder, tmp_path / "ut")
    for file in (tmp_path / "ut" / "resultater").rglob("*.json"):
        file.write_text(file.read_text("utf-8")[:40], "utf-8")
    assert not any(a["gjenbrukt"] for a in checked(folder, tmp_path / "ut").values())


def test_a_folder_with_something_else_is_left_alone(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadCall, match="annet i seg"):
        checked(folder, folder)
    with pytest.raises(BadCall, match="ikke en mappe"):
        checked(folder, folder / "a.xlsx")


def test_two_runs_do_not_write_in_one_folder(folder: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "ut", TODAY), pytest.raises(LockedFile, match="brukes akkurat nå"):
        checked(folder, tmp_path / "ut")
    assert checked(folder, tmp_path / "ut")


def test_a_cluster_that_is_not_there_leaves_the_lists_as_they_were(
    folder: Path, tmp_path: Path
) -> None:
    checked(folder, tmp_path / "ut")
    before = (tmp_path / "ut" / "boker.jsonl").read_bytes()

    def nobody(_: Wanted) -> Here:
        raise OrxlError("Fikk ikke tak i klyngen.")

    wanted = Wanted(Places((str(folder),)), everywhere=True, folder=tmp_path / "ut")
    with pytest.raises(OrxlError, match="klyngen"):
        run(wanted, print, today=TODAY, crew=nobody)
    assert (tmp_path / "ut" / "boker.jsonl").read_bytes() == before


def test_a_full_disk_is_a_sentence(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(results, "keep", full)
    with pytest.raises(UnwritableFile, match=r"ut.*No space left.*samme kommando"):
        checked(folder, tmp_path / "ut")


def some(count: int) -> list[Order]:
    return [Order(f"{n}.xlsx", "kontroller", "2026-11-28", edition()) for n in range(count)]


def test_a_batch_whose_worker_is_gone_is_handed_out_again(folder: Path) -> None:
    crew = Here(failing=2)
    found = list(answers(some(3), crew))
    assert sorted(a["sted"] for a in found) == ["0.xlsx", "1.xlsx", "2.xlsx"]
    assert {a["slag"] for a in found} == {"ulesbar"}  # they are not there
    assert len(crew.batches) == 5


def test_what_nobody_could_finish_is_named() -> None:
    found = list(answers(some(1), Here(failing=9)))
    assert [a["slag"] for a in found] == ["stoppet"]
    assert "RuntimeError" in found[0]["grunn"]


def test_batches_grow_where_handing_out_costs() -> None:
    crew = Here()
    crew.seconds = 1.0
    assert len(list(answers(some(200), crew))) == 200
    assert crew.batches[0] == 1
    assert max(crew.batches) == 50


def test_workers_with_another_orxl_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    crew = Here()
    with pytest.raises(OrxlError, match="annen utgave av orxl"):
        list(answers([replace(some(1)[0], edition="eldre")], crew))
    assert crew.closed


class Ending:
    """A process that ends by itself a few times before it answers."""

    left = 0
    started = 0
    pid = 0

    def __init__(self, memory: int | None) -> None:
        self.memory = memory
        self.spent = False
        Ending.started += 1

    def ask(self, order: Order) -> Answer | None:
        if Ending.left:
            Ending.left -= 1
            self.spent = True
            return None
        return unchecked(order, "ulesbar", "svar")

    def end(self) -> None:
        pass


@pytest.mark.parametrize(("times", "slag"), [(0, "ulesbar"), (1, "ulesbar"), (2, "stoppet")])
def test_a_process_that_ends_is_replaced_and_then_its_file_is_named(times: int, slag: str) -> None:
    Ending.left, Ending.started = times, 0
    stable = Stable(Ending)  # type: ignore[arg-type]
    assert stable.answer(some(1)[0])["slag"] == slag
    Ending.left = 0
    assert stable.answer(some(1)[0])["slag"] == "ulesbar"
    assert Ending.started == times + 1


def test_an_idle_process_is_asked_again_and_one_with_another_limit_is_not() -> None:
    Ending.left, Ending.started = 0, 0
    stable = Stable(Ending)  # type: ignore[arg-type]
    first = some(1)[0]
    for order in (first, first, replace(first, memory=500), first):
        stable.answer(order)
    assert Ending.started == 2
    threads = [threading.Thread(target=stable.answer, args=(first,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Ending.started <= 4


def test_limits_that_cannot_be_held_are_refused() -> None:
    with pytest.raises(BadCall, match="250"):
        Wanted(Places((".",)), memory=100).refuse()
    assert checks.processors() >= 1
