"""The backups of a workbook: listed with when, how large, by whom and why; and fetched back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from orxl.app.twins import last_saved_by
from orxl.app.workbook import Opened, reread
from orxl.core import nb
from orxl.core.errors import BadCall, OrxlError, UnreadableFile
from orxl.core.light import dataclass
from orxl.core.snapshot import Book
from orxl.core.values import BLANK, Value
from orxl.layout.names import LOG

Line = Mapping[str, Value]
"""A line of the log, by the headers of its columns."""


@dataclass(frozen=True)
class Copy:
    """A backup as the list shows it."""

    number: int
    """Its place in the list; the newest is 1."""
    path: Path
    made: datetime
    size: int
    saved_by: str
    """Who saved last what is in it, ``""`` where the file does not say."""
    before: str
    """What was done when it was made, and by whom: «Beregnet av Kari»; ``""`` where unknown."""
    readable: bool = True
    same: bool = False
    """Whether it is the very file that the workbook is now."""


@dataclass(frozen=True)
class Restored:
    """What fetching a backup did."""

    path: Path
    fetched: Path
    written: bool
    backup: Path | None
    """Where the workbook lies that was in its place."""
    warnings: tuple[str, ...] = ()


def copies(path: Path) -> tuple[Copy, ...]:
    """The backups of the workbook at *path*, the newest first: beside it, and in the user's folder.

    In the user's folder lie those that Excel's button made of a book in the cloud. Raises
    UnreadableFile where there is neither a workbook nor a backup of it.
    """
    from orxl.xlsx.saving.backups import BACKUPS, backups_of

    path = path.absolute()
    found = list(backups_of(path))
    home = Path.home() / BACKUPS
    if home != path.parent / BACKUPS:
        found += backups_of(path, home)
    found.sort(key=lambda one: one.made, reverse=True)
    if not found and not path.is_file():
        raise UnreadableFile(f"Finner ikke «{path.name}», og ingen sikkerhetskopi av den.")
    now = _opened(path, None)
    later, done = now, list[Copy]()
    for number, backup in enumerate(found, start=1):
        opened = _opened(backup.path, later or now)
        done.append(
            Copy(
                number,
                backup.path,
                backup.made,
                backup.size,
                "" if opened is None else last_saved_by(opened),
                "" if opened is None or later is None else _done_between(opened.book, later.book),
                opened is not None,
                opened is not None and now is not None and opened.data == now.data,
            )
        )
        later = opened or later
    return tuple(done)


def chosen(listed: Sequence[Copy], wanted: str) -> Copy:
    """The one of *listed* that *wanted* names: its number, its day, or its day and time.

    Raises BadCall where there is none, or several.
    """
    if not listed:
        raise BadCall("Det er ingen sikkerhetskopier å hente.")
    text = wanted.strip()
    if re.fullmatch(r"\d{1,4}", text, re.ASCII):
        fit = [one for one in listed if one.number == int(text)]
    else:
        digits = _digits(text)
        fit = [one for one in listed if digits and f"{one.made:%Y%m%d%H%M%S}".startswith(digits)]
    if not fit:
        raise BadCall(
            f"Det er ingen sikkerhetskopi {nb.quoted(text)}.",
            "Se listen med «orxl sikkerhetskopier», og gi nummeret eller datoen, for eksempel "
            "3 eller 2026-11-27.",
        )
    if len(fit) > 1:
        numbers = nb.listed([f"{one.number} (kl. {one.made:%H.%M.%S})" for one in fit[:8]])
        more = f" og {len(fit) - 8} til" if len(fit) > 8 else ""
        raise BadCall(
            f"{nb.quoted(text)} er flere sikkerhetskopier: {numbers}{more}.", "Gi nummeret."
        )
    return fit[0]


def restore(path: Path, copy: Copy) -> Restored:
    """Put *copy* in the place of the workbook at *path*, byte for byte.

    The workbook that is there, whatever is in it, is backed up first, and no backup is deleted.
    Raises UnreadableFile where the backup cannot be read, and as saving does; the workbook is then
    as it was.
    """
    import hashlib

    from orxl.xlsx import file_bytes, read_bytes, save

    data = file_bytes(copy.path)
    read_bytes(data, copy.path.name)  # what cannot be read is not put in a workbook's place
    if not path.exists():
        done = save(path, data, fingerprint="")
    else:
        print_ = hashlib.sha256(path.read_bytes()).hexdigest()
        done = save(path, data, fingerprint=print_, backups=1_000_000)
    return Restored(path, copy.path, done.written, done.backup, done.warnings)


def beside(copy: Copy, target: Path) -> bool:
    """Lay *copy* at *target* as a file of its own; False where it lies there already.

    Raises UnreadableFile where the backup cannot be read, ChangedFile where another file is there,
    UnwritableFile.
    """
    from orxl.xlsx import file_bytes, read_bytes, save

    data = file_bytes(copy.path)
    read_bytes(data, copy.path.name)
    if target.is_file() and file_bytes(target) == data:
        return False
    save(target, data, fingerprint="")
    return True


def _digits(text: str) -> str:
    """What a day, and a time behind it, begin with when written as 20261127213005; or ``""``."""
    match = re.fullmatch(
        r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))"
        r"(?:[ T]*(?:kl\.? *)?(\d{1,2})[.:](\d\d)(?:[.:](\d\d))?)?",
        text,
        re.ASCII,
    )
    if match is None:
        return ""
    year, month, day = (
        (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    )
    clock = [part for part in (match[7], match[8], match[9]) if part]
    return "".join((year, *(part.zfill(2) for part in (month, day, *clock))))


def _opened(path: Path, like: Opened | None) -> Opened | None:
    """The workbook at *path*; None where there is none that can be read."""
    from orxl.xlsx import file_bytes

    with suppress(OrxlError):
        return reread(file_bytes(path), path, like)
    return None


def _done_between(book: Book, later: Book) -> str:
    """What was done to *book* first of all, by the log of *later*: «Beregnet av Kari»."""
    known = [tuple(line.values()) for line in _log(book)]
    new = [line for line in _log(later) if tuple(line.values()) not in known]
    if not new:
        return ""
    action, who = new[0].get("handling"), new[0].get("hvem")
    told = action if isinstance(action, str) else ""
    return f"{told} av {who}" if told and isinstance(who, str) and who else told


def _log(book: Book) -> list[Line]:
    table = book.table(LOG)
    if table is None:
        return []
    cells = book.by_name[table.sheet.casefold()].cells
    heads = {
        number: column.name.casefold()
        for number, column in enumerate(table.columns, start=table.ref.first_column)
    }
    lines = [
        {head: cells[row, column].value for column, head in heads.items() if (row, column) in cells}
        for row in table.data_rows
    ]
    return [line for line in lines if any(value is not BLANK for value in line.values())]
