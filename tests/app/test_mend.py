"""What can be mended is offered; what cannot be put on record is not done, and that is said."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orxl.app.mend import Write, all_or_none, mend, offers, one_by_one
from orxl.app.record import fingerprint, rows_kept
from orxl.binding import bind
from orxl.cli import main
from orxl.core.edits import AppendRows, Edit, ReplaceRows, SetCached, SetCell, SetName
from orxl.core.errors import RefusedEdit
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.rules.kit import Editor, View
from orxl.xlsx import patch, read_book
from tests.helpers import view_of

pytestmark = pytest.mark.slow

NOW = datetime(2026, 12, 1, 9, 30)
A, B = CellRef("Ark", 1, 1), CellRef("Ark", 2, 1)


def finding(*edits: Edit, safe: bool = True, message: str = "feil") -> Finding:
    return Finding("F001", "navn", Severity.ERROR, message, fix=edits, safe=safe)


def test_only_what_can_be_mended_is_offered() -> None:
    cell, name = finding(SetCell(A, 1.0)), finding(SetName("Sats", "Ark!$A$1"))
    doubtful = finding(SetCell(B, 1.0), safe=False)
    accepted = finding(SetCell(B, 1.0)).accept("kjent")
    stale = finding(SetCached(A, "1+1", 2.0))
    found = [cell, accepted, stale, finding(), doubtful, name]
    assert offers(found) == (cell, name)
    assert offers(found, unsafe=True) == (cell, doubtful, name)


def test_a_cell_that_is_mended_is_not_asked_about_again() -> None:
    first, second, other = (
        finding(SetCell(cell, 1.0), message=text) for cell, text in ((A, "1"), (A, "2"), (B, "3"))
    )
    asked: list[Finding] = []

    def ask(one: Finding) -> bool:
        asked.append(one)
        return one is not first

    assert one_by_one(ask)([first, second, other]) == (second, other)
    assert asked == [first, second, other]
    assert one_by_one(lambda one: True)([first, second, other]) == (first, other)


def test_one_question_names_a_cell_once() -> None:
    first, second = finding(SetCell(A, 1.0), message="1"), finding(SetCell(A, 2.0), message="2")
    asked: list[Sequence[Finding]] = []

    def no(offered: Sequence[Finding]) -> bool:
        asked.append(offered)
        return False

    assert all_or_none(no)([first, second]) == ()
    assert asked == [(first,)]
    assert all_or_none(lambda offered: True)([first, second]) == (first,)


class Kept:
    """An end that only remembers."""

    action = "Prøve"

    def __init__(self, view: View, refusal: str = "") -> None:
        self.view, self.refusal = view, refusal
        self.looks = 0
        self.written: list[Sequence[Edit]] = []

    def still(self) -> AbstractContextManager[None]:
        return nullcontext()

    def look(self) -> View:
        self.looks += 1
        return self.view

    def refuse(self, edits: Sequence[Edit]) -> None:
        if self.refusal:
            raise RefusedEdit(self.refusal)

    def account(self, fixed: Sequence[Finding]) -> tuple[int, str]:
        return len(fixed), "Prøvd."

    @contextmanager
    def writing(self) -> Iterator[Write]:
        yield self.written.append


def mended(end: Kept, answer: bool) -> tuple[Finding, ...]:
    return mend(end, moment=NOW, who="Kari", choose=one_by_one(lambda one: answer)).fixed


@pytest.fixture(scope="module")
def wrong(sound: View) -> View:
    """The workbook with a total typed over."""
    editor = Editor(sound.bound)
    editor.put("tblHovedtall", "Resultat", "budget", -300.0, by="type")
    return view_of(editor.book, like=sound)


def test_what_is_mended_is_looked_at_again_before_it_is_recorded(wrong: View) -> None:
    end = Kept(wrong)
    (fixed,) = mended(end, answer=True)
    assert fixed.code == "F001"
    assert end.looks == 2
    assert end.written[0] == list(fixed.fix)
    kept = [edit for edit in end.written[1] if isinstance(edit, SetCell)]
    assert {type(edit) for edit in end.written[1] if edit not in kept} == {ReplaceRows, AppendRows}
    assert kept == [*fingerprint(wrong), *rows_kept(wrong)]


def test_without_a_yes_only_the_record_is_written(wrong: View) -> None:
    end = Kept(wrong)
    assert mended(end, answer=False) == ()
    assert end.looks == len(end.written) == 1


def test_what_cannot_be_recorded_is_neither_offered_nor_written(wrong: View) -> None:
    end = Kept(wrong, "Det står noe under tabellen.")

    def ask(one: Finding) -> bool:
        raise AssertionError(one)

    outcome = mend(end, moment=NOW, who="Kari", choose=one_by_one(ask))
    assert (outcome.fixed, outcome.unrecorded) == ((), "Det står noe under tabellen.")
    assert "F001" in {f.code for f in outcome.findings}
    assert end.written == []


def type_in(path: Path, *edits: Edit) -> bytes:
    """Make *edits* in the file without recalculating; returns its bytes."""
    path.write_bytes(patch(path.read_bytes(), edits))
    return path.read_bytes()


def result_cell(path: Path) -> CellRef:
    cell = bind(read_book(path)).where("tblHovedtall", "Resultat", "budget", "type")
    assert cell is not None
    return cell


def without(table: str, path: Path) -> None:
    """Take the table's frame away; its cells stay."""
    book = load_workbook(path)
    sheet = next(s for s in book.worksheets if table in s.tables)
    del sheet.tables[table]
    book.save(path)


