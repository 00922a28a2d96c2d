"""One orxl at a time for each workbook on this machine."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from orxl.core.errors import LockedFile

_PATIENCE: Final = 20.0
"""Seconds to wait for another orxl that is saving the same workbook."""


@contextmanager
def alone(path: Path, *, patience: float = _PATIENCE, doing: str = "lagres") -> Iterator[None]:
    """Nobody else on this machine is in here for *path*.

    Raises LockedFile after so many seconds of *patience*; *doing* says what the other one does.

    Between the last look at a file and its replacement another orxl could put its own version in
    place, which would be lost. The lock is the operating system's and ends with the process; its
    file lies among the temporary files, not beside the workbook. Where there is no such folder,
    or it takes no locks, the work goes on without.
    """
    name = f"orxl-{hashlib.sha256(os.fsencode(path)).hexdigest()[:32]}.lock"
    handle = None
    with suppress(OSError):
        handle = os.open(Path(tempfile.gettempdir()) / name, os.O_RDWR | os.O_CREAT, 0o600)
    if handle is None:
        yield
        return
    try:
        until = time.monotonic() + patience
        while not _taken(handle):
            if time.monotonic() >= until:
                raise LockedFile(
                    f"«{path.name}» {doing} akkurat nå av en annen kjøring av orxl.",
                    "Vent til den er ferdig, og prøv igjen. Ingenting er endret.",
                )
            time.sleep(0.05)
        yield
    finally:
        with suppress(OSError):  # the work is done; the lock ends with the process at the latest
            os.close(handle)  # which also gives the lock up


if sys.platform == "win32":

    def _taken(handle: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _taken(handle: int) -> bool:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
        return True
