"""Saving without risk: the old file or the new one is there, whole, whatever fails."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from orxl.core import written
from orxl.core.errors import ChangedFile, FailedGate, LockedFile, OrxlError, UnwritableFile
from orxl.core.light import dataclass
from orxl.xlsx.saving.alone import alone
from orxl.xlsx.saving.backups import BACKUPS, STAMP, Keep, prune
from orxl.xlsx.saving.locks import conflict_copies, refuse_locked

_TRIES: Final = 12
_WAIT: Final = 0.15
_UNTOUCHED: Final = "Den gamle filen er urørt."
_SHARING: Final = frozenset({5, 32, 33})
"""Windows' "access denied", "sharing violation" and "lock violation"."""


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What saving did: whether anything was written, the backup, and what to tell the user."""

    path: Path
    written: bool
    backup: Path | None = None
    pruned: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()


def save(
    path: Path, data: bytes, *, fingerprint: str, backups: int = 10, days: int = 0
) -> SaveReport:
    """Put *data* in the place of the workbook at *path*, atomically.

    ``fingerprint`` is the SHA-256 of the bytes *data* was made from; ``""`` makes a new file.
    The old file goes to the folder ``orxl-sikkerhetskopier`` beside it, where the newest
    *backups* are kept (none are made for 0), and those that are younger than *days*.

    Raises LockedFile when somebody has the file open, UnwritableFile when there is no room or no
    leave to write, ChangedFile when it is not the file that was read, FailedGate when the disk
    gives other bytes back than were written. In every case the old file is untouched (but for an
    UnwritableFile that says that the new one is in place) and no temporary file is left.
    """
    with _explained(path), alone(path := _resolved(path)):
        # The path was resolved: a link is followed, and the file it points to is replaced.
        _sweep(path)
        if not fingerprint:
            return _create(path, data)
        old, warnings = _checked(path, fingerprint)
        if old == data:
            return SaveReport(path, written=False, warnings=warnings)
        mode = path.stat().st_mode & 0o7777
        with _temporary(path.parent, path.name, data, mode) as temporary:
            backup = _backup(path, old, mode) if backups > 0 else None
            _checked(path, fingerprint)  # whoever saved meanwhile wins
            written.note(path, data)
            _replace(temporary, path)
        _sync_folder(path.parent)
        pruned: tuple[Path, ...] = ()
        if backup is not None:
            pruned = prune(path, Keep(backups, days), backup, datetime.now())
    return SaveReport(path, True, backup, pruned, warnings)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except RuntimeError as error:  # how Python before 3.13 says that links lead in a ring
        raise OSError(errno.ELOOP, "links in a ring") from error


def _create(path: Path, data: bytes) -> SaveReport:
    if path.exists():
        raise ChangedFile(
            f"«{path.name}» finnes fra før i mappen «{path.absolute().parent}».",
            "Velg et annet navn.",
        )
    with _temporary(path.parent, path.name, data) as temporary:
        written.note(path, data)
        _replace(temporary, path)
    _sync_folder(path.parent)
    return SaveReport(path, written=True)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Every failure of the operating system as one sentence."""
    try:
        yield
    except OrxlError:
        raise
    except OSError as error:
        if written.is_saved(path):
            raise UnwritableFile(
                f"«{path.name}» er lagret: endringen er gjort. Men disken svarte med en feil like "
                "etterpå.",
                "Sjekk disken eller nettverket, og at filen kan åpnes.",
            ) from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise UnwritableFile(
                f"Det er ikke plass på disken til å lagre «{path.name}».",
                f"Frigjør plass og prøv igjen. {_UNTOUCHED}",
            ) from error
        if _too_long(error):
            raise UnwritableFile(
                f"Navnet «{path.name}» er for langt til at filen kan lagres med en kopi ved siden "
                "av.",
                f"Gi arbeidsboken et kortere navn. {_UNTOUCHED}",
            ) from error
        if isinstance(error, FileNotFoundError):
            raise UnwritableFile(
                f"Finner ikke mappen «{path.absolute().parent}» som «{path.name}» skal lagres i.",
                "Sjekk mappen, og om nettverksdisken er tilgjengelig.",
            ) from error
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            folder = path.absolute().parent
            raise UnwritableFile(
                f"Du har ikke tilgang til å lagre «{path.name}» i mappen «{folder}».",
                f"Be om skrivetilgang til mappen, eller flytt arbeidsboken. {_UNTOUCHED}",
            ) from error
        raise UnwritableFile(
            f"Fikk ikke lagret «{path.name}»: disken svarte med en feil.",
            f"Sjekk disken eller nettverket og prøv igjen. {_UNTOUCHED}",
        ) from error


