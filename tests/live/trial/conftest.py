"""A small workbook for the trial: a log, findings, a protected sheet, a table that grows."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, CalcSettings, Cell, Sheet, Table, TableColumn
from orxl.core.values import Value
from orxl.live.trial import Bench, Growing, Place, Plan, Way
from tests.live.trial.com import Excel
from tests.live.trial.windows import book_of, xlwings_windows

FORMULA = "tblTiltak[[#This Row],[Beløp]]*2"


def sheet(name: str, table: str, rows: list[list[Value | Cell]], **more: Any) -> Sheet:
    """A sheet with one table, whose header stands in row 1."""
    cells = {
        (r, c): value if isinstance(value, Cell) else Cell(value)
        for r, row in enumerate(rows, start=1)
        for c, value in enumerate(row, start=1)
        if value != ""
    }
    columns = tuple(TableColumn(str(value)) for value in rows[0])
    ref = Range(name, 1, 1, len(rows), len(rows[0]))
    return Sheet(name, cells, (Table(table, ref, columns),), **more)


@pytest.fixture
def held() -> Book:
    """What the file holds."""
    twice = [Cell(2 * amount, FORMULA, kind="normal") for amount in (10.0, 20.0, 30.0)]
    return Book(
        (
            sheet("Tiltak", "tblTiltak", [
                ["Kode", "Beløp", "Dobbelt", "Prognose"],
                ["1.1", 10.0, twice[0], ""], ["1.2", 20.0, twice[1], ""],
                ["1.3", 30.0, twice[2], ""],
            ]),
            sheet("Satser", "tblSatser", [["Navn", "Verdi"], ["sats", "9,60"]], protected=True),
            sheet("Kontroll", "tblFunn", [["Funn"], ["–"]]),
            sheet("Endringslogg", "tblLogg", [["Tid", "Hvem"], [46023.0, "Kari"]]),
        ),
        calc=CalcSettings("auto"),
    )  # fmt: skip


@pytest.fixture
def plan() -> Plan:
    """Where to type and what to press in it."""
    return Plan(
        growing=(Growing("Tiltak", "tblTiltak", 0, "9.9"),),
        protected=("Satser",),
        trap=(Growing("Tiltak", "tblTiltak", 3, "=100+20"),),
        ways=(
            Way("uten videre", ""),
            Way("en formel er skrevet over", "skriv", Place(CellRef("Tiltak", 2, 3), "-300")),
            Way("filtrert", "filtrer"),
            Way("under", "under", logged=False),
            Way("passord", "passord", logged=False),
            Way("manuell", "manuell"),
        ),
        log=("Endringslogg", "tblLogg"),
        findings="Kontroll",
        sheets=frozenset({"Tiltak", "Satser", "Kontroll", "Endringslogg"}),
        formulas={CellRef("Tiltak", row, 3): FORMULA for row in (2, 3, 4)},
    )


@pytest.fixture
def excel(held: Book) -> Excel:
    """An Excel that opens the workbook."""
    return Excel(held, {"Satser": {(2, 2)}})


@pytest.fixture(scope="session")
def windows_half() -> ModuleType:
    """The real Windows half of xlwings."""
    return xlwings_windows()


@pytest.fixture
def bench(excel: Excel, held: Book, plan: Plan, tmp_path: Path, windows_half: ModuleType) -> Bench:
    """The steps' bench over it; pressing adds a line to the log where nothing is in the way."""
    source = tmp_path / "arbeidsbok.xlsx"
    with zipfile.ZipFile(source, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    (tmp_path / "temp").mkdir()

    def press(_book: Any, yes: bool) -> str:
        _, _, kontroll, log = excel.open_books[-1].sheets
        if yes and not kontroll.ProtectContents and (3, 1) not in log.held:
            log.tables[0].grow()
        return "Alt stemmer: 0 feil. Kari skylder 500 kr."

    return Bench(
        excel, tmp_path, source, held, plan, tmp_path / "temp", book_of(windows_half), press,
        lambda path: held,
    )  # fmt: skip
