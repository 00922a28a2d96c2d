"""What a step works with: our Excel, a folder of copies, and the places to look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import Value
from orxl.live.trial.asking import short


class Place(NamedTuple):
    """A cell, and what to write there."""

    cell: CellRef
    content: str | float = ""


@dataclass(frozen=True, slots=True)
class Growing:
    """A table that rows are added to: what to type below which of its columns (0 is the first)."""

    sheet: str
    table: str
    column: int
    value: str | float


@dataclass(frozen=True, slots=True)
class Way:
    """A way to press the button: what is done to the book first, and whether the log is to grow."""

    name: str
    prepare: str
    """«», «skriv», «filtrer», «under», «passord» or «manuell»."""
    place: Place | None = None
    logged: bool = True


@dataclass(frozen=True)
class Plan:
    """The places of one workbook, found by whoever knows what it is."""

    growing: tuple[Growing, ...]
    protected: tuple[str, ...]
    trap: tuple[Growing, ...]
    """An input column, all blank, of at least three rows; none where there is no such."""
    ways: tuple[Way, ...]
    log: tuple[str, str]
    """Sheet and table of the log that each press adds a row to."""
    findings: str
    """The sheet where a press leaves what it found."""
    sheets: frozenset[str]
    """The names of the product's own sheets; no other's name is told."""
    formulas: Mapping[CellRef, str]
    """The formulas that are the product's own; no other is told."""


@dataclass(frozen=True)
class Bench:
    """Everything a step needs."""

    app: Any
    """``Application`` of our own Excel."""
    folder: Path
    source: Path
    """The workbook. It is only copied."""
    held: Book
    """What its file holds."""
    plan: Plan
    temp: Path
    """Where Excel leaves its logs of repairs."""
    book_of: Callable[[Any], Any]
    """A ``Workbook`` as a book of xlwings'."""
    press: Callable[[Any, bool], str]
    """Presses the button in a book of xlwings', answering yes or no; what it says."""
    reread: Callable[[Path], Book]
    """Reads a file as orxl does."""

    def path(self, name: str) -> Path:
        """Where the copy called *name* is."""
        return self.folder / f"{name}{self.source.suffix}"

    @contextmanager
    def opened(self, name: str, *, alerts: bool = False) -> Iterator[Any]:
        """A fresh copy of the workbook, open in our Excel; closed unsaved whatever happens.

        With *alerts* Excel shows its dialogs while it opens, so that they can be noted.
        """
        path = self.path(name)
        shutil.copyfile(self.source, path)
        self.app.DisplayAlerts = alerts
        try:
            book = self.app.Workbooks.Open(str(path), 0, False)  # links as they are, to write in
        finally:
            self.app.DisplayAlerts = False
        try:
            yield book
        finally:
            with suppress(Exception):  # Excel may have been ended; then there is none to close
                book.Close(False)

    def sheet_name(self, name: str) -> str:
        """*name* where it is the product's own."""
        return name if name in self.plan.sheets else "(eget ark)"

    def formulas(self, at: CellRef, held: str | None, there: str | None) -> tuple[str, str]:
        """The file's formula and Excel's, where the file's is the product's own."""
        own = held is not None and self.plan.formulas.get(at) == held
        words = [
            "ingen" if f is None else short(f) if own else "(egen formel)" for f in (held, there)
        ]
        return words[0], words[1]


def kind(value: Value) -> str:
    """What sort of thing *value* is; never its content."""
    return "tekst" if isinstance(value, str) else type(value).__name__
