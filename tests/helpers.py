"""Small helpers for tests: recalculate a snapshot, damage it, look at it through the rules."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Final

import pytest

from orxl.binding import bind
from orxl.core.findings import Finding
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.formulas.edited import recalculate_edited
from orxl.formulas.recalculate import Recalculation, recalculate, refreshed
from orxl.rules.kit import AnyRule, SmallSheet, View
from orxl.rules.kit.run import run
from orxl.rules.kit.view import Sight
from orxl.rules.sheets.view import SheetsView

TODAY: Final = date(2026, 11, 23)
the_file_beside_tells = pytest.mark.skipif(
    sys.platform == "win32", reason="on Windows the workbook itself tells whether it is open"
)
"""For tests that lay an owner file beside a workbook and expect that it counts as open."""


def formula_cells(book: Book) -> Mapping[CellRef, str]:
    """Every formula cell of *book* with its formula."""
    return {
        CellRef(sheet.name, *at): cell.formula
        for sheet in book.sheets
        for at, cell in sheet.cells.items()
        if cell.formula is not None
    }


def recalculated(book: Book, like: View | None = None) -> Book:
    """*book* with the value of every formula that the engines agree on.

    Only what differs from the workbook in *like* is evaluated.
    """
    return refreshed(book, _evaluated(book, like))


def settled(book: Book, like: View | None = None) -> View:
    """*book* as the rules see it after Excel has calculated: no value is stale.

    Only what differs from the workbook in *like* is evaluated.
    """
    evaluated = _evaluated(book, like)
    return View(bind(refreshed(book, evaluated)), evaluated)


def view_of(book: Book, like: View | None = None) -> View:
    """*book* as the rules see it.

    Only what differs from the workbook in *like* is evaluated, and only once a rule asks what the
    formulas give: most ask for nothing but what stands in the cells.
    """
    if like is None:
        return View(bind(book), recalculate(book), TODAY)
    return View(bind(book), _OnceAskedFor(book, like), TODAY)


def said(*views: Sight, rules: Iterable[AnyRule] | None = None) -> list[Finding]:
    """What the rules, or only *rules*, say of *views* on the day of the tests."""
    for view in views:
        if isinstance(view, View):
            assert view.recalculation.verdicts is not None  # a failure is no finding
    return run(*views, today=TODAY, rules=rules)


class _OnceAskedFor(Recalculation):
    """A workbook's recalculation, made when it is looked at."""

    verdicts = property(lambda self: self._made.verdicts)
    engines = property(lambda self: self._made.engines)
    cycles = property(lambda self: self._made.cycles)

    def __init__(self, book: Book, like: View) -> None:
        self.__dict__["_from"] = book, like

    @cached_property
    def _made(self) -> Recalculation:
        return _evaluated(*self.__dict__.pop("_from"))


def _evaluated(book: Book, like: View | None) -> Recalculation:
    if like is None:
        return recalculate(book)
    return recalculate_edited(book, like.book, like.recalculation)


def sheets_of(sheet: SmallSheet) -> SheetsView:
    """*sheet* as the rules for any workbook see it."""
    return SheetsView(sheet.book, sheet.styles)
