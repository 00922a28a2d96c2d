"""Opens a workbook for the use cases: bytes, snapshot, models and recalculation in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from orxl.binding import BoundBook, bind
from orxl.core.errors import UnreadableFile
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Sheet
from orxl.core.values import Value
from orxl.formulas.recalculate import Recalculation, recalculate
from orxl.rules.view import View

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
    from orxl.xlsx.reader import file_bytes, read_bytes

    data = file_bytes(path)
    return Opened(path, data, read_bytes(data, path.name))


def reread(data: bytes, path: Path) -> Opened:
    """The workbook in *data*, as if it had been read from *path*."""
    from orxl.xlsx import read_bytes

    return Opened(path, data, read_bytes(data, path.name))


def view_of(book: Book) -> View:
    """*book* bound and recalculated. Raises UnreadableFile where it is no such workbook."""
    return View(bind(book), recalculate(book))


def bound_or_none(opened: Opened) -> BoundBook | None:
    """The workbook bound to the layout; None where it is no action programme."""
    try:
        bound = bind(opened.book)
    except UnreadableFile:
        return None
    return bound if bound.tables else None


def refreshed(book: Book, recalculation: Recalculation) -> Book:
    """*book* with the agreed value in every formula cell."""
    by_sheet: dict[str, dict[tuple[int, int], Value]] = {}
    for cell, value in recalculation.agreed.items():
        by_sheet.setdefault(cell.sheet, {})[cell.row, cell.column] = value
    return replace(
        book, sheets=tuple(_with_values(s, by_sheet.get(s.name, {})) for s in book.sheets)
    )


def _with_values(sheet: Sheet, values: Mapping[tuple[int, int], Value]) -> Sheet:
    if not values:
        return sheet
    cells = dict(sheet.cells)
    for at, value in values.items():
        cells[at] = cells[at]._replace(value=value)
    return replace(sheet, cells=cells)


def formula_cells(book: Book) -> Mapping[CellRef, str]:
    """Every formula cell of *book* with its formula."""
    return {
        CellRef(sheet.name, *at): cell.formula
        for sheet in book.sheets
        for at, cell in sheet.cells.items()
        if cell.formula is not None
    }