def _too_long(error: OSError) -> bool:
    """Whether a name or path is too long; Windows says only that there is no such file."""
    if error.errno == errno.ENAMETOOLONG:
        return True
    if error.errno not in (errno.ENOENT, errno.EINVAL) or not isinstance(error.filename, str):
        return False
    whole = 259 if sys.platform == "win32" else 4095
    return len(Path(error.filename).name) > 255 or len(error.filename) > whole


def _checked(path: Path, fingerprint: str) -> tuple[bytes, tuple[str, ...]]:
    """The bytes on the disk, provided that they are the ones read and nobody holds them."""
    if not path.is_file():
        raise ChangedFile(
            f"«{path.name}» er flyttet eller slettet siden den ble lest.", "Les den på nytt."
        )
    # The bytes last: what others save after that look is not seen.
    warnings = refuse_locked(path) + conflict_copies(path)
    old = path.read_bytes()
    if hashlib.sha256(old).hexdigest() != fingerprint:
        raise ChangedFile(
            f"«{path.name}» er endret av noen andre siden den ble lest.",
            "Kjør på nytt, så tas den nye versjonen med. Ingenting er skrevet.",
        )
    return old, warnings


def _marker(name: str) -> str:
    return f".~orxl-{name}-"


@contextmanager
def _temporary(folder: Path, name: str, data: bytes, mode: int | None = None) -> Iterator[Path]:
    """A file with *data* safely on the disk; gone again at the end unless it was moved.

    With *mode* it has the rights of the file it is to stand for, from its first byte: nobody may
    read in a copy what was kept from him in the workbook.
    """
    path = folder / f"{_marker(name)}{secrets.token_hex(4)}.tmp"
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags, 0o666 if mode is None else mode), "wb") as file:
            if mode is not None:
                with suppress(OSError):  # a share without rights of its own has nothing to carry
                    path.chmod(mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.read_bytes() != data:
            raise FailedGate(
                f"Disken ga ikke tilbake det som ble skrevet til «{name}».",
                "Den gamle filen er urørt. Sjekk disken eller nettverket.",
            )
        yield path
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _replace(temporary: Path, path: Path) -> None:
    """Rename over the old file; Windows refuses while a virus scanner or sync client reads it."""
    for attempt in range(1, _TRIES + 1):
        try:
            os.replace(temporary, path)  # noqa: PTH105 - the tests break this very call
            return
        except PermissionError as error:
            code = getattr(error, "winerror", None)
            if code not in _SHARING:
                raise
            if attempt == _TRIES:
                raise LockedFile(
                    f"«{path.name}» er i bruk av et annet program.",
                    "Lukk den, vent til synkroniseringen er ferdig, og prøv igjen.",
                ) from error
            time.sleep(_WAIT)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where folders can be synced (not on Windows)."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # the new file is in place; some network disks can't do this
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _backup(path: Path, old: bytes, mode: int) -> Path:
    folder = path.parent / BACKUPS
    # A folder may be entered by whoever may read the file.
    folder.mkdir(mode=mode | 0o700 | (mode & 0o444) >> 2, exist_ok=True)
    stem = f"{path.stem} {datetime.now():{STAMP}}"
    target = folder / f"{stem}{path.suffix}"
    number = 2
    while target.exists():
        target = folder / f"{stem} ({number}){path.suffix}"
        number += 1
    with _temporary(folder, path.name, old, mode) as temporary:
        _replace(temporary, target)
    return target


def _sweep(path: Path) -> None:
    """Remove temporary files that a crash more than a day ago left behind."""
    for folder in (path.parent, path.parent / BACKUPS):
        with suppress(OSError):
            for file in folder.iterdir():
                is_ours = file.name.startswith(_marker(path.name)) and file.suffix == ".tmp"
                if is_ours and time.time() - file.stat().st_mtime > 86_400:
                    file.unlink()
