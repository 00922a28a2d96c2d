"""«orxl excel lag-xlsm»: the copy with the button, and what it may not be written over."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from orxl.cli import main
from orxl.core.errors import OrxlError, RefusedEdit, UnwritableFile
from orxl.core.refs import Range
from orxl.core.snapshot import DefinedName
from orxl.setup import xlsm
from orxl.setup.xlsm import LICENCES, button_place, licence_text, make_xlsm, vba_project
from orxl.xlsx import read_book

pytestmark = pytest.mark.slow

BACKUPS = "orxl-sikkerhetskopier"


def test_the_licences_lie_beside_it(path: Path, tmp_path: Path) -> None:
    report = make_xlsm(path, tmp_path / "ut" / "handlingsprogram.xlsm")
    text = (report.path.parent / LICENCES).read_text(encoding="utf-8")
    assert "BSD 3-clause" in text
    assert "Tim Hall" in text
    assert "PRO End User" not in licence_text()
    assert read_book(report.path).sheets == read_book(path).sheets


def test_an_existing_file_is_not_overwritten(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "handlingsprogram.xlsm"
    target.write_bytes(b"kept")
    with pytest.raises(UnwritableFile, match="finnes fra før"):
        make_xlsm(path, target)
    assert target.read_bytes() == b"kept"


def test_a_name_that_xlwings_cannot_import_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(RefusedEdit, match="passer ikke"):
        make_xlsm(path, tmp_path / "handlingsprogram (1).xlsm")


@pytest.fixture
def made(path: Path) -> Path:
    """A copy with the button."""
    return make_xlsm(path, path.with_suffix(".xlsm")).path


def files(folder: Path) -> set[str]:
    return {found.name for found in folder.iterdir()}


@pytest.mark.parametrize("name", ["kopi.xlsx", "kopi", "kopi.xlsm.bak"])
def test_a_copy_that_is_not_called_xlsm_is_refused(name: str, path: Path) -> None:
    with pytest.raises(RefusedEdit, match=r"må ende på \.xlsm"):
        make_xlsm(path, path.with_name(name), replace=True)
    assert files(path.parent) == {path.name}


def test_the_workbook_is_never_replaced_by_its_own_copy(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    assert main(["excel", "lag-xlsm", str(path), "--ut", str(path), "--erstatt"]) == 2
    assert "må ende på .xlsm" in capsys.readouterr().err
    named = path.rename(path.with_suffix(".xlsm"))
    link = path.with_name("lenke.xlsm")
    link.symlink_to(named)
    for target in (named, link):
        assert main(["excel", "lag-xlsm", str(named), "--ut", str(target), "--erstatt"]) == 2
        assert "er arbeidsboken selv" in capsys.readouterr().err
    assert named.read_bytes() == before
    assert files(path.parent) == {named.name, link.name}


def test_a_copy_that_is_replaced_is_kept_as_a_backup(
    made: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made.write_bytes(b"what a user did in it")
    assert main(["excel", "lag-xlsm", str(path), "--erstatt"]) == 0
    (backup,) = (made.parent / BACKUPS).iterdir()
    assert backup.read_bytes() == b"what a user did in it"
    assert f"Forrige utgave: {BACKUPS}/{backup.name}" in capsys.readouterr().out


def test_the_same_copy_again_is_no_change(made: Path, path: Path) -> None:
    before = made.read_bytes()
    assert make_xlsm(path, made, replace=True).backup is None
    assert made.read_bytes() == before
    assert BACKUPS not in files(made.parent)


def test_a_crash_while_it_is_saved_leaves_the_old_copy_whole(
    made: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.write_bytes(b"the old copy")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(UnwritableFile, match="ikke plass på disken"):
        make_xlsm(path, made, replace=True)
    assert made.read_bytes() == b"the old copy"
    assert files(made.parent) - {BACKUPS} == {path.name, made.name, LICENCES}


def test_a_file_with_the_name_of_the_licences_is_not_overwritten_unasked(path: Path) -> None:
    own = path.with_name(LICENCES)
    own.write_text("mine egne notater", encoding="utf-8")
    target = path.with_suffix(".xlsm")
    with pytest.raises(UnwritableFile, match=f"{LICENCES}» finnes fra før"):
        make_xlsm(path, target)
    assert own.read_text(encoding="utf-8") == "mine egne notater"
    assert not target.exists()
    make_xlsm(path, target, replace=True)
    assert own.read_bytes().decode() == licence_text()
    (backup,) = (path.parent / BACKUPS).iterdir()
    assert backup.read_text(encoding="utf-8") == "mine egne notater"


def test_a_folder_that_cannot_be_made_is_one_sentence(path: Path) -> None:
    (path.parent / "ut").write_text("en fil")
    with pytest.raises(UnwritableFile, match="Fikk ikke laget mappen"):
        make_xlsm(path, path.parent / "ut" / "inni" / "bok.xlsm")


def test_without_a_free_place_the_button_stands_beside_what_is_there(path: Path) -> None:
    book = read_book(path)
    front = book.sheet("Forside")
    assert front is not None
    last = max(column for _, column in front.cells)
    beside = Range("Forside", 4, last + 2, 5, last + 3)
    for refers_to in ("Forside!#REF!", "Mål!$A$1"):
        assert button_place(replace(book, names=(DefinedName("Knapp", refers_to),))) == beside
    assert button_place(replace(book, names=())) == beside


def test_an_xlwings_without_what_is_needed_is_said(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.metadata
    import importlib.util

    with monkeypatch.context() as patched:
        patched.setattr(xlsm, "xlwings_folder", lambda: tmp_path)
        with pytest.raises(OrxlError, match="har ikke VBA-prosjektet"):
            vba_project()
    with monkeypatch.context() as patched:
        patched.setattr(importlib.metadata, "files", lambda name: None)
        with pytest.raises(OrxlError, match="mangler lisensteksten"):
            make_xlsm(path, path.with_suffix(".xlsm"))
    with monkeypatch.context() as patched:
        patched.setattr(importlib.util, "find_spec", lambda name: None)
        with pytest.raises(OrxlError, match="xlwings er ikke installert"):
            make_xlsm(path, path.with_suffix(".xlsm"))
    assert files(path.parent) == {path.name}
