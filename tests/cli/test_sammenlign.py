"""«orxl sammenlign» as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orxl.binding import bind
from orxl.cli import main
from orxl.core.edits import SetCell
from orxl.xlsx import patch, read_bytes


@pytest.fixture
def changed(path: Path) -> Path:
    """The workbook with another rate, beside it."""
    data = path.read_bytes()
    rate = bind(read_bytes(data)).where("tblForutsetninger", "Kontingentsats", "value")
    assert rate is not None
    after = path.with_name("nå.xlsx")
    after.write_bytes(patch(data, [SetCell(rate, 3.25)]))
    return after


def test_it_tells_what_differs_and_a_difference_is_no_error(
    path: Path, changed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "endringer.html"
    assert main(["sammenlign", str(path), str(changed), "--html", str(page)]) == 0
    out = capsys.readouterr().out
    assert "Kontingentsats i dag er endret fra 2,50 til 3,25 kr per innbygger." in out
    assert "3,25" in page.read_text(encoding="utf-8")


def test_json_has_the_change_and_its_effect(
    path: Path, changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sammenlign", str(path), str(changed), "--format", "json", "--krev-likt"]) == 1
    told = json.loads(capsys.readouterr().out)
    (change,) = told["endringer"]
    assert (change["slag"], change["før"], change["etter"]) == ("verdi", 2.5, 3.25)
    assert change["virkning"]["kontingent_kr"] > 0
    assert told["oppsummering"]["endringer"] == 1


def test_a_workbook_beside_itself_is_the_same(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sammenlign", str(path), str(path), "--krev-likt", "--utseende", "--alt"]) == 0
    assert "Ingenting er ulikt" in capsys.readouterr().out


def test_the_page_is_never_written_over_a_workbook(
    path: Path, changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sammenlign", str(path), str(changed), "--html", str(changed)]) == 2
    assert main(["sammenlign", str(path), "finnes-ikke.xlsx"]) == 2
    assert "finnes-ikke.xlsx" in capsys.readouterr().err
