"""«Kan saken sendes?»: the answer first, by the kroner at stake, and codes only in the details."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from orxl.app.paper.control import Answer, Checked, control_paper
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.layout.names import FINDINGS
from orxl.report.paper.model import Heading, Paper, Row, Table, plain
from orxl.rules.kit import Editor, View
from orxl.rules.kit.tables import ACCEPTED, LOG, MAIN
from tests.app.paper.conftest import Change, lines_of
from tests.helpers import TODAY, said, view_of

CODE = re.compile(r"\b[A-Z]\d{3}\b")


def checked(view: View, findings: tuple[Finding, ...] | None = None, *told: str) -> Checked:
    found = tuple(said(view)) if findings is None else findings
    return Checked(view, found, "bok.xlsx", "ab" * 32, "2026-11-23T12:00:00Z", TODAY, told, 170)


@pytest.fixture(scope="module")
def shipped(sound: View) -> Checked:
    return checked(sound)


@pytest.fixture
def after(sound: View) -> Callable[[Change], Checked]:
    """The check of the built workbook after a change."""

    def make(change: Change) -> Checked:
        e = Editor(sound.bound)
        change(e)
        return checked(view_of(e.book, sound))

    return make


@pytest.fixture
def recorded(sound: View, shipped: Checked) -> Callable[[Change], Checked]:
    """The check of the built workbook where only what an earlier check left is another."""

    def make(change: Change) -> Checked:
        e = Editor(sound.bound)
        change(e)
        return checked(view_of(e.book, sound), shipped.findings)

    return make


def texts(paper: Paper) -> Iterator[str]:
    return (plain(line) for block in paper.blocks for line in lines_of(block))


def table(paper: Paper, key: str) -> Table:
    return next(b for b in paper.blocks if isinstance(b, Table) and b.key == f"kontroll-{key}")


def cells(row: Row) -> list[str]:
    return [" ".join(plain(line) for line in cell.lines) for cell in row.cells]


def under(paper: Paper, heading: str) -> str:
    """All that stands below a heading, up to the next."""
    told, inside = [], False
    for block in paper.blocks:
        if isinstance(block, Heading):
            inside = plain(block.line) == heading
        elif inside:
            told += [plain(line) for line in lines_of(block)]
    return "\n".join(told)


def test_the_answer_comes_first_and_names_what_most_money_is_about(shipped: Checked) -> None:
    paper = control_paper(shipped)
    assert shipped.answer is Answer.RESERVED
    assert paper.title == "Kan saken sendes?"
    answer = under(paper, "Svaret")
    assert answer.startswith("Ja, med forbehold. Ingen feil, men ")
    assert "ORBIFY" in answer
    assert "−866" in answer


def test_what_is_open_stands_by_the_kroner_at_stake(shipped: Checked) -> None:
    rows = [cells(row) for row in table(control_paper(shipped), "spoersmaal").rows]
    assert "ORBIFY" in rows[0][0]
    assert [row[1].replace("\u00a0", " ") for row in rows[:4]] == [
        "530 000",
        "200 000",
        "33 000",
        "–",
    ]
    assert len(rows) == len(shipped.told)
    assert rows[0][3] == "Snarest: møtet var 18.12.2025"
    assert rows[-1][3] == "Kan vente"


def test_codes_and_commands_stand_in_the_details_only(shipped: Checked) -> None:
    paper = control_paper(shipped)
    at = next(
        at for at, block in enumerate(paper.blocks)
        if isinstance(block, Heading) and block.anchor == "detaljer"
    )  # fmt: skip
    before = Paper(**{**vars(paper), "blocks": paper.blocks[:at]})
    assert not [text for text in texts(before) if CODE.search(text) or "«orxl " in text]
    assert len(table(paper, "detaljer").rows) == len(shipped.findings)


def test_the_scenarios_show_what_the_result_becomes(shipped: Checked) -> None:
    rows = {cells(row)[0]: cells(row) for row in table(control_paper(shipped), "scenarioer").rows}
    assert rows["Uten ORBIFY"][1:4] == ["−866", "2\u00a0877", "−530"]


def test_the_facts_say_what_was_checked(shipped: Checked) -> None:
    facts = {row[0]: row[1] for row in map(cells, table(control_paper(shipped), "om").rows)}
    assert facts["Fil"] == "bok.xlsx"
    assert facts["SHA-256"] == "ab" * 32
    saved, logged = facts["Sist lagret i Excel, sier filen"], facts["Siste linje i endringsloggen"]
    assert saved.replace("\u00a0", " ") == "23. november 2026 kl. 12.00 (UTC)"
    assert logged.endswith(": Bygd")
    assert facts["Utgave"].startswith("Innstilling til representantskapet")
    assert facts["Regler som er prøvd"] == "170"


def record(e: Editor, findings: tuple[Finding, ...]) -> None:
    """As a check puts itself on record."""
    row = e.table(LOG).first_data_row
    for key in ("errors", "warnings", "notes"):
        e.type_in(e.at(LOG, row, key), 0.0)
    for finding in findings:
        at = finding.cell.a1 if finding.cell is not None else BLANK
        place = finding.sheet or "Arbeidsboken"
        label = "Trykt slik" if finding.printed else finding.severity.label
        e.add_row(
            FINDINGS, severity=label, code=finding.code, message=finding.message, sheet=place,
            cell=at,
        )  # fmt: skip


def test_nothing_is_new_when_the_last_check_said_the_same(
    shipped: Checked, recorded: Callable[[Change], Checked]
) -> None:
    same = recorded(lambda e: record(e, shipped.findings))
    told = under(control_paper(same), "Nytt siden siste kontroll")
    assert told.replace("\u00a0", " ").startswith("Ingenting nytt siden 23. november 2026 kl. ")


def test_what_the_last_check_did_not_say_is_new_and_what_it_said_can_be_gone(
    shipped: Checked, recorded: Callable[[Change], Checked]
) -> None:
    gone = Finding("B999", "a", Severity.WARNING, "Noe som er rettet.", CellRef("Mål", 9, 9))

    def change(e: Editor) -> None:
        known = tuple(f for f in shipped.findings if f.code != "B011")
        record(e, (*known, gone))

    told = under(control_paper(recorded(change)), "Nytt siden siste kontroll")
    new, _, was = told.partition("Borte siden")
    assert "regner med 830 fra «ORBIFY»" in new
    assert new.count("\n") == 2
    assert "Noe som er rettet." in was


def test_a_record_that_was_cut_off_tells_nothing_of_what_is_new(
    shipped: Checked, recorded: Callable[[Change], Checked]
) -> None:
    def change(e: Editor) -> None:
        record(e, shipped.findings[:1])
        e.add_row(FINDINGS, message="… og 12 funn til. Kjør «orxl kontroller» for hele listen.")

    told = under(control_paper(recorded(change)), "Nytt siden siste kontroll")
    assert "ingen tidligere kontroll" in told


def test_a_workbook_without_an_earlier_check_says_so(shipped: Checked) -> None:
    told = under(control_paper(shipped), "Nytt siden siste kontroll")
    assert "ingen tidligere kontroll" in told


@pytest.mark.slow
def test_a_feil_makes_the_answer_no_and_stands_before_all_else(
    after: Callable[[Change], Checked],
) -> None:
    faulty = after(lambda e: e.formula(e.where(MAIN, "Sum inntekter", "budget"), "8756"))
    paper = control_paper(faulty)
    assert faulty.answer is Answer.NO
    assert under(paper, "Svaret").startswith("Nei. Arbeidsboken har feil som må rettes først")
    rows = [cells(row) for row in table(paper, "feil").rows]
    assert {row[3] for row in rows} == {"Før saken sendes"}
    assert not any("orxl" in row[2] for row in rows)
    assert "«orxl " in under(paper, "Detaljer for den som retter")
    headings = [plain(b.line) for b in paper.blocks if isinstance(b, Heading)]
    assert headings[:3] == ["Svaret", "Dette må rettes først", "Åpne spørsmål"]


@pytest.mark.slow
def test_an_accepted_deviation_stands_with_who_when_and_until_when(
    after: Callable[[Change], Checked],
) -> None:
    day = datetime(TODAY.year, TODAY.month, TODAY.day)

    def accept(e: Editor) -> None:
        e.add_row(
            ACCEPTED, code="T002", reason="Rettes i noten før trykking av saken.",
            accepted_by="Kari Nordmann", accepted_on=day - timedelta(days=3),
            valid_until=day + timedelta(days=30),
        )  # fmt: skip

    paper = control_paper(after(accept))
    row = cells(table(paper, "godtatt").rows[0])
    assert row[2:] == [
        "Rettes i noten før trykking av saken.", "Kari Nordmann", "20.11.2026", "23.12.2026",
    ]  # fmt: skip
    assert "50 Euro" in row[0]
    assert "50 Euro" not in under(paper, "Åpne spørsmål")


@pytest.mark.parametrize(
    ("findings", "told", "answer"),
    [
        ((), (), Answer.YES),
        ((), ("Filen er åpen hos Ola.",), Answer.RESERVED),
        ((Finding("A001", "a", Severity.NOTE, "Liten ting."),), (), Answer.YES),
        ((Finding("A001", "a", Severity.NOTE, "Penger.", kroner=-5.0),), (), Answer.RESERVED),
        ((Finding("A001", "a", Severity.WARNING, "Se på."),), (), Answer.RESERVED),
        ((Finding("A001", "a", Severity.ERROR, "Feil."),), (), Answer.NO),
        ((Finding("A001", "a", Severity.ERROR, "Feil.", accepted="Vet."),), (), Answer.YES),
    ],
)
def test_the_answer_follows_from_what_is_open(
    sound: View, findings: tuple[Finding, ...], told: tuple[str, ...], answer: Answer
) -> None:
    found = checked(sound, findings, *told)
    assert found.answer is answer
    assert under(control_paper(found), "Svaret").startswith(f"{answer.value}. ")


def test_a_findings_text_is_shown_and_never_acts(sound: View) -> None:
    nasty = Finding("A001", "a", Severity.ERROR, "\x1b[2J<b>#let $x$ \u202e", CellRef("Ark", 1, 1))
    told = under(control_paper(checked(sound, (nasty,))), "Dette må rettes først")
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "<b>#let $x$" in told
