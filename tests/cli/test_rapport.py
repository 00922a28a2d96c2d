"""«orxl rapport»: the files, the exit codes, and what it says of a workbook with Feil."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orxl.cli import main
from orxl.core.edits import SetCell
from orxl.core.refs import CellRef
from orxl.xlsx import patch

pytestmark = pytest.mark.slow


def test_the_case_is_made_and_told_of(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, folder = path.read_bytes(), tmp_path / "saken"
    asked = ["rapport", "saken", str(path), "--ut", str(folder), "--format", "json"]
    assert main(asked) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["laget"]
    assert not answer["utkast"]
    made = [Path(file) for file in answer["filer"]]
    assert sorted(made) == sorted(folder.iterdir())
    assert "Saksdokument 2026.html" in {file.name for file in made}
    assert path.read_bytes() == before
    (folder / "Saksdokument 2026.html").write_text("Endret for hånd", encoding="utf-8")
    assert main(asked[:-2]) == 2
    assert "finnes fra før" in capsys.readouterr().err


def test_a_workbook_with_feil_gives_a_draft_only_when_asked(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(patch(path.read_bytes(), [SetCell(CellRef("Hovedtall", 15, 5), 8756.0)]))
    folder = tmp_path / "saken"
    asked = ["rapport", "saken", str(path), "--ut", str(folder)]
    assert main(asked) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("orxl: Arbeidsboken har ")
    assert "--utkast" in output.err
    assert not folder.exists()
    assert main([*asked, "--utkast"]) == 1
    page = (folder / "Saksdokument 2026 UTKAST.html").read_text(encoding="utf-8")
    assert "UTKAST – " in page
    assert "Hovedtall!E15: " in page


@pytest.mark.parametrize(
    ("report", "title"), [("status", "Statusrapport"), ("kontingent", "Kontingent")]
)
def test_the_reports_are_made_in_all_forms(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], report: str, title: str
) -> None:
    assert main(["rapport", report, str(path), "--ut", str(tmp_path / "ut")]) == 0
    capsys.readouterr()
    names = {file.name for file in (tmp_path / "ut").iterdir()}
    assert names == {f"{title} 2026.{suffix}" for suffix in ("html", "pdf", "docx")}


def test_a_bad_template_is_said_in_a_sentence_and_nothing_is_written(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = tmp_path / "mal.docx"
    template.write_text("ikke Word", encoding="utf-8")
    asked = ["rapport", "kontingent", str(path), "--ut", str(tmp_path / "ut")]
    assert main([*asked, "--mal", str(template)]) == 2
    assert "Malen «mal.docx» er skadet" in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()


def test_the_leader_gets_an_answer_of_a_workbook_with_feil_too(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(patch(path.read_bytes(), [SetCell(CellRef("Hovedtall", 15, 4), 8756.0)]))
    assert main(["rapport", "kontroll", str(path), "--ut", str(tmp_path), "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["feil"] > 0
    assert not answer["utkast"]
    assert answer["merknader"] == ["Kan saken sendes? Nei."]
    assert [Path(file).name for file in answer["filer"]] == [
        "Kontroll 2026.html",
        "Kontroll 2026.pdf",
    ]
    page = (tmp_path / "Kontroll 2026.html").read_text(encoding="utf-8")
    assert "Dette må rettes først" in page
    assert (tmp_path / "Kontroll 2026.pdf").read_bytes().startswith(b"%PDF-1.7")
