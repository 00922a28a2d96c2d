"""What has come and gone between two checks of the same workbook."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from orxl.core import nb
from orxl.core.findings import Finding, Severity, state
from orxl.core.light import dataclass
from orxl.report.outcome import CheckReport, consequences
from orxl.report.present import content_of, finding_as_json, print_findings, style_of
from orxl.report.screen import Grid, Screen, Styled

_ALIKE: Final[tuple[Callable[[Finding], Hashable], ...]] = (
    lambda f: (f.code, f.cell or f.sheet, f.message, f.severity),
    lambda f: (f.code, f.message, f.severity),
)
"""What makes two findings the same one: all of it, or all but the row that it has moved to."""


@dataclass(frozen=True)
class News:
    """What a check says that the one before did not, and what is not said any more.

    ``changed`` are findings that stood in the same cell with other words or another severity.
    Consequences of others are told with their cause, here too.
    """

    new: tuple[Finding, ...] = ()
    changed: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()


def news(before: Iterable[Finding], after: Iterable[Finding]) -> News:
    """What is new, changed and gone in *after*."""
    old = [f for f in before if f.open]
    new = [f for f in after if f.open]
    for alike in _ALIKE:
        _, old, new = _paired(old, new, alike)
    changed, old, new = _paired(old, new, lambda f: (f.code, f.cell or f.sheet))
    return News(_told(new), _told(changed), _told(old))


def _told(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(f for f in findings if f.told)


def _paired(
    old: Sequence[Finding], new: Sequence[Finding], alike: Callable[[Finding], Hashable]
) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Those of *new* that are like one of *old*, and what is left of both."""
    waiting: dict[Hashable, list[int]] = {}
    for number, finding in enumerate(old):
        waiting.setdefault(alike(finding), []).append(number)
    same: list[Finding] = []
    left: list[Finding] = []
    for finding in new:
        numbers = waiting.get(alike(finding))
        if numbers:
            numbers.pop(0)
            same.append(finding)
        else:
            left.append(finding)
    kept = sorted(number for numbers in waiting.values() for number in numbers)
    return same, [old[number] for number in kept], left


def counted(findings: Iterable[Finding], found: News) -> str:
    """«3 feil, 4 advarsler, 0 merknader; 1 ny, 2 borte»."""
    counts = state(findings)
    standing = ", ".join(
        (
            nb.counted(counts[Severity.ERROR], "feil", "feil"),
            nb.counted(counts[Severity.WARNING], "advarsel", "advarsler"),
            nb.counted(counts[Severity.NOTE], "merknad", "merknader"),
        )
    )
    moved = [
        *([nb.counted(len(found.new), "ny", "nye")] if found.new else []),
        *([f"{nb.number(len(found.changed))} endret"] if found.changed else []),
        *([f"{nb.number(len(found.gone))} borte"] if found.gone else []),
    ]
    return f"{standing}; {', '.join(moved) or 'ingen nye, ingen borte'}"


def print_news(before: CheckReport, report: CheckReport, moment: datetime, screen: Screen) -> None:
    """Print what *report* of a save at *moment* says that the one *before* did not."""
    found = news(before.findings, report.findings)
    fresh = {id(finding) for finding in (*found.new, *found.changed)}
    screen.print()
    line = f"{moment:%H:%M:%S}  {counted(report.findings, found)}"
    screen.print(Styled(line, style=style_of(report)))
    shown = [finding for finding in report.findings if id(finding) in fresh]
    print_findings(shown, consequences(report.findings), screen)
    if found.gone:
        screen.print()
        screen.print(Grid(tuple(("Borte", f.place, f.message, "green", "dim") for f in found.gone)))
    for sentence in (*report.reservations, *report.adopted):
        if sentence not in (*before.reservations, *before.adopted):
            screen.print(Styled(sentence, style="bold yellow"))


def as_line(report: CheckReport, found: News | None, moment: datetime) -> str:
    """The report in the contract's form on one line, with when, and what is news in it."""
    import json

    told: dict[str, Any] = content_of(report) | {"tid": moment.isoformat(timespec="seconds")}
    if found is not None:
        told["nye"] = [finding_as_json(f) for f in found.new]
        told["endret"] = [finding_as_json(f) for f in found.changed]
        told["borte"] = [finding_as_json(f) for f in found.gone]
    return json.dumps(told, ensure_ascii=False)
