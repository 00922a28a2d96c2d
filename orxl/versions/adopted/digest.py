"""A digest of what a workbook means: the same whoever saved it, another when a figure is changed.

Every cell counts: what was typed, and the formulas in one spelling, with references, names and
tables resolved to the places they stand for. Formats, column widths, the order of sheets, stored
results and the file's own parts do not count. Nor does what orxl itself writes of its runs: the
findings, the log, what has changed since the last run, and the formulas that count them.

The spelling is part of the contract: a digest begins with its version, and a test holds it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Final

from orxl.binding import BoundBook
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell
from orxl.core.values import BLANK, CellError, Value, to_serial
from orxl.formulas.normal import normal
from orxl.formulas.precedents import locate
from orxl.layout import Layout
from orxl.layout.front_state import TASK
from orxl.layout.names import CHANGES, FILLED, FINDINGS, LOG, ROWS, STATES, Group

VERSION: Final = "orxl-1"
_OF_RUNS: Final = (FINDINGS, LOG, CHANGES, ROWS, STATES, FILLED)
"""The tables that a run writes in."""


def digest_of(bound: BoundBook) -> str:
    """The digest of the workbook that *bound* has read: ``orxl-1:`` and 64 hexadecimal digits."""
    left_out = [bound.tables[name].table.ref for name in _OF_RUNS if name in bound.tables]
    left_out += _task(bound.book)
    return digest(bound.book, left_out, _about_runs(bound.layout))


def digest(book: Book, left_out: Collection[Range] = (), no_formulas: Collection[str] = ()) -> str:
    """The digest of *book* without the areas *left_out* and the formulas of some sheets."""
    total = sha256()
    for line in _lines(book, left_out, no_formulas):
        total.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return f"{VERSION}:{total.hexdigest()}"


def _lines(book: Book, left_out: Collection[Range], no_formulas: Collection[str]) -> Iterator[str]:
    for sheet in sorted(book.sheets, key=lambda sheet: sheet.name):
        areas = [area for area in left_out if area.sheet == sheet.name]
        calculated = sheet.name not in no_formulas
        for at in sorted(sheet.cells):
            cell = CellRef(sheet.name, *at)
            if any(cell in area for area in areas):
                continue
            content = _content(sheet.cells[at], cell, book)
            if content is not None and (calculated or content[0] != "formel"):
                yield json.dumps([sheet.name, *at, *content], ensure_ascii=False)


def _content(cell: Cell, at: CellRef, book: Book) -> tuple[str, str] | None:
    if cell.formula is not None:
        return "formel", normal(cell.formula, at, book)
    return _typed(cell.value, book.date1904)


def _typed(value: Value, date1904: bool) -> tuple[str, str] | None:
    # An empty text that somebody typed is seen by nobody, and other programs do not keep it.
    if value is BLANK or value == "":
        return None
    if isinstance(value, bool):
        return "sannhet", str(value)
    if isinstance(value, CellError):
        return "feil", value.code
    if isinstance(value, str):
        return "tekst", value.replace("\r\n", "\n")
    # Whether a number is shown as a date is its format, which does not count.
    number = to_serial(value, date1904=date1904) if isinstance(value, datetime) else value
    return "tall", f"{number + 0.0:.15g}"  # there is no minus zero


def _about_runs(layout: Layout) -> frozenset[str]:
    """The sheets whose formulas count findings and changes, which move when orxl is run."""
    front = layout.sheets[0].name
    return frozenset(
        {front, *(s.name for s in layout.sheets if s.hidden or s.group == Group.CONTROL)}
    )


def _task(book: Book) -> Iterator[Range]:
    """The cell that says what the button does."""
    for name in book.names:
        if name.name.casefold() == TASK.casefold():
            with suppress(ValueError):  # the name leads nowhere: there is no such cell
                yield from locate(name.refers_to, "", book) or ()
