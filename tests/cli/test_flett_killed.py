"""A merge that is killed: at every line where the disk may change it is either old or new, whole.

What a killed process leaves is what is on the disk at that line. So the merge runs once, and after
every line of the code that writes its folder is looked at; from each state that was met the same
command then runs again.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from orxl.app import merging
from orxl.binding import bind
from orxl.cli import main
from orxl.core.edits import Edit, SetCell
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.xlsx import patch, read_bytes, saving
from orxl.xlsx.saving import files
from orxl.xlsx.saving.backups import BACKUPS

pytestmark = pytest.mark.slow

WRITING = tuple(str(Path(module.__path__[0])) for module in (merging, saving))
PERSONS = {"1.1": "Kari", "1.2": "Ola"}
Held = Mapping[str, bytes]
"""The files of a folder, by their names."""


@pytest.fixture(scope="module")
def sides(shipped: bytes) -> Held:
    """What both had, and what each made of it."""

    def made(*changes: str) -> bytes:
        book = read_bytes(shipped)
        return patch(shipped, [_person(book, key, PERSONS[key]) for key in changes])

    return {"felles.xlsx": shipped, "min.xlsx": made("1.1"), "din.xlsx": made("1.2")}


def _person(book: Book, measure: str, name: str) -> Edit:
    return SetCell(_place(book, measure), name)


def _place(book: Book, measure: str) -> CellRef:
    found = bind(book).where("tblTiltak", measure, "responsible")
    assert found is not None
    return found


def persons(data: bytes) -> dict[str, object]:
    book = read_bytes(data)
    return {measure: book.cell(_place(book, measure)).value for measure in PERSONS}


def held(folder: Path) -> Held:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def put(folder: Path, state: Held) -> None:
    for name, data in state.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def met(folder: Path, work: Callable[[], int]) -> tuple[int, list[Held]]:
    """What *work* answers, and the different states of *folder* while it ran."""
    states: list[Held] = [held(folder)]
    last = look(folder)

    def begins(path: Path) -> Path:
        """Nothing is written before: only from here on each line is worth a look."""
        sys.settrace(trace)
        sys._getframe(1).f_trace = trace
        return resolved(path)

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal last
        if not frame.f_code.co_filename.startswith(WRITING):
            return None
        if (now := look(folder)) != last:
            last = now
            states.append(held(folder))
        return trace

    before, resolved = sys.gettrace(), files._resolved
    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(files, "_resolved", begins)
        try:
            code = work()
        finally:
            sys.settrace(before)
    return code, [*states, held(folder)]


def look(folder: Path) -> list[tuple[str, int, int, int]]:
    """What changes when anything in *folder* does, without reading it."""
    return sorted(_entries(folder))


def _entries(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _entries(Path(entry.path))
        else:
            state = entry.stat()
            yield entry.path, state.st_ino, state.st_size, state.st_mtime_ns


def temporary(name: str) -> bool:
    """What a killed process leaves half written: never under a name that anybody opens."""
    return Path(name).name.startswith(".~orxl-") and name.endswith(".tmp")


THREE = ["felles.xlsx", "min.xlsx", "din.xlsx"]
COMMANDS = {
    "in place": ([*THREE, "--ja"], "min.xlsx"),
    "in a new file": ([*THREE, "--ja", "--ut", "ny.xlsx"], "ny.xlsx"),
    "for git": (["--git", *THREE], "min.xlsx"),
}


@pytest.mark.parametrize(
    "way",
    ["in place", *(pytest.param(way, marks=pytest.mark.thorough) for way in list(COMMANDS)[1:])],
)
def test_a_merge_killed_anywhere_leaves_old_or_new(
    way: str, sides: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, target = COMMANDS[way]
    folder = tmp_path / "mappe"
    put(folder, sides)
    monkeypatch.chdir(folder)
    code, states = met(folder, lambda: main(["flett", *arguments]))
    new = states[-1][target]
    assert code in (0, 1)
    assert persons(new) == PERSONS
    assert len(states) > 3
    for state in states:
        assert state.get(target) in (sides.get(target), new)
        assert all(state[name] == data for name, data in sides.items() if name != target)
        for name, data in state.items():
            if name.startswith(BACKUPS) and not temporary(name):
                assert data == sides[target]


@pytest.mark.thorough
@pytest.mark.parametrize("way", COMMANDS)
def test_a_merge_that_was_killed_is_done_again(
    way: str, sides: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, target = COMMANDS[way]
    folder = tmp_path / "mappe"
    put(folder, sides)
    monkeypatch.chdir(folder)
    _, states = met(folder, lambda: main(["flett", *arguments]))
    new = states[-1][target]
    for state in states:
        shutil.rmtree(folder)
        put(folder, state)
        os.chdir(folder)
        main(["flett", *arguments])
        after = held(folder)
        assert persons(after[target]) == PERSONS
        assert {name for name in after if temporary(name)} <= set(state)
        if state.get(target) == new:
            assert after[target] == new
