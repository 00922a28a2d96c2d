"""The real processes: limits, kills, and the command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from orxl.app.fleet.cells import Cell, Stable
from orxl.app.fleet.orders import Order, edition
from orxl.cli import main
from tests.conftest import ROOT
from tests.fleet.books import small

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    books = tmp_path / "bøker"
    books.mkdir()
    (books / "a.xlsx").write_bytes(small({"A1": "=A2", "A2": "=A1"}))
    (books / "b.xlsx").write_bytes(small({"A1": 2}))
    return books


def order(place: Path, seconds: float | None = 60, memory: int | None = None) -> Order:
    return Order(
        str(place), "kontroller", "2026-11-28", edition(), everywhere=True, seconds=seconds,
        memory=memory,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names are another thing there")
def test_a_file_that_takes_too_long_or_too_much_is_ended_and_named(folder: Path) -> None:
    cell = Cell(300)
    slow = cell.ask(order(folder / "b.xlsx", seconds=0.0))
    assert slow is not None
    assert (slow["slag"], cell.spent) == ("tid", True)
    assert "mer enn 0 sekunder" in slow["grunn"]
    large = folder / "stor.xlsx"
    large.write_bytes(b"")
    os.truncate(large, 190 * 2**20)
    cell = Cell(250)
    answer = cell.ask(order(large, memory=250))
    assert answer is not None
    assert answer["slag"] == "minne"
    assert "250 MB" in answer["grunn"]


def test_a_process_that_is_killed_loses_nothing(folder: Path) -> None:
    stable = Stable()
    first = stable.answer(order(folder / "a.xlsx"))
    (pid,) = stable.pids
    os.kill(pid, signal.SIGTERM)
    time.sleep(0.1)
    second = stable.answer(order(folder / "b.xlsx"))
    assert [first["oppsummering"]["feil"], second["status"]] == [1, "kontrollert"]
    assert stable.pids != [pid]
    killer = threading.Timer(0.01, stable.close)
    killer.start()
    while stable.answer(order(folder / "a.xlsx"))["status"] == "kontrollert":
        pass
    killer.join()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names there")
def test_a_process_ends_with_the_one_that_started_it_whatever_it_is_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "evig")
    words = [sys.executable, "-P", "-m", "orxl.app.fleet.cell"]
    house = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(words, env=house, **pipes) as cell:  # type: ignore[call-overload]
        assert json.loads(cell.stdout.readline()) == {"klar": True}
        place = (tmp_path / "evig").as_uri()  # nobody ever writes in it
        cell.stdin.write(order(Path()).as_json().replace('"."', f'"{place}"').encode() + b"\n")
        cell.stdin.flush()
        time.sleep(0.2)
        assert cell.poll() is None
        cell.stdin.close()
        assert cell.wait(timeout=60) == 0


def test_a_folder_is_checked_and_the_worst_exit_code_is_given(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["kontroller", str(folder), "--alle-ark", "--arbeidere", "1"]
    assert main([*words, "--ut", str(tmp_path / "ut")]) == 1
    said = capsys.readouterr()
    assert "2 arbeidsbøker: 1 med feil, 0 med advarsler, 1 uten." in said.out
    assert said.err == ""
    (folder / "c.xlsx").write_bytes(b"")
    assert main([*words, "--ut", str(tmp_path / "ut"), "--format", "json"]) == 2
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted((Path(r["sted"]).name, r["gjenbrukt"]) for r in rows) == [
        ("a.xlsx", True), ("b.xlsx", True), ("c.xlsx", False),
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="only there a child's count has its parent's")
def test_what_its_asker_has_taken_is_not_counted_as_its_own(folder: Path) -> None:
    held = bytearray(450 * 2**20)
    held[::4096] = b"x" * len(held[::4096])
    stable = Stable()
    stable.answer(order(folder / "b.xlsx"))
    assert len(stable.pids) == 1
    stable.close()
