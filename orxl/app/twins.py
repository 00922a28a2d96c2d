"""Copies that OneDrive, SharePoint and other sync services have laid beside a workbook.

A name alone tells too little: «bok (1).xlsx» may be a download and «bok-2025.xlsx» last year's.
What is in the file decides whether it is another edition of the same workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from orxl.app.workbook import Opened, bound_or_none, open_workbook, reread
from orxl.binding.rows import cell_value
from orxl.core import nb
from orxl.core.errors import OrxlError
from orxl.core.light import dataclass
from orxl.core.snapshot import Book
from orxl.layout.names import ASSUMED
from orxl.versions.kinship import Typed, apart, likeness, typed
from orxl.xlsx.saving import locks

_LIKE: Final = 0.6
"""So much of what is typed in two editions of one workbook is the same in both."""


@dataclass(frozen=True)
class Twin:
    """Another edition of a workbook, beside it."""

    path: Path
    changed: datetime
    who: str
    """Who saved it last, ``""`` where the file does not say."""
    different: int
    """How many typed values stand in one of the two and not in the other."""


def twins(opened: Opened) -> tuple[Twin, ...]:
    """The other editions of *opened* that lie beside it; those with the same content too."""
    return tuple(_kin(opened, (*locks.conflicts(opened.path), *locks.suspects(opened.path))))


def told_of(opened: Opened) -> tuple[str, ...]:
    """A sentence about each conflicting copy beside *opened*, with what to do."""
    sure = locks.conflicts(opened.path)
    unsure = locks.suspects(opened.path)
    if not sure and not unsure:
        return ()
    found = {twin.path.name: twin for twin in _kin(opened, (*sure, *unsure))}
    told = [_sentence(twin, certain=name in sure) for name, twin in found.items()]
    broken = [name for name in sure if name not in found and _unreadable(opened, name)]
    told += (
        f"{nb.quoted(name)} ser ut som en kopi fra en synkroniseringskonflikt, men kan ikke leses "
        "som arbeidsbok. Åpne den i Excel og se."
        for name in broken
    )
    return tuple(filter(None, told))


def half_merged(book: Book) -> tuple[str, ...]:
    """A sentence about what nobody has chosen yet on the sheet «Fletting», where there is any."""
    if book.sheet("Fletting") is None:
        return ()
    from orxl.versions.merging.choices import chosen

    waiting = sum(1 for _ in chosen(book))
    if not waiting:
        return ()
    things = nb.counted(waiting, "ting", "ting")
    return (
        f"Boken er flettet halvveis: {things} er ikke valgt på arket Fletting. Velg Min eller Din "
        "der, lagre, lukk, og kjør «orxl flett --fullfør».",
    )


def sentences(book: Book, path: Path) -> tuple[str, ...]:
    """Both, for a workbook that is open in Excel and lies at *path*."""
    return (*half_merged(book), *told_of(Opened(path, b"", book)))


def _kin(opened: Opened, names: Sequence[str]) -> Iterator[Twin]:
    if not names:
        return
    mine, identity = typed(opened.book), _identity(opened)
    for name in names:
        path = opened.path.with_name(name)
        with suppress(OrxlError, OSError):
            other = _read(path, opened)
            if _identity(other) != identity or likeness(mine, typed(other.book)) < _LIKE:
                continue
            changed = datetime.fromtimestamp(path.stat().st_mtime)
            yield Twin(path, changed, last_saved_by(other), _apart(opened, other, mine))


def _apart(one: Opened, other: Opened, mine: Typed) -> int:
    different = apart(mine, typed(other.book))
    # A formula is nothing that is typed, but one that is changed is a difference.
    return different if different or _formulas(one) == _formulas(other) else 1


def _formulas(opened: Opened) -> list[frozenset[tuple[tuple[int, int], str]]]:
    return [
        frozenset((at, cell.formula) for at, cell in sheet.cells.items() if cell.formula)
        for sheet in opened.book.sheets
    ]


def _read(path: Path, like: Opened) -> Opened:
    from orxl.xlsx import file_bytes

    return reread(file_bytes(path), path, like) if like.data else open_workbook(path)


def last_saved_by(opened: Opened) -> str:
    """Who saved the file of *opened* last, by its properties; ``""`` where it does not say."""
    from orxl.xlsx.inspect import inspect

    with suppress(OrxlError):
        return inspect(opened.data).properties.last_modified_by.strip()
    return ""


def _identity(opened: Opened) -> tuple[object, ...]:
    """What two editions of one workbook have in common: organisation, year; else the sheets."""
    bound = bound_or_none(opened)
    if bound is None:
        return tuple(sheet.name.casefold() for sheet in opened.book.sheets)
    assumed = bound.tables.get(ASSUMED)
    row = None if assumed is None else assumed.find("Organisasjon", "name")
    name = None if row is None else cell_value(row.values.get("value"))
    return name, bound.layout.year


def _unreadable(opened: Opened, name: str) -> bool:
    try:
        open_workbook(opened.path.with_name(name))
    except OrxlError:
        return True
    return False


def _sentence(twin: Twin, *, certain: bool) -> str:
    by = f" av {twin.who}" if twin.who else ""
    name = nb.quoted(twin.path.name, 120)
    if not twin.different:
        return f"{name} har samme innhold som denne boken, og kan slettes." if certain else ""
    values = nb.counted(twin.different, "verdi", "verdier")
    return (
        f"{name} er en annen utgave av denne boken (lagret {nb.day(twin.changed)} "
        f"kl. {twin.changed:%H.%M}{by}; {values} skiller dem), trolig fra en "
        "synkroniseringskonflikt. Få med det som bare står der, med «orxl flett»."
    )