def not_written(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Run «beregn --rett --ja», which must write nothing; returns what it complains of."""
    before = path.read_bytes()
    capsys.readouterr()
    checked = main(["kontroller", str(path)])
    found = capsys.readouterr().out
    assert checked == 1
    assert main(["beregn", str(path), "--rett", "--ja"]) == 2
    said = capsys.readouterr()
    assert said.out == found, "the findings of a check are reported"
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    return said.err


@pytest.mark.parametrize(
    "table", ["tblEndringslogg", pytest.param("tblFunn", marks=pytest.mark.thorough)]
)
def test_without_a_place_for_the_record_nothing_is_mended_and_that_is_said(
    table: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(path, SetCell(result_cell(path), -300.0))
    without(table, path)
    said = not_written(path, capsys)
    assert said == (
        "orxl: Funnene kunne ikke skrives i arbeidsboken, så ingenting er endret. Tabellen på "
        "arket Kontroll eller Endringslogg mangler eller er endret.\n"
    )


def test_something_in_the_way_of_the_log_is_said_and_nothing_is_mended(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = read_book(path).table("tblEndringslogg")
    assert table is not None
    below = CellRef(table.sheet, table.last_data_row + 1, 2)
    type_in(path, SetCell(result_cell(path), -300.0), SetCell(below, "Husk møtet"))
    said = not_written(path, capsys)
    assert "Det står noe under tabellen «tblEndringslogg»" in said
    assert below.a1 in said


def test_a_name_that_was_moved_is_put_back(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def refers_to() -> str:
        names = read_book(path).names
        return next(n.refers_to for n in names if n.name == "Kontingentsats")

    right = refers_to()
    type_in(path, SetName("Kontingentsats", "Forutsetninger!$A$1"))
    assert main(["beregn", str(path), "--rett", "--ja"]) == 0
    assert refers_to() == right
    said = capsys.readouterr().out
    assert f"navnet Kontingentsats → {right}" in said
    assert "1 feil rettet" in said


def test_a_character_that_no_cell_can_hold_does_not_stop_the_record(path: Path) -> None:
    cell = bind(read_book(path)).where("tblTiltak", "1.1", "title")
    assert cell is not None
    type_in(path, SetCell(cell, "Ring@klokke"))
    with zipfile.ZipFile(path) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    with zipfile.ZipFile(path, "w") as held:
        for name, part in parts.items():
            held.writestr(name, part.replace(b"Ring@klokke", b"Ring_x0007_klokke"))
    assert read_book(path).cell(cell).value == "Ring\x07klokke"
    main(["beregn", str(path)])
    rows = bind(read_book(path)).rows("tblFunn")
    assert any("\ufffd" in str(row.values["message"]) for row in rows)
