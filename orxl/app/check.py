"""Checks a workbook: reads it, recalculates beside it, runs every rule. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from orxl.app.workbook import open_workbook, view_of
from orxl.core.findings import Finding, Severity
from orxl.rules.run import run, state


@dataclass(frozen=True)
class CheckReport:
    """What a check found in the file at ``path``."""

    path: Path
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings of *severity* are not accepted."""
        return state(self.findings)[severity]

    @property
    def accepted(self) -> int:
        """How many findings are accepted."""
        return sum(f.accepted is not None for f in self.findings)

    @property
    def exit_code(self) -> int:
        """1 where there is at least one Feil that is not accepted, else 0."""
        return 1 if self.count(Severity.ERROR) else 0


def check(path: Path) -> CheckReport:
    """Check the workbook at *path*. Raises UnreadableFile."""
    opened = open_workbook(path)
    return CheckReport(path, tuple(run(view_of(opened.book))))
