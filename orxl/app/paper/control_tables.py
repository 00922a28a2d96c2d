"""The tables of «Kan saken sendes?»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from orxl.app.paper.inline import clean, own
from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.findings import Finding, Severity
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.programme.records import AcceptedDeviation
from orxl.report.paper.model import Align, Column, Figure, Line, Row, Table, TableCell, Words
from orxl.rules.kit.acceptance import matches, spot_of
from orxl.rules.kit.tables import ACCEPTED, SCENARIOS
from orxl.rules.kit.view import View

_COMMAND: Final = regex("«orxl |Ctrl\\+")
NOBODY: Final = "Ikke oppgitt"
"""The workbook does not say who."""


def _cell(*lines: Line | str) -> TableCell:
    """A cell of these lines, without those that say nothing."""
    made = (own(clean(line)) if isinstance(line, str) else line for line in lines if line)
    return TableCell(tuple(made))


def _kroner(amount: float | None) -> str:
    return nb.number(round(abs(amount))) if amount else "–"


def open_table(view: View, findings: Sequence[Finding], key: str, today: date) -> Table:
    """What is open: how much it is about, what is to be done, by whom and when."""
    rows = [
        Row(
            (
                _cell(finding.message),
                _cell(_kroner(finding.kroner)),
                _cell(_without_commands(finding.remedy)),
                _cell(*_who_and_when(view, finding, today)),
            )
        )
        for finding in findings
    ]
    return Table(
        f"kontroll-{key}",
        own("Dette må rettes" if key == "feil" else "Åpne spørsmål, etter kroner det gjelder"),
        (
            Column("Hva det er", share=3.4),
            Column("Kroner", Align.RIGHT),
            Column("Hva som gjøres", share=2.6),
            Column("Hvem og når", share=1.3),
        ),
        tuple(rows),
        "Hver rad er et funn, med hvor mange kroner det gjelder og hva som skal gjøres.",
    )


def _without_commands(remedy: str) -> str:
    """The sentences of *remedy* that a leader can read; the rest stands in the details."""
    sentences = re.split(r"(?<=[.!?]) ", remedy)
    plain = [sentence for sentence in sentences if not _COMMAND.search(sentence)]
    return " ".join(plain) or ("Sekretariatet retter, se detaljene bakerst." if remedy else "")


def anyone_named(view: View, findings: Iterable[Finding]) -> bool:
    """Whether the workbook says who is responsible for any of *findings*."""
    return any(_responsible(view, finding) for finding in findings)


def _responsible(view: View, finding: Finding) -> str:
    row = _row_of(view, finding.cell)
    return view.text(row, "responsible") if row is not None else ""


def _who_and_when(view: View, finding: Finding, today: date) -> tuple[str, str]:
    """Who is responsible, where the finding's row says so, and by when it must be cleared."""
    return _responsible(view, finding), _when(view, finding, today)


def _when(view: View, finding: Finding, today: date) -> str:
    if finding.severity is Severity.ERROR:
        return "Før saken sendes"
    if finding.severity is Severity.NOTE and not finding.kroner:
        return "Kan vente"
    meeting = view.programme.day("Vedtaksmøte")
    if meeting is None or view.programme.day("Budsjettvedtak") is not None:
        return "Snarest"
    if meeting < today:
        return f"Snarest: møtet var {nb.day(meeting)}"
    return f"Før møtet {nb.day(meeting)}"


def _row_of(view: View, cell: CellRef | None) -> BoundRow | None:
    bound = view.bound.table_at(cell) if cell is not None else None
    if bound is None:
        return None
    return next((row for row in bound.rows if cell in row.cells.values()), None)


