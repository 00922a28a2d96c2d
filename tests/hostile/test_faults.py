"""Saving, broken off at every line and every call: old or new, whole, and what is said is true."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from orxl.app.recalculate import RecalculationReport
from orxl.core import written
from orxl.core.errors import ChangedFile, OrxlError
from orxl.xlsx import save
from orxl.xlsx.saving import files as saving
from orxl.xlsx.saving.backups import BACKUPS
from tests.hostile.attack import Answer, files, one_sentence, typed

pytestmark = pytest.mark.slow

OLD, NEW = b"den gamle", b"den nye filen"
HERE = str(Path(saving.__file__).parent)


def print_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook in a folder of its own, that «orxl beregn» saves without calculating it first."""
    path = tmp_path / "mappe" / "bok.xlsx"
    path.parent.mkdir()
    path.write_bytes(OLD)

    def saves(path: Path, **_: object) -> RecalculationReport:
        done = save(path, NEW, fingerprint=print_of(OLD), backups=3)
        return RecalculationReport(path, (), backup=done.backup, warnings=done.warnings)

    monkeypatch.setattr("orxl.cli.beregn.recalculate_file", saves)
    return path


def fresh(path: Path) -> None:
    """The folder as it was, with backups to prune."""
    for file in path.parent.rglob("*"):
        if file.is_file():
            file.unlink()
    path.write_bytes(OLD)
    folder = path.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    for day in (1, 2, 3):
        (folder / f"bok 2020-01-0{day} kl. 12.00.00.xlsx").write_bytes(b"eldre")


def broken_off(
    at: int, work: Callable[[], Answer], happens: Callable[[], None]
) -> tuple[Answer, int]:
    """*work*; when line number *at* of the saving runs, counted as they run, something *happens*.

    Also how many lines ran.
    """
    ran = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal ran
        if not frame.f_code.co_filename.startswith(HERE):
            return None
        if event == "line":
            ran += 1
            if ran == at:
                happens()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        return work(), ran
    finally:
        sys.settrace(before)


def holds(path: Path, answer: Answer) -> None:
    """Old or new, whole; every backup whole; what is said of it is what was done."""
    now = path.read_bytes()
    assert now in (OLD, NEW)
    assert "Traceback" not in answer.said
    if answer.code == 2:
        assert answer.out == "" or now == NEW
        assert answer.err.count("\n") == 1
        assert ("er lagret: endringen er gjort" in answer.err) == (now == NEW), answer.err
        for word in ("Ingenting er skrevet", "urørt", "Ingenting er endret"):
            assert word not in answer.err or now == OLD, answer.err
    else:
        assert now == NEW
    held = {f.name: f.read_bytes() for f in (path.parent / BACKUPS).iterdir()}
    assert set(held.values()) <= {OLD, b"eldre"}
    if now == NEW:
        assert OLD in held.values()


FAULTS: dict[str, tuple[Callable[[], BaseException], int]] = {
    "Ctrl-C": (KeyboardInterrupt, 1),
    "a bad disk": (lambda: OSError(errno.EIO, "io", "bok.xlsx"), 1),
    "no memory": (MemoryError, 4),
    "no room": (lambda: OSError(errno.ENOSPC, "full", "bok.xlsx"), 4),
    "no leave": (lambda: PermissionError(errno.EACCES, "no", "bok.xlsx"), 4),
}
"""What happens, and at each how manieth line."""


@pytest.mark.parametrize("fault", FAULTS)
def test_saving_may_be_broken_off_at_any_line(fault, book, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)  # it costs time, and no test cuts the power

    def work() -> Answer:
        return typed("beregn", str(book))

    fresh(book)
    _, lines = broken_off(0, work, lambda: None)
    assert lines > 150
    make, step = FAULTS[fault]

    def breaks() -> None:
        raise make()

    for at in range(1, lines + 1, step):
        fresh(book)
        answer, _ = broken_off(at, work, breaks)
        holds(book, answer)
        assert not any(name.endswith(".tmp") for name in files(book.parent))


