"""Opens a workbook for the use cases: bytes, snapshot, models and recalculation in one value."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from orxl.binding import BoundBook, bind
from orxl.core.errors import UnreadableFile
from orxl.core.light import dataclass
from orxl.core.snapshot import Book
from orxl.formulas.recalculate import confirm
from orxl.rules.kit.view import View

NAME = Path("workbook") / "handlingsprogram.xlsx"


@dataclass(frozen=True)
class Opened:
    """A workbook file as it was read."""

    path: Path
    data: bytes
    book: Book


def default_workbook() -> Path:
    """The workbook a command works on when none is named.

    Looked for below the current folder, then in it, then beside the installed program. Raises
    UnreadableFile where there is none.
    """
    here = Path.cwd()
    beside = Path(__file__).parents[2]
    for path in (here / NAME, here / NAME.name, beside / NAME):
        if path.is_file():
            return path
    raise UnreadableFile(
        f"Finner ingen arbeidsbok: {NAME} finnes ikke i {here}.",
        "Skriv filnavnet etter kommandoen, eller bygg arbeidsboken med «orxl bygg».",
    )


def open_workbook(path: Path) -> Opened:
    """Read the file at *path*. Raises UnreadableFile."""
    from orxl.xlsx import file_bytes

    return reread(file_bytes(path), path)


def reread(data: bytes, path: Path, before: Opened | None = None) -> Opened:
    """The workbook in *data*, as if it had been read from *path*.

    What is as in *before*, which *data* was made from, is not read again. Raises UnreadableFile.
    """
    from orxl.xlsx import read_bytes

    known = None if before is None else (before.data, before.book)
    return Opened(path, data, read_bytes(data, path.name, known))


def view_of(book: Book) -> View:
    """*book* bound and recalculated. Raises UnreadableFile where it is no such workbook."""
    return View(bind(book), confirm(book))


def bound_or_none(opened: Opened, like: BoundBook | None = None) -> BoundBook | None:
    """The workbook bound to the layout; None where it is no action programme.

    *like* is the workbook as it was (:func:`orxl.binding.bind`). One whose tables another program
    has removed still is one: its sheets and its budget year tell.
    """
    try:
        bound = bind(opened.book, like=like)
    except UnreadableFile:
        return None
    sheets = sum(opened.book.sheet(spec.name) is not None for spec in bound.layout.sheets)
    return bound if bound.tables or 2 * sheets > len(bound.layout.sheets) else None


MOST_BACKUPS: Final = 10_000


def kept_backups(book: Book) -> tuple[int, int]:
    """How many backups of *book* are kept, and for how many days at least, as it says itself.

    Ten, and no days, where it says nothing that can be used; never fewer than one.
    """
    try:
        programme = bind(book).programme
    except UnreadableFile:
        return 10, 0
    count, days = (programme.number(f"Sikkerhetskopier_{what}") for what in ("antall", "dager"))
    return (
        10 if count is None or count < 1 else min(int(count), MOST_BACKUPS),
        0 if days is None or days < 0 else min(int(days), MOST_BACKUPS),
    )
