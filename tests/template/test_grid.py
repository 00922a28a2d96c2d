"""Rows put into the tables in LibreOffice's own grid: everything follows there too.

Excel lets a table grow when a row is typed right below it. LibreOffice does not; there a row is
inserted inside the table and the row above is copied into it, which is what the user guide says.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from orxl.layout import layout_for
from orxl.xlsx import read_bytes
from tests.live.calc.office import Office, needs_calc, prop

pytestmark = [pytest.mark.libreoffice, needs_calc]

LAYOUT = layout_for(2026)
PROJECTS = LAYOUT.table("tblProsjektmidler")
TYPED: dict[str, dict[str, str]] = {
    "tblTiltak": {"number": "2.1.5", "title": "Nytt tiltak", "status": "I gang"},
    "tblMål": {"target_id": "2.1.5-E1", "measure": "2.1.5", "type": "Effektmål", "status": "Nådd"},
    "tblPartnere": {"measure": "2.1.5", "name": "Kystlaget"},
    "tblMedlemmer": {"code": "3205", "name": "Lillestrøm", "in_basis": "Ja", "left": ""},
    "tblProsjektmidler": {"label": "Nytt prosjekt", "frame": "100", "grant": ""},
    "tblTilskudd": {
        "grant_id": "NYTT",
        "label": "Nytt tilskudd",
        "status": "Innvilget",
        "budget_line": "",
    },
    "tblTilskuddsår": {"grant": "NYTT", "year": "2026", "income": "70", "frame": ""},
}
"""What is typed in the new row; as a person does, so «2.1.5» must stay a text."""


class Grid:
    """An open document, edited the way a person edits it."""

    def __init__(self, document: Any, data: bytes) -> None:
        self.document = document
        book = load_workbook(io.BytesIO(data))
        self.last = {
            name: range_boundaries(book[sheet.name].tables[name].ref)[3]
            for name, (sheet, _) in LAYOUT.tables.items()
        }

    def cell(self, sheet: str, at: str) -> Any:
        return self.document.Sheets.getByName(sheet).getCellRangeByName(at)

    def put(self, table: str, typed: dict[str, str], row: int | None = None) -> int:
        """Insert a row before *row* (or the last one), copy the one above into it, type over it."""
        home, spec = LAYOUT.tables[table]
        sheet = self.document.Sheets.getByName(home.name)
        number = self.last[table] if row is None else row
        sheet.Rows.insertByIndex(number - 1, 1)
        right = spec.letter(spec.columns[-1].key)
        above = sheet.getCellRangeByName(f"A{number - 1}:{right}{number - 1}")
        target = sheet.getCellRangeByName(f"A{number}").CellAddress
        sheet.copyRange(target, above.RangeAddress)
        for key, text in typed.items():
            sheet.getCellRangeByName(f"{spec.letter(key)}{number}").FormulaLocal = text
        return number

    def shown(self, table: str, row: int, key: str) -> str:
        home, spec = LAYOUT.tables[table]
        return str(self.cell(home.name, f"{spec.letter(key)}{row}").String).strip()


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    running = Office()
    yield running
    running.close()


@pytest.fixture(scope="module")
def grown(
    office: Office, finished: bytes, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Grid, dict[str, int]]:
    path: Path = tmp_path_factory.mktemp("rutenett") / "bok.xlsx"
    path.write_bytes(finished)
    document = office.desktop.loadComponentFromURL(
        path.as_uri(), "_blank", 0, (prop("Hidden", True),)
    )
    grid = Grid(document, finished)
    rows = {table: grid.put(table, typed) for table, typed in TYPED.items()}
    home, main = LAYOUT.tables["tblHovedtall"]
    book = read_bytes(finished).sheet(home.name)
    assert book is not None
    first = next(at[0] for at, cell in book.cells.items() if cell.value == "Kommunikasjon")
    typed = {"label": "Reiser", "budget": "45", "budget_prior": "40"}
    rows["tblHovedtall"] = grid.put(main.name, typed, row=first + 1)
    document.calculateAll()
    return grid, rows


def test_a_measure_is_counted_with_its_targets_and_partners(
    grown: tuple[Grid, dict[str, int]],
) -> None:
    grid, rows = grown
    row = rows["tblTiltak"]
    said = [
        grid.shown("tblTiltak", row, key)
        for key in ("number", "area", "area_name", "effect_targets", "targets_met", "partners")
    ]
    assert said == ["2.1.5", "2.1", "Konkurransekraft og næringsutvikling", "1", "1", "1"]
    assert grid.shown("tblPartnere", rows["tblPartnere"], "title") == "Nytt tiltak"


def test_a_member_a_grant_a_project_and_a_budget_line_reach_the_totals(
    grown: tuple[Grid, dict[str, int]],
) -> None:
    grid, rows = grown
    assert grid.shown("tblMedlemmer", rows["tblMedlemmer"], "active") == "Ja"
    assert grid.cell("Kontingent", "B6").Value == 17
    totals, main = {}, LAYOUT.table("tblHovedtall")
    for row in range(6, 27):
        at = f"{main.letter('budget')}{row}"
        totals[grid.shown("tblHovedtall", row, "type")] = grid.cell("Hovedtall", at).Value
    assert totals["Sum inntekter"] == 8754 + 70
    assert totals["Sum utgifter"] == 9090 + 100 + 45
    assert totals["Resultat"] == 8824 - 9235
    assert (
        grid.cell("Prosjektmidler", f"{PROJECTS.letter('grant')}4").String
        == "Stemmer med Hovedtall"
    )


def test_the_front_page_and_its_charts_follow(grown: tuple[Grid, dict[str, int]]) -> None:
    grid, _ = grown
    assert grid.cell("Forside", "E16").Value == 32
    assert [grid.cell("Forside", f"{c}49").Value for c in "AB"] == [31, 1]
    bars = {
        grid.cell("Lister", f"L{row}").String: grid.cell("Lister", f"N{row}").Value
        for row in range(14, 20)
    }
    assert "Reiser" in bars or bars["Andre poster"] > 0
    assert sum(bars.values()) == 9235


def test_the_drop_downs_offer_the_new_codes(grown: tuple[Grid, dict[str, int]]) -> None:
    grid, rows = grown
    free = grid.cell("Forside", "Z1")
    for table, word, listed in (
        ("tblTilskudd", "NYTT", "Liste_tilskudd"),
        ("tblTiltak", "2.1.5", "Liste_tiltak"),
        ("tblHovedtall", "Reiser", "Liste_poster"),
    ):
        free.Formula = f'=MATCH("{word}";{listed};0)'
        assert free.Value == rows[table] - LAYOUT.table(table).header_row, word
    free.String = ""


def test_nothing_shows_an_error(grown: tuple[Grid, dict[str, int]]) -> None:
    grid, _ = grown
    for name in grid.document.Sheets.ElementNames:
        sheet = grid.document.Sheets.getByName(name)
        assert sheet.queryFormulaCells(4).Count == 0, name
