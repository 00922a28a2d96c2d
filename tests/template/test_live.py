"""What the formulas of Kontroll, Forside and the charts say when something changes."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from orxl.binding import bind
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.layout import layout_for
from orxl.layout.chart_figures import BARS, EXPENSE_TABLE
from orxl.rules.kit import Editor, View
from orxl.xlsx import read_bytes
from tests.helpers import view_of

pytestmark = pytest.mark.slow

ONE_LINE = ("Hovedtall", "Overføring", "Kontingent")
"""The sheets where a control compares the figure of a single cell."""


@pytest.fixture
def editor(complete: View) -> Editor:
    return Editor(complete.bound)


def said(view: View, at: str) -> Value:
    return view.value(CellRef.of("Forside", at))


def test_a_control_leads_to_the_very_cell_whose_figure_it_shows(complete: View) -> None:
    view = complete
    seen = 0
    for row in view.rows("tblKontroller"):
        sheet, _, at = str(view.value(row.cells["place"])).partition(" ")
        formula = view.book.cell(row.cells["place"]).formula
        assert formula is not None
        assert f"HYPERLINK(\"#'{sheet}'!\"&tblKontroller[[#This Row],[Adresse]]" in formula
        if sheet in ONE_LINE:
            seen += 1
            shown = view.value(row.cells["first"])
            assert view.value(CellRef.of(sheet, at)) == shown, row.values["text"]
    assert seen >= 14


def test_a_control_follows_its_line_to_another_row(editor: Editor, complete: View) -> None:
    before = editor.where("tblHovedtall", "Utgående", "budget", by="type")
    editor.put("tblHovedtall", "Resultat", "type", "Utgående", by="type")
    control = editor.where(
        "tblKontroller", "Utgående mindreforbruk er inngående pluss resultat", "place"
    )
    at = CellRef(before.sheet, before.row - 1, before.column)
    assert view_of(editor.book, complete).value(control) == f"Hovedtall {at.a1}"


def test_a_list_control_leads_to_the_first_row_that_is_off(editor: Editor, complete: View) -> None:
    number = editor.add_row("tblTiltak", number="2.1.9", title="Nytt tiltak")
    editor.formula(editor.at("tblTiltak", number, "partners"), "0", 0.0)
    control = editor.where("tblKontroller", "Alle tiltak har minst én partner", "place")
    at = editor.at("tblTiltak", number, "partners")
    assert view_of(editor.book, complete).value(control) == f"Tiltak {at.a1}"


def test_the_missing_assumption_is_where_its_control_leads(editor: Editor, complete: View) -> None:
    rate = editor.put("tblForutsetninger", "Kontingentsats", "value", "", by="name")
    control = editor.where(
        "tblKontroller", "Alle forutsetninger som må være med, er fylt ut", "place"
    )
    assert view_of(editor.book, complete).value(control) == f"Forutsetninger {rate.a1}"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"errors": 1.0, "warnings": 3.0}, "Siste kontroll fant feil: se Kontroll"),
        ({"errors": 0.0, "warnings": 3.0}, "Se på advarslene fra siste kontroll"),
        ({"errors": 0.0, "warnings": 0.0, "notes": 7.0}, "OK: alle kontroller stemmer"),
    ],
)
def test_the_lamp_never_says_ok_above_what_the_last_run_found(
    editor: Editor, complete: View, found: dict[str, float], words: str
) -> None:
    later = datetime(2026, 12, 1, 9, 30)
    editor.add_row("tblEndringslogg", time=later, action="Beregnet", **found)
    assert said(view_of(editor.book, complete), "B5") == words


def test_the_lamp_says_in_words_which_controls_are_off(editor: Editor, complete: View) -> None:
    sound = view_of(editor.book, complete)
    assert said(sound, "B5") == "Se på advarslene fra siste kontroll"
    assert said(sound, "B6") == "21 stemmer, 1 er trykt slik i saken"
    editor.put("tblHovedtall", "Sum driftsutgifter", "budget", 9_000.0)
    editor.put("tblMål", "1.1-R1", "measure", "9.9")
    editor.put("tblPartnere", "KS", "measure", "9.9")
    view = view_of(editor.book, complete)
    off = [
        str(row.values["text"])
        for row in view.rows("tblKontroller")
        if view.value(row.cells["state"]) == "AVVIK"
    ]
    assert len(off) >= 3
    assert said(view, "B5") == f"{len(off)} kontroller viser AVVIK: se Kontroll"
    assert said(view, "B6") == off[0]
    assert said(view, "B7") == f"{off[1]} – og {len(off) - 2} til"


def bars(view: View) -> list[tuple[Value, ...]]:
    return [
        tuple(view.value(row.cells[key]) for key in ("label", "budget", "budget_prior"))
        for row in view.rows(EXPENSE_TABLE)
    ]


def test_a_chart_shows_the_lines_with_an_amount_and_no_rounding(
    editor: Editor, complete: View
) -> None:
    shown = bars(view_of(editor.book, complete))
    assert len(shown) == BARS
    assert shown[0] == ("Møteutgifter politiske organer", 60.0, 40.0)
    assert not any("Avrunding" in str(label) for label, _, _ in shown)
    editor.put("tblHovedtall", "Kommunikasjon", "budget", 0.0)
    editor.put("tblHovedtall", "Kommunikasjon", "budget_prior", 0.0)
    fewer = bars(view_of(editor.book, complete))
    assert "Kommunikasjon" not in {label for label, _, _ in fewer}
    assert fewer[-1] == ("", 0.0, 0.0)


def test_more_lines_than_bars_make_the_last_one_the_rest(editor: Editor, complete: View) -> None:
    for name in ("Reiser", "Frakt"):
        editor.add_row("tblHovedtall", label=name, type="Utgift", budget=70.0, budget_prior=1.0)
    assert bars(view_of(editor.book, complete))[-1] == ("Andre poster", 2_720.0, 1_352.0)


def test_every_chart_reads_whole_tables_so_that_no_line_is_left_out(finished: bytes) -> None:
    layout = layout_for(2026)
    book = bind(read_bytes(finished))
    for chart in layout.sheet("Forside").charts:
        for cells in (chart.categories, *(s.cells for s in chart.series)):
            if cells.table:
                assert len(book.rows(cells.table)) == len(book.tables[cells.table].rows)
        assert chart.title
        assert chart.unit
        assert re.match(r"(Liggende stolper|Stolper): ", chart.alt)
