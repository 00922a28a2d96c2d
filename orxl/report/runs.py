"""Findings that say the same of neighbouring cells, put together for a reader: «C5:C204»."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from orxl.core import nb
from orxl.core.findings import Finding, Severity
from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.refs import CellRef

FEWEST: Final = 3
"""So many cells in a row or a column make a run; two are read as quickly one by one."""
_FIGURE: Final = regex(r"\$?\b[A-Z]{1,3}\$?\d+\b|\d[\d\u00a0.,]*")


@dataclass(frozen=True, slots=True)
class Run:
    """One or more findings that say the same, in the order of their cells."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding whose words speak for all."""
        return self.findings[0]

    @property
    def place(self) -> str:
        """``C5:C204``, ``C5``, or ``""`` for a finding without a cell."""
        start, end = self.first.cell, self.findings[-1].cell
        if start is None or end is None:
            return ""
        return start.a1 if start == end else f"{start.a1}:{end.a1}"

    @property
    def more(self) -> str:
        """« Det samme gjelder de 199 andre cellene.», or ``""`` for a single finding."""
        others = len(self.findings) - 1
        return f" Det samme gjelder de {nb.number(others)} andre cellene." if others else ""


def runs(findings: Sequence[Finding]) -> list[Run]:
    """*findings* of one sheet with each run put together, at the place of its first."""
    done: set[int] = set()
    found: dict[int, Run] = {}
    for line, step in ((_column, _row), (_row, _column)):
        groups: dict[object, list[int]] = {}
        for number, finding in enumerate(findings):
            if number not in done and finding.cell is not None:
                groups.setdefault((_words(finding), line(finding.cell)), []).append(number)
        for numbers in groups.values():
            for run in _unbroken(numbers, findings, step):
                done.update(run)
                found[min(run)] = Run(tuple(findings[number] for number in run))
    single = (n for n in range(len(findings)) if n not in done)
    found.update((number, Run((findings[number],))) for number in single)
    return [found[number] for number in sorted(found)]


def _unbroken(
    numbers: Iterable[int], findings: Sequence[Finding], step: Callable[[CellRef], int]
) -> list[list[int]]:
    """The runs of cells side by side among *numbers*, each at least :data:`FEWEST` long."""

    def at(number: int) -> int:
        cell = findings[number].cell
        return 0 if cell is None else step(cell)

    parts: list[list[int]] = []
    for number in sorted(numbers, key=at):
        if parts and at(number) == at(parts[-1][-1]) + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return [part for part in parts if len(part) >= FEWEST]


def _row(cell: CellRef) -> int:
    return cell.row


def _column(cell: CellRef) -> int:
    return cell.column


def _words(finding: Finding) -> tuple[str, Severity, str, str, bool, str | None, str | None]:
    """What two findings must have in common to say the same.

    In the checks of any workbook figures and addresses differ from cell to cell within one fault;
    elsewhere each figure is news.
    """
    message, remedy = finding.message, finding.remedy
    if finding.confidence is not None:
        message, remedy = _FIGURE.sub("#", message), _FIGURE.sub("#", remedy)
    return (
        finding.code,
        finding.severity,
        message,
        remedy,
        bool(finding.fix and finding.safe),
        finding.accepted,
        finding.printed,
    )
