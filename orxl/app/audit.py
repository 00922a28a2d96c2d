"""Checks the formulas of any workbook, also one that is no action programme. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from orxl.app.check import CheckReport
from orxl.app.workbook import Opened, open_workbook
from orxl.binding import BoundBook, bind
from orxl.core.errors import UnreadableFile
from orxl.core.findings import Finding
from orxl.formulas.recalculate import recalculate
from orxl.rules.anywhere.audit import audit
from orxl.rules.anywhere.view import SheetsView
from orxl.rules.run import run
from orxl.rules.view import View


@dataclass(frozen=True)
class AuditReport(CheckReport):
    """What a check of all sheets found; ``programme`` tells whether it is an action programme."""

    programme: bool = True


def audit_file(path: Path) -> AuditReport:
    """Check every sheet of the workbook at *path*. Raises UnreadableFile.

    In an action programme the usual rules run as well, and answer alone for the cells that the
    layout owns. The findings come worst first, those of equal severity with the usual rules'
    before the others, which come surest first.
    """
    opened = open_workbook(path)
    bound = _bound(opened)
    findings: list[Finding] = []
    if bound is not None:
        findings += run(View(bound, recalculate(opened.book)))
    findings += audit(sheets_view(opened, bound))
    findings.sort(key=lambda f: (f.accepted is not None, -f.severity))
    return AuditReport(path, tuple(findings), bound is not None)


def sheets_view(opened: Opened, bound: BoundBook | None) -> SheetsView:
    """*opened* as the rules for any workbook see it. Raises UnreadableFile."""
    from orxl.xlsx.formats import number_formats

    formats = number_formats(opened.data)
    if bound is None:
        return SheetsView(opened.book, formats)
    return SheetsView(
        opened.book,
        formats,
        frozenset(bound.declared),
        tuple(table.table.ref for table in bound.tables.values()),
    )


def _bound(opened: Opened) -> BoundBook | None:
    """The workbook bound to the layout; None where it is no action programme."""
    try:
        bound = bind(opened.book)
    except UnreadableFile:
        return None
    return bound if bound.tables else None
