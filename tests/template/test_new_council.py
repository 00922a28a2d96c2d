"""A new council fills in its empty workbook: totals, controls and charts follow what it types."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from orxl.binding import bind
from orxl.core.edits import AppendRows, Content, Edit, SetCell
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.layout import layout_for
from orxl.layout.chart_figures import EXPENSE_TABLE, INCOME_TABLE
from orxl.rules.kit import View
from orxl.xlsx import patch, read_bytes
from tests.helpers import said, settled

DAY = datetime(2026, 1, 1)
TYPED: dict[str, list[dict[str, Content]]] = {
    "tblFolketall": [
        {"code": code, "municipality": name, "at": DAY, "inhabitants": people}
        for code, name, people in (
            (3203.0, "Asker", 100_001.0),
            (3205.0, "Lillestrøm", 50_000.0),
            (3234.0, "Lunner", 10_001.0),
        )
    ],
    "tblMedlemmer": [
        {"code": 3203.0, "name": "Asker", "in_basis": "Ja"},
        {"code": 3205.0, "name": "Lillestrøm", "in_basis": "Ja"},
        {"code": 3234.0, "name": "Lunner", "in_basis": "Ja"},
    ],
    "tblOmråder": [{"code": "1", "name": "Fjorden", "type": "Innsatsområde"}],
    "tblTiltak": [
        {"number": "1.1", "title": "Ren fjord", "status": "I gang"},
        {"number": "1.2", "title": "Felles bussrute", "status": "Ikke startet"},
    ],
    "tblMål": [
        {"target_id": f"{number}-{letter}1", "measure": number, "type": kind, "text": "Ett møte."}
        for number in ("1.1", "1.2")
        for letter, kind in (("R", "Resultatmål"), ("E", "Effektmål"))
    ],
    "tblPartnere": [{"measure": "1.1", "name": "Kystlaget"}, {"measure": "1.2", "name": "Ruter"}],
    "tblTilskudd": [{"grant_id": "REN", "label": "Ren fjord", "status": "Innvilget"}],
    "tblTilskuddsår": [{"grant": "REN", "year": 2027.0, "income": 70.0}],
    "tblProsjektmidler": [{"label": "Ren fjord", "frame": 100.0}],
}
ASSUMPTIONS = {
    "Folketallsdato": DAY,
    "Folketallsdato_saken": DAY,
    "Kontingentsats": 2.5,
    "Kontingentsats_saken": 2.5,
    "Kontingentsats_forrige": 2.5,
    "Antall_medlemmer": 3.0,
    "Kontingentgrunnlag": 400_006.0,  # 250 003 + 125 000 + 25 003, each rounded up from ,50
}
AMOUNTS = {"Kommunikasjon": 50.0, "Lønn sekretariatet, mv.": 200.0}


def edits(data: bytes) -> Iterator[Edit]:
    """What the council types, first into the blank row of each table, then below it."""
    bound = bind(read_bytes(data))
    for table, rows in TYPED.items():
        first, *rest = rows
        cells = bound.tables[table].rows[0].cells
        yield from (SetCell(cells[key], value) for key, value in first.items())
        columns = layout_for(2027).table(table).columns
        below = [
            tuple(None if c.derived else row.get(c.key, BLANK) for c in columns) for row in rest
        ]
        if below:
            yield AppendRows(table, tuple(below))
    for table, column, by, typed in (
        ("tblForutsetninger", "value", "name", ASSUMPTIONS),
        ("tblHovedtall", "budget", "label", AMOUNTS),
    ):
        for row, value in typed.items():
            cell = bound.where(table, row, column, by)
            assert cell is not None, row
            yield SetCell(cell, value)


@pytest.fixture(scope="module")
def view(blank: bytes) -> View:
    return settled(read_bytes(patch(blank, list(edits(blank)))))


def of(view: View, table: str, row: str, column: str, by: str = "") -> Value:
    cell = view.bound.where(table, row, column, by)
    assert cell is not None, row
    return view.value(cell)


def test_members_pay_and_the_main_figures_add_up(view: View) -> None:
    assert of(view, "tblKontingent", "Kontingent i alt", "fee") == 400_006.0
    shown = {
        kind: of(view, "tblHovedtall", kind, "budget", "type")
        for kind in ("Sum inntekter", "Sum utgifter", "Resultat", "Utgående")
    }
    assert shown == {
        "Sum inntekter": 470.0,  # 400 of fees, 70 of the grant
        "Sum utgifter": 350.0,  # 50 + 200, 100 of the project
        "Resultat": 120.0,
        "Utgående": 120.0,
    }


def test_measures_count_their_targets_and_partners(view: View) -> None:
    for number in ("1.1", "1.2"):
        counts = [
            of(view, "tblTiltak", number, column)
            for column in ("result_targets", "effect_targets", "partners")
        ]
        assert counts == [1.0, 1.0, 1.0]
        assert of(view, "tblTiltak", number, "area_name") == "Fjorden"
    assert [view.value(CellRef.of("Forside", f"{c}49")) for c in "AB"] == [1.0, 1.0]


def test_every_control_is_in_order_and_the_lamp_says_so(view: View) -> None:
    states = {view.value(row.cells["state"]) for row in view.rows("tblKontroller")}
    assert states == {"OK"}
    assert view.value(CellRef.of("Forside", "B5")) == (
        "Endret siden siste kontroll: kontroller på nytt"  # what was typed since the book was built
    )


def test_the_charts_show_what_has_an_amount(view: View) -> None:
    def bars(table: str) -> list[tuple[Value, Value]]:
        rows = view.rows(table)
        shown = [(view.value(r.cells["label"]), view.value(r.cells["budget"])) for r in rows]
        return [bar for bar in shown if bar[0] != ""]

    assert bars(INCOME_TABLE) == [("Kontingenter", 400.0), ("Andre tilskudd", 70.0)]
    assert bars(EXPENSE_TABLE) == [
        ("Kommunikasjon", 50.0),
        ("Lønn sekretariatet, mv.", 200.0),
        ("Prosjekter", 100.0),
    ]


def test_the_rules_find_no_error_in_it(view: View) -> None:
    assert [f for f in said(view) if f.severity is Severity.ERROR] == []
