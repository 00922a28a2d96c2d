"""Follows a workbook file: what is to be told of it at every save.

The file is looked at again and again, and nothing is asked of the system but what a network drive
answers too: a notice of changes (inotify and its like) does not come from there, and costs a
dependency. Excel saves to another file and gives it the name at the end; others write on the spot,
sync services take the file away for a moment. So a file is read when two looks at it were alike,
and what is wrong with it is told only when it stays wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final, Generic, TypeVar

from orxl.core.errors import OrxlError

PAUSE: Final = 0.3
"""Seconds between two looks."""
PATIENCE: Final = 3.0
"""Seconds in which a file may be half written, locked or gone before anybody is told."""
COARSE: Final = 3.0
"""Seconds in which a file may be saved again and its time and size be the same (FAT: 2)."""
Stamp = tuple[int, int, int, int]
T = TypeVar("T")


class Follower(Generic[T]):
    """The file at *path*, of which *check* makes something each time it is saved.

    *check* gets the file's bytes and raises OrxlError for a file that it can do nothing with.
    """

    def __init__(self, path: Path, check: Callable[[bytes], T]) -> None:
        self._path, self._check = path, check
        self._stamp: Stamp | None = None
        self._since = float("-inf")
        self._watched = True
        """Whether there may be something to tell though the file looks as it did."""
        self._known = b""
        """The digest of what was last told of."""
        self._failed: tuple[bytes, OrxlError] | None = None
        """The digest of what *check* refused last, and why: it would refuse that again."""
        self._trouble: str | None = None
        """Why the file could not be read, where that was the last to be told."""

    def first(self, now: float) -> T:
        """What *check* makes of the file as it is at the moment *now*. Raises OrxlError."""
        self._stamp, self._since = _stamp(self._path), now
        data = self._read()
        self._known = _digest(data)
        return self._check(data)

    def look(self, now: float) -> T | OrxlError | None:
        """What is news at the moment *now* (seconds, on a clock that never goes back).

        What *check* made of a file that was saved; why it cannot be read, told once; or None.
        """
        stamp = _stamp(self._path)
        if stamp != self._stamp:
            self._stamp, self._since, self._watched = stamp, now, True
            return None  # it may be being written right now
        if not self._watched:
            return None
        age = now - self._since
        try:
            data = self._read()
            digest = _digest(data)
            if digest == self._known and self._trouble is None:
                self._watched = age < COARSE
                return None
            made = self._checked(data, digest)
        except OrxlError as error:
            if age < PATIENCE or str(error) == self._trouble:
                return None
            self._trouble = str(error)
            return error
        self._known, self._failed, self._trouble = digest, None, None
        return made

    def _checked(self, data: bytes, digest: bytes) -> T:
        if self._failed is not None and self._failed[0] == digest:
            raise self._failed[1]
        try:
            return self._check(data)
        except OrxlError as error:
            self._failed = digest, error
            raise

    def _read(self) -> bytes:
        from orxl.xlsx import file_bytes

        return file_bytes(self._path)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _stamp(path: Path) -> Stamp | None:
    """What tells one edition of the file at *path* from another without reading it."""
    try:
        told = path.stat()
    except (OSError, ValueError):  # gone for a moment, or the network is
        return None
    return told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino
