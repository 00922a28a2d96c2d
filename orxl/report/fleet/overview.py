"""What many checks came to, gathered answer by answer in little room."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from typing import Any, Final

from orxl.core import nb
from orxl.core.light import dataclass, field

MOST: Final = 200
"""So many workbooks are listed of each kind; the rest are counted."""
_RANKS: Final = {"feil": 0, "advarsel": 1, "merknad": 2}


@dataclass(frozen=True, slots=True)
class BookLine:
    """A workbook in the ranking."""

    place: str
    errors: int
    warnings: int
    notes: int
    kroner: float
    """How much the open findings are about, whatever their signs."""

    @property
    def weight(self) -> tuple[int, int, float, int]:
        """What it is ranked by, the most first."""
        return self.errors, self.warnings, self.kroner, self.notes


@dataclass(slots=True)
class RuleLine:
    """A rule in the ranking."""

    code: str
    name: str
    severity: str
    """The gravest that it was."""
    books: int = 0
    findings: int = 0
    kroner: float = 0.0


@dataclass
class Overview:
    """What has come in so far."""

    books: int = 0
    reused: int = 0
    with_errors: int = 0
    with_warnings: int = 0
    """Without errors."""
    clean: int = 0
    findings: int = 0
    unchecked: int = 0
    day: str = ""
    """The day that accepted deviations were judged by, ISO."""
    edition: str = ""
    reasons: list[tuple[str, str]] = field(default_factory=list)
    """The first of those that were not checked, each with why."""
    _rules: dict[str, RuleLine] = field(default_factory=dict)
    _worst: list[tuple[tuple[int, int, float, int], _Backwards, int, BookLine]] = field(
        default_factory=list
    )

    def add(self, answer: Mapping[str, Any]) -> None:
        """One more workbook."""
        self.books += 1
        self.day, self.edition = answer["dag"], answer["utgave"]
        self.reused += answer["gjenbrukt"]
        counts = answer["oppsummering"]
        if counts is None:
            self.unchecked += 1
            if len(self.reasons) < MOST:
                self.reasons.append((answer["sted"], answer["grunn"]))
            return
        told = [f for f in answer["funn"] if is_told(f)]
        line = BookLine(
            answer["sted"], counts["feil"], counts["advarsel"], counts["merknad"],
            sum(abs(f["kroner"] or 0) for f in told),
        )  # fmt: skip
        self.findings += len(told)
        self.with_errors += bool(line.errors)
        self.with_warnings += bool(line.warnings and not line.errors)
        self.clean += not line.errors and not line.warnings
        self._rank(line)
        self._count(told)

    def _rank(self, line: BookLine) -> None:
        if not line.errors and not line.warnings:
            return
        entry = line.weight, _Backwards(line.place), self.books, line
        if len(self._worst) < MOST:
            heapq.heappush(self._worst, entry)
        else:
            heapq.heappushpop(self._worst, entry)

    def _count(self, told: list[Mapping[str, Any]]) -> None:
        here = set[str]()
        for finding in told:
            code, grave = finding["kode"], finding["alvorlighet"]
            rule = self._rules.setdefault(code, RuleLine(code, finding["navn"], grave))
            rule.findings += 1
            rule.kroner += abs(finding["kroner"] or 0)
            rule.severity = min(rule.severity, grave, key=_RANKS.__getitem__)
            here.add(code)
        for code in here:
            self._rules[code].books += 1

    @property
    def worst(self) -> list[BookLine]:
        """The workbooks with errors or warnings, the worst first."""
        return [entry[-1] for entry in sorted(self._worst, reverse=True)]

    @property
    def rules(self) -> list[RuleLine]:
        """The rules that were broken: the gravest first, then those broken in most workbooks."""
        return sorted(
            self._rules.values(),
            key=lambda r: (_RANKS[r.severity], -r.books, -r.findings, r.code),
        )

    @property
    def exit_code(self) -> int:
        """2 where a workbook was not checked, else 1 where one has a Feil, else 0."""
        return 2 if self.unchecked else 1 if self.with_errors else 0

    @property
    def sentence(self) -> str:
        """How it stands, in words."""
        if not self.books:
            return "Ingen arbeidsbøker er kontrollert."
        every = nb.counted(self.books, "arbeidsbok", "arbeidsbøker")
        parts = [
            f"{nb.number(self.with_errors)} med feil",
            f"{nb.number(self.with_warnings)} med advarsler",
            f"{nb.number(self.clean)} uten",
        ]
        if self.unchecked:
            parts.append(f"{nb.number(self.unchecked)} ikke kontrollert")
        return f"{every}: {', '.join(parts)}."


class _Backwards(str):
    """A text that sorts the other way: of two that weigh the same the first by name is kept."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)

    def __gt__(self, other: str) -> bool:
        return str.__lt__(self, other)


def is_told(finding: Mapping[str, Any]) -> bool:
    """Whether a finding is counted: open, and no consequence of another."""
    return not (finding["godtatt"] or finding["trykt_slik"] or finding["følger_av"])
