"""Tables 5.1.1 and 5.1.2 as the paper prints them, and as they follow when the budget changes."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from orxl.app.build import built
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.layout.paper_sheets import NOTE_LINES, TABLE_511_SHEET, TABLE_512_SHEET
from orxl.programme.arithmetic import main_figures
from orxl.programme.codes import LineSource, LineType
from orxl.programme.models import BudgetLine
from orxl.rules.kit import Editor, View
from orxl.sources.kilde import read_source
from orxl.xlsx import read_bytes
from tests.helpers import view_of

pytestmark = pytest.mark.slow

Printed = tuple[str, tuple[float | str, ...]]
HEADING = ("", "", "", "")
HOVEDTALL: tuple[Printed, ...] = (
    ("Inngående mindreforbruk (overførte midler fra tidl. år)", (1745, 1745, 3743, 1998)),
    ("Inntekter", HEADING),
    ("Kontingenter", (6987, 7060, 5387, -1600)),
    ("Klimasats – Energistasjonsprosjektet fase II 2025–2027", (750, 413, 1087, 337)),
    # The paper prints the mark at another line, though the note speaks of SEADITO.
    ("SEADITO 2024–2027 *", (200, 418, 200, 0)),
    ("GEO4Water 2025–2026", (0, 0, 1050, 1050)),
    ("ORBIFY 2026–2028", (0, 0, 830, 830)),
    ("Samarbeid om internasjonal arbeidskraft", (0, 430, 200, 200)),
    # Ours: the paper's own sums leave this much to rounding, and do not show it.
    ("Avrunding inntekter", (0, -2, 0, 0)),
    # Printed 435, which is against the prognosis.
    ("Sum inntekter", (7937, 8319, 8754, 817)),
    ("Utgifter", HEADING),
    ("Møteutgifter politiske organer", (40, 7, 60, 20)),
    ("Møteutgifter administrative organer", (147, 187, 150, 3)),
    ("Kommunikasjon", (250, 116, 200, -50)),
    ("Sekretariatet, andre utgifter", (350, 245, 300, -50)),
    ("Lønn sekretariatet, mv.", (5800, 5348, 5800, 0)),
    ("Prosjekter", (1350, 417, 2580, 1230)),
    ("Avrunding utgifter", (0, 1, 0, 0)),
    ("Sum driftsutgifter", (7937, 6321, 9090, 1153)),
    ("Resultat (negativt = bruk av overførte midler)", (0, 1998, -336, -336)),
    # Printed 3 407 as the change: the balance itself.
    ("Utgående mindreforbruk", (1745, 3743, 3407, 1662)),
)
PROSJEKTMIDLER: tuple[Printed, ...] = (
    ("Store arrangementer *", (250, -82, 300, 50)),
    ("Areal og transport ***", (100, 0, 0, -100)),
    ("Klima ***", (100, 0, 0, -100)),
    ("Energistasjonsprosjektet fase II", (400, 50, 500, 100)),
    ("ORBIFY", (0, 0, 300, 300)),
    ("SEADITO", (150, 22, 50, -100)),
    ("GEO4Water", (0, 17, 830, 830)),
    # Printed «–» as the change.
    ("Oslopolitan **", (50, 50, 0, -50)),
    ("Strategiske satsinger ***", (400, 360, 600, 200)),
    ("Totalt", (1450, 417, 2580, 1130)),
)
AMOUNTS = ("budget_prior", "forecast_prior", "budget", "change")


@pytest.fixture
def editor(complete: View) -> Editor:
    return Editor(complete.bound)


def printed(view: View, table: str) -> list[tuple[Value, tuple[Value, ...]]]:
    """The rows that show anything: the text and the four amounts."""
    rows = [
        (view.value(row.cells["label"]), tuple(view.value(row.cells[key]) for key in AMOUNTS))
        for row in view.rows(table)
    ]
    return [row for row in rows if row[0] != ""]


def notes(view: View, sheet: str, rows: int) -> list[str]:
    """The notes as their lines read one after another."""
    first = 5 + rows + 2
    lines = [str(view.value(CellRef(sheet, first + i, 1))) for i in range(NOTE_LINES)]
    assert max(map(len, lines)) <= 140
    return re.sub(r" (?=\*+ )", "\n", " ".join(line for line in lines if line)).split("\n")


@pytest.mark.slow
def test_the_tables_are_those_of_the_paper(complete: View) -> None:
    view = complete
    assert printed(view, "tblTabell511") == list(HOVEDTALL)
    assert printed(view, "tblTabell512") == list(PROSJEKTMIDLER)


def test_the_notes_stand_below_with_their_marks_and_their_numbers(complete: View) -> None:
    view = complete
    assert TABLE_511_SHEET.table is not None
    assert TABLE_512_SHEET.table is not None
    assert notes(view, "Tabell 5.1.1", len(TABLE_511_SHEET.table.rows)) == [
        "* SEADITO: Forhåndsutbetaling, 75 % av EU-tilsagnet (totalt 50 Euro). Bundne midler for "
        "hele prosjektperioden"
    ]
    below = notes(view, "Tabell 5.1.2", len(TABLE_512_SHEET.table.rows))
    assert [note.partition(":")[0] for note in below] == [
        "* Store arrangementer", "** Oslopolitan", "*** Strategiske satsinger",
    ]  # fmt: skip
    assert not any("{" in note for note in below)


@pytest.mark.slow
def test_the_tables_follow_when_the_budget_changes(editor: Editor, complete: View) -> None:
    editor.put("tblForutsetninger", "Kontingentsats", "value", 3.0, by="name")
    editor.put("tblTilskudd", "ORBIFY", "status", "Avslått")
    editor.put("tblHovedtall", "Kommunikasjon", "budget", 260.0)
    view = view_of(editor.book, complete)
    wanted = main_figures(view.programme)
    shown = {
        str(label).rstrip(" *"): amounts[2] for label, amounts in printed(view, "tblTabell511")
    }
    for label, amount in wanted.lines.items():
        assert shown.get(label, 0) == amount, label
    assert "ORBIFY 2026–2028" not in shown, "a line without any amount is left out"
    totals = wanted.columns["budget"]
    assert shown["Sum inntekter"] == totals.income
    assert shown["Sum driftsutgifter"] == totals.expenses
    assert shown["Utgående mindreforbruk"] == totals.closing
    projects = dict(printed(view, "tblTabell512"))
    assert projects["ORBIFY"][2] == 0
    assert projects["Totalt"][2] == wanted.lines["Prosjekter"]


@pytest.mark.slow
@pytest.mark.thorough
def test_a_line_that_is_added_stands_in_the_table(request: pytest.FixtureRequest) -> None:
    source = read_source(Path(request.config.rootpath) / "workbook" / "kilde")
    new = BudgetLine(
        line=30, label="Reiser", type=LineType.EXPENSE, budget=Decimal(45), source=LineSource.TYPED
    )
    at = next(i for i, line in enumerate(source.lines) if line.label == "Kommunikasjon")
    lines = (*source.lines[:at], new, *source.lines[at:])
    view = view_of(read_bytes(built(replace(source, lines=lines))[0]))
    rows = dict(printed(view, "tblTabell511"))
    assert list(rows).index("Reiser") == list(rows).index("Kommunikasjon") - 1
    assert rows["Reiser"] == (0, 0, 45, 45)
    assert rows["Sum driftsutgifter"][2] == 9135
    assert len(rows) == len(HOVEDTALL) + 1


@pytest.mark.slow
def test_the_front_page_says_what_the_case_said(editor: Editor, complete: View) -> None:
    def line(view: View) -> list[Value]:
        return [view.value(CellRef.of("Forside", at)) for at in ("B9", "D9", "E9")]

    assert line(view_of(editor.book, complete)) == [
        "Resultat som i saken", "Utgående som i saken", "Budsjettet er innstilt",
    ]  # fmt: skip
    editor.put("tblForutsetninger", "Kontingentsats", "value", 3.0, by="name")
    assert line(view_of(editor.book, complete))[:2] == [
        "Resultat 741; saken sa -336", "Utgående 4484; saken sa 3407",
    ]  # fmt: skip
