"""What the rules say of a workbook."""

from __future__ import annotations

from orxl.app.workbook import view_of
from orxl.core.findings import Severity
from orxl.rules.kit.run import run
from orxl.xlsx import read_bytes
from tests.upgrade.staff import MOMENT


def findings(
    data: bytes, least: Severity = Severity.NOTE
) -> list[tuple[str, str | None, str | None, str]]:
    """The code, place and message of each finding that is no less severe than *least*."""
    return [
        (f.code, f.sheet, f.cell.a1 if f.cell is not None else None, f.message)
        for f in run(view_of(read_bytes(data)), today=MOMENT.date())
        if f.severity >= least
    ]
