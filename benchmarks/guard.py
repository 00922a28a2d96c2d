"""Whether a commit made a command slower: two checkouts run by turns, told only beyond the noise.

A machine's speed wanders by more than most changes are worth. So both run in every round, the one
that begins changes, and what is judged is the ratio within a round: its median, and the range that
holds the median of 95 of 100 such measurements (from resampling the rounds). Only where that whole
range is beyond 2 per cent is a change told.
"""

from __future__ import annotations

import math
import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.races import WORKBOOK, Race, races, run

ROOT = WORKBOOK.parents[1]
LEAST = 0.02
"""A change below this is none."""
RESAMPLES = 2000


def compare(before: str, after: str, rounds: int) -> Iterator[str]:
    """The lines of the table: each command, what it took before and after, and what that is."""
    yield f"| command | {before} | {after} | ratio | 95 of 100 | |"
    yield "|---|---:|---:|---:|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        houses = [
            _checkout(commit, home / f"house{at}") for at, commit in enumerate((before, after))
        ]
        try:
            for race in races([1]):
                yield _line(race, houses, home, rounds)
        finally:
            for house in houses:
                _git("worktree", "remove", "--force", str(house))


def _line(race: Race, houses: Sequence[Path], home: Path, rounds: int) -> str:
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for at in (0, 1) if number % 2 else (1, 0):
            try:
                one = run(race.ours, houses[at] / "workbook" / WORKBOOK.name, home, houses[at])
            except subprocess.CalledProcessError:
                return f"| {race.name} | | | | | not in both |"
            if number and one is not None:  # the first makes byte code
                taken[at].append(one.processor)
    first, second = (median(one) for one in taken)
    ratios = [after / before for before, after in zip(*taken, strict=True)]
    low, high = spread(ratios)
    word = verdict(low, high)
    return (
        f"| {race.name} | {first:.3f} s | {second:.3f} s | {median(ratios):.3f} "
        f"| {low:.3f}–{high:.3f} | {word} |"
    )


def verdict(low: float, high: float) -> str:
    """What a ratio between *low* and *high* says."""
    if low > 1 + LEAST:
        return "SLOWER"
    if high < 1 - LEAST:
        return "faster"
    return "the same, as far as can be seen"


def spread(ratios: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """The range of the median ratio, from drawing the rounds anew."""
    draw = random.Random(seed)
    medians = sorted(median(draw.choices(ratios, k=len(ratios))) for _ in range(RESAMPLES))
    return medians[math.floor(0.025 * RESAMPLES)], medians[math.ceil(0.975 * RESAMPLES) - 1]


def _checkout(commit: str, to: Path) -> Path:
    _git("worktree", "add", "--detach", "--quiet", str(to), commit)
    return to


def _git(*arguments: str) -> None:
    subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True)
