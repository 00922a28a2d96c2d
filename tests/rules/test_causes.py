"""One slip gives one finding: the others follow it, are counted apart, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from orxl.app.record import finding_rows
from orxl.binding import bind
from orxl.core.findings import Finding, Severity, state
from orxl.core.refs import CellRef
from orxl.layout.names import GRANTS, MAIN, MEASURES
from orxl.report.html import as_html
from orxl.report.outcome import CheckReport, outcome
from orxl.report.present import as_json, print_report
from orxl.rules.kit import Editor, View
from orxl.rules.kit.causes import with_causes
from orxl.rules.kit.run import run
from tests.conftest import MOMENT
from tests.helpers import settled

TODAY = date(2026, 11, 23)
Slip = Callable[[Editor], object]

SLIPS: dict[str, tuple[str, Slip]] = {
    "a total typed over": ("F001", lambda e: e.put(MAIN, "Sum inntekter", "budget", 8800.0)),
    "fetched figures typed over": (
        "F001",
        lambda e: e.put(MAIN, "Prosjekter", "budget", 2000.0),
    ),
    "a figure no longer fetched": (
        "B023",
        lambda e: e.put(MAIN, "Prosjekter", "source", "Innlagt"),
    ),
    "a line of the other type": (
        "B017",
        lambda e: e.put(MAIN, "Kommunikasjon", "type", "Inntekt"),
    ),
    "an amount with its unit": (
        "F001",
        lambda e: e.put(MAIN, "Inngående", "budget", "3 743 kr", by="type"),
    ),
    "an amount with decimals": (
        "D009",
        lambda e: e.put(MAIN, "Kommunikasjon", "budget", 150.5),
    ),
    "a measure with a new number": ("N003", lambda e: e.put(MEASURES, "1.1", "number", "1.7")),
    "a grant that is refused": ("B015", lambda e: e.put(GRANTS, "ORBIFY", "status", "Avslått")),
    "a grant with a new name": ("N006", lambda e: e.put(GRANTS, "ORBIFY", "grant_id", "ORBFY")),
}


def found(sound: View, slip: Slip) -> list[Finding]:
    """The findings once Excel has recalculated after *slip*, without those that stood before."""
    editor = Editor(bind(sound.book))
    slip(editor)
    before = {(f.code, f.place) for f in run(sound, today=TODAY)}
    now = run(settled(editor.book, sound), today=TODAY)
    return [f for f in now if (f.code, f.place) not in before]


@pytest.mark.slow
@pytest.mark.parametrize("name", SLIPS)
def test_one_slip_gives_one_finding_and_its_consequences(sound: View, name: str) -> None:
    code, slip = SLIPS[name]
    findings = found(sound, slip)
    (lead,) = [f for f in findings if f.told]
    assert lead.code == code
    assert len(findings) > 1
    assert {f.follows for f in findings} == {None, (lead.code, lead.place)}
    assert max(f.severity for f in findings) == lead.severity
    assert sum(state(findings).values()) == 1


@pytest.mark.slow
def test_two_slips_give_two_findings(sound: View) -> None:
    def both(e: Editor) -> None:
        e.put(MAIN, "Sum inntekter", "budget", 8800.0)
        e.put(MEASURES, "1.1", "number", "1.7")

    assert {f.code for f in found(sound, both) if f.told} == {"F001", "N003"}


def _made(code: str, at: str, severity: Severity = Severity.ERROR) -> Finding:
    cell = CellRef.of("Hovedtall", at)
    return Finding(code, "navn", severity, f"Melding om {at}", cell=cell, sheet="Hovedtall",
                   expected=1.0, actual=2.0)  # fmt: skip


def test_what_is_told_is_never_milder_than_what_follows_it(sound: View) -> None:
    mild, grave = _made("F001", "D15", Severity.WARNING), _made("B001", "D15")
    first, second = with_causes(sound, [mild, grave])
    assert first.follows == ("B001", "Hovedtall!D15")
    assert second.told


def test_what_is_accepted_is_the_cause_of_nothing(sound: View) -> None:
    accepted, other = _made("F001", "D15").accept("Godtatt av styret."), _made("B001", "D15")
    assert [f.follows for f in with_causes(sound, [accepted, other])] == [None, None]


def test_the_consequences_are_folded_in_the_reports_and_whole_in_the_json(sound: View) -> None:
    findings = tuple(with_causes(sound, [_made("F001", "D15"), _made("B001", "D15")]))
    report = CheckReport(Path("bok.xlsx"), findings)
    assert outcome(findings).startswith("Ikke klar til å sendes: 1 feil")
    assert "1 følgefunn" in outcome(findings)
    out = StringIO()
    print_report(report, Console(file=out, width=120))
    assert "og 1 følgefunn: B001 Hovedtall!D15" in out.getvalue()
    page = as_html(report, MOMENT)
    assert "<summary>og 1 følgefunn</summary>" in page
    content = json.loads(as_json(report))
    assert [f["følger_av"] for f in content["funn"]] == [
        None,
        {"kode": "F001", "sted": "Hovedtall!D15"},
    ]
    assert content["oppsummering"]["feil"] == content["oppsummering"]["følgefunn"] == 1
    (row,) = finding_rows(findings)
    assert str(row["remedy"]).startswith("(Og 1 følgefunn.)")
