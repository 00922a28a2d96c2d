"""Findings: what a check has to say about a workbook, as values."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from orxl.core.edits import Edit
from orxl.core.light import dataclass, replace
from orxl.core.refs import CellRef
from orxl.core.values import Value


class Severity(IntEnum):
    """How bad a finding is. Only :attr:`ERROR` makes the exit code 1."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word a user sees."""
        return {1: "Merknad", 2: "Advarsel", 3: "Feil"}[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect: which rule, how bad, where, and what to do about it.

    ``expected`` and ``actual`` hold values or short texts for the report; ``remedy`` is one
    sentence. ``fix`` lists the edits that would mend it; ``safe`` tells whether they may be made
    without asking about each one.
    """

    code: str
    name: str
    severity: Severity
    message: str
    cell: CellRef | None = None
    sheet: str | None = None
    expected: Value | None = None
    actual: Value | None = None
    remedy: str = ""
    fix: tuple[Edit, ...] = ()
    safe: bool = True
    accepted: str | None = None
    """The reason given in «Godtatte avvik», or None."""
    confidence: float | None = None
    """How sure a rule is that cannot know, 0 to 1; None for one that knows."""
    kroner: float | None = None
    """How much money it is about, with its sign; None where it is about no amount."""
    printed: str | None = None
    """Where it was printed so, of a fault of the published case; else None."""
    hinders: bool = False
    """Whether nothing else can be judged while it stands. Such a finding cannot be accepted."""
    follows: tuple[str, str] | None = None
    """The code and the place of the finding that it is a consequence of; None where of none."""

    @property
    def place(self) -> str:
        """Where, as a user says it: ``Hovedtall!E22``, a sheet's name, or «arbeidsboken»."""
        if self.cell is not None:
            return str(self.cell)
        return self.sheet if self.sheet is not None else "arbeidsboken"

    @property
    def difference(self) -> float | None:
        """What stands there minus what was expected, where both are amounts; else None."""
        if isinstance(self.actual, float) and isinstance(self.expected, float):
            return round(self.actual - self.expected, 6)
        return None

    @property
    def open(self) -> bool:
        """Whether it still stands: neither accepted nor a fact of the printed case."""
        return self.accepted is None and self.printed is None

    @property
    def told(self) -> bool:
        """Whether it is told and counted by itself: open, and no consequence of another."""
        return self.open and self.follows is None

    def accept(self, reason: str) -> Finding:
        """The same finding, marked as accepted for *reason*."""
        return replace(self, accepted=reason)


def state(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity, each slip counted once.

    Without what is accepted, printed so, or a consequence of another finding.
    """
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        if finding.told:
            counts[finding.severity] += 1
    return counts
