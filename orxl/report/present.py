"""Shows findings: as JSON for other programs, as a readable report on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from orxl.core import nb
from orxl.core.findings import Finding, Severity
from orxl.core.values import BLANK, CellError, Value
from orxl.report.outcome import (
    CheckReport,
    Following,
    and_more,
    consequences,
    following,
    missing_assumptions,
    outcome,
)
from orxl.report.runs import runs
from orxl.report.screen import Grid, Line, Screen, Styled

JSON_VERSION = 1
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def as_json(report: CheckReport) -> str:
    """The report in the contract's form, stable from the first release (see docs/json.md)."""
    import json

    return json.dumps(content_of(report), ensure_ascii=False, indent=2)


def content_of(report: CheckReport) -> dict[str, Any]:
    """The report as JSON has it (see docs/json.md)."""
    return {
        "fil": str(report.path),
        "versjon": JSON_VERSION,
        "oppsummering": {
            "feil": report.count(Severity.ERROR),
            "advarsel": report.count(Severity.WARNING),
            "merknad": report.count(Severity.NOTE),
            "godtatt": report.accepted,
            "trykt_slik": report.printed,
            "følgefunn": sum(f.follows is not None for f in report.findings),
            "godtatt_beløp": plain(report.accepted_kroner),
        },
        "forbehold": list(report.reservations),
        "vedtatt": list(report.adopted),
        "funn": [finding_as_json(f) for f in report.findings],
    }


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """One finding as JSON has it."""
    return {
        "kode": finding.code,
        "navn": finding.name,
        "alvorlighet": finding.severity.label.lower(),
        "ark": finding.sheet,
        "celle": finding.cell.a1 if finding.cell is not None else None,
        "melding": finding.message,
        "forventet": plain(finding.expected),
        "faktisk": plain(finding.actual),
        "kan_rettes": bool(finding.fix),
        "godtatt": finding.accepted is not None,
        "trykt_slik": finding.printed is not None,
        "kroner": plain(finding.kroner),
        "hindrer_resten": finding.hinders,
        "følger_av": None
        if finding.follows is None
        else dict(zip(("kode", "sted"), finding.follows, strict=True)),
        **({"sikkerhet": finding.confidence} if finding.confidence is not None else {}),
    }


def plain(value: Value | None) -> str | float | int | bool | None:
    """A cell value as JSON has it: whole numbers without decimals, dates as ISO texts."""
    if value is None or value is BLANK:
        return None
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return int(value)
    return value


def print_report(report: CheckReport, console: Screen) -> None:
    """Print the report: grouped by sheet, worst first, accepted deviations last."""
    console.print(Styled(f"Kontroll av {report.path.name}", style="bold"))
    told = [f for f in report.findings if f.told]
    print_findings(told, consequences(report.findings), console)
    accepted = [f for f in report.findings if f.accepted is not None]
    if accepted:
        console.print()
        console.print(Styled("Godtatte avvik", style="bold underline"))
        console.print(Grid(tuple(_accepted_lines(accepted))))
    printed = [f for f in report.findings if f.printed is not None]
    if printed:
        console.print()
        console.print(Styled("Trykt slik i saken", style="bold underline"))
        console.print(Grid(tuple(_printed_lines(printed))))
    console.print()
    console.print(verdict(report))
    for reservation in report.reservations:
        console.print(Styled(reservation, style="bold yellow"))
    for sentence in report.adopted:
        console.print(Styled(sentence, style="cyan"))


def print_findings(findings: Iterable[Finding], known: Following, console: Screen) -> None:
    """Print *findings*, grouped by sheet, each with those that follow it."""
    for sheet, group in by_sheet(list(findings)):
        console.print()
        console.print(
            Styled(sheet if sheet is not None else "Arbeidsboken", style="bold underline")
        )
        console.print(Grid(tuple(_lines(group, known))))


def _accepted_lines(findings: Iterable[Finding]) -> Iterator[Line]:
    for finding in findings:
        yield "Godtatt", finding.place, finding.message, "dim", "dim"
        yield "", "", f"Begrunnelse: {finding.accepted}", "", "dim"


def _printed_lines(findings: Iterable[Finding]) -> Iterator[Line]:
    for finding in findings:
        yield "Trykt slik", finding.place, finding.message, "dim", "dim"
        yield "", "", f"Slik står det i {finding.printed}.", "", "dim"


def verdict(report: CheckReport) -> Styled:
    """The last line, in the colour of the worst finding: may it be sent?"""
    return Styled(outcome(report.findings), style=style_of(report))


def style_of(report: CheckReport) -> str:
    """The colour of the worst finding."""
    counts = {s: report.count(s) for s in Severity}
    style = "bold green"
    if counts[Severity.ERROR]:
        style = "bold red"
    elif counts[Severity.WARNING]:
        style = "bold yellow"
    elif missing_assumptions(report.findings):
        style = "bold cyan"
    return style


def by_sheet(findings: list[Finding]) -> Iterator[tuple[str | None, list[Finding]]]:
    """Sheets in the order of their worst finding (the findings come worst first)."""
    order: list[str | None] = list(dict.fromkeys(f.sheet for f in findings))
    ranked = sorted(findings, key=lambda f: order.index(f.sheet))
    for sheet, group in groupby(ranked, key=lambda f: f.sheet):
        yield sheet, list(group)


def _lines(findings: Sequence[Finding], known: Following) -> Iterator[Line]:
    for run in runs(findings):
        finding = run.first
        message = finding.message + run.more
        yield finding.severity.label, run.place, message, _COLOURS[finding.severity], ""
        shown = []
        if finding.expected is not None:
            shown.append(f"Forventet: {nb.brief(finding.expected, finding.actual)}")
        if finding.actual is not None:
            shown.append(nb.stands(finding.actual, finding.expected))
        if shown:
            yield "", "", "   ".join(shown), "", ""
        hint = finding.remedy
        if finding.fix and finding.safe:
            hint += " Kan rettes med «orxl beregn --rett»."
        yield "", "", f"{hint} ({finding.code})".strip(), "", "dim"
        if said := and_more(following(known, run.findings)):
            yield "", "", said, "", "dim"
