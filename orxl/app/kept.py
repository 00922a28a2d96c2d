"""The versions of a workbook that are kept: backups, adopted versions, git, and the book itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from orxl.app.githistory import MOST, Repository
from orxl.app.twins import last_saved_by
from orxl.app.workbook import Opened, open_workbook, reread
from orxl.core import nb
from orxl.core.errors import OrxlError
from orxl.core.light import dataclass

NOW: Final = "arbeidsboken nå"
_ADOPTED: Final = " vedtatt"


@dataclass(frozen=True)
class Kept:
    """A version that is kept: when it was so, who had saved it, and where it lies."""

    opened: Opened
    when: datetime
    who: str
    """Who made it, ``""`` where nothing says so."""
    where: str
    """«sikkerhetskopi», «vedtatt utgave», «git 1a2b3c4», «arbeidsboken nå», in words."""
    said: str = ""
    """What a commit says of itself."""


@dataclass(frozen=True)
class Versions:
    """The versions of a workbook, the oldest first, each different from the one before."""

    kept: tuple[Kept, ...]
    remarks: tuple[str, ...] = ()
    """What could not be read, as sentences."""


def versions_of(path: Path, *, more: Sequence[Path] = (), git: bool = True) -> Versions:
    """All versions of the workbook at *path* that are kept; *more* are files to look in as well.

    Raises UnreadableFile where the workbook, or one of *more*, cannot be read.
    """
    now = open_workbook(path)
    remarks: list[str] = []
    found = [_file(now, NOW)]
    found += _backups(path, now, remarks)
    for file in path.parent.glob(f"{_literal(path.stem)}{_ADOPTED}*{path.suffix}"):
        opened = _read(file, now, remarks)
        if opened is not None:
            found.append(_file(opened, "vedtatt utgave"))
    found += [_file(open_workbook(file), "fil") for file in more]
    if git:
        found += _commits(path, now, remarks)
    ordered = sorted(found, key=lambda one: (one.where == NOW, one.when))
    return Versions(tuple(_different(ordered)), tuple(remarks))


def _literal(name: str) -> str:
    """*name* as a pattern for itself alone."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _file(opened: Opened, where: str) -> Kept:
    when = datetime.fromtimestamp(opened.path.stat().st_mtime)
    return Kept(opened, when, last_saved_by(opened), where)


def _backups(path: Path, now: Opened, remarks: list[str]) -> Iterator[Kept]:
    from orxl.xlsx.saving.backups import BACKUPS, backups_of

    path = path.absolute()
    home = Path.home() / BACKUPS
    backups = [*backups_of(path)]
    if home != path.parent / BACKUPS:
        backups += backups_of(path, home)
    for backup in backups:
        opened = _read(backup.path, now, remarks)
        if opened is not None:
            yield Kept(opened, backup.made, last_saved_by(opened), "sikkerhetskopi")


def _read(path: Path, like: Opened, remarks: list[str]) -> Opened | None:
    from orxl.xlsx import file_bytes

    with suppress(OrxlError):
        return reread(file_bytes(path), path, like)
    remarks.append(f"{nb.quoted(path.name)} kan ikke leses og er ikke med.")
    return None


def _commits(path: Path, now: Opened, remarks: list[str]) -> Iterator[Kept]:
    repository = Repository.around(path)
    commits = () if repository is None else repository.commits()
    unread = 0
    like = now
    for commit in commits:
        data = None if repository is None else repository.content(commit)
        opened = None
        if data is not None:
            with suppress(OrxlError):
                opened = reread(data, path, like)
        if opened is None:
            unread += 1
            continue
        like = opened
        yield Kept(opened, commit.when, commit.who, f"git {commit.name[:7]}", commit.subject)
    if unread:
        what = nb.counted(unread, "utgave i git kan", "utgaver i git kan")
        remarks.append(f"{what} ikke leses og er ikke med.")
    if len(commits) == MOST:
        remarks.append(f"Bare de {MOST} siste utgavene i git er med.")


def _different(ordered: Sequence[Kept]) -> Iterator[Kept]:
    """*ordered* without those that are the file before them, byte for byte; git's word is kept."""
    last = ""
    for one in ordered:
        digest = sha256(one.opened.data).hexdigest()
        if digest != last:
            yield one
        last = digest
