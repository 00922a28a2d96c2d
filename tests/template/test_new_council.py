"""A new council fills in its empty workbook: totals, controls and charts follow what it types."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from orxl.binding import BoundBook, bind
from orxl.core.edits import AppendRows, Content, Edit, SetCell
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.layout import layout_for
from orxl.layout.chart_figures import EXPENSE_TABLE, INCOME_TABLE
from orxl.rules.kit import Editor, View
from orxl.xlsx import patch, read_bytes
from tests.helpers import said, settled

pytestmark = pytest.mark.slow

DAY = datetime(2026, 1, 1)
MEMBERS = (
    (4649.0, "Stad", 9616.0),
    (4602.0, "Kinn", 17356.0),
    (4650.0, "Gloppen", 5976.0),
    (4651.0, "Stryn", 7319.0),
    (4648.0, "Bremanger", 3381.0),
)
"""43 648 inhabitants; at 12 kr 523 776 kr, without Stryn 435 948 kr, at 13 kr 567 424 kr."""
TYPED: dict[str, list[dict[str, Content]]] = {
    "tblFolketall": [
        {"code": code, "municipality": name, "at": DAY, "inhabitants": people}
        for code, name, people in MEMBERS
    ],
    "tblMedlemmer": [
        {"code": code, "name": name, "in_basis": "Ja"} for code, name, _ in MEMBERS
    ],
    "tblStrategi": [{"number": "1", "type": "Visjon", "text": "Fjorden binder oss sammen."}],
    "tblOmråder": [{"code": "1", "name": "Fjorden", "type": "Innsatsområde"}],
    "tblTiltak": [
        {"number": "1.1", "title": "Ren fjord", "status": "I gang", "grant": "REN"},
        {"number": "1.2", "title": "Uttale om riksveg 15", "status": "Ikke startet"},
    ],
    "tblMål": [
        {"target_id": f"{number}-{letter}1", "measure": number, "type": kind, "text": text}
        for number in ("1.1", "1.2")
        for letter, kind, text in (
            ("R", "Resultatmål", "Ett møte."), ("E", "Effektmål", "Flere er enige.")
        )
    ],
    "tblPartnere": [{"measure": "1.1", "name": "Kystlaget"}, {"measure": "1.2", "name": "Skyss"}],
    "tblTilskudd": [
        {"grant_id": "REN", "label": "Ren fjord", "giver": "Fylket", "status": "Innvilget",
         "from_year": 2027.0, "to_year": 2028.0, "currency": "NOK", "ceiling": 100_000.0},
    ],
    "tblTilskuddsår": [
        {"grant": "REN", "year": 2027.0, "income": 70.0, "frame": 90.0,
         "own_money": 20.0},
        {"grant": "REN", "year": 2028.0, "income": 30.0, "frame": 40.0,
         "own_money": 10.0},
    ],
    "tblProsjektmidler": [
        {"label": "Ren fjord", "grant": "REN", "budget_prior": 0.0, "forecast_prior": 0.0},
        {"label": "Møteplass", "frame": 10.0, "budget_prior": 0.0, "forecast_prior": 0.0},
    ],
    "tblTekster": [
        {"number": "1", "chapter": "0", "type": "tittel", "level": 0.0,
         "text": "Handlingsprogram {Budsjettår}"},
        {"number": "2", "chapter": "1", "type": "avsnitt",
         "text": "Satsen er {Kontingentsats|kr2} og gir {Kontingentgrunnlag|kr}."},
    ],
    "tblScenarioer": [
        {"name": "Sats 13", "rate": 13.0}, {"name": "Uten Stryn"}, {"name": "Uten Ren fjord"},
    ],
    "tblScenariovalg": [
        {"scenario": "Uten Stryn", "change": "Medlem ut", "code": 4651.0},
        {"scenario": "Uten Ren fjord", "change": "Tilskudd ut", "grant": "REN"},
    ],
}  # fmt: skip
ASSUMPTIONS = {
    "Folketallsdato": DAY,
    "Folketallsdato_saken": DAY,
    "Kontingentsats": 12.0,
    "Kontingentsats_saken": 12.0,
    "Kontingentsats_forrige": 11.0,
    "Antall_medlemmer": 5.0,
    "Kontingentgrunnlag": 523_776.0,
    "Kontingentvedtak": datetime(2026, 6, 12),
}
AMOUNTS: dict[str, dict[str, Content]] = {
    "Inngående mindreforbruk (overførte midler fra tidl. år)": {
        "budget_prior": 100.0, "forecast_prior": 100.0,
    },
    "Kontingenter": {"budget_prior": 480.0, "forecast_prior": 480.0},
    "Kommunikasjon": {"budget_prior": 40.0, "forecast_prior": 45.0, "budget": 50.0},
    "Lønn sekretariatet, mv.": {"budget_prior": 300.0, "forecast_prior": 290.0, "budget": 310.0},
}  # fmt: skip


def edits(data: bytes) -> Iterator[Edit]:
    """What the council types, first into the blank row of each table, then below it."""
    bound = bind(read_bytes(data))
    for table, rows in TYPED.items():
        columns, rest = layout_for(2027).table(table).columns, rows
        if bound.tables[table].rows[0].blank:
            first, *rest = rows
            cells = bound.tables[table].rows[0].cells
            yield from (SetCell(cells[key], value) for key, value in first.items())
        below = [
            tuple(None if c.derived else row.get(c.key, BLANK) for c in columns) for row in rest
        ]
        if below:
            yield AppendRows(table, tuple(below))
    for name, value in ASSUMPTIONS.items():
        yield SetCell(_cell(bound, "tblForutsetninger", name, "value", "name"), value)
    for label, amounts in AMOUNTS.items():
        for key, amount in amounts.items():
            yield SetCell(_cell(bound, "tblHovedtall", label, key), amount)


def _cell(bound: BoundBook, table: str, row: str, column: str, by: str = "") -> CellRef:
    cell = bound.where(table, row, column, by)
    assert cell is not None, row
    return cell


@pytest.fixture(scope="module")
def view(blank: bytes) -> View:
    return settled(read_bytes(patch(blank, list(edits(blank)))))


def of(view: View, table: str, row: str, column: str, by: str = "") -> Value:
    return view.value(_cell(view.bound, table, row, column, by))


def after(view: View, *changes: Any) -> View:
    """The workbook when the cells in *changes* are typed over."""
    editor = Editor(view.bound)
    for change in changes:
        table, row, column, value, *by = change
        editor.put(table, row, column, value, *by)
    return settled(editor.book, view)


def test_members_pay_and_the_main_figures_add_up(view: View) -> None:
    fees = [view.value(row.cells["fee"]) for row in view.rows("tblMedlemmer")]
    assert fees == [115_392.0, 208_272.0, 71_712.0, 87_828.0, 40_572.0]
    assert of(view, "tblKontingent", "Kontingent i alt", "fee") == 523_776.0
    shown = {
        kind: of(view, "tblHovedtall", kind, "budget", "type")
        for kind in ("Inngående", "Sum inntekter", "Sum utgifter", "Resultat", "Utgående")
    }
    assert shown == {
        "Inngående": 245.0,  # 100 + 480 − (45 + 290), what is left of the year before
        "Sum inntekter": 594.0,  # 524 of fees, 70 of the grant
        "Sum utgifter": 460.0,  # 50 + 310, and projects: 90 of the grant's and 10
        "Resultat": 134.0,
        "Utgående": 379.0,
    }


def test_the_scenarios_are_those_of_the_hand(view: View) -> None:
    found = {
        str(row.values["name"]): [
            view.value(row.cells[key]) for key in ("fees", "result", "closing", "remark")
        ]
        for row in view.rows("tblScenarioer")
    }
    assert found.pop("Saken")[-1] == "«I saken» mangler"  # shown as dashes, no figures
    assert found == {
        "Boken nå": [523_776.0, 134.0, 379.0, ""],
        "Sats 13": [567_424.0, 177.0, 422.0, ""],
        "Uten Stryn": [435_948.0, 46.0, 291.0, ""],
        "Uten Ren fjord": [523_776.0, 154.0, 399.0, ""],  # 70 of income and 90 of expenses less
    }


def test_the_bridge_tells_what_a_new_rate_and_a_member_less_come_to(view: View) -> None:
    changed = after(
        view,
        ("tblForutsetninger", "Kontingentsats", "value", 13.0, "name"),
        ("tblMedlemmer", "Stryn", "left", datetime(2026, 12, 31)),
    )
    steps = {
        str(row.values["step"]): changed.value(row.cells["amount"])
        for row in changed.rows("tblBro")
    }
    assert {step: amount for step, amount in steps.items() if amount} == {
        "Kontingent i saken": 523_776.0,
        "Endret sats": 43_648.0,
        "Medlemmer ut": -95_147.0,  # 7 319 × 13
        "Kontingent i dag": 472_277.0,  # 36 329 × 13
    }
    assert of(changed, "tblHovedtall", "Resultat", "budget", "type") == 82.0  # 472 for 524


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

    assert bars(INCOME_TABLE) == [("Kontingenter", 524.0), ("Andre tilskudd", 70.0)]
    assert bars(EXPENSE_TABLE) == [
        ("Kommunikasjon", 50.0),
        ("Lønn sekretariatet, mv.", 310.0),
        ("Prosjekter", 100.0),
    ]


def test_the_rules_find_nothing_but_what_is_to_be_thought_of(view: View) -> None:
    found = [f for f in said(view) if f.open and f.severity is not Severity.NOTE]
    assert [(f.code, f.message) for f in found] == []


def test_an_assumption_that_is_missing_is_asked_for_by_its_name(view: View) -> None:
    asked = after(view, ("tblForutsetninger", "Antall_medlemmer", "value", BLANK, "name"))
    found = [f for f in said(asked) if f.code == "D005"]
    assert [(f.severity, f.message) for f in found] == [
        (Severity.ERROR, "Fyll inn: Medlemskommuner i saken (kommuner).")
    ]
