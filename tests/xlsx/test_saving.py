import errno
import hashlib
import os
import stat
import sys
from pathlib import Path

import pytest

from orxl.core.errors import ChangedFile, FailedGate, LockedFile, OrxlError, UnwritableFile
from orxl.xlsx import save
from orxl.xlsx.saving import files as saving_module
from orxl.xlsx.saving.alone import alone
from orxl.xlsx.saving.backups import BACKUPS
from orxl.xlsx.saving.locks import excel_owner, owner
from tests.helpers import the_file_beside_tells

OLD, NEW = b"den gamle", b"den nye filen"


def print_of(data):
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "handlingsprogram.xlsx"
    file.write_bytes(OLD)
    return file


def leftovers(folder):
    return [f.name for f in folder.rglob("*") if f.name.endswith(".tmp")]


def backups(path):
    folder = path.parent / BACKUPS
    return sorted(folder.iterdir()) if folder.exists() else []


def owner_file(path, name):
    wide = name.encode("utf-16-le")
    raw = bytes([len(name)]) + name.encode("cp1252").ljust(54) + len(name).to_bytes(2, "little")
    path.with_name(f"~${path.name}").write_bytes((raw + wide).ljust(165, b" "))


def test_the_new_file_takes_the_place_and_the_old_one_is_kept(path):
    report = save(path, NEW, fingerprint=print_of(OLD))
    assert path.read_bytes() == NEW
    assert report.written
    assert [b.read_bytes() for b in backups(path)] == [OLD]
    assert report.backup == backups(path)[0]
    assert report.backup.name.startswith("handlingsprogram 20")
    assert leftovers(path.parent) == []


def test_the_same_bytes_are_not_written_again(path):
    report = save(path, OLD, fingerprint=print_of(OLD))
    assert not report.written
    assert backups(path) == []


def test_only_the_newest_backups_are_kept(path):
    for number in range(6):
        report = save(path, b"%d" % number, fingerprint=print_of(path.read_bytes()), backups=3)
    assert len(report.pruned) == 1
    assert len(backups(path)) == 3
    assert {b.read_bytes() for b in backups(path)} == {b"2", b"3", b"4"}


def test_the_backup_just_made_stays_though_others_bear_later_dates(path):
    folder = path.parent / BACKUPS
    folder.mkdir()
    for second in range(10, 20):
        name = f"handlingsprogram 2099-01-01 kl. 00.00.{second}.xlsx"
        (folder / name).write_bytes(b"fra en maskin med en annen klokke")
    report = save(path, NEW, fingerprint=print_of(OLD))
    assert report.backup is not None
    assert report.backup.read_bytes() == OLD
    assert len(backups(path)) == 10


def test_a_backup_and_its_folder_are_as_closed_as_the_workbook(path):
    if sys.platform == "win32":
        pytest.skip("Windows keeps rights in other ways")
    path.chmod(0o600)
    report = save(path, NEW, fingerprint=print_of(OLD))
    assert stat.S_IMODE(report.backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.backup.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_temporary_file_is_never_more_open_than_the_workbook(path, monkeypatch):
    if sys.platform == "win32":
        pytest.skip("Windows keeps rights in other ways")
    path.chmod(0o600)
    seen = []
    real = os.fsync

    def look(handle):
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", look)
    save(path, NEW, fingerprint=print_of(OLD))
    assert set(seen[:2]) == {0o600}


def test_another_run_that_saves_the_same_workbook_is_waited_for_and_then_named(path, monkeypatch):
    monkeypatch.setattr("orxl.xlsx.saving.alone._PATIENCE", 0.1)
    with alone(path.resolve()), pytest.raises(LockedFile, match="annen kjøring"):
        save(path, NEW, fingerprint=print_of(OLD))
    assert path.read_bytes() == OLD
    assert save(path, NEW, fingerprint=print_of(OLD)).written


def test_of_a_huge_owner_file_only_the_beginning_is_read(path):
    beside = path.with_name(f"~${path.name}")
    owner_file(path, "Kari")
    with beside.open("r+b") as file:
        file.truncate(2**40)  # sparse: it takes no room
    assert owner(path)[0] == "Kari"


def test_a_name_too_long_for_a_copy_is_said(tmp_path):
    file = tmp_path / f"{'a' * 240}.xlsx"
    file.write_bytes(OLD)
    with pytest.raises(UnwritableFile, match="for langt"):
        save(file, NEW, fingerprint=print_of(OLD))
    assert file.read_bytes() == OLD


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EINVAL])
def test_a_name_too_long_for_windows_is_said(path, monkeypatch, code):
    def refuse(*_):
        raise OSError(code, "Invalid argument", str(path.with_name("a" * 256)))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(UnwritableFile, match="for langt"):
        save(path, NEW, fingerprint=print_of(path.read_bytes()))


