"""«orxl flett», «orxl tekst» and «orxl git-oppsett» as people and git run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from orxl.app.check import reservations
from orxl.app.merging.merge import merging
from orxl.app.merging.writing import _placed, carry_out
from orxl.app.text import text_of
from orxl.app.workbook import open_workbook
from orxl.binding import BoundBook, bind
from orxl.cli import main
from orxl.core.edits import Formula, InsertRows, SetCell
from orxl.core.refs import CellRef
from orxl.setup import git
from orxl.versions.merging.values import Choice
from orxl.xlsx import patch, read_bytes
from orxl.xlsx.saving.backups import BACKUPS
from tests.conftest import ROOT, OnceARun

NOW = datetime(2026, 11, 27, 12)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bound(shipped: bytes) -> BoundBook:
    return bind(read_bytes(shipped))


def place(bound: BoundBook, key: str, column: str = "responsible") -> CellRef:
    found = bound.where("tblTiltak", key, column)
    assert found is not None
    return found


def rate(bound: BoundBook) -> CellRef:
    found = bound.where("tblForutsetninger", "Kontingentsats", "value", "name")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def kari(shipped: bytes, bound: BoundBook) -> bytes:
    return patch(shipped, [SetCell(place(bound, "1.1"), "Kari"), SetCell(rate(bound), 2.75)])


@pytest.fixture(scope="module")
def ola(shipped: bytes, bound: BoundBook) -> bytes:
    return patch(shipped, [SetCell(place(bound, "1.2"), "Ola"), SetCell(rate(bound), 3.0)])


@pytest.fixture
def sides(tmp_path: Path, shipped: bytes, kari: bytes, ola: bytes) -> tuple[Path, Path, Path]:
    paths = tmp_path / "felles.xlsx", tmp_path / "min.xlsx", tmp_path / "din.xlsx"
    for path, data in zip(paths, (shipped, kari, ola), strict=True):
        path.write_bytes(data)
    return paths


@pytest.fixture(scope="module")
def half(
    shipped: bytes, kari: bytes, ola: bytes, once_a_run: OnceARun,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[int, bytes, list[bytes]]:  # fmt: skip
    """What «orxl flett … --ja» makes of Kari's book: the exit code, the file, the backups."""

    def made() -> tuple[int, bytes, list[bytes]]:
        folder = tmp_path_factory.mktemp("flettet")
        paths = [folder / name for name in ("felles.xlsx", "min.xlsx", "din.xlsx")]
        for path, data in zip(paths, (shipped, kari, ola), strict=True):
            path.write_bytes(data)
        code = main(["flett", *map(str, paths), "--ja"])
        kept = [backup.read_bytes() for backup in (folder / BACKUPS).iterdir()]
        return code, paths[1].read_bytes(), kept

    answer: tuple[int, bytes, list[bytes]] = once_a_run("half merged", made)
    return answer


