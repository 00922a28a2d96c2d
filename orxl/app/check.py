"""Checks a workbook: reads it, recalculates beside it, runs the rules. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from orxl.app.adopted import records_beside
from orxl.app.workbook import Opened, bound_or_none, open_workbook, view_of
from orxl.formulas.recalculate import confirm
from orxl.report.outcome import CheckReport
from orxl.rules.kit.run import run
from orxl.rules.kit.view import FileView, Sight, View

if TYPE_CHECKING:
    from orxl.binding import BoundBook
    from orxl.rules.sheets.view import SheetsView


def check(
    path: Path, *, today: date, sending: bool = False, everywhere: bool = False
) -> CheckReport:
    """Check the workbook at *path*. Raises UnreadableFile.

    With ``sending`` also what its file holds beside the cells, with ``everywhere`` also the
    formulas of the sheets that the layout does not own. Then any workbook will do: of one that is
    no action programme only that is checked. ``today`` decides which accepted deviations hold.
    """
    return checked(open_workbook(path), today=today, sending=sending, everywhere=everywhere)


def checked(
    opened: Opened,
    *,
    today: date,
    sending: bool = False,
    everywhere: bool = False,
    beside: bool = True,
) -> CheckReport:
    """Check the workbook in *opened*; see :func:`check`.

    Without ``beside`` nothing is told of what lies beside the file: copies, adopted versions.
    """
    inside: View | None
    if sending or everywhere:
        bound = bound_or_none(opened)
        inside = None if bound is None else View(bound, confirm(opened.book))
    else:
        inside = view_of(opened.book)
    return reported(
        opened, inside, today=today, sending=sending, everywhere=everywhere, beside=beside
    )


def reported(
    opened: Opened,
    inside: View | None,
    *,
    today: date,
    sending: bool = False,
    everywhere: bool = False,
    beside: bool = True,
) -> CheckReport:
    """What is found in *opened*; *inside* is its view as an action programme, None where it is
    none. See :func:`checked`."""
    views = tuple(_views(opened, inside, sending, everywhere))
    found = tuple(run(*views, today=today))
    if not beside:
        return CheckReport(opened.path, found, inside is not None, sending)
    adopted = () if inside is None else _adopted(opened.path, inside)
    return CheckReport(
        opened.path, found, inside is not None, sending, reservations(opened), adopted
    )


def _adopted(path: Path, view: View) -> tuple[str, ...]:
    """What is not as it was adopted, where the record of an adopted version lies beside *path*."""
    records = records_beside(path)
    if not records:
        return ()
    from orxl.app.verify import told_beside

    return told_beside(view, records, path)


def _views(opened: Opened, inside: View | None, sending: bool, everywhere: bool) -> Iterator[Sight]:
    """What can be asked of any workbook, and of an action programme its cells as well."""
    if inside is not None:
        yield inside
    if sending:
        yield file_view(opened, inside)
    if everywhere:
        yield sheets_view(opened, None if inside is None else inside.bound)


def file_view(opened: Opened, inside: View | None) -> FileView:
    """*opened* as the rules before sending see it; *inside* is its view as an action programme.

    Raises UnreadableFile.
    """
    from orxl.xlsx.inspect import inspect

    inspection = inspect(opened.data, opened.path.name)
    if inside is None:
        return FileView.of_any(opened.book, inspection)
    return FileView(inside, inspection)


def sheets_view(opened: Opened, bound: BoundBook | None) -> SheetsView:
    """*opened* as the rules for any workbook see it. Raises UnreadableFile."""
    from orxl.rules.sheets.view import SheetsView
    from orxl.xlsx import number_formats, pivot_areas

    formats, pivots = number_formats(opened.data), pivot_areas(opened.data)
    if bound is None:
        return SheetsView(opened.book, formats, owned_ranges=pivots)
    tables = tuple(table.table.ref for table in bound.tables.values())
    return SheetsView(opened.book, formats, frozenset(bound.declared), (*tables, *pivots))


def reservations(opened: Opened) -> tuple[str, ...]:
    """Why the file may not be the newest: it is open, or has twins beside it."""
    from orxl.app.twins import half_merged, told_of
    from orxl.xlsx.saving import locks

    half = half_merged(opened.book)
    return (*locks.reservations(opened.path), *half, *told_of(opened))