def test_other_files_among_the_backups_are_never_pruned(path):
    (path.parent / BACKUPS).mkdir()
    (path.parent / BACKUPS / "handlingsprogram ferdig.xlsx").write_bytes(b"x")
    for number in range(4):
        save(path, b"%d" % number, fingerprint=print_of(path.read_bytes()), backups=1)
    assert len(backups(path)) == 2


def test_no_backups_are_made_when_none_are_wanted(path):
    save(path, NEW, fingerprint=print_of(OLD), backups=0)
    assert backups(path) == []


def test_a_new_file_is_made_but_never_over_an_old_one(path):
    fresh = path.with_name("ny.xlsx")
    assert save(fresh, NEW, fingerprint="").written
    with pytest.raises(ChangedFile):
        save(fresh, OLD, fingerprint="")
    assert fresh.read_bytes() == NEW


def test_a_file_that_somebody_changed_or_moved_is_left_alone(path):
    with pytest.raises(ChangedFile, match="endret"):
        save(path, NEW, fingerprint=print_of(b"noe annet"))
    assert path.read_bytes() == OLD
    path.unlink()
    with pytest.raises(ChangedFile, match="slettet"):
        save(path, NEW, fingerprint=print_of(OLD))
    assert not path.exists()


def test_a_change_while_saving_is_noticed(path, monkeypatch):
    real = saving_module._backup

    def meanwhile(*arguments):
        made = real(*arguments)
        path.write_bytes(b"en annens arbeid")
        return made

    monkeypatch.setattr(saving_module, "_backup", meanwhile)
    with pytest.raises(ChangedFile):
        save(path, NEW, fingerprint=print_of(OLD))
    assert path.read_bytes() == b"en annens arbeid"
    assert leftovers(path.parent) == []


@the_file_beside_tells
def test_whoever_has_it_open_in_excel_is_named(path):
    owner_file(path, "Kari Bråten")
    with pytest.raises(LockedFile, match="åpen hos Kari Bråten") as caught:
        save(path, NEW, fingerprint=print_of(OLD))
    assert "~$handlingsprogram.xlsx" in caught.value.remedy
    assert path.read_bytes() == OLD


def test_a_left_over_owner_file_is_told_apart_on_windows(path, monkeypatch):
    owner_file(path, "Kari")
    monkeypatch.setattr("orxl.xlsx.saving.locks.sys.platform", "win32")
    report = save(path, NEW, fingerprint=print_of(OLD))
    assert "Kari" in report.warnings[0]
    assert path.read_bytes() == NEW


def test_an_exclusive_lock_is_noticed(path, monkeypatch):
    real = Path.open

    def shut(self, mode="r", *arguments, **options):
        if mode == "r+b":
            raise PermissionError(errno.EACCES, "in use")
        return real(self, mode, *arguments, **options)

    monkeypatch.setattr(Path, "open", shut)
    with pytest.raises(LockedFile, match="åpen"):
        save(path, NEW, fingerprint=print_of(OLD))


@the_file_beside_tells
def test_libreoffices_lock_file_counts_too(path):
    path.with_name(f".~lock.{path.name}#").write_text(",ola,pc,23.11.2026,file:///x;")
    with pytest.raises(LockedFile, match="ola"):
        save(path, NEW, fingerprint=print_of(OLD))


@pytest.mark.parametrize("raw", [b"", b"\x05", b"\xff" * 165, b"\x00" * 165, b"\x03abc"])
def test_any_owner_file_is_survived(raw):
    assert excel_owner(raw) in ("", "abc", excel_owner(raw))


def test_a_write_protected_file_is_left_alone(path):
    path.chmod(stat.S_IREAD)
    with pytest.raises(LockedFile, match="skrivebeskyttet"):
        save(path, NEW, fingerprint=print_of(OLD))
    path.chmod(stat.S_IREAD | stat.S_IWRITE)
    assert path.read_bytes() == OLD


def test_permissions_are_carried_over(path):
    path.chmod(0o640)
    save(path, NEW, fingerprint=print_of(OLD))
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "name",
    [
        "handlingsprogram.sync-conflict-20261123-1200.xlsx",
        "handlingsprogram (Karis motstridende kopi 2026-11-23).xlsx",
        "handlingsprogram (conflicted copy 2026-11-23).xlsx",
        "handlingsprogram-DESKTOP-AB12.xlsx",
    ],
)
def test_conflicting_copies_are_told_of(path, name):
    path.with_name(name).write_bytes(b"x")
    path.with_name("handlingsprogram-2025.xlsx").write_bytes(b"x")
    report = save(path, NEW, fingerprint=print_of(OLD))
    assert name in report.warnings[0]
    assert "2025" not in report.warnings[0]


