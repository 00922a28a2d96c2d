"""A row typed below a table: every formula, list, total and check follows, says LibreOffice."""

from __future__ import annotations

import re

import pytest

from orxl.binding import bind
from orxl.core.edits import AppendRows, Content
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError, Value
from orxl.layout import layout_for
from orxl.xlsx import patch, read_bytes
from tests.libreoffice import libreoffice_values
from tests.oracle import needs_libreoffice

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]

NEW: dict[str, dict[str, Content]] = {
    "tblTiltak": {"number": "2.1.5", "title": "Nytt tiltak", "status": "I gang"},
    "tblMål": {
        "target_id": "2.1.5-R1",
        "measure": "2.1.5",
        "type": "Resultatmål",
        "text": "Ett nytt mål.",
        "status": "Nådd",
    },
    "tblPartnere": {"measure": "2.1.5", "name": "Kystlaget"},
    "tblMedlemmer": {"code": 3205.0, "name": "Lillestrøm"},
    "tblProsjektmidler": {"label": "Nytt prosjekt", "frame": 100.0},
    "tblTilskudd": {
        "grant_id": "NYTT",
        "label": "Nytt tilskudd",
        "status": "Innvilget",
    },
    "tblTilskuddsår": {"grant": "NYTT", "year": 2026.0, "income": 70.0},
}


def appended(table: str, wanted: dict[str, Content]) -> AppendRows:
    columns = layout_for(2026).table(table).columns
    row: list[Content | None] = [None if c.derived else wanted.get(c.key, BLANK) for c in columns]
    return AppendRows(table, (tuple(row),))


@pytest.fixture(scope="module")
def grown(finished: bytes) -> bytes:
    return patch(finished, [appended(table, row) for table, row in NEW.items()])


@pytest.fixture(scope="module")
def values(grown: bytes) -> dict[CellRef, Value]:
    return dict(libreoffice_values(grown))


def value(data: bytes, values: dict[CellRef, Value], table: str, row: str, column: str) -> Value:
    bound = bind(read_bytes(data))
    by = "type" if table == "tblHovedtall" else ""
    cell = bound.where(table, row, column, by) or bound.where(table, row, column)
    assert cell is not None
    return values[cell]


def test_no_formula_breaks(values: dict[CellRef, Value]) -> None:
    assert [c for c, v in values.items() if isinstance(v, CellError)] == []


def test_a_new_measure_is_counted_with_its_targets_and_partners(
    grown: bytes, values: dict[CellRef, Value]
) -> None:
    def of(column: str) -> Value:
        return value(grown, values, "tblTiltak", "2.1.5", column)

    assert of("area") == "2.1"
    assert of("area_name") == "Konkurransekraft og næringsutvikling"
    assert (of("result_targets"), of("targets_met"), of("partners")) == (1.0, 1.0, 1.0)
    assert of("effect_targets") == 0.0


def test_a_new_partner_shows_its_measure(grown: bytes, values: dict[CellRef, Value]) -> None:
    assert value(grown, values, "tblPartnere", "Kystlaget", "title") == "Nytt tiltak"


def test_a_new_member_pays_and_leaves_less_to_the_unnamed(
    grown: bytes, values: dict[CellRef, Value]
) -> None:
    book = bind(read_bytes(grown))
    at = book.programme.day("Folketallsdato")
    people = next(p.inhabitants for p in book.programme.populations if (p.code, p.at) == (3205, at))
    assert value(grown, values, "tblMedlemmer", "Lillestrøm", "population") == float(people)
    assert value(grown, values, "tblKontingent", "Navngitte medlemmer", "count") == 17.0
    assert value(grown, values, "tblKontingent", "Kontingent i alt", "fee") == 5_386_627.0


def test_a_new_project_and_a_new_grant_reach_the_main_figures(
    grown: bytes, values: dict[CellRef, Value]
) -> None:
    assert value(grown, values, "tblHovedtall", "Prosjekter", "budget") == 2680.0
    assert value(grown, values, "tblHovedtall", "Andre tilskudd", "budget") == 70.0
    assert value(grown, values, "tblHovedtall", "Resultat", "budget") == -366.0
    bound = bind(read_bytes(grown))
    total, note = (bound.over("tblProsjektmidler", key) for key in ("budget", "grant"))
    assert total is not None
    assert note is not None
    assert (values[total], values[note]) == (2680.0, "Stemmer med Hovedtall")


def test_the_controls_see_the_measure_without_an_effect_target(
    grown: bytes, values: dict[CellRef, Value]
) -> None:
    bound = bind(read_bytes(grown))
    states = {
        str(row.values["text"]): values[row.cells["state"]]
        for row in bound.tables["tblKontroller"].rows
    }
    wrong = {text for text, state in states.items() if state not in ("OK", "GODTATT", "TRYKT SLIK")}
    assert wrong == {"Alle tiltak har minst ett effektmål"}
    lamp = [values[CellRef.of("Forside", f"B{row}")] for row in (5, 6, 7)]
    assert lamp == [
        "1 kontroll viser AVVIK: se Kontroll",
        "Alle tiltak har minst ett effektmål",
        "Noe er endret siden siste kontroll",
    ]
    table = bound.tables["tblKontroller"]
    control = table.find("Alle tiltak har minst ett effektmål")
    new = bound.where("tblTiltak", "2.1.5", "effect_targets")
    assert control is not None
    assert new is not None
    assert values[control.cells["place"]] == f"Tiltak {new.a1}"


def test_the_front_page_counts_and_its_status_chart_follow(
    values: dict[CellRef, Value],
) -> None:
    shown = [v for c, v in values.items() if c.sheet == "Forside"]
    assert 32.0 in shown
    assert "av 122 mål" in shown
    assert [values[CellRef.of("Forside", f"{c}49")] for c in "AB"] == [31.0, 1.0]


def test_drop_downs_messages_and_marks_reach_the_new_rows(grown: bytes) -> None:
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(grown))
    for table in NEW:
        home, spec = layout_for(2026).tables[table]
        sheet = book[home.name]
        last = int(re.findall(r"\d+", sheet.tables[table].ref)[1])
        for column in spec.columns:
            at = f"{spec.letter(column.key)}{last}"
            if not column.derived:
                held = [c for c in sheet.data_validations.dataValidation if at in c.sqref]
                assert held, (table, at)
        for mark in spec.marks:
            at = f"{spec.letter(mark.first)}{last}"
            assert any(at in area.sqref for area in sheet.conditional_formatting), (table, at)


def test_lists_name_whole_columns_so_they_grow_with_the_tables(grown: bytes) -> None:
    names = {n.name: n.refers_to for n in read_bytes(grown).names}
    assert names["Liste_tiltak"] == "tblTiltak[Nr]"
    assert names["Liste_tilskudd"] == "tblTilskudd[ID]"
