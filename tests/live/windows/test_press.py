"""The button on Windows: the real xlwings code over a stand-in for COM, each in a fresh process."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

import pytest

from tests.conftest import ROOT
from tests.live.windows.press import BOOK

pytestmark = pytest.mark.slow

WAYS = ("cmd", "runpython")


@dataclass(frozen=True)
class Outcome:
    calls: int
    events: list[tuple[str, str]]

    def of(self, kind: str) -> list[str]:
        return [detail for what, detail in self.events if what == kind]


def pressed(scenario: str, way: str) -> Outcome:
    """Press the button; the time limit only ends a process that would never end by itself."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.live.windows.press", scenario, way],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    return Outcome(told["calls"], [(what, detail) for what, detail in told["events"]])


@pytest.mark.parametrize("way", WAYS)
def test_no_excel_process_is_ended_when_the_button_is_done(way: str) -> None:
    outcome = pressed("klar", way)
    assert outcome.of("attached") == [BOOK]
    assert outcome.of("command") == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("scenario", ["redigerer", "redigerer-uten-kode"])
def test_a_cell_being_edited_is_said_and_not_asked_for_ever(scenario: str, way: str) -> None:
    outcome = pressed(scenario, way)
    assert [text.split(":")[0] for text in outcome.of("box")] == ["Excel er opptatt"]
    assert outcome.calls < 1000  # a question each tenth of a second, not millions


@pytest.mark.parametrize("way", WAYS)
def test_an_excel_that_soon_listens_is_waited_for(way: str) -> None:
    outcome = pressed("straks-klar", way)
    assert outcome.of("attached") == [BOOK]
    assert outcome.of("task") == ["Beregn og kontroller"]  # the book has no cell that says another


def test_a_file_in_protected_view_is_named_and_its_process_lives() -> None:
    outcome = pressed("bare-beskyttet-visning", "cmd")
    (text,) = outcome.of("box")
    assert "beskyttet visning" in text
    assert "Aktiver redigering" in text
    assert outcome.of("command") == []


def test_the_keyboard_is_not_taken_while_orxl_only_reads() -> None:
    assert [s for s in pressed("klar", "cmd").of("setter") if s.startswith("Interactive")] == []


def test_the_message_comes_in_front_of_other_windows() -> None:
    (style,) = pressed("bare-beskyttet-visning", "cmd").of("style")
    foreground_and_topmost = 0x10000 | 0x40000
    assert int(style, 16) & foreground_and_topmost == foreground_and_topmost
