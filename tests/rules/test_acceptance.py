"""An accepted deviation: a place, an amount, a reason, a person, an end; sheet and orxl agree."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from orxl.core.findings import Finding, Severity
from orxl.core.values import BLANK, Value
from orxl.layout import layout_for
from orxl.layout.acceptance import GUARDED
from orxl.layout.controls import NAMED_BY
from orxl.programme.records import AcceptedDeviation
from orxl.rules.kit import Editor, View
from orxl.rules.kit.acceptance import accepts, in_force, spot_of, tells_why
from orxl.rules.kit.registry import find_rule
from orxl.rules.kit.run import run
from orxl.rules.kit.tables import ACCEPTED, ASSUMED, MAIN
from tests.helpers import said, view_of

pytestmark = pytest.mark.slow

STATUS = datetime(2026, 3, 1)
COMPLETE: dict[str, Value] = {
    "code": "B006",
    "sheet": "Hovedtall",
    "row": "Prosjekter",
    "column": "Budsjett 2026",
    "amount": -80.0,
    "reason": "Rammen vedtas av styret i mars.",
    "accepted_by": "Kari Nordmann",
    "accepted_on": datetime(2026, 1, 15),
    "valid_until": datetime(2026, 6, 30),
}
CONTROL = "Posten Prosjekter er summen av Prosjektmidler, budsjett 2026"


def damaged(sound: View) -> Editor:
    """A workbook in which the line of the projects is 80 less than they are."""
    editor = Editor(sound.bound)
    editor.put(ASSUMED, "Status_per", "value", STATUS, by="name")
    editor.put(MAIN, "Prosjekter", "budget", 2500.0)
    return editor


def judged(view: View) -> Finding:
    (found,) = [f for f in run(view, today=STATUS.date()) if f.code == "B006" and f.printed is None]
    return found


def state(view: View) -> Value:
    cell = view.cell("tblKontroller", CONTROL, "state")
    assert cell is not None
    return view.recalculation.agreed[cell]


def variants() -> list[dict[str, Value]]:
    """Rows as staff may leave them: complete, and with one or two things otherwise."""
    other: dict[str, list[Value]] = {
        "code": ["b006", "B003", "B007", "T003", "K004"],
        "sheet": [BLANK, "hovedtall", "Prosjektmidler"],
        "row": [BLANK, "PROSJEKTER", "Prosjekt*", "Kommunikasjon"],
        "column": [BLANK, "Budsjett 2025", "budsjett 2026"],
        "amount": [BLANK, -80.004, -80.01, 80.0, "-80", 0.0],
        "reason": [BLANK, "OK", ".", "..............................", "ok ok ok ok ok ok ok ok"],
        "accepted_by": [BLANK, " "],
        "accepted_on": [BLANK, datetime(2026, 3, 1), datetime(2026, 3, 2), "i fjor"],
        "valid_until": [BLANK, datetime(2026, 3, 1), datetime(2026, 2, 28)],
    }
    chance = random.Random(12)
    rows = [dict(COMPLETE)]
    for key, values in other.items():
        rows += [COMPLETE | {key: value} for value in values]
    while len(rows) < 60:
        keys = chance.sample(list(other), 2)
        rows.append(COMPLETE | {key: chance.choice(other[key]) for key in keys})
    return rows


def test_the_sheets_formulas_accept_what_orxl_accepts_row_for_row(sound: View) -> None:
    editor = damaged(sound)
    numbers = [editor.add_row(ACCEPTED, **row) for row in variants()]
    view = view_of(editor.book, like=sound)
    agreed = view.recalculation.agreed
    finding = replace(judged(view), accepted=None)
    spot = spot_of(view, finding)
    control = view.cell("tblKontroller", CONTROL, "key")
    assert control is not None
    wanted = {f"{agreed[control]}{cents}".casefold() for cents in ("-8000", "*")}
    entries = {row.number: row for row in view.rows(ACCEPTED)}
    taken = []
    for number in numbers:
        row = entries[number]
        assert isinstance(row.record, AcceptedDeviation)
        holds = bool(agreed[row.cells["in_force"]])
        assert holds == in_force(row.record, STATUS.date()), dict(row.values)
        here = str(agreed[row.cells["key"]]).casefold() in wanted
        assert here == accepts(row.record, finding, spot, STATUS.date()), dict(row.values)
        taken.append(here)
    assert len(numbers) >= 50
    assert 5 < sum(taken) < 55


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({}, "GODTATT"),
        ({"column": "Budsjett 2025"}, "AVVIK"),
        ({"amount": -100.0}, "AVVIK"),
        ({"reason": "OK"}, "AVVIK"),
        ({"valid_until": datetime(2026, 2, 28)}, "AVVIK"),
        ({"sheet": BLANK, "row": BLANK, "column": BLANK}, "AVVIK"),
    ],
    ids=str,
)
def test_control_report_and_exit_code_say_the_same(
    sound: View, change: dict[str, Value], word: str
) -> None:
    editor = damaged(sound)
    editor.add_row(ACCEPTED, **(COMPLETE | change))
    view = view_of(editor.book, like=sound)
    finding = judged(view)
    assert state(view) == word
    assert (finding.accepted is not None) == (word == "GODTATT")
    assert finding.kroner == -80_000.0


def test_what_was_printed_so_is_a_fact_and_no_acceptance(sound: View) -> None:
    (told,) = [f for f in said(sound) if f.printed is not None]
    assert (told.code, told.severity, told.accepted) == ("B006", Severity.NOTE, None)
    at = sound.cell(
        "tblKontroller",
        "Posten Prosjekter er summen av Prosjektmidler, budsjett 2025",
        "state",
    )
    assert at is not None
    assert sound.recalculation.agreed[at] == "TRYKT SLIK"
    assert sound.rows(ACCEPTED) == ()


def test_a_printed_fault_of_another_amount_is_a_fault(sound: View) -> None:
    editor = Editor(sound.bound)
    editor.put(MAIN, "Prosjekter", "budget_prior", 1340.0)
    found = [f for f in said(view_of(editor.book, like=sound)) if f.code == "B006"]
    assert [(f.printed, f.severity) for f in found] == [(None, Severity.ERROR)]


@pytest.mark.parametrize(
    ("reason", "enough"),
    [
        ("OK", False),
        (".", False),
        ("               ", False),
        ("................", False),
        ("ok ok ok ok ok ok ok", False),
        ("Styret vedtar det 12. mars.", True),
    ],
)
def test_a_reason_tells_why(reason: str, enough: bool) -> None:
    assert tells_why(reason) is enough


def test_guarded_rules_are_there_and_controls_know_what_rows_are_called() -> None:
    assert [code for code in GUARDED if find_rule(code) is None] == []
    layout = layout_for(2026)
    assert {table: layout.table(table).key for table in NAMED_BY} == NAMED_BY


def test_what_hinders_judgement_cannot_be_accepted(sound: View) -> None:
    editor = Editor(sound.bound)
    editor.add_row(
        ACCEPTED,
        **(COMPLETE | {"code": "S014", "row": BLANK, "column": BLANK, "amount": BLANK}),
    )
    editor.put(ASSUMED, "Budsjettår", "value", 2025.0, by="name")
    day = STATUS.date() + timedelta(days=1)
    found = run(view_of(editor.book, like=sound), today=day)
    assert [f.accepted for f in found if f.hinders] == [None]


@pytest.mark.parametrize(
    ("prior", "codes"),
    [(1450.0, ["G004"]), (1400.0, ["B006"]), (1350.0, ["B006"])],
    ids=["mended so that the tables meet", "another difference", "as it is printed"],
)
def test_a_printed_fault_that_the_figures_no_longer_show_is_told(
    sound: View, prior: float, codes: list[str]
) -> None:
    editor = Editor(sound.bound)
    editor.put(MAIN, "Prosjekter", "budget_prior", prior)
    view = view_of(editor.book, like=sound)
    assert [f.code for f in run(view, today=STATUS.date(), rules=(find_rule("B006"),))] == codes
