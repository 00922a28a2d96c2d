"""The backups of a workbook: where they lie, what they are called, which are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from orxl.core.light import dataclass

BACKUPS: Final = "orxl-sikkerhetskopier"
STAMP: Final = "%Y-%m-%d kl. %H.%M.%S"
_DATED: Final = r" (\d{4}-\d\d-\d\d kl\. \d\d\.\d\d\.\d\d)(?: \(\d+\))?"
"""Also in the name of a copy that the open Excel has left (``orxl.live.copies``)."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Which backups are kept: the newest ``count``, and all that are younger than ``days``."""

    count: int = 10
    days: int = 0


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: the file, when it was made by its own name, and its size in bytes."""

    path: Path
    made: datetime
    size: int


def backups_of(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of the workbook at *path*, the newest first; none where they cannot be read.

    They lie in ``orxl-sikkerhetskopier`` beside it, unless another *folder* is named.
    """
    place = path.parent / BACKUPS if folder is None else folder
    # A copy with the button (.xlsm) has backups of its own.
    dated = re.compile(re.escape(path.stem) + _DATED + re.escape(path.suffix), re.IGNORECASE)
    found: list[tuple[datetime, int, Backup]] = []
    with suppress(OSError):
        for file in place.iterdir():
            if match := dated.fullmatch(file.name):
                with suppress(OSError, ValueError):
                    made = datetime.strptime(match[1], STAMP)
                    kept = file.stat()
                    # Of one second: the numbers of those that are gone are used again.
                    found.append((made, kept.st_mtime_ns, Backup(file, made, kept.st_size)))
    found.sort(key=lambda one: one[:2], reverse=True)
    return tuple(backup for _, _, backup in found)


def prune(path: Path, keep: Keep, newest: Path, now: datetime) -> tuple[Path, ...]:
    """Delete the backups of *path* that need not be kept; one that can't be deleted stays.

    *newest* is never deleted, whatever the dates in the others' names: a clock may have been set
    back, and other machines have clocks of their own.
    """
    others = [one for one in backups_of(path, newest.parent) if one.path != newest]
    return tuple(_deleted(others[max(0, keep.count - 1) :], keep, now))


def _deleted(old: list[Backup], keep: Keep, now: datetime) -> Iterator[Path]:
    youngest = now - timedelta(days=min(keep.days, 36_500))
    for backup in reversed(old):
        if keep.days > 0 and backup.made > youngest:
            continue
        with suppress(OSError):
            backup.path.unlink()
            yield backup.path