def test_a_disk_that_gives_other_bytes_back_is_noticed(path, monkeypatch):
    real = Path.read_bytes

    def bent(self):
        return real(self)[:-1] if self.suffix == ".tmp" else real(self)

    monkeypatch.setattr(Path, "read_bytes", bent)
    with pytest.raises(FailedGate):
        save(path, NEW, fingerprint=print_of(OLD))
    monkeypatch.undo()
    assert path.read_bytes() == OLD
    assert leftovers(path.parent) == []


def test_windows_sharing_violations_are_waited_out(path, monkeypatch):
    real, tries = os.replace, []

    def busy(source, target):
        tries.append(target)
        if len(tries) < 4:
            error = PermissionError(errno.EACCES, "busy")
            error.winerror = 32
            raise error
        real(source, target)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr("orxl.xlsx.saving.files.time.sleep", lambda _: None)
    save(path, NEW, fingerprint=print_of(OLD), backups=0)
    assert path.read_bytes() == NEW


def test_a_sharing_violation_that_lasts_is_told(path, monkeypatch):
    def busy(_source, _target):
        error = PermissionError(errno.EACCES, "busy")
        error.winerror = 32
        raise error

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr("orxl.xlsx.saving.files.time.sleep", lambda _: None)
    with pytest.raises(LockedFile, match="i bruk"):
        save(path, NEW, fingerprint=print_of(OLD))
    assert path.read_bytes() == OLD
    assert leftovers(path.parent) == []


CALLS = [
    (os, "fsync"),
    (os, "replace"),
    (os, "access"),
    (Path, "open"),
    (Path, "read_bytes"),
    (Path, "mkdir"),
    (Path, "stat"),
    (Path, "iterdir"),
    (Path, "exists"),
    (Path, "chmod"),
    (os, "open"),
    (os, "close"),
    (Path, "resolve"),
    (Path, "is_file"),
]


class Crash(BaseException):
    """Stands for Ctrl-C, or anything else that nobody catches."""


FAULTS = [
    OSError(errno.EIO, "io"),
    OSError(errno.ENOSPC, "full"),
    PermissionError(errno.EACCES, "no"),
    Crash(),
]


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
@pytest.mark.parametrize(("owner", "name"), CALLS, ids=[name for _, name in CALLS])
@pytest.mark.parametrize("which", range(1, 5))
def test_whatever_fails_the_workbook_is_whole(path, monkeypatch, owner, name, which, fault):
    """The n-th use of each call fails: the old file or the new one is there, and no litter."""
    real, count = getattr(owner, name), 0

    def failing(*arguments, **options):
        nonlocal count
        count += 1
        if count == which:
            raise fault
        return real(*arguments, **options)

    outcome = None
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, failing)
        try:
            save(path, NEW, fingerprint=print_of(OLD))
        except (OrxlError, Crash) as error:
            outcome = error
    whole = path.read_bytes()
    assert whole in (OLD, NEW)
    assert all(b.read_bytes() == OLD for b in backups(path))
    assert leftovers(path.parent) == []
    if isinstance(outcome, OrxlError):
        assert whole == OLD
        assert outcome.message.endswith(".")


def test_a_full_disk_is_told_in_so_many_words(path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableFile, match="ikke plass"):
        save(path, NEW, fingerprint=print_of(OLD))
    assert path.read_bytes() == OLD


@pytest.mark.parametrize(
    ("number", "word"),
    [(errno.EACCES, "ikke tilgang"), (errno.EROFS, "ikke tilgang"), (errno.EIO, "svarte med")],
)
def test_a_disk_that_takes_nothing_is_not_called_a_locked_file(path, monkeypatch, number, word):
    def refusing(_handle):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refusing)
    with pytest.raises(UnwritableFile, match=word) as caught:
        save(path, NEW, fingerprint=print_of(OLD))
    assert "urørt" in caught.value.remedy
    assert path.read_bytes() == OLD


def test_what_a_crash_left_is_swept_away_a_day_later(path):
    old = path.with_name(".~orxl-handlingsprogram.xlsx-abcd.tmp")
    young = path.with_name(".~orxl-handlingsprogram.xlsx-efgh.tmp")
    for file in (old, young):
        file.write_bytes(b"x")
    os.utime(old, (0, 0))
    save(path, NEW, fingerprint=print_of(OLD))
    assert leftovers(path.parent) == [young.name]