def scenario_table(view: View) -> Table | None:
    """What the result and the closing balance become in the workbook's scenarios."""
    keys = ("result", "closing", "against")
    if not view.has(SCENARIOS, "name", *keys):
        return None
    rows = [
        Row(
            (
                _cell(view.text(row, "name")),
                *(TableCell((_amount(view, row.cells[key]),)) for key in keys),
                _cell(view.text(row, "comment")),
            )
        )
        for row in view.rows(SCENARIOS)
    ]
    return Table(
        "kontroll-scenarioer",
        own("Scenarioene i arbeidsboken (1000 kr)"),
        (
            Column("Hvis", share=1.6),
            Column("Resultat", Align.RIGHT),
            Column("Utgående mindreforbruk", Align.RIGHT),
            Column("Mot boken nå", Align.RIGHT),
            Column("Hva det viser", share=2.4),
        ),
        tuple(rows),
        "Resultat og utgående mindreforbruk i hvert scenario.",
    ) if rows else None  # fmt: skip


def _amount(view: View, cell: CellRef) -> Line:
    value = view.value(cell)
    if isinstance(value, float):
        return (Figure(nb.number(round(value)), cell),)
    return own("–")


def accepted_table(view: View, findings: Iterable[Finding]) -> Table | None:
    """What is accepted today: why, by whom, when, and until when; None where nothing is."""
    entries = [row.record for row in view.rows(ACCEPTED)]
    rows = []
    for finding in findings:
        if finding.accepted is None:
            continue
        spot = spot_of(view, finding)
        entry = next(
            (e for e in entries if isinstance(e, AcceptedDeviation) and matches(e, finding, spot)),
            None,
        )
        until = entry.valid_until if entry is not None else None
        on = entry.accepted_on if entry is not None else None
        rows.append(
            Row(
                (
                    _cell(finding.message),
                    _cell(_kroner(finding.kroner)),
                    _cell(finding.accepted),
                    _cell((entry.accepted_by if entry is not None else None) or NOBODY),
                    _cell(nb.day(on) if on is not None else "–"),
                    _cell(nb.day(until) if until is not None else "–"),
                )
            )
        )
    if not rows:
        return None
    return Table(
        "kontroll-godtatt",
        own("Godtatte avvik"),
        (
            Column("Avvik", share=3),
            Column("Kroner", Align.RIGHT),
            Column("Begrunnelse", share=2),
            Column("Godtatt av", share=1.2),
            Column("Godtatt", share=0.9),
            Column("Gjelder til", share=0.9),
        ),
        tuple(rows),
        "Hvert avvik som er godtatt, hvorfor, av hvem, og til hvilken dag det gjelder.",
    )


def facts_table(facts: Sequence[tuple[str, str]]) -> Table:
    """What was checked, and how."""
    return Table(
        "kontroll-om",
        own("Hva som er kontrollert"),
        (Column("Hva", share=1), Column("Svar", share=2.6)),
        tuple(Row((_cell(name), _cell(value))) for name, value in facts),
        "Filen som er kontrollert, og hva kontrollen besto i.",
    )


def details_table(findings: Sequence[Finding]) -> Table:
    """Every finding with its code and place, also those that follow from others."""
    return Table(
        "kontroll-detaljer",
        own("Alle funn med regel og sted"),
        (
            Column("Regel", share=0.7),
            Column("Sted", share=1.5),
            Column("Tilstand", share=1.1),
            Column("Funn", share=4),
        ),
        tuple(
            Row(
                (
                    _cell(finding.code),
                    TableCell(((Words(clean(finding.place), finding.cell),),)),
                    _cell(_state(finding)),
                    _cell(*_values(finding)),
                )
            )
            for finding in findings
        ),
        "Hver rad er et funn.",
    )


def _state(finding: Finding) -> str:
    if finding.accepted is not None:
        return "Godtatt"
    if finding.printed is not None:
        return "Trykt slik"
    return f"Følger av {finding.follows[0]}" if finding.follows else finding.severity.label


def _values(finding: Finding) -> Iterable[str]:
    yield finding.message
    shown = []
    if finding.expected is not None:
        shown.append(f"Forventet: {nb.brief(finding.expected, finding.actual)}.")
    if finding.actual is not None:
        shown.append(f"{nb.stands(finding.actual, finding.expected)}.")
    if shown:
        yield " ".join(shown)
    if finding.open:
        yield finding.remedy
