"""«orxl rapport nett»: the folder, what goes from it, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orxl.app.folders import LISTED, listing, stale_files, write_files
from orxl.cli import main
from orxl.core.edits import SetCell
from orxl.core.errors import UnwritableFile
from orxl.core.refs import CellRef
from orxl.xlsx import patch


@pytest.mark.slow
def test_the_edition_is_a_folder_made_anew_each_time(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    asked = ["rapport", "nett", str(path), "--ut", str(tmp_path), "--format", "json"]
    assert main(asked) == 0
    answer = json.loads(capsys.readouterr().out)
    folder = tmp_path / "nettutgave-2026"
    files = {file for file in folder.rglob("*") if file.is_file()}
    assert {Path(name) for name in answer["filer"]} == files
    assert any("uustatus.no" in remark for remark in answer["merknader"])
    assert path.read_bytes() == before
    # A page of an earlier edition goes; a file that somebody laid there stays.
    gone, kept = folder / "tiltak-9-9-9.html", folder / "robots.txt"
    gone.write_bytes(b"x")
    kept.write_bytes(b"x")
    made = (folder / LISTED).read_bytes() + listing({gone.name: b"x"})
    (folder / LISTED).write_bytes(made)
    statement = "https://uustatus.no/nb/erklaringer/publisert/x"
    assert main([*asked, "--erstatt", "--erklæring", statement]) == 0
    assert not gone.exists()
    assert not (folder / "tilgjengelighet.html").exists()
    assert kept.exists()


@pytest.mark.slow
def test_a_workbook_with_feil_gives_a_marked_draft_and_none_of_what_is_wrong(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(patch(path.read_bytes(), [SetCell(CellRef("Hovedtall", 15, 5), 8756.0)]))
    asked = ["rapport", "nett", str(path), "--ut", str(tmp_path), "--utkast"]
    assert main(asked) == 1
    said = capsys.readouterr().out
    assert "Det er et UTKAST med" in said
    assert "siste side" not in said
    front = (tmp_path / "nettutgave-2026-utkast" / "index.html").read_text(encoding="utf-8")
    assert "UTKAST – " in front
    assert "Hovedtall!" not in front


@pytest.mark.parametrize("address", ["javascript:alert(1)", "www.x.no", "mailto:a@b.no"])
def test_a_statement_that_is_no_page_is_refused(
    path: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rapport", "nett", str(path), "--erklæring", address]) == 2
    assert "ikke adressen til en nettside" in capsys.readouterr().err
    assert list(path.parent.iterdir()) == [path]


def test_a_file_is_no_folder_to_write_in(tmp_path: Path) -> None:
    file = tmp_path / "bok.xlsx"
    file.write_bytes(b"x")
    with pytest.raises(UnwritableFile, match="er en fil og ikke en mappe"):
        write_files(file, {file / "index.html": b"y"}, replace=True)
    assert file.read_bytes() == b"x"


def test_only_what_was_made_there_and_is_unchanged_is_stale(tmp_path: Path) -> None:
    files = {"a.html": b"a", "data/b.csv": b"b", "c.html": b"c"}
    (tmp_path / "data").mkdir()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "c.html").write_bytes(b"changed by hand")
    outside = tmp_path.parent / "outside.txt"
    outside.write_bytes(b"x")
    lies = listing({"../outside.txt": b"x", "/etc/hostname": b"x", "gone.html": b"x"})
    (tmp_path / LISTED).write_bytes(listing(files) + lies + b"nonsense\n")
    assert stale_files(tmp_path, {tmp_path / "a.html"}) == (tmp_path / "data/b.csv",)
    assert stale_files(tmp_path / "data", ()) == ()
