"""A file from outside as it was found: its bytes, its digest, and its grids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Final

from orxl.core import nb
from orxl.core.errors import BadSource, UnreadableFile
from orxl.core.light import dataclass
from orxl.core.refs import column_letters
from orxl.core.showing import fit
from orxl.core.snapshot import Book, Sheet
from orxl.core.values import BLANK, CellError, Value
from orxl.sources.grids import Entry, FileKind, Grid, Line, kind_of, text_grid, visible

_LARGEST: Final = 2**30
"""Bytes: SAF-T of a million lines has 400 MB."""
_WIDEST: Final = 1024
"""Columns of a sheet: a cell at the far end of each row would cost gigabytes."""


@dataclass(frozen=True)
class SourceFile:
    """A file that something is imported from. It is read once: what is shown is what is written."""

    name: str
    """The file's name, or the address it came from."""
    data: bytes

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def kind(self) -> FileKind:
        """What the file is, whatever it is called."""
        return kind_of(self.data)

    def grids(self, most: int = 2_000_000) -> tuple[Grid, ...]:
        """The sheets of a workbook that are not empty, or the one grid of a text file.

        Raises UnreadableFile, BadSource, also for a text file of more than *most* lines.
        """
        if self.kind is FileKind.WORKBOOK:
            from orxl.xlsx import read_bytes

            book = read_bytes(self.data, self.name)
            for sheet in book.sheets:
                rows = len({row for row, _ in sheet.cells})
                if rows > most:
                    raise BadSource(
                        f"Arket {sheet.name} har over {nb.number(most)} rader.",
                        "Velg ut det som trengs.",
                    )
            return tuple(book_grids(book))
        return (text_grid(self.data, self.name, most),)


def source_file(path: Path) -> SourceFile:
    """The file at *path*. Raises UnreadableFile."""
    from orxl.xlsx import file_bytes

    try:
        # A name may hold what no cell and no screen can: bytes that are no letters, an escape.
        name = fit(path.name.encode("utf-8", "replace").decode())
        return SourceFile(name, file_bytes(path, _LARGEST))
    except UnreadableFile as error:
        remedy = error.remedy.replace("en .xlsx-fil", "filen som skal importeres")
        raise UnreadableFile(error.message, remedy) from error


def book_grids(book: Book) -> Iterator[Grid]:
    """The sheets of *book* that hold anything, as grids."""
    for sheet in book.sheets:
        lines = tuple(_lines(sheet))
        if lines:
            yield Grid(lines, sheet.name, hidden=sheet.state != "visible")


def _lines(sheet: Sheet) -> Iterator[Line]:
    by_row: dict[int, dict[int, tuple[Entry, bool]]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.value is not BLANK or cell.formula is not None:
            by_row.setdefault(row, {})[column] = entry_of(cell.value), cell.formula is not None
    hidden = sheet.hidden_rows
    for row, held in sorted(by_row.items()):
        if max(held) > _WIDEST:
            raise BadSource(
                f"Arket {sheet.name} har noe i kolonne {column_letters(max(held))}, langt til "
                "høyre for en tabell.",
                "Lagre bare tabellen i en ny arbeidsbok.",
            )
        cells = tuple(held.get(column, (None,))[0] for column in range(1, max(held) + 1))
        formulas = frozenset(column - 1 for column, (_, formula) in held.items() if formula)
        yield Line(row, cells, hidden is not None and row in hidden, formulas)


def entry_of(value: Value) -> Entry:
    """A cell's value as an entry of a grid; a number is the decimal that Excel shows in full."""
    if value is BLANK or value == "":
        return None
    if isinstance(value, str):
        seen = visible(value)
        return seen if seen != "" else None
    if isinstance(value, bool):
        return value
    if isinstance(value, CellError):
        return nb.value(value)
    if isinstance(value, datetime):
        return value.date() if (value.hour, value.minute, value.second) == (0, 0, 0) else value
    return Decimal(f"{value:.15g}")
