"""Checks a workbook: reads it, recalculates beside it, runs every rule. Writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from orxl.app.workbook import Opened, bound_or_none, open_workbook, view_of
from orxl.binding import BoundBook
from orxl.core.findings import Finding
from orxl.formulas.recalculate import Recalculation, confirm
from orxl.layout import Layout
from orxl.programme.programme import Programme
from orxl.report.outcome import CheckReport
from orxl.rules.kit.registry import rules_before_sending
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View

if TYPE_CHECKING:
    from orxl.core.inspection import Inspection


def check(path: Path) -> CheckReport:
    """Check the workbook at *path*. Raises UnreadableFile."""
    opened = open_workbook(path)
    findings = tuple(run(view_of(opened.book)))
    return CheckReport(path, findings, reservations=reservations(path))


def check_before_sending(path: Path) -> CheckReport:
    """Check the workbook at *path*, and what its file holds beside the cells.

    Any workbook will do: where it is no action programme, only the file is checked. Raises
    UnreadableFile.
    """
    opened = open_workbook(path)
    bound = bound_or_none(opened)
    if bound is None:
        said = tuple(sending_findings(opened))
    else:
        said = tuple(run(View(bound, confirm(opened.book), inspected(opened))))
    return CheckReport(path, said, bound is not None, True, reservations(path))


def reservations(path: Path) -> tuple[str, ...]:
    """Why the file at *path* may not be the newest: it is open, or has twins beside it."""
    from orxl.xlsx.saving import locks

    return locks.reservations(path)


def inspected(opened: Opened) -> Inspection:
    """What the opened file holds beside its cells. Raises UnreadableFile."""
    from orxl.xlsx.inspect import inspect

    return inspect(opened.data, opened.path.name)


def sending_findings(opened: Opened) -> list[Finding]:
    """What the checks before sending say of a workbook that is no action programme."""
    nothing = BoundBook(opened.book, Layout(0, (), (), {}, {}), {}, (), Programme())
    view = View(nothing, Recalculation({}, ()), inspected(opened))
    return run(view, rules_before_sending())
