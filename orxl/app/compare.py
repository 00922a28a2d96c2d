"""Compares two workbooks: what changed in meaning from the one to the other. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from orxl.app.workbook import Opened, open_workbook
from orxl.binding import BoundBook
from orxl.core.light import dataclass
from orxl.report.compare.values import Comparison, Side
from orxl.versions.aligning import align
from orxl.versions.alignment import Alignment
from orxl.versions.changes import Change
from orxl.versions.compare import changes
from orxl.versions.effects import effects
from orxl.versions.rows import Version


@dataclass(frozen=True)
class Wanted:
    """What is asked for beside the content."""

    looks: bool = False
    """How cells look, and how formulas are spelt."""


CONTENT: Final = Wanted()
"""Nothing beside the content."""


def compare(before: Path, after: Path, wanted: Wanted = CONTENT) -> Comparison:
    """What differs from the workbook at *before* to the one at *after*.

    Raises UnreadableFile, which names the file; BadCall where both are folders' names or missing.
    """
    one = open_workbook(before)
    if before.resolve() == after.resolve():
        return compared(one, one, wanted, ("De to navnene er samme fil.",))
    return compared(one, _opened_after(after, one), wanted)


def _opened_after(path: Path, before: Opened) -> Opened:
    """The workbook at *path*; what is as in *before*, byte for byte, is not read again."""
    from orxl.xlsx import file_bytes, read_bytes

    data = file_bytes(path)
    return Opened(path, data, read_bytes(data, path.name, (before.data, before.book)))


def compared(
    before: Opened, after: Opened, wanted: Wanted = CONTENT, notes: tuple[str, ...] = ()
) -> Comparison:
    """What differs from *before* to *after*."""
    one, other = Version.of(before.book), Version.of(after.book)
    names = _names(before.path, after.path)
    alignment = align(one, other)
    more = tuple(_beside(alignment, before, after, wanted)) if before is not after else ()
    found = changes(alignment, spelling=wanted.looks, more=more)
    both = one.bound is not None and other.bound is not None
    return Comparison(
        Side(names[0], sha256(before.data).hexdigest()),
        Side(names[1], sha256(after.data).hexdigest()),
        found,
        other.bound.layout if both and other.bound is not None else None,
        effects(alignment, found),
        (*notes, *_notes(names, one.bound, other.bound, before.data == after.data != b"")),
    )


def _beside(
    alignment: Alignment, before: Opened, after: Opened, wanted: Wanted
) -> Iterator[Change]:
    """What differs beside the cells; the files are only looked through where anything may."""
    if not before.data or not after.data:
        return
    from orxl.xlsx.inspect.surroundings import sheets_to_look_at

    only = None if wanted.looks else sheets_to_look_at(before.data, after.data)
    if only is not None and not only:
        return
    from orxl.versions.beside import beside
    from orxl.versions.looks import looks
    from orxl.xlsx.inspect import inspect

    one, other = (inspect(o.data, o.path.name, only) for o in (before, after))
    yield from beside(alignment, one, other)
    if wanted.looks:
        yield from looks(alignment, one, other)


def _names(before: Path, after: Path) -> tuple[str, str]:
    """What the files are called: with their folders where the names alone are the same."""
    if before.name != after.name:
        return before.name, after.name
    return str(before), str(after)


def _notes(
    names: tuple[str, str], one: BoundBook | None, other: BoundBook | None, equal: bool
) -> tuple[str, ...]:
    """What one must know of the two to read what differs."""
    if one is None or other is None:
        if one is None and other is None:
            return ()
        stranger = names[0] if one is None else names[1]
        return (
            f"«{stranger}» er ikke en arbeidsbok for handlingsprogram og budsjett: filene er "
            "sammenlignet som vanlige regneark, uten virkning på budsjettet.",
        )
    said: list[str] = ["Filene er like, byte for byte."] if equal else []
    for name, book in zip(names, (one, other), strict=True):
        if book.newer:
            said.append(
                f"«{name}» er laget for oppsett {book.version}, som er nyere enn denne utgaven av "
                f"orxl kjenner ({book.layout.version}): det nye er sammenlignet celle for celle."
            )
    if one.version != other.version:
        said.append(
            f"«{names[0]}» har oppsett {one.version}, «{names[1]}» oppsett {other.version}: noen "
            "endringer er det oppgraderingen ga."
        )
    if one.programme.year != other.programme.year:
        said.append(
            f"Budsjettårene er ulike ({one.programme.year} og {other.programme.year}): virkningen "
            "på resultatet er ikke regnet ut."
        )
    bodies = one.programme.word("Organisasjon"), other.programme.word("Organisasjon")
    if bodies[0] != bodies[1]:
        said.append(f"Arbeidsbøkene er for ulike organisasjoner: {bodies[0]} og {bodies[1]}.")
    return tuple(said)
