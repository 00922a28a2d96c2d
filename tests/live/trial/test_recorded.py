"""The stand-ins for Excel against what a real Excel answered, once somebody has recorded it.

The recording is ``excel-prøve.json``, which «orxl excel prøv» writes; it belongs in
``tests/live/trial/opptak/``, one file for each Excel.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orxl.core.values import CellError
from orxl.live import raw
from orxl.live.trial import Bench, steps_of
from orxl.report.expectations import expectations
from tests.live import excel

RECORDED = Path(__file__).parent / "opptak"
FILES = sorted(RECORDED.glob("*.json"))
STEP = "Opptak"
NONE = pytest.param(None, marks=pytest.mark.skip(reason="nobody has recorded a real Excel yet"))


def answers(file: Path) -> dict[str, Any]:
    told = json.loads(file.read_text("utf-8"))
    step: dict[str, Any] = next(s for s in told["steg"] if s["navn"] == STEP)
    assert step["tilstand"] == "gjort"
    answered: dict[str, Any] = step["svar"]
    return answered


def faked(bench: Bench) -> dict[str, Any]:
    """What the stand-in answers to the same questions."""
    facts: dict[str, Any] = {}
    next(step for step in steps_of(bench.plan) if step.name == STEP).do(bench, facts)
    return facts


def otherwise(real: Any, fake: Any, at: str = "") -> list[str]:
    """Where two sets of answers differ; an error's words are the machine's own language."""
    if isinstance(real, dict) and isinstance(fake, dict):
        keys = sorted((real.keys() | fake.keys()) - {"detaljer", "feil"})
        return [
            line for key in keys for line in otherwise(real.get(key), fake.get(key), f"{at}/{key}")
        ]
    return [] if real == fake else [f"{at}: Excel {real}, etterligningen {fake}"]


def test_a_difference_between_excel_and_the_stand_in_is_seen(bench: Bench) -> None:
    real = faked(bench)
    assert otherwise(real, faked(bench)) == []
    real["celler"]["A1"]["Value2"] = ["float", 1.0]
    assert [line.split(":")[0] for line in otherwise(real, faked(bench))] == ["/celler/A1/Value2"]


def told(file: Path, bench: Bench) -> list[str]:
    return otherwise(answers(file), faked(bench))


def unexpected(file: Path, _bench: Bench) -> list[str]:
    return [e.what for e in expectations(STEP, answers(file)) if e.ok is not True]


@pytest.mark.parametrize("look", [told, unexpected])
@pytest.mark.parametrize("file", FILES or [NONE], ids=lambda f: f.stem if f else "ingen")
def test_excel_answered_as_the_stand_in_does(
    file: Path, look: Callable[[Path, Bench], list[str]], bench: Bench
) -> None:
    assert look(file, bench) == []


def test_the_errors_of_the_older_stand_in_are_those_of_the_recording(bench: Bench) -> None:
    recorded = answers(FILES[0]) if FILES else faked(bench)
    cells = recorded["celler"]
    assert cells["A1"]["Value2"] == ["int", excel.DIV0]
    assert cells["A2"]["Value2"] == ["int", excel.NA]
    kind, number = cells["A1"]["Value2"]
    assert kind == "int"
    assert raw.value(number, number, date1904=False) == CellError("#DIV/0!")
