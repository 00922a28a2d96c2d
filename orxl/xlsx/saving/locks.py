"""Who has the workbook open, and which copies of it a sync service left beside it."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from orxl.core import nb
from orxl.core.errors import LockedFile

_CONFLICT = (
    r"\.sync-conflict-.*",  # Syncthing
    r" ?\(.*(?:conflict|konflikt|motstrid).*\)",  # Dropbox, Nextcloud, Google Disk
    r"[-_ ]+(?:conflict|konflikt).*",
    r"-(?:DESKTOP|LAPTOP|PC)-[A-Z0-9]+(?:-\d+)?",  # OneDrive adds the machine's name
)
_MACHINE = (
    r"-(?!(?:SAK|REV|VER|VERSJON|UTG|UTGAVE|UTKAST|KV|KVARTAL|TERTIAL|BUDSJETT|VEDTAK|MØTE)[-\d])"
    r"(?=[^\d]*\d)[A-ZÆØÅ]{2}[A-ZÆØÅ0-9-]*(?<!-(?:19|20)\d\d)",  # PC123, KOMM0301-4512
    r"-(?:[\w ]+ )?(?:PC|Mac|MacBook(?: Pro| Air)?|iMac|[Ll]aptop|[Mm]askin)(?:-\d+)?",
    r" ?\(\d{1,2}\)",  # SharePoint; a browser's second download too
)
"""What may be a sync service's name for a copy: what is in the file must tell."""


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
    """What someone who reads the file at *path* should know: that it is open somewhere."""
    open_elsewhere = _open_elsewhere(path)
    if open_elsewhere is None:
        return ()
    by = f" hos {open_elsewhere}" if open_elsewhere else ""
    return (
        f"«{path.name}» er åpen{by}. Det som ikke er lagret ennå, er ikke kontrollert. Lagre, og "
        "kontroller på nytt.",
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
    return (
        f"Det ligger kopier fra en synkroniseringskonflikt i mappen: {told}. Få med det som bare "
        "står der, med «orxl flett».",
    )


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
    if not _beside(path):
        return ()  # nearly always
    import platform

    machine = re.escape(platform.node().partition(".")[0])
    patterns = [*_CONFLICT, rf"-{machine}(?:-\d+)?"] if machine else list(_CONFLICT)
    return _called(path, patterns, re.IGNORECASE)


def suspects(path: Path) -> tuple[str, ...]:
    """The names of those that :func:`conflicts` does not know, but that may be such copies."""
    sure = frozenset(conflicts(path))
    return tuple(name for name in _called(path, _MACHINE, 0) if name not in sure)


def _called(path: Path, patterns: Sequence[str], how: int) -> tuple[str, ...]:
    """The files beside *path* whose names are its own with one of *patterns* in it."""
    names = _beside(path)
    tail = re.compile("(?:" + "|".join(patterns) + ")", how) if names else None
    return tuple(
        name
        for name in names
        if tail is not None and tail.fullmatch(name[len(path.stem) : len(name) - len(path.suffix)])
    )


def _beside(path: Path) -> Sequence[str]:
    """The other files in the folder whose names begin and end as that of *path*, in order."""
    stem, suffix = path.stem.casefold(), path.suffix.casefold()
    try:
        names = [other.name for other in path.parent.iterdir()]
    except OSError:
        return ()
    return sorted(
        name
        for name in names
        if name.casefold().startswith(stem)
        and name.casefold().endswith(suffix)
        and len(name) > len(path.name)
    )
