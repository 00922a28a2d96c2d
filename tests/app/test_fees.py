"""The list of fees as files: what is said, what is marked a draft, and what is never made."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orxl.app.fees import fees_of, write_fees
from orxl.cli import main
from orxl.core.edits import SetCell
from orxl.core.errors import BadCall, UnwritableFile
from orxl.core.values import Value
from orxl.report.fees.lists import as_csv, as_json
from orxl.report.fees.pages import one_page
from orxl.report.fees.words import FeeReport
from orxl.rules.kit.editor import Editor
from orxl.rules.kit.tables import ASSUMED, MEMBERS
from orxl.xlsx import patch
from tests.conftest import BoundBook

TODAY, MOMENT = date(2026, 1, 10), datetime(2026, 1, 10, 9, 30)


def typed(path: Path, bound: BoundBook, *cells: tuple[str, str, str, Value]) -> None:
    """Type into *path* by table, row and column."""
    edits = []
    for table, row, column, value in cells:
        by = "name" if table == ASSUMED else ""
        edits.append(SetCell(Editor(bound).where(table, row, column, by), value))
    path.write_bytes(patch(path.read_bytes(), edits))


@pytest.fixture(scope="module")
def report(shipped: bytes, tmp_path_factory: pytest.TempPathFactory) -> FeeReport:
    path = tmp_path_factory.mktemp("bok") / "handlingsprogram.xlsx"
    path.write_bytes(shipped)
    return fees_of(path, today=TODAY)


def test_the_terminal_lists_each_member_and_says_that_it_is_incomplete(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["kontingent", str(path)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "0301 Oslo 724 290 1 810 725 2 172 870 −362 145 −16,7 %" in shown
    assert "(ufullstendig: 46 mangler)" in shown
    assert "Terminer og forfall er ikke bestemt." in shown


def test_json_tells_the_same(report: FeeReport) -> None:
    told = json.loads(as_json(report))
    assert (told["sum_navngitte"], told["anslag_øvrige"], told["øvrige"]) == (3049591, 2337036, 46)
    assert told["medlemmer"][0]["kontingent"] == 1810725
    assert (told["utkast"], told["ufullstendig"]) == (None, "ufullstendig: 46 mangler")


def test_the_files_hold_the_list_and_a_page_to_each_payer(
    report: FeeReport, tmp_path: Path
) -> None:
    written = write_fees(report, tmp_path / "ut", MOMENT, replace=False)
    names = {file.name for file in written.files}
    assert len(names) == 3 + len(report.fees.paying) == 19
    assert "Kontingent 2026 – 0301 Oslo.html" in names
    sheet = load_workbook(tmp_path / "ut" / "Kontingent 2026.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    header = next(i for i, row in enumerate(rows) if row[0] == "Kommunenr")
    assert rows[header + 1][:7] == (301, "Oslo", None, None, 724290, 2.5, 1810725)
    assert rows[-1][1] == "Sum navngitte (ufullstendig: 46 mangler)"
    assert rows[-1][6] == 3049591 == sum(row[6] for row in rows[header + 1 : -1])


def test_the_same_list_gives_the_same_bytes_and_is_no_quarrel(
    report: FeeReport, tmp_path: Path
) -> None:
    first = write_fees(report, tmp_path / "a", MOMENT, replace=False)
    write_fees(report, tmp_path / "b", MOMENT, replace=False)
    for file in first.files:
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
    write_fees(report, tmp_path / "a", MOMENT, replace=False)


def test_a_file_that_somebody_has_changed_is_not_written_over(
    report: FeeReport, tmp_path: Path
) -> None:
    write_fees(report, tmp_path / "ut", MOMENT, replace=False)
    changed = tmp_path / "ut" / "Kontingent 2026.csv"
    changed.write_text("mine merknader", encoding="utf-8")
    with pytest.raises(UnwritableFile, match=r"Kontingent 2026\.csv"):
        write_fees(report, tmp_path / "ut", MOMENT, replace=False)
    assert changed.read_text(encoding="utf-8") == "mine merknader"
    write_fees(report, tmp_path / "ut", MOMENT, replace=True)
    assert changed.read_bytes() == as_csv(report).encode()


def test_the_csv_opens_in_a_norwegian_excel(report: FeeReport) -> None:
    text = as_csv(report)
    assert text.startswith("\ufeffKommunenr;Kommune;")
    rows = list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))
    assert (rows[0]["Kommunenr"], rows[0]["Sats"], rows[0]["Beløp"]) == ("0301", "2,5", "1810725")
    assert sum(int(row["Beløp"]) for row in rows) == 3049591
    assert {row["Status"] for row in rows} == {"ufullstendig: 46 mangler"}
    assert {(row["Termin"], row["Forfall"]) for row in rows} == {("", "")}


def test_instalments_have_a_line_each(path: Path, bound: BoundBook) -> None:
    typed(path, bound, (ASSUMED, "Kontingentforfall", "value", "1.3.2026; 1.9.2026"))
    rows = list(csv.DictReader(io.StringIO(as_csv(fees_of(path, today=TODAY))[1:]), delimiter=";"))
    oslo = [(r["Termin"], r["Forfall"], r["Beløp"]) for r in rows if r["Kommunenr"] == "0301"]
    assert oslo == [("1", "1.3.2026", "905362"), ("2", "1.9.2026", "905363")]


def test_a_text_never_becomes_a_formula(path: Path, bound: BoundBook, tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://ond.no";"klikk")'
    typed(path, bound, (MEMBERS, "Oslo", "reference", evil))
    report = fees_of(path, today=TODAY)
    written = write_fees(report, tmp_path / "ut", MOMENT, replace=False)
    sheet = load_workbook(written.files[0]).worksheets[0]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == evil)
    assert cell.data_type == "s"
    assert f"'{evil}".replace('"', '""') in as_csv(report)
    assert "&quot;klikk&quot;" in one_page(report.fees.paying[0], report)


def test_without_a_decision_no_page_is_made(path: Path, bound: BoundBook, tmp_path: Path) -> None:
    typed(path, bound, (ASSUMED, "Kontingentsats", "value", 3.0))
    written = write_fees(fees_of(path, today=TODAY), tmp_path / "ut", MOMENT, replace=False)
    assert {file.name for file in written.files} == {
        "Kontingent 2026 UTKAST.xlsx", "Kontingent 2026 UTKAST.csv"
    }  # fmt: skip
    assert "3,00 kr" in written.hindrance


def test_what_if_is_marked_as_a_draft_everywhere(path: Path, tmp_path: Path) -> None:
    report = fees_of(path, today=TODAY, rate=Decimal("2.75"))
    written = write_fees(report, tmp_path / "ut", MOMENT, replace=False)
    assert all("UTKAST" in file.name for file in written.files)
    pages = [f for f in written.files if f.suffix == ".html"]
    assert len(pages) == 17
    assert all("UTKAST" in page.read_text(encoding="utf-8") for page in pages)
    assert "UTKAST" in as_csv(report)


def test_a_book_with_faults_gives_drafts(path: Path, bound: BoundBook) -> None:
    typed(path, bound, (MEMBERS, "Sigdal", "code", 301.0))
    report = fees_of(path, today=TODAY)
    assert report.errors
    assert report.draft.startswith("Kontrollen av arbeidsboken finner")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--sats", "gratis"], "--sats må være et tall"),
        (["--folketall", "1.1.1950"], "ikke tall per 1.1.1950"),
        (["--sats", "-1"], "negativ"),
    ],
)
def test_what_cannot_be_answered_is_said(
    path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["kontingent", str(path), *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_book_without_facts_about_fees_says_so(path: Path, bound: BoundBook) -> None:
    typed(path, bound, (ASSUMED, "Kontingentsats", "value", "ukjent"))
    with pytest.raises(BadCall, match="Kontingenten kan ikke beregnes"):
        fees_of(path, today=TODAY)
