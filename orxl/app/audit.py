"""Checks the formulas of any workbook, also one that is no action programme. Writes nothing."""

from __future__ import annotations

from pathlib import Path

from orxl.app.check import inspected, reservations, sending_findings
from orxl.app.workbook import Opened, bound_or_none, open_workbook
from orxl.binding import BoundBook
from orxl.core.findings import Doubt, Finding
from orxl.formulas.recalculate import confirm
from orxl.report.outcome import CheckReport
from orxl.rules.anywhere.audit import audit
from orxl.rules.anywhere.view import SheetsView
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View


def audit_file(path: Path, *, sending: bool = False) -> CheckReport:
    """Check every sheet of the workbook at *path*, with *sending* also what the file holds beside.

    Raises UnreadableFile.

    In an action programme the usual rules run as well, and answer alone for the cells that the
    layout owns. The findings come worst first, those of equal severity with the usual rules'
    before the others, which come surest first.
    """
    opened = open_workbook(path)
    bound = bound_or_none(opened)
    doubts = audit(sheets_view(opened, bound))
    findings: list[Finding] = []
    if bound is not None:
        inspection = inspected(opened) if sending else None
        findings += run(View(bound, confirm(opened.book), inspection), elsewhere=doubts)
    else:
        findings += [*(sending_findings(opened) if sending else ()), *doubts]
    findings.sort(key=_rank)
    return CheckReport(path, tuple(findings), bound is not None, sending, reservations(path))


def _rank(finding: Finding) -> tuple[bool, int, float]:
    """Accepted ones last; worst first; the usual rules' before the others, which come surest first.

    Findings of one rank keep their order.
    """
    sureness = finding.confidence if isinstance(finding, Doubt) else 2.0
    return finding.accepted is not None, -finding.severity, -sureness


def sheets_view(opened: Opened, bound: BoundBook | None) -> SheetsView:
    """*opened* as the rules for any workbook see it. Raises UnreadableFile."""
    from orxl.xlsx import number_formats

    formats = number_formats(opened.data)
    if bound is None:
        return SheetsView(opened.book, formats)
    return SheetsView(
        opened.book,
        formats,
        frozenset(bound.declared),
        tuple(table.table.ref for table in bound.tables.values()),
    )
