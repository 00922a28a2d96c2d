"""A file that is followed: told once for each save, however it is saved."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orxl.app.watch import COARSE, PATIENCE, PAUSE, Follower
from orxl.core.errors import OrxlError, UnreadableFile


class Looked:
    """A followed file, with a clock of its own: a look each :data:`PAUSE`."""

    def __init__(self, path: Path) -> None:
        self.path, self.now, self.checks = path, 100.0, 0
        self.follower = Follower(path, self._check)
        path.write_bytes(b"whole: one")
        self.first = self.follower.first(self.now)

    def _check(self, data: bytes) -> str:
        self.checks += 1
        if not data.startswith(b"whole"):
            raise UnreadableFile("Filen er ikke hel.")
        return data.decode()

    def looks(self, seconds: float) -> list[str]:
        """What is told in so many seconds."""
        told = []
        for _ in range(round(seconds / PAUSE)):
            self.now += PAUSE
            found = self.follower.look(self.now)
            if found is not None:
                told.append(str(found))
        return told


@pytest.fixture
def looked(tmp_path: Path) -> Looked:
    return Looked(tmp_path / "bok.xlsx")


def test_nothing_is_told_while_nobody_saves(looked: Looked) -> None:
    assert looked.first == "whole: one"
    assert looked.looks(20) == []
    assert looked.checks == 1


def test_a_save_is_told_once_and_soon(looked: Looked) -> None:
    looked.path.write_bytes(b"whole: two and more")
    assert looked.looks(2 * PAUSE) == ["whole: two and more"]
    assert looked.looks(20) == []


def test_a_file_that_is_put_in_the_others_place_is_told(looked: Looked) -> None:
    beside = looked.path.with_name("~tmp")
    beside.write_bytes(b"whole: new")
    beside.replace(looked.path)
    assert looked.looks(1) == ["whole: new"]


def test_a_save_with_the_same_content_is_no_news(looked: Looked) -> None:
    looked.path.write_bytes(b"whole: one")
    os.utime(looked.path, ns=(1, 1))
    assert looked.looks(20) == []
    assert looked.checks == 1


def test_saves_in_a_row_are_told_as_the_last(looked: Looked) -> None:
    for number in range(5):
        looked.path.write_bytes(b"whole: more and more"[: 8 + number])
        assert looked.looks(PAUSE) == []
    assert looked.looks(1) == ["whole: more "]


def test_a_save_that_leaves_time_and_size_as_they_were_is_told(
    looked: Looked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orxl.app.watch._stamp", lambda _path: (1, 1, 10, 1))  # a coarse clock
    assert looked.looks(COARSE / 3) == []
    looked.path.write_bytes(b"whole: two")
    assert looked.looks(COARSE / 3) == ["whole: two"]
    looked.path.write_bytes(b"whole: ten")
    assert looked.looks(COARSE / 3) == ["whole: ten"]


def test_a_half_written_file_is_waited_for(looked: Looked) -> None:
    looked.path.write_bytes(b"who")
    assert looked.looks(PATIENCE - PAUSE) == []
    looked.path.write_bytes(b"whole: at last")
    assert looked.looks(1) == ["whole: at last"]


def test_what_stays_unreadable_is_told_once_and_checked_once(looked: Looked) -> None:
    looked.path.write_bytes(b"broken")
    assert looked.looks(20) == ["Filen er ikke hel."]
    assert looked.checks == 2
    looked.path.write_bytes(b"whole: mended")
    assert looked.looks(1) == ["whole: mended"]
    looked.path.write_bytes(b"broken")
    assert looked.looks(20) == ["Filen er ikke hel."]


def test_a_file_that_is_gone_for_a_moment_is_waited_for(looked: Looked) -> None:
    looked.path.unlink()
    assert looked.looks(PATIENCE - 2 * PAUSE) == []
    looked.path.write_bytes(b"whole: one")
    assert looked.looks(20) == []


def test_a_file_that_stays_away_is_told_and_so_is_its_return(looked: Looked) -> None:
    looked.path.unlink()
    (gone,) = looked.looks(20)
    assert "Finner ikke filen «bok.xlsx»" in gone
    looked.path.write_bytes(b"whole: one")
    assert looked.looks(20) == ["whole: one"]


def test_a_file_that_another_program_holds_is_read_when_it_lets_go(
    looked: Looked, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = True
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if held:
            raise PermissionError(13, "in use")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    looked.path.write_bytes(b"whole: saved")
    assert looked.looks(2) == []
    (told,) = looked.looks(20)
    assert "ikke tilgang" in told
    held = False
    assert looked.looks(1) == ["whole: saved"]


def test_a_file_that_cannot_be_read_to_begin_with_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OrxlError, match="Finner ikke"):
        Follower(tmp_path / "ingen.xlsx", len).first(0.0)
