"""What a rule is, and what it says.

A rule lives in one file of one of the folders beside this one, as a constant ``RULE``. Its
examples are its tests and its documentation at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from orxl.core.edits import Edit
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.rules.example import Example
from orxl.rules.view import View


class Fix(Enum):
    """Whether the rule can mend what it finds."""

    NONE = "nei"
    SAFE = "ja"
    UNSAFE = "ja, etter spørsmål"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule is broken. ``remedy`` and ``severity`` override the rule's own."""

    message: str
    cell: CellRef | None = None
    sheet: str | None = None
    expected: Value | None = None
    actual: Value | None = None
    remedy: str = ""
    severity: Severity | None = None
    fix: tuple[Edit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Described:
    """What every rule tells: its code (never reused), its name, how bad what it finds is.

    ``finds``, ``why`` and ``remedy`` are sentences for the user: what it finds, why that matters,
    what to do.
    """

    code: str
    name: str
    severity: Severity
    finds: str
    why: str
    remedy: str
    fix: Fix = Fix.NONE


@dataclass(frozen=True, kw_only=True)
class Rule(Described):
    """A rule about an action programme: its check, and its examples."""

    check: Callable[[View], Iterator[Hit]]
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()

    def findings(self, view: View) -> Iterator[Finding]:
        """What the rule has to say about the workbook."""
        for hit in self.check(view):
            sheet = hit.cell.sheet if hit.cell is not None else hit.sheet
            yield Finding(
                self.code,
                self.name,
                self.severity if hit.severity is None else hit.severity,
                hit.message,
                cell=hit.cell,
                sheet=sheet,
                expected=hit.expected,
                actual=hit.actual,
                remedy=hit.remedy or self.remedy,
                fix=hit.fix,
                safe=self.fix is not Fix.UNSAFE,
            )
