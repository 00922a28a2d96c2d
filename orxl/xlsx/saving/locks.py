"""Who has the workbook open, and which copies of it a sync service left beside it."""

from __future__ import annotations

import os
import platform
import re
import stat
import sys
from pathlib import Path

from orxl.core import nb
from orxl.core.errors import LockedFile

_CONFLICT = (
    r"\.sync-conflict-.*",  # Syncthing
    r" ?\(.*(?:conflict|konflikt|motstrid).*\)",  # Dropbox, Nextcloud, Google Disk
    r"[-_ ](?:conflict|konflikt).*",
    r"-(?:DESKTOP|LAPTOP|PC)-[A-Z0-9]+(?:-\d+)?",  # OneDrive adds the machine's name
)


def refuse_locked(path: Path) -> tuple[str, ...]:
    """Raise LockedFile when *path* is read-only or open in a program; warnings otherwise.

    Excel and LibreOffice leave a small file with their user's name beside an open workbook. It
    may be left over from a crash. On Windows the workbook itself tells: it can't be opened for
    writing while Excel has it. Elsewhere the small file is believed.
    """
    if not os.access(path, os.W_OK) or not path.stat().st_mode & stat.S_IWUSR:
        raise LockedFile(
            f"«{path.name}» er skrivebeskyttet.", "Fjern skrivebeskyttelsen og prøv igjen."
        )
    found = owner(path)
    try:
        with path.open("r+b"):
            pass
    except PermissionError as error:
        raise _open_by(path, None if found is None else found[0]) from error
    if found is None:
        return ()
    who, beside = found
    if sys.platform != "win32":
        raise _open_by(path, who, beside)
    return (
        f"«{beside.name}» er blitt liggende fra en gang {_named(who)} hadde arbeidsboken åpen; "
        "den kan slettes.",
    )


def reservations(path: Path) -> tuple[str, ...]:
    """What someone who reads the file at *path* should know: that it may not be the newest."""
    open_elsewhere = _open_elsewhere(path)
    if open_elsewhere is None:
        return conflict_copies(path)
    by = f" hos {open_elsewhere}" if open_elsewhere else ""
    return (
        f"«{path.name}» er åpen{by}. Det som ikke er lagret ennå, er ikke kontrollert. Lagre, og "
        "kontroller på nytt.",
        *conflict_copies(path),
    )


def _open_elsewhere(path: Path) -> str | None:
    """Who has *path* open (``""`` when it isn't said), or None."""
    found = owner(path)
    if found is None:
        return None
    if sys.platform == "win32":  # there the workbook itself tells, see refuse_locked
        try:
            with path.open("r+b"):
                return None
        except OSError:
            pass
    return found[0]


def conflict_copies(path: Path) -> tuple[str, ...]:
    """A sentence about the copies that :func:`conflicts` finds, where there are any."""
    copies = conflicts(path)
    if not copies:
        return ()
    told = nb.listed([f"«{name}»" for name in copies])
    return (f"Det ligger kopier fra en synkroniseringskonflikt i mappen: {told}.",)


def _named(who: str) -> str:
    return who if who else "noen"


def _open_by(path: Path, who: str | None, beside: Path | None = None) -> LockedFile:
    by = f" hos {who}" if who else " i et annet program"
    stale = f" Er den ikke åpen hos noen, kan du slette filen «{beside.name}»." if beside else ""
    return LockedFile(f"«{path.name}» er åpen{by}.", f"Lagre og lukk den, og prøv igjen.{stale}")


def owner(path: Path) -> tuple[str, Path] | None:
    """Who has *path* open (``""`` when it isn't said) and the file that says so, or None."""
    excel = path.with_name(f"~${path.name}")
    if excel.is_file():
        return excel_owner(_read(excel)), excel
    office = path.with_name(f".~lock.{path.name}#")
    if office.is_file():
        fields = _read(office).decode("utf-8", "replace").split(",")
        return next((field for field in fields[:2] if field.strip()), ""), office
    return None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:  # whatever its size: the beginning says it all
            return file.read(4096)
    except OSError:
        return b""  # Excel may refuse others to read it; that it exists says enough


def excel_owner(raw: bytes) -> str:
    """The user's name in an Excel owner file: a length byte and ANSI, then UTF-16 at offset 55."""
    if len(raw) > 57:
        length = int.from_bytes(raw[55:57], "little")
        name = raw[57 : 57 + 2 * length].decode("utf-16-le", "replace").strip("\0 ")
        if 0 < length <= 52 and name and "\ufffd" not in name:
            return name
    if raw and 0 < raw[0] <= 54:
        return raw[1 : 1 + raw[0]].decode("cp1252", "replace").strip("\0 ")
    return ""


def conflicts(path: Path) -> tuple[str, ...]:
    """The names of files beside *path* that look like a sync service's conflicting copies."""
    machine = re.escape(platform.node().partition(".")[0])
    patterns = [*_CONFLICT, rf"-{machine}(?:-\d+)?"] if machine else list(_CONFLICT)
    copy = re.compile(
        re.escape(path.stem) + "(?:" + "|".join(patterns) + ")" + re.escape(path.suffix),
        re.IGNORECASE,
    )
    try:
        names = [other.name for other in path.parent.iterdir()]
    except OSError:
        return ()
    return tuple(sorted(name for name in names if copy.fullmatch(name)))
