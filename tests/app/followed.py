"""A workbook that is checked again and again, each time held against a check of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orxl.app.again import Looked, look_again, sharing
from orxl.binding import bind
from orxl.core.errors import UnreadableFile
from orxl.core.findings import Finding
from orxl.core.light import replace
from orxl.core.snapshot import Book, Sheet
from orxl.formulas.edited import recalculate_edited
from orxl.formulas.recalculate import confirm, refreshed
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View
from tests.helpers import TODAY


class Followed:
    """The state after some editions of a workbook. ``tried`` counts the checks that were held
    against a whole one."""

    def __init__(self, book: Book) -> None:
        self.looked: Looked | None = None
        self.book = book
        self.tried = 0
        self.check(book)

    def check(self, book: Book, day: date = TODAY) -> Sequence[Finding] | None:
        """What is found in *book*, the next edition: the same as if it were the first.

        None where it is no programme any more.
        """
        shared = sharing(_copy(book), self.book)
        like = None if self.looked is None else self.looked.bound
        try:
            whole = run(View(bind(book), confirm(book)), today=day)
        except UnreadableFile:
            return None
        looked = look_again(bind(shared, like=like), self.looked, day)
        found = run(looked.view, today=day)
        assert list(map(repr, found)) == list(map(repr, whole))
        assert found == whole
        self.book, self.looked = shared, looked
        self.tried += 1
        return found

    def saved(self, book: Book) -> Book:
        """*book* as Excel saves it: calculated."""
        assert self.looked is not None
        known = self.looked.heard.recalculation
        return refreshed(book, recalculate_edited(book, self.book, known))


def _copy(book: Book) -> Book:
    """*book* as it is read from a file: nothing in it is an object that was there before."""

    def anew(sheet: Sheet) -> Sheet:
        return replace(sheet, cells={at: cell._replace() for at, cell in sheet.cells.items()})

    return replace(book, sheets=tuple(map(anew, book.sheets)))
