"""Small helpers for tests: recalculate a snapshot, damage it, look at it through the rules."""

from __future__ import annotations

from orxl.binding import bind
from orxl.core.inspection import Inspection
from orxl.core.snapshot import Book
from orxl.formulas.recalculate import (
    Recalculation,
    recalculate,
    recalculate_edited,
    refreshed,
)
from orxl.rules.kit import View


def recalculated(book: Book, like: View | None = None) -> Book:
    """*book* with the value of every formula that the engines agree on.

    Only what differs from the workbook in *like* is evaluated.
    """
    return refreshed(book, _evaluated(book, like))


def view_of(book: Book, inspection: Inspection | None = None, like: View | None = None) -> View:
    """*book* as the rules see it, with what the file holds beside its cells if that is given.

    Only what differs from the workbook in *like* is evaluated.
    """
    return View(bind(book), _evaluated(book, like), inspection)


def _evaluated(book: Book, like: View | None) -> Recalculation:
    if like is None:
        return recalculate(book)
    return recalculate_edited(book, like.book, like.recalculation)
