"""What a rule is, and what it says.

A rule lives in one file of one of the folders beside this one. The file reads from the top: the
constant ``RULE`` declares what the rule finds, why that matters and what to do; ``@RULE.check``
is the check; ``@RULE.bad`` and ``@RULE.good`` are its examples, which are its tests and its
documentation at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass, field
from enum import Enum
from typing import TypeVar

from orxl.core.edits import Edit
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.rules.kit.example import Damage, Example, Harmless
from orxl.rules.kit.view import View


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


Hits = Iterator[Hit]
Check = Callable[[View], Hits]
"""Looks at a workbook and yields each place where the rule is broken. Changes nothing."""
C = TypeVar("C", bound=Check)
D = TypeVar("D", bound=Damage)
H = TypeVar("H", bound=Harmless)


@dataclass(eq=False)
class Rule:
    """A rule: its code (never reused), its name, how bad what it finds is.

    ``finds``, ``why`` and ``remedy`` are sentences for the user: what it finds, why that matters,
    what to do. The check and the examples are given to it by the decorators.
    """

    code: str
    name: str
    severity: Severity
    _: KW_ONLY
    finds: str
    why: str
    remedy: str
    fix: Fix = Fix.NONE
    bad_examples: list[Example] = field(default_factory=list, init=False, repr=False)
    good_examples: list[Example] = field(default_factory=list, init=False, repr=False)
    _check: Check = field(init=False, repr=False)

    def __post_init__(self) -> None:
        def none(view: View) -> Hits:
            raise NotImplementedError(f"{self.code} has no check")

        self._check = none

    def check(self, work: C) -> C:
        """Decorator: *work* is the rule's check."""
        self._check = work
        return work

    def bad(self, text: str) -> Callable[[D], D]:
        """Decorator: an example in words; the function does it and returns what is reported."""

        def registered(damage: D) -> D:
            self.bad_examples.append(Example(text, damage))
            return damage

        return registered

    def good(self, text: str) -> Callable[[H], H]:
        """Decorator: an example that looks like a fault, but must not be reported."""

        def registered(change: H) -> H:
            self.good_examples.append(Example(text, change))
            return change

        return registered

    def findings(self, view: View) -> Iterator[Finding]:
        """What the rule has to say about the workbook."""
        for hit in self._check(view):
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
