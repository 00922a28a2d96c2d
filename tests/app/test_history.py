"""What a cell or a measure has been: over backups, adopted versions and git, by row and column."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from orxl.app import history as module
from orxl.app.githistory import Repository
from orxl.app.history import history
from orxl.app.kept import NOW, Kept, Versions, versions_of
from orxl.app.workbook import Opened
from orxl.binding import BoundBook
from orxl.cli import main
from orxl.core.edits import Content, Formula
from orxl.core.errors import BadCall
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import BLANK
from orxl.report.history import as_json, summary
from tests.versions.kit import with_cells

At = CellRef | None
Told = Callable[..., None]
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def told(bound: BoundBook, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Versions of the built workbook, each with more edits than the one before."""

    def make(*edits: list[tuple[At, Content]]) -> None:
        book, kept = bound.book, list[Kept]()
        for number, step in enumerate(([], *edits)):
            book = with_cells(book, [(at, content) for at, content in step if at is not None])
            kept.append(_kept(book, number, last=number == len(edits)))
        found = Versions(tuple(kept))
        monkeypatch.setattr(module, "versions_of", lambda *_, **__: found)

    return make


def _kept(book: Book, number: int, *, last: bool = False) -> Kept:
    opened = Opened(Path("bok.xlsx"), str(number).encode(), book)
    where = NOW if last else "sikkerhetskopi"
    return Kept(opened, datetime(2026, 1, 1 + number, 12), f"Person {number}", where)


def _rate(bound: BoundBook) -> At:
    return bound.where("tblForutsetninger", "Kontingentsats", "value")


def test_each_value_is_told_once_with_when_and_by_whom(bound: BoundBook, told: Told) -> None:
    rate, other = _rate(bound), bound.tables["tblTiltak"].rows[0].cells["comment"]
    told([(rate, 2.75)], [(other, "noe annet")], [(rate, 3.25)])
    found = history(Path("bok.xlsx"), "Kontingentsats")
    assert [(e.content, e.who) for e in found.events] == [
        (2.5, "Person 0"), (2.75, "Person 1"), (3.25, "Person 3"),
    ]  # fmt: skip
    assert list(summary(found))[1] == (
        "2,75 ble 3,25 etter 3.1.2026 kl. 12.00 og senest 4.1.2026 kl. 12.00. Lagret av Person 3."
    )
    assert '"verdi": 2.75' in as_json(found)


def test_a_cell_is_followed_by_its_row_and_not_its_address(bound: BoundBook, told: Told) -> None:
    """Two measures change places; the history of the one does not become the other's."""
    rows = bound.tables["tblTiltak"].rows
    one, two = rows[3], rows[8]
    swapped = [
        (to.cells[key], content)
        for of, to in ((one, two), (two, one))
        for key, content in of.values.items()
    ]
    told(swapped, [(one.cells["comment"], "ny")])
    found = history(Path("bok.xlsx"), str(one.cells["title"]))
    assert [(e.content, e.cell) for e in found.events] == [
        (two.values["title"], two.cells["title"])
    ]


def test_a_formula_written_over_is_a_value_like_others(bound: BoundBook, told: Told) -> None:
    total = bound.where("tblHovedtall", "Resultat", "budget", "type")
    told([(total, 99.0)])
    events = history(Path("bok.xlsx"), str(total)).events
    assert isinstance(events[0].content, Formula)
    assert events[1].content == 99.0


def test_a_measure_is_followed_through_its_numbers(bound: BoundBook, told: Told) -> None:
    row = bound.tables["tblTiltak"].rows[6]
    number = row.values["number"]
    children = [
        (child.cells["measure"], "9.9")
        for table in ("tblMål", "tblPartnere")
        for child in bound.rows(table)
        if child.values["measure"] == number
    ]
    told([(row.cells["responsible"], "Kari")], [(row.cells["number"], "9.9"), *children])
    found = history(Path("bok.xlsx"), "9.9")
    assert [e.said for e in found.events] == [
        f"Tiltak {number} er med i den eldste utgaven.",
        f"Tiltak {number}, «Ansvarlig», er fylt ut med «Kari».",
        f"Tiltak {number} har fått nummeret 9.9.",
    ]
    assert history(Path("bok.xlsx"), str(number)).events[-1].said == (
        f"Tiltak {number} er ikke lenger med."
    )