def test_what_is_not_chosen_waits_on_the_sheet(
    half: tuple[int, bytes, list[bytes]], kari: bytes, bound: BoundBook,
    sides: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    code, data, backups = half
    assert (code, backups) == (1, [kari])
    book = read_bytes(data)
    assert [book.cell(place(bound, key)).value for key in ("1.1", "1.2")] == ["Kari", "Ola"]
    assert book.cell(rate(bound)).value == 2.75
    assert "Flettet" in [c.value for c in book.by_name["endringslogg"].cells.values()]
    sides[1].write_bytes(data)
    assert main(["flett", *map(str, sides), "--ja"]) == 2
    assert "flettet halvveis" in capsys.readouterr().err
    (told,) = reservations(open_workbook(sides[1]))
    assert "1 ting er ikke valgt" in told
    assert main(["flett", "--fullfør", str(sides[1])]) == 1
    assert "har ikke noe valg ennå" in capsys.readouterr().out
    assert sides[1].read_bytes() == data


def chosen(data: bytes, choice: str) -> bytes:
    table = read_bytes(data).table("tblFletting")
    assert table is not None
    pick = CellRef("Fletting", table.first_data_row, table.column_of("Velg") or 0)
    return patch(data, [SetCell(pick, choice)])


def test_what_is_chosen_on_the_sheet_is_done(
    half: tuple[int, bytes, list[bytes]], bound: BoundBook, path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path.write_bytes(chosen(half[1], "din "))
    assert main(["flett", "--fullfør", str(path)]) == 0
    book = read_bytes(path.read_bytes())
    assert book.cell(rate(bound)).value == 3.0
    assert book.cell(CellRef("Fletting", 2, 1)).value == "Alt er valgt, og ingenting venter her."
    assert main(["flett", "--fullfør", str(path)]) == 2
    assert "ingenting som venter" in capsys.readouterr().err


@pytest.mark.parametrize("choice", ["Din", "Ola"])
def test_what_was_changed_meanwhile_is_not_overwritten_by_a_choice(
    half: tuple[int, bytes, list[bytes]], path: Path, bound: BoundBook, choice: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    data = patch(chosen(half[1], choice), [SetCell(rate(bound), 9.0)])
    path.write_bytes(data)
    assert main(["flett", "--fullfør", str(path)]) == 1
    assert "Ikke gjort" in capsys.readouterr().out
    assert path.read_bytes() == data


def test_a_terminal_is_asked_one_by_one_and_once_more(
    sides: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    answers = iter(["d", "n"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    before = sides[1].read_bytes()
    assert main(["flett", *map(str, sides)]) == 1
    said = capsys.readouterr().out
    assert "Konflikt 1 av 1" in said
    assert "Ingenting er skrevet" in said
    assert list(answers) == []
    assert sides[1].read_bytes() == before


@pytest.mark.thorough
def test_theirs_can_be_chosen_and_put_in_a_new_file(
    sides: tuple[Path, Path, Path], bound: BoundBook
) -> None:
    out, before = sides[1].with_name("ut.xlsx"), sides[1].read_bytes()
    carry_out(merging(sides), {0: Choice.THEIRS}, moment=NOW, who="Kari", out=out)
    assert read_bytes(out.read_bytes()).cell(rate(bound)).value == 3.0
    assert sides[1].read_bytes() == before


def test_the_json_has_all_of_it_and_writes_nothing(
    sides: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    before = sides[1].read_bytes()
    assert main(["flett", *map(str, sides), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    (taken,), (conflict,) = told["hentet"], told["konflikter"]
    assert (taken["rad"], taken["kolonne"], taken["etter"]) == ("1.2", "Ansvarlig", "Ola")
    assert (conflict["felles"], conflict["min"], conflict["din"]) == (2.5, 2.75, 3)
    assert (told["skrevet"], sides[1].read_bytes()) == (False, before)


def test_nothing_to_take_leaves_the_very_bytes(
    sides: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    before = sides[1].read_bytes()
    assert main(["flett", str(sides[0]), str(sides[1]), str(sides[0]), "--ja"]) == 0
    assert "ingenting" in capsys.readouterr().out
    assert sides[1].read_bytes() == before
    assert not (sides[1].parent / BACKUPS).exists()


def test_a_named_file_is_written_though_there_is_nothing_to_take(
    sides: tuple[Path, Path, Path], shipped: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    from orxl.core.grafts import HideSheet
    from orxl.xlsx import tidy

    common, mine, theirs = map(str, sides)
    for number, data in enumerate((shipped, tidy(shipped, [HideSheet("Noter")]))):
        sides[2].write_bytes(data)
        out = sides[1].with_name(f"ut {number}.xlsx")
        call = ["flett", common, mine, theirs, "--ut", str(out)]
        assert main(call) == 0  # nobody to ask
        assert not out.exists()
        capsys.readouterr()
        assert main([*call, "--ja"]) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert f"«{out.name}» er skrevet" in said
        assert "Ingenting er skrevet" not in said
        assert out.read_bytes() == sides[1].read_bytes()
    assert main([*call[:-1], str(sides[1].with_name("u.xlsx")), "--ja", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["skrevet"]


def test_the_common_edition_is_found_among_the_backups(
    path: Path, shipped: bytes, kari: bytes, ola: bytes, bound: BoundBook,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The conflicting copy beside the book, and the edition before either, and not a later one."""
    monkeypatch.setattr(Path, "home", lambda: path.parent / "home")
    folder = path.parent / BACKUPS
    folder.mkdir()
    older = patch(shipped, [SetCell(place(bound, "2.1.1"), "Eldre")])
    stem = "handlingsprogram 2026-11-2{} kl. 12.00.00.xlsx"
    (folder / stem.format(4)).write_bytes(older)
    (folder / stem.format(5)).write_bytes(shipped)
    (folder / stem.format(6)).write_bytes(
        patch(shipped, [SetCell(place(bound, "1.1"), "Kari"), SetCell(place(bound, "1.6"), "K")])
    )
    path.write_bytes(patch(kari, [SetCell(place(bound, "1.6"), "K")]))
    path.with_name("handlingsprogram-PC123.xlsx").write_bytes(ola)
    assert main(["flett", str(path), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert Path(told["felles"]).name == stem.format(5)
    assert told["felles_funnet"]
    assert [t["rad"] for t in told["hentet"]] == ["1.2"]


def test_no_common_edition_is_a_sentence(
    sides: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(Path, "home", lambda: sides[0].parent / "home")
    assert main(["flett", str(sides[1]), str(sides[2])]) == 2
    assert "Fant ingen sikkerhetskopi" in capsys.readouterr().err
    assert main(["flett", str(sides[1])]) == 2
    assert "ingen annen utgave" in capsys.readouterr().err


@pytest.mark.parametrize(
    "call",
    [
        "orxl.app.merging.writing.recalculate_opened",
        pytest.param("orxl.xlsx.saving.files._replace", marks=pytest.mark.thorough),
    ],
)
def test_a_merge_broken_off_leaves_the_old_file(
    sides: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    before = sides[1].read_bytes()

    def broken(*given: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(call, broken)
    assert main(["flett", *map(str, sides), "--ja"]) == 2
    assert sides[1].read_bytes() == before
    assert not list(sides[1].parent.rglob("*.tmp"))


@pytest.mark.thorough
def test_a_book_saved_by_someone_meanwhile_is_left_alone(
    sides: tuple[Path, Path, Path], shipped: bytes
) -> None:
    from orxl.core.errors import ChangedFile

    shown = merging(sides)
    sides[1].write_bytes(shipped)
    with pytest.raises(ChangedFile):
        carry_out(shown, {}, moment=NOW, who="Kari")
    assert sides[1].read_bytes() == shipped


def test_a_conflict_whose_place_is_lost_is_left_to_a_human_being(
    sides: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = merging(sides)
    monkeypatch.setattr("orxl.app.merging.writing.conflicts_of", lambda shown, data: ())
    (lost,) = _placed(shown, shown.data, shown.merge.conflicts)
    assert not lost.possible
    assert lost.theirs == 3.0


def test_what_no_edit_can_do_is_told_and_nothing_is_asked(
    sides: tuple[Path, Path, Path], shipped: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    from orxl.core.grafts import HideSheet
    from orxl.xlsx import tidy

    sides[2].write_bytes(tidy(shipped, [HideSheet("Noter")]))
    before = sides[1].read_bytes()
    assert main(["flett", *map(str, sides), "--ja"]) == 0
    said = capsys.readouterr().out
    assert "Arket Noter er skjult i DIN" in said
    assert "ingenting orxl kan hente inn" in said
    assert sides[1].read_bytes() == before


# Text


def test_the_text_is_the_same_whatever_formulas_give_and_wherever_rows_stand(
    path: Path, shipped: bytes, bound: BoundBook
) -> None:
    before = text_of(path).splitlines()
    assert text_of(path).splitlines() == before
    assert 'tblTiltak[1.1].Tiltak: "Videreutvikle' in "\n".join(before)
    table = bound.tables["tblTiltak"]
    row = table.contents({"number": "1.7", "title": "Nytt"})
    path.write_bytes(patch(shipped, [InsertRows("tblTiltak", table.rows[6].number, (row,))]))
    new = set(text_of(path).splitlines()) - set(before)
    assert {line for line in new if line.startswith("tblTiltak[")} == {
        'tblTiltak[1.7].Nr: "1.7"', 'tblTiltak[1.7].Tiltak: "Nytt"'
    }  # fmt: skip


def test_a_formula_that_is_changed_is_a_line(path: Path, shipped: bytes, bound: BoundBook) -> None:
    cell = bound.where("tblHovedtall", "Kommunikasjon", "change")
    assert cell is not None
    path.write_bytes(patch(shipped, [SetCell(cell, Formula("1+1"))]))
    assert "tblHovedtall[Kommunikasjon].Endring: =1+1" in text_of(path).splitlines()


# Git

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Repository:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir()
        self("init", "-q", "-b", "main")
        self("config", "user.name", "Kari")
        self("config", "user.email", "kari@example.no")

    def __call__(self, *words: str, code: int = 0) -> str:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "GIT_CONFIG_GLOBAL": os.devnull}
        done = subprocess.run(["git", *words], cwd=self.folder, capture_output=True, text=True,
                              encoding="utf-8", env=environment, check=False)  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path: Path, shipped: bytes) -> Repository:
    made = Repository(tmp_path / "mappe med «æøå» og 'tegn'")
    (made.folder / ".gitattributes").write_bytes(b"*.txt text")
    assert main(["git-oppsett", str(made.folder), "--ja"]) == 0
    (made.folder / BOOK).write_bytes(shipped)
    made("add", "-A")
    made("commit", "-qm", "felles")
    return made


BOOK = "plan for året.xlsx"


@needs_git
def test_git_shows_and_merges_workbooks(
    repository: Repository, shipped: bytes, bound: BoundBook
) -> None:
    book = repository.folder / BOOK
    repository("switch", "-qc", "ola")
    book.write_bytes(patch(shipped, [SetCell(place(bound, "1.2"), "Ola")]))
    assert '+tblTiltak[1.2].Ansvarlig: "Ola"' in repository("diff")
    repository("commit", "-qam", "ola")
    repository("switch", "-q", "main")
    book.write_bytes(patch(shipped, [SetCell(place(bound, "1.1"), "Kari")]))
    repository("commit", "-qam", "kari")
    repository("merge", "-q", "ola")
    merged = read_bytes(book.read_bytes())
    assert [merged.cell(place(bound, key)).value for key in ("1.1", "1.2")] == ["Kari", "Ola"]
    assert not (repository.folder / BACKUPS).exists()


@needs_git
@pytest.mark.thorough
def test_a_conflict_is_gits_too(repository: Repository, kari: bytes, ola: bytes) -> None:
    book = repository.folder / BOOK
    repository("switch", "-qc", "ola")
    book.write_bytes(ola)
    repository("commit", "-qam", "ola")
    repository("switch", "-q", "main")
    book.write_bytes(kari)
    repository("commit", "-qam", "kari")
    assert "Fletting" in repository("merge", "ola", code=1)
    assert read_bytes(book.read_bytes()).table("tblFletting") is not None


@needs_git
def test_git_is_set_up_once_and_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Repository(tmp_path / "arkiv")
    (made.folder / ".gitattributes").write_bytes(b"*.txt text")
    assert main(["git-oppsett", str(made.folder)]) == 0
    assert "ingen å spørre" in capsys.readouterr().out
    assert (made.folder / ".gitattributes").read_bytes() == b"*.txt text"
    assert main(["git-oppsett", str(made.folder), "--ja"]) == 0
    assert main(["git-oppsett", str(made.folder), "--ja"]) == 0
    assert "alt satt opp" in capsys.readouterr().out
    held = (made.folder / ".gitattributes").read_text().splitlines()
    assert held == ["*.txt text", *git.ATTRIBUTES]


@needs_git
def test_what_cannot_be_merged_is_a_conflict_of_git_with_ours_intact(
    tmp_path: Path, shipped: bytes
) -> None:
    ours = tmp_path / "ours"
    ours.write_bytes(shipped)
    (tmp_path / "base").write_bytes(b"")
    (tmp_path / "theirs").write_bytes(shipped)
    names = [str(tmp_path / name) for name in ("base", "ours", "theirs")]
    assert main(["flett", "--git", *names, "bok.xlsx"]) == 2
    assert ours.read_bytes() == shipped


def test_no_repository_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["git-oppsett", str(tmp_path)]) == 2
    assert "git" in capsys.readouterr().err


def test_a_python_in_a_folder_with_spaces_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\orxl\python.exe")
    drivers = dict(git._settings())
    assert drivers["merge.orxl.driver"].startswith(r"'C:\Program Files\orxl\python.exe' -m orxl")
