"""Small helpers for tests: recalculate a snapshot, damage it, look at it through the rules."""

from __future__ import annotations

from orxl.binding import bind
from orxl.core.inspection import Inspection
from orxl.core.snapshot import Book
from orxl.formulas.recalculate import recalculate, refreshed
from orxl.rules.view import View


def recalculated(book: Book) -> Book:
    """*book* with the value of every formula that the engines agree on."""
    return refreshed(book, recalculate(book))


def view_of(book: Book, inspection: Inspection | None = None) -> View:
    """*book* as the rules see it, with what the file holds beside its cells if that is given."""
    return View(bind(book), recalculate(book), inspection)
