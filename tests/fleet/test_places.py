"""Which workbooks a place is: files, folders, patterns, addresses."""

from __future__ import annotations

import os
from pathlib import Path

import fsspec
import pytest

from orxl.app.fleet.places import Places, fetched, is_one_file, shown
from orxl.core.errors import BadCall, UnreadableFile


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.xlsx", "a.XLSX", "c.xlsm", "notat.docx", "~$b.xlsx", ".skjult.xlsx", "under/d.xlsx",
        "under/orxl-sikkerhetskopier/e.xlsx", ".git/f.xlsx", "æ ø/[1].xlsx",
    ):  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    return tmp_path


def names(tree: Path, *places: str, recursive: bool = False) -> list[str]:
    found = Places(tuple(str(tree / p) for p in places), recursive)
    return [Path(p).relative_to(tree).as_posix() for p in found]


def test_a_folder_is_its_workbooks_and_not_excels_lock_files(tree: Path) -> None:
    assert names(tree, ".") == ["a.XLSX", "b.xlsx", "c.xlsm"]


def test_folders_below_are_looked_through_when_asked_for_but_not_those_of_backups(
    tree: Path,
) -> None:
    below = ["under/d.xlsx", "æ ø/[1].xlsx"]
    assert names(tree, ".", recursive=True) == ["a.XLSX", "b.xlsx", "c.xlsm", *below]
    assert names(tree, "under/orxl-sikkerhetskopier") == ["under/orxl-sikkerhetskopier/e.xlsx"]


def test_a_pattern_and_what_looks_like_one_but_is_a_file(tree: Path) -> None:
    assert names(tree, "*.xls?") == ["b.xlsx", "c.xlsm"]
    assert names(tree, "**/*.xlsx", recursive=True) == ["b.xlsx", "under/d.xlsx", "æ ø/[1].xlsx"]
    assert names(tree, "æ ø/[1].xlsx") == ["æ ø/[1].xlsx"]
    assert is_one_file(str(tree / "æ ø/[1].xlsx"))
    assert not is_one_file(str(tree / "[ab].xlsx"))


def test_a_workbook_that_two_places_name_comes_once(tree: Path) -> None:
    assert names(tree, "b.xlsx", ".", "*.xlsm") == ["b.xlsx", "a.XLSX", "c.xlsm"]


def test_links_in_a_ring_have_an_end(tree: Path) -> None:
    (tree / "under" / "opp").symlink_to(tree)
    assert len(names(tree, ".", recursive=True)) == 5


def test_a_folder_that_cannot_be_looked_into_is_named(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("under"):
            raise PermissionError(13, "nei", path)
        return look(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert "under" in names(tree, ".", recursive=True)
    with pytest.raises(UnreadableFile, match="kan ikke leses"):
        fetched(str(tree / "under"))


def test_a_place_with_nothing_is_named_before_anything_is_done(tree: Path) -> None:
    (tree / "tom").mkdir()
    with pytest.raises(BadCall, match=r"tom.*--rekursivt"):
        Places((str(tree), str(tree / "tom"))).refuse_empty()
    with pytest.raises(BadCall, match="finnes ikke"):
        Places((str(tree / "finnes ikke.xlsx"),)).refuse_empty()


def test_addresses_of_another_file_system(tree: Path) -> None:
    memory = fsspec.filesystem("memory")
    for name in ("a/1.xlsx", "a/b/2.xlsx", "a/b/orxl-sikkerhetskopier/3.xlsx", "a/4.csv"):
        memory.pipe(f"/prøve/{name}", name.encode())
    base = "memory://prøve/a"
    assert list(Places((base,))) == [f"{base}/1.xlsx"]
    assert list(Places((f"{base}/",), True)) == [f"{base}/1.xlsx", f"{base}/b/2.xlsx"]
    assert list(Places((f"{base}/*.xlsx",))) == [f"{base}/1.xlsx"]
    assert fetched(f"{base}/b/2.xlsx") == b"a/b/2.xlsx"
    local = tree.as_uri()
    assert [fetched(p) for p in Places((local,))] == [b"a.XLSX", b"b.xlsx", b"c.xlsm"]


def test_inside_a_zip_file(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "alle.zip", "w") as archive:
        archive.writestr("x/1.xlsx", b"en")
    place = f"zip://x/*.xlsx::{(tmp_path / 'alle.zip').as_uri()}"
    assert [fetched(p) for p in Places((place,))] == [b"en"]


@pytest.mark.parametrize(
    "place", ["nix://a/b.xlsx", "memory://borte/x.xlsx", "http://127.0.0.1:9/x.xlsx"]
)
def test_an_address_that_gives_nothing_is_a_sentence(place: str) -> None:
    with pytest.raises(UnreadableFile, match=r"Kan ikke hente|trenger en pakke"):
        fetched(place)


def test_a_drive_of_windows_is_no_address() -> None:
    assert is_one_file("C:\\bok.xlsx")
    assert is_one_file("C:/bok.xlsx")


def test_no_password_is_shown() -> None:
    assert shown("ftp://kari:hemmelig@vert/a.xlsx") == "ftp://kari:…@vert/a.xlsx"
    assert shown("https://vert/a.xlsx?sig=hemmelig") == "https://vert/a.xlsx?…"
    assert shown("s3://bøtte/a@b:c.xlsx") == "s3://bøtte/a@b:c.xlsx"