def test_what_is_not_there_is_said_with_what_may_be_asked(told: Told) -> None:
    told([])
    with pytest.raises(BadCall, match=r"Finner ikke «8\.8\.8»"):
        history(Path("bok.xlsx"), "8.8.8")


def test_who_ran_orxl_in_the_meantime_is_told_from_the_workbook_s_log(
    bound: BoundBook, told: Told
) -> None:
    log = bound.book.table("tblEndringslogg")
    assert log is not None
    columns = [log.column_of(name) for name in ("Tidspunkt", "Hvem", "Handling")]
    at = [CellRef(log.sheet, log.last_data_row, column or 0) for column in columns]
    line = list(zip(at, (datetime(2026, 1, 2, 9, 30), "Kari", "Beregnet"), strict=True))
    told([*line, (_rate(bound), 2.75)])
    found = history(Path("bok.xlsx"), "Kontingentsats")
    assert next(iter(summary(found))).endswith(
        " Endringsloggen i mellomtiden: Kari «Beregnet» 2.1.2026 kl. 09.30."
    )
    assert '"handling": "Beregnet"' in as_json(found)


def test_a_cleared_cell_is_told(bound: BoundBook, told: Told) -> None:
    told([(_rate(bound), BLANK)])
    found = history(Path("bok.xlsx"), "Kontingentsats")
    assert [e.content for e in found.events] == [2.5, BLANK]
    assert next(iter(summary(found))).startswith("2,5 ble tom etter ")


def _git(folder: Path, *words: str) -> None:
    who = {"GIT_AUTHOR_NAME": "Kari", "GIT_AUTHOR_EMAIL": "k@e", "GIT_COMMITTER_NAME": "Kari",
           "GIT_COMMITTER_EMAIL": "k@e", "GIT_CONFIG_GLOBAL": os.devnull}  # fmt: skip
    subprocess.run(["git", "-C", str(folder), *words], check=True, env={**os.environ, **who},
                   capture_output=True)  # fmt: skip


@needs_git
@pytest.mark.slow
def test_versions_come_from_backups_adopted_copies_and_git(path: Path) -> None:
    data = path.read_bytes()
    folder = path.parent
    _git(folder, "init", "-q")
    _git(folder, "add", path.name)
    _git(folder, "commit", "-qm", "Første")
    path.write_bytes(b"ikke en arbeidsbok")
    _git(folder, "commit", "-qam", "Skadet")
    path.write_bytes(data)
    backups = folder / "orxl-sikkerhetskopier"
    backups.mkdir()
    broken = backups / f"{path.stem} 2026-01-02 kl. 10.00.00.xlsx"
    broken.write_bytes(b"skadet")
    (folder / f"{path.stem} vedtatt.xlsx").write_bytes(data)
    found = versions_of(path)
    assert [kept.where.split()[0] for kept in found.kept] == ["git"]  # all the same bytes
    assert found.kept[0].who == "Kari"
    assert len(found.remarks) == 2
    assert "kan ikke leses" in found.remarks[0]
    commits = Repository.around(path)
    assert commits is not None
    assert [c.subject for c in commits.commits()] == ["Skadet", "Første"]


def test_no_repository_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert Repository.around(tmp_path / "bok.xlsx") is None
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert Repository.around(tmp_path / "bok.xlsx") is None


@pytest.mark.slow
def test_the_command_answers(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["historikk", "Kontingentsats", str(path), "--uten-git"]) == 0
    assert "Verdien har vært den samme i alle utgavene." in capsys.readouterr().out
