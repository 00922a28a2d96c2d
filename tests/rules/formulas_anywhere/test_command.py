"""`orxl kontroller --alle-ark` on workbooks that are no action programme, and on one that is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from orxl.cli import main
from orxl.xlsx import number_formats


def own_workbook(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Regnskap"
    for row in range(1, 9):
        sheet.append([row * 10, row, f"=A{row}*B{row}"])
    sheet["C5"] = "=A5*B4"
    sheet["A1"].number_format = "#,##0.0"
    book.save(path)
    return path


def test_any_workbook_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = own_workbook(tmp_path / "eget.xlsx")
    assert main(["kontroller", "--alle-ark", "--format", "json", str(path)]) == 0
    out, err = capsys.readouterr()
    (found,) = json.loads(out)["funn"]
    assert (found["kode"], found["ark"], found["celle"]) == ("A003", "Regnskap", "C5")
    assert 0.6 <= found["sikkerhet"] < 1
    assert found["forventet"] == "=A5*B5"
    assert "ikke en arbeidsbok for handlingsprogram" in err


@pytest.mark.slow
def test_a_sheet_of_ones_own_is_checked_beside_the_programme(
    tmp_path: Path, built: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "handlingsprogram.xlsx"
    path.write_bytes(built)
    book = load_workbook(path)
    sheet = book.create_sheet("Mitt ark")
    for row in range(1, 9):
        sheet.append([row * 10, row, f"=A{row}*B{row}"])
    sheet["C5"] = "=A5*B4"
    book.save(path)
    main(["kontroller", "--alle-ark", "--format", "json", str(path)])
    found = [f for f in json.loads(capsys.readouterr().out)["funn"] if f["kode"].startswith("A")]
    assert [(f["kode"], f["ark"], f["celle"]) for f in found] == [("A003", "Mitt ark", "C5")]


def test_number_formats_are_read_by_style(tmp_path: Path) -> None:
    path = own_workbook(tmp_path / "eget.xlsx")
    assert "#,##0.0" in number_formats(path.read_bytes()).values()


def test_the_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["regel"]) == 0
    assert "område" in capsys.readouterr().out
    assert main(["regel", "A006"]) == 0
    assert "Hva den finner" in capsys.readouterr().out
