"""What the door to the measurements tells: a change only beyond the noise."""

from __future__ import annotations

import random
import sys

import pytest

from benchmarks import __main__ as door
from benchmarks.guard import spread, verdict


def ratios(change: float, noise: float = 0.05, rounds: int = 20) -> list[float]:
    draw = random.Random(7)
    return [(1 + change) * draw.gauss(1, noise) for _ in range(rounds)]


@pytest.mark.parametrize(
    ("change", "word"),
    [(0.0, "the same"), (0.01, "the same"), (0.2, "SLOWER"), (-0.2, "faster")],
)
def test_a_change_is_told_only_beyond_the_noise(change: float, word: str) -> None:
    assert verdict(*spread(ratios(change))).startswith(word)


def test_much_noise_hides_what_little_noise_shows() -> None:
    assert verdict(*spread(ratios(0.06, noise=0.01))) == "SLOWER"
    assert verdict(*spread(ratios(0.06, noise=0.5))) != "SLOWER"


def test_the_door_names_every_measurement_that_is_run_by_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "list"])
    assert door.main() == 0
    told = capsys.readouterr().out
    assert {"cold.py", "ledgers.py", "many.py"} <= set(told.split())
    assert "races.py" not in told
