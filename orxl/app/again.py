"""Checks a workbook again and again: after a change only what it may have changed.

What is found is what :func:`orxl.app.check.check` finds, each time.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from orxl.app.check import reported
from orxl.app.workbook import Opened, bound_or_none, reread
from orxl.binding import BoundBook, bind
from orxl.core.collector import no_collection
from orxl.core.errors import OrxlError
from orxl.core.identical import same_sheet
from orxl.core.light import dataclass, replace
from orxl.core.snapshot import Book
from orxl.formulas.again import hear_again
from orxl.formulas.recalculate import Heard, hear
from orxl.report.outcome import CheckReport
from orxl.rules.kit.again import recorded_view
from orxl.rules.kit.view import View


@dataclass(frozen=True)
class Looked:
    """An action programme as it was looked at, with what the rules have read of it."""

    bound: BoundBook
    heard: Heard
    view: View


def look_again(bound: BoundBook, before: Looked | None, day: date) -> Looked:
    """The workbook in *bound*, of which nothing is worked out anew that is as *before*."""
    if before is None:
        heard = hear(bound.book)
        return Looked(bound, heard, recorded_view(View(bound, heard.recalculation, day)))
    heard = hear_again(bound.book, before.heard)
    view = recorded_view(View(bound, heard.recalculation, day), before.view)
    return Looked(bound, heard, view)


def sharing(book: Book, before: Book) -> Book:
    """*book* with the sheets of *before* in place of those that are just the same."""
    known = {sheet.name: sheet for sheet in before.sheets}
    sheets = tuple(
        old if (old := known.get(sheet.name)) is not None and same_sheet(sheet, old) else sheet
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets)


class Rechecker:
    """Checks the file at *path* each time it is given the file's bytes; see :func:`check`."""

    def __init__(self, path: Path, *, sending: bool = False, everywhere: bool = False) -> None:
        self._path = path
        self._sending, self._everywhere = sending, everywhere
        self._opened: Opened | None = None
        self._looked: Looked | None = None

    def check(self, data: bytes, today: date) -> CheckReport:
        """What is found in the workbook that is *data*. Raises UnreadableFile.

        Where to go on from what is known fails, which it never should, all is done from the start.
        """
        try:
            return self._check(data, today)
        except OrxlError:
            raise
        except Exception:
            if self._opened is None:
                raise
            self._opened = self._looked = None
            return self._check(data, today)

    def _check(self, data: bytes, today: date) -> CheckReport:
        with no_collection():
            opened = reread(data, self._path, self._opened)
            if self._opened is not None:
                opened = replace(opened, book=sharing(opened.book, self._opened.book))
            bound = self._bound(opened)
            looked = None if bound is None else look_again(bound, self._looked, today)
            self._opened, self._looked = opened, looked
            return reported(
                opened, None if looked is None else looked.view,
                today=today, sending=self._sending, everywhere=self._everywhere,
            )  # fmt: skip

    def _bound(self, opened: Opened) -> BoundBook | None:
        """The workbook bound to the layout; None where it is no action programme, and may be."""
        like = None if self._looked is None else self._looked.bound
        if self._sending or self._everywhere:
            return bound_or_none(opened, like)
        return bind(opened.book, like=like)
