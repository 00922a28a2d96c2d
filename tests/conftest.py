"""What the tests share: the workbook built from the text source, as bytes and as a snapshot."""

from __future__ import annotations

import gc
import os
import pickle
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

from orxl.app.build import build_bytes
from orxl.binding import BoundBook, bind
from orxl.core.inspection import Inspection
from orxl.core.snapshot import Book
from orxl.formulas.recalculate import recalculate
from orxl.layout import layout_for
from orxl.programme.programme import Programme
from orxl.rules.kit import View
from orxl.sources.kilde import read_source
from orxl.template import build
from orxl.xlsx import read_bytes
from orxl.xlsx.inspect import inspect
from tests.helpers import TODAY, recalculated

ROOT = Path(__file__).parents[1]
MOMENT = datetime(2026, 11, 23, 12)
settings.register_profile("orxl", deadline=None)  # no test says how fast anything must be
settings.load_profile("orxl")


# Books live as long as a run: looking through them again and again takes a tenth of its time.
gc.set_threshold(50_000, 20, 10)
# What tests start as processes of their own keeps its compiled modules, as on any user's machine.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

DAMAGES, HARMLESS_EDITS = "damages and those missed", "harmless edits and false alarms"
"""What the mutation suite records: how many were tried, and how many came out wrong."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the thorough tests to those who ask for them: with them CI takes over 15 minutes."""
    if os.environ.get("ORXL_ALT"):
        return
    for item in items:
        if item.get_closest_marker("thorough"):
            item.add_marker(pytest.mark.skip(reason="thorough: ORXL_ALT=1 runs it"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the mutation suite's catch rate and false-alarm rate where it was run."""
    tried, wrong = Counter[str](), Counter[str]()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, counts in getattr(report, "user_properties", ()):
                if name in (DAMAGES, HARMLESS_EDITS) and report.when == "call":
                    tried[name] += counts[0]
                    wrong[name] += counts[1]
    if tried[DAMAGES]:
        caught = tried[DAMAGES] - wrong[DAMAGES]
        terminalreporter.write_line(
            f"catch rate: {caught} of {tried[DAMAGES]} damages ({caught / tried[DAMAGES]:.1%})"
        )
    if tried[HARMLESS_EDITS]:
        alarms = wrong[HARMLESS_EDITS]
        terminalreporter.write_line(
            f"false-alarm rate: {alarms} of {tried[HARMLESS_EDITS]} harmless edits "
            f"({alarms / tried[HARMLESS_EDITS]:.1%})"
        )


OnceARun = Callable[[str, Callable[[], Any]], Any]


@pytest.fixture(scope="session")
def once_a_run(tmp_path_factory: pytest.TempPathFactory) -> OnceARun:
    """What costs seconds to make: the first worker that asks makes it, the others read it.

    Called with a name and the work. What it gives is pickled, so nobody can change another's.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the run's; each worker has a folder of its own in it

    def once(name: str, make: Callable[[], Any]) -> Any:
        file = folder / f"{name}.pickle"
        with FileLock(f"{file}.lock"):
            if not file.is_file():
                file.write_bytes(pickle.dumps(make()))
            return pickle.loads(file.read_bytes())

    return once


@pytest.fixture(scope="session")
def finished(once_a_run: OnceARun) -> bytes:
    """The workbook with its values, as «orxl bygg» makes it."""
    data: bytes = once_a_run("finished", lambda: build_bytes(ROOT / "workbook" / "kilde")[0])
    return data


@pytest.fixture(scope="session")
def shipped() -> bytes:
    """The workbook that staff open."""
    return (ROOT / "workbook" / "handlingsprogram.xlsx").read_bytes()


@pytest.fixture
def path(shipped: bytes, tmp_path: Path) -> Path:
    """A copy of the workbook that the test may change."""
    path = tmp_path / "handlingsprogram.xlsx"
    path.write_bytes(shipped)
    return path


@pytest.fixture(scope="session")
def programme() -> Programme:
    """The programme in the text source."""
    return read_source(ROOT / "workbook" / "kilde")


@pytest.fixture(scope="session")
def built(programme: Programme, once_a_run: OnceARun) -> bytes:
    """The workbook as the template builds it, without cached values."""
    data: bytes = once_a_run("built", lambda: build(layout_for(2026), programme, MOMENT))
    return data


@pytest.fixture(scope="session")
def book(built: bytes, once_a_run: OnceARun) -> Book:
    """The built workbook's snapshot with every formula's value filled in."""
    book: Book = once_a_run("book", lambda: recalculated(read_bytes(built)))
    # It lives as long as the session: a collector that walks it again and again finds nothing.
    gc.collect()
    gc.freeze()
    return book


@pytest.fixture(scope="session")
def bound(book: Book) -> BoundBook:
    """The built workbook, bound to its models."""
    return bind(book)


@pytest.fixture(scope="session")
def sound(bound: BoundBook, once_a_run: OnceARun) -> View:
    """The built workbook as the rules see it."""
    return View(bound, once_a_run("recalculation", lambda: recalculate(bound.book)), TODAY)


@pytest.fixture(scope="session")
def inspection(built: bytes) -> Inspection:
    """What the built workbook holds beside its cells."""
    return inspect(built)
