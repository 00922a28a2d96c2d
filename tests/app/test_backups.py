"""Backups: listed with when, by whom and before what, and fetched back with nothing lost."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from orxl.app.backups import chosen, copies, restore
from orxl.app.workbook import kept_backups
from orxl.binding import bind
from orxl.cli import main
from orxl.core.edits import SetCell
from orxl.core.errors import BadCall, OrxlError, UnreadableFile
from orxl.core.values import BLANK
from orxl.xlsx import patch, read_bytes, save
from orxl.xlsx.saving.backups import BACKUPS, Keep, prune

OLDEST, MIDDLE, NEWEST = (
    "handlingsprogram 2026-11-20 kl. 09.00.00.xlsx",
    "handlingsprogram 2026-11-27 kl. 08.30.00.xlsx",
    "handlingsprogram 2026-11-27 kl. 08.31.10.xlsx",
)


@pytest.fixture(scope="module")
def logged(shipped: bytes) -> bytes:
    """The workbook after a run: one more line in its log."""
    log = bind(read_bytes(shipped)).tables["tblEndringslogg"]
    line = {"time": datetime(2026, 11, 27, 8, 31), "who": "Kari", "action": "Beregnet"}
    return patch(shipped, [log.appended([line])])


@pytest.fixture
def kept(path: Path, shipped: bytes, logged: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook with three backups, and other files among them."""
    monkeypatch.setattr(Path, "home", lambda: path.parent / "home")
    folder = path.parent / BACKUPS
    folder.mkdir()
    (folder / OLDEST).write_bytes(shipped)
    (folder / MIDDLE).write_bytes(shipped)
    (folder / NEWEST).write_bytes(b"broken")
    (folder / "handlingsprogram ferdig.xlsx").write_bytes(b"")
    (folder / "handlingsprogram2 2026-11-27 kl. 08.31.10.xlsx").write_bytes(b"")
    path.write_bytes(logged)
    return path


def test_the_list_says_when_by_whom_and_before_what(kept: Path) -> None:
    newest, middle, oldest = copies(kept)
    assert [one.path.name for one in (newest, middle, oldest)] == [NEWEST, MIDDLE, OLDEST]
    assert not newest.readable
    assert middle.before == "Beregnet av Kari"
    assert (oldest.before, oldest.saved_by, oldest.size > 1) == ("", "Osloregionen IPR", True)


def test_backups_in_the_users_own_folder_are_listed_too(kept: Path, shipped: bytes) -> None:
    there = Path.home() / BACKUPS
    there.mkdir(parents=True)
    (there / "handlingsprogram 2026-11-27 kl. 10.00.00.xlsx").write_bytes(shipped)
    assert copies(kept)[0].path.parent == there


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("1", NEWEST),
        ("3", OLDEST),
        ("2026-11-20", OLDEST),
        ("20.11.2026", OLDEST),
        ("2026-11-27 08:30", MIDDLE),
        ("27.11.2026 kl. 08.31.10", NEWEST),
    ],
)
def test_a_backup_is_named_by_its_number_or_its_time(kept: Path, wanted: str, name: str) -> None:
    assert chosen(copies(kept), wanted).path.name == name


@pytest.mark.parametrize("wanted", ["0", "4", "2026-11-27", "2025-01-01", "i går", "", "٣"])
def test_a_backup_that_is_not_there_or_not_the_only_one_is_refused(kept: Path, wanted: str) -> None:
    with pytest.raises(BadCall):
        chosen(copies(kept), wanted)


def test_fetching_puts_the_very_bytes_back_and_loses_nothing(
    kept: Path, logged: bytes, shipped: bytes
) -> None:
    done = restore(kept, chosen(copies(kept), "3"))
    assert kept.read_bytes() == shipped
    assert done.backup is not None
    assert done.backup.read_bytes() == logged
    assert {one.path.name for one in copies(kept)} >= {OLDEST, MIDDLE, NEWEST}
    assert not restore(kept, chosen(copies(kept), "3")).written


@pytest.mark.parametrize("now", [b"half a file", None])
def test_a_broken_or_vanished_workbook_can_be_fetched_back(
    kept: Path, shipped: bytes, now: bytes | None
) -> None:
    if now is None:
        kept.unlink()
    else:
        kept.write_bytes(now)
    done = restore(kept, chosen(copies(kept), "2"))
    assert kept.read_bytes() == shipped
    assert (done.backup is None) if now is None else (done.backup.read_bytes() == now)  # type: ignore[union-attr]


def test_a_broken_backup_is_not_put_in_the_workbooks_place(kept: Path, logged: bytes) -> None:
    with pytest.raises(UnreadableFile):
        restore(kept, chosen(copies(kept), "1"))
    assert kept.read_bytes() == logged


def test_neither_a_workbook_nor_backups_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OrxlError, match="Finner ikke"):
        copies(tmp_path / "borte.xlsx")


def test_the_command_asks_before_it_fetches(
    kept: Path, logged: bytes, shipped: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sikkerhetskopier", str(kept)]) == 0
    assert "Beregnet av Kari" in capsys.readouterr().out
    assert main(["sikkerhetskopier", str(kept), "--hent", "2"]) == 0
    assert "ingen å spørre" in capsys.readouterr().out
    assert kept.read_bytes() == logged
    assert main(["sikkerhetskopier", str(kept), "--hent", "2", "--ja", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["hentes"], told["skrevet"], len(told["sikkerhetskopier"])) == (2, True, 3)
    assert Path(told["sikkerhetskopi"]).read_bytes() == logged
    assert kept.read_bytes() == shipped


def test_the_workbook_says_how_many_are_kept_and_how_long(shipped: bytes) -> None:
    bound = bind(read_bytes(shipped))
    count, days = (
        bound.where("tblForutsetninger", f"Sikkerhetskopier_{what}", "value", "name")
        for what in ("antall", "dager")
    )
    assert count is not None
    assert days is not None

    def kept(*values: object) -> tuple[int, int]:
        edits = [SetCell(at, v) for at, v in zip((count, days), values, strict=True)]  # type: ignore[arg-type]
        return kept_backups(read_bytes(patch(shipped, edits)))

    assert kept_backups(bound.book) == (10, 0)
    assert kept(25.0, 90.0) == (25, 90)
    assert kept(BLANK, BLANK) == (10, 0)
    assert kept("mange", -3.0) == (10, 0)
    assert kept(0.0, 1e12) == (10, 10_000)


def test_young_backups_are_kept_whatever_their_number(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    made = [tmp_path / f"bok 2026-11-{day} kl. 12.00.00.xlsx" for day in (10, 20, 25, 26, 27)]
    for file in made:
        file.write_bytes(b"x")
    gone = prune(path, Keep(2, 5), made[-1], datetime(2026, 11, 27, 13))
    assert gone == tuple(made[:2])


def test_the_number_and_the_age_that_are_kept_are_the_savers_choice(tmp_path: Path) -> None:
    import hashlib

    path = tmp_path / "bok.xlsx"
    path.write_bytes(b"0")
    for turn in (b"1", b"2", b"3"):
        save(path, turn, fingerprint=hashlib.sha256(path.read_bytes()).hexdigest(), backups=1,
             days=1)  # fmt: skip
    assert len(list((tmp_path / BACKUPS).iterdir())) == 3
