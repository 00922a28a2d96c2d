"""Whole processes beside a named alternative that does the same with the same file.

Each is run by turns with its alternative, so that a slow minute strikes both alike. Seconds are of
the processor (with all that the process starts) and by the clock, memory is the largest process.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.enlarged import RECALCULATE, enlarge

WORKBOOK = Path(__file__).parents[1] / "workbook" / "handlingsprogram.xlsx"
OFFICE = "LibreOffice"


@dataclass(frozen=True)
class Spent:
    """What a process took: seconds of the processor and by the clock, megabytes at most."""

    processor: float
    clock: float
    memory: float


@dataclass(frozen=True)
class Race:
    """What orxl does, and the alternative; commands for a file in a folder that is theirs."""

    name: str
    ours: Callable[[Path], Sequence[str]]
    other: str = ""
    theirs: Callable[[Path], Sequence[str]] | None = None
    times: int = 1
    """How many times as large as the shipped workbook the file is."""


def _orxl(*arguments: str) -> Callable[[Path], list[str]]:
    return lambda file: [sys.executable, "-m", "orxl", *arguments, str(file)]


def _python(code: str) -> Callable[[Path], list[str]]:
    return lambda file: [sys.executable, "-c", code, str(file)]


def _office(form: str) -> Callable[[Path], list[str]]:
    return lambda file: [
        "soffice", f"-env:UserInstallation=file://{file.parent.parent}/profile", "--headless",
        "--convert-to", form, "--outdir", str(file.parent / "ut"), str(file),
    ]  # fmt: skip


def _compared(program: Sequence[str]) -> Callable[[Path], list[str]]:
    return lambda file: [*program, str(WORKBOOK), str(file)]


READ = (
    "import sys; from pathlib import Path; from orxl.app.workbook import open_workbook; "
    "open_workbook(Path(sys.argv[1]))"
)
PATCH = (
    "import sys; from pathlib import Path; from orxl.core.edits import SetCell; "
    "from orxl.core.refs import CellRef; from orxl.xlsx import patch; p = Path(sys.argv[1]); "
    "p.write_bytes(patch(p.read_bytes(), [SetCell(CellRef('Lister', 400, 1), 1.0)]))"
)
LOAD = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"
RESAVE = (
    "import sys, openpyxl; b = openpyxl.load_workbook(sys.argv[1]); "
    "b['Lister']['A400'] = 1; b.save(sys.argv[1])"
)


def races(sizes: Sequence[int]) -> Iterator[Race]:
    """All of them; those that grow once for each of *sizes*."""
    for times in sizes:
        grown = "" if times == 1 else f", {times}×"
        yield Race(f"kontroller{grown}", _orxl("kontroller"), OFFICE, _office("xlsx"), times)
        yield Race(f"beregn{grown}", _orxl("beregn"), OFFICE, _office("xlsx"), times)
    yield Race("rapport saken", _paper, f"{OFFICE} to PDF", _office("pdf"))
    yield Race("sammenlign", _compared((sys.executable, "-m", "orxl", "sammenlign")),
               "xlgit", _compared(("xlgit", "diff")))  # fmt: skip
    yield Race("read", _python(READ), "openpyxl", _python(LOAD))
    yield Race("set one cell", _python(PATCH), "openpyxl", _python(RESAVE))
    ten = ("-m", "benchmarks.again", "--only")
    yield Race(
        "10 saves followed",
        lambda file: [sys.executable, *ten, "again", str(file)],
        "each checked whole",
        lambda file: [sys.executable, *ten, "whole", str(file)],
    )
    yield Race("bygg", lambda file: [sys.executable, "-m", "orxl", "bygg", "--ut",
                                     str(file.parent / "bygd.xlsx")])  # fmt: skip


def _paper(file: Path) -> list[str]:
    return [*_orxl("rapport", "saken")(file), "--ut", str(file.parent / "ut"), "--erstatt"]


def files(folder: Path, sizes: Sequence[int]) -> dict[int, Path]:
    """The shipped workbook and its enlargements, and LibreOffice's profile."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    made = {1: WORKBOOK}
    for times in sizes:
        if times != 1:
            made[times] = folder / f"x{times}.xlsx"
            enlarge(WORKBOOK, made[times], times)
    return made


def spent(command: Sequence[str], house: Path | None = None) -> Spent | None:
    """What *command* took, run where the orxl of *house* is found first; None: it can't be run."""
    if shutil.which(command[0]) is None:
        return None
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    if house is not None:
        kept["PYTHONPATH"] = str(house)
    start = perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=kept, cwd=house
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: the workbook has findings
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Spent(used.ru_utime + used.ru_stime, perf_counter() - start, used.ru_maxrss / 1024)


def run(
    command: Callable[[Path], Sequence[str]], source: Path, home: Path, house: Path | None = None
) -> Spent | None:
    """*command* on a fresh copy of *source*."""
    work = home / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    file = work / "handlingsprogram.xlsx"
    shutil.copy(source, file)
    return spent(command(file), house)


def middle(taken: Sequence[Spent]) -> Spent:
    """The median of each."""
    return Spent(
        median(one.processor for one in taken),
        median(one.clock for one in taken),
        max(one.memory for one in taken),
    )


def table(rounds: int, sizes: Sequence[int]) -> Iterator[str]:
    """The lines of the table, as they are measured."""
    yield "| what | orxl | memory | alternative | | memory | ratio | by the clock |"
    yield "|---|---:|---:|---|---:|---:|---:|---:|"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = files(home, sizes)
        for race in races(sizes):
            yield _line(race, made[race.times], home, rounds)


def _line(race: Race, source: Path, home: Path, rounds: int) -> str:
    ours: list[Spent] = []
    theirs: list[Spent] = []
    for number in range(rounds + 1):  # the first makes profiles and byte code, and isn't counted
        one = run(race.ours, source, home)
        other = None if race.theirs is None else run(race.theirs, source, home)
        if number or not rounds:
            ours += [one] if one else []
            theirs += [other] if other else []
    mine = middle(ours)
    shown = f"| {race.name} | {mine.processor:.2f} s | {_held(mine)} "
    if not theirs:
        return f"{shown}| {f'{race.other}: not here' if race.other else ''} | | | | |"
    him = middle(theirs)
    return (
        f"{shown}| {race.other} | {him.processor:.2f} s | {_held(him)} "
        f"| {him.processor / mine.processor:.1f}× | {him.clock / mine.clock:.1f}× |"
    )


def _held(one: Spent) -> str:
    """Its memory; Linux counts in a child what this process holds: less than that is not told."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{one.memory:.0f} MB" if one.memory > 1.05 * own else f"under {one.memory:.0f} MB"