def test_what_another_program_saves_meanwhile_is_kept(book, monkeypatch):
    """At every line somebody saves: it is seen, or it lies among the backups.

    Between the last look and the replacement no system offers a lock that every program heeds: only
    there it can be lost.
    """
    monkeypatch.setattr(os, "fsync", lambda _: None)
    other = b"en annens arbeid"
    place = ""

    def meanwhile() -> None:
        nonlocal place
        frame = sys._getframe(2)
        place = frame.f_code.co_name
        book.write_bytes(other)

    fresh(book)
    _, lines = broken_off(0, lambda: typed("beregn", str(book)), lambda: None)
    lost = []
    for at in range(1, lines + 1, 2):
        fresh(book)
        answer, _ = broken_off(at, lambda: typed("beregn", str(book)), meanwhile)
        kept = {book.read_bytes(), *files(book.parent).values()}
        if other not in kept:
            lost.append(place)
        elif book.read_bytes() == other and answer.code == 2:
            assert answer.err.count("\n") == 1
    assert set(lost) <= LAST_LOOK
    assert len(lost) <= 8


LAST_LOOK = {"_checked", "save", "_replace"}
"""What runs after the file's bytes were read for the last time."""


def test_of_two_that_save_at_once_one_wins_and_the_other_is_told(book, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)
    for _ in range(20):
        fresh(book)
        said: list[str] = []

        def saver(data: bytes, said: list[str] = said) -> None:
            try:
                save(book, data, fingerprint=print_of(OLD))
                said.append("lagret")
            except ChangedFile as error:
                said.append(error.message)

        threads = [threading.Thread(target=saver, args=(data,)) for data in (b"min", b"din")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted("endret av noen andre" in one for one in said) == [False, True]
        assert book.read_bytes() in (b"min", b"din")
        assert OLD in files(book.parent).values()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
class TestLinks:
    def test_a_link_stays_and_what_it_points_to_is_saved(self, book, tmp_path):
        link = tmp_path / "snarvei.xlsx"
        link.symlink_to(book)
        save(link, NEW, fingerprint=print_of(OLD))
        assert link.is_symlink()
        assert book.read_bytes() == NEW
        assert [f.read_bytes() for f in (book.parent / BACKUPS).iterdir()] == [OLD]
        assert not (tmp_path / BACKUPS).exists()

    def test_a_ring_of_links_is_refused(self, tmp_path):
        (tmp_path / "a.xlsx").symlink_to(tmp_path / "b.xlsx")
        (tmp_path / "b.xlsx").symlink_to(tmp_path / "a.xlsx")
        with pytest.raises(OrxlError):
            save(tmp_path / "a.xlsx", NEW, fingerprint=print_of(OLD))
        for command in ("kontroller", "beregn"):
            answer = typed(command, str(tmp_path / "a.xlsx"))
            assert answer.refused
            one_sentence(answer)

    def test_a_backup_folder_elsewhere_is_used(self, book, tmp_path):
        elsewhere = tmp_path / "annen disk"
        elsewhere.mkdir()
        (book.parent / BACKUPS).symlink_to(elsewhere, target_is_directory=True)
        save(book, NEW, fingerprint=print_of(OLD))
        assert [f.read_bytes() for f in elsewhere.iterdir()] == [OLD]

    @pytest.mark.parametrize("what", ["a file", "a link to nothing", "a link to a file"])
    def test_without_a_place_for_the_backup_nothing_is_saved(self, what, book, tmp_path):
        place = book.parent / BACKUPS
        if what == "a file":
            place.write_bytes(b"x")
        else:
            target = tmp_path / "annet"
            if what == "a link to a file":
                target.write_bytes(b"x")
            place.symlink_to(target)
        answer = typed("beregn", str(book))
        assert answer.refused
        one_sentence(answer)
        assert book.read_bytes() == OLD
        assert not any(name.endswith(".tmp") for name in files(book.parent))

    @pytest.mark.parametrize("name", ["fifo", "null"])
    def test_what_is_no_file_is_not_waited_for(self, name, tmp_path):
        path = tmp_path / "rør.xlsx"
        if name == "fifo":
            os.mkfifo(path)
        else:
            path.symlink_to("/dev/zero")
        for command in ("kontroller", "beregn", "oppgrader"):
            answer = typed(command, str(path))
            assert answer.refused
            one_sentence(answer)


def test_a_disk_that_cannot_be_asked_makes_no_promise(book, monkeypatch):
    """It was replaced, or not: where nobody can see it, neither is said."""
    written.forget()
    written.note(book, NEW)
    assert written.account() == "Ingenting er skrevet."
    monkeypatch.setattr(Path, "read_bytes", lambda _: (_ for _ in ()).throw(OSError(5, "io")))
    assert "uvisst om «bok.xlsx» er lagret" in written.account()
    written.forget()
