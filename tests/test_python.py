"""The public face: ``import orxl``, and the page that shows it."""

from __future__ import annotations

import doctest
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import orxl
from orxl.core.edits import SetCell
from orxl.core.errors import BadCall, ChangedFile, RefusedEdit, UnreadableFile
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.xlsx import patch, read_book
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

NOW = datetime(2026, 12, 1, 9, 30)


def test_every_example_of_the_page_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "workbook").mkdir()
    shutil.copy(ROOT / "workbook" / "handlingsprogram.xlsx", tmp_path / "workbook")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8").replace("```", "")
    page = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    said: list[str] = []
    runner.run(page, out=said.append)
    assert runner.tries > 25
    assert runner.failures == 0, "".join(said)


def loaded(code: str, *arguments: str) -> set[str]:
    """The modules that are loaded when *code* has run, beyond those Python itself needs."""
    code = f"import sys; before = set(sys.modules)\n{code}\nprint(*set(sys.modules) - before)"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_importing_orxl_loads_nothing_but_its_version() -> None:
    assert loaded("import orxl; dir(orxl); orxl.__version__") <= {
        "orxl", "orxl.core", "orxl.core.version", "__future__"
    }  # fmt: skip


def test_pandas_is_loaded_only_where_a_frame_is_asked_for(path: Path) -> None:
    code = "import orxl; book = orxl.open(sys.argv[1]); book.programme; book.cell('Kontingentsats')"
    assert "pandas" not in loaded(f"{code}; book.check(); book.mend()", str(path))
    assert "pandas" in loaded(f"{code}; book.frame('tblMål')", str(path))


def test_the_face_has_what_it_names_and_nothing_else() -> None:
    assert dir(orxl) == sorted(orxl.__all__)
    for name in orxl.__all__:
        assert getattr(orxl, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        orxl.opne  # type: ignore[attr-defined]  # noqa: B018


def edit(path: Path, what: str, content: Value) -> CellRef:
    """Type *content* in the cell that *what* names, without recalculating."""
    sheet, _, a1 = what.partition("!")
    cell = CellRef.of(sheet, a1)
    path.write_bytes(patch(path.read_bytes(), [SetCell(cell, content)]))
    return cell


@pytest.fixture
def typed_over(path: Path) -> CellRef:
    """The cell of the result, with a number typed over its formula."""
    from orxl.binding import bind

    cell = bind(read_book(path)).where("tblHovedtall", "Resultat", "budget", "type")
    assert cell is not None
    return edit(path, f"Hovedtall!{cell.a1}", -300.0)


def test_what_is_mended_is_seen_at_once_and_saved_with_a_record(
    path: Path, typed_over: CellRef
) -> None:
    before = path.read_bytes()
    book = orxl.open(path)
    assert book.cell(str(typed_over)).formula is None
    book.mend()
    assert [f.code for f in book.mended] == ["F001"]
    assert book.cell(str(typed_over)).formula is not None
    assert path.read_bytes() == before
    report = book.save(who="Kari", moment=NOW)
    assert report.fixed[0].cell == typed_over
    assert report.backup is not None
    assert report.backup.read_bytes() == before
    assert orxl.open(path).cell(str(typed_over)).value == -336.0
    assert book.cell(str(typed_over)).value == -336.0
    entry = orxl.open(path).programme.log[-1]
    assert (entry.who, entry.time) == ("Kari", NOW)
    assert entry.description is not None
    assert str(typed_over) in entry.description


@pytest.mark.thorough
def test_a_book_can_be_saved_again(path: Path, typed_over: CellRef) -> None:
    book = orxl.open(path)
    book.save(who="Kari")
    book.mend().save(who="Ola")
    assert book.mended == ()
    assert [entry.who for entry in orxl.open(path).programme.log[-2:]] == ["Kari", "Ola"]


def test_ask_is_shown_what_is_unsafe_too_and_no_is_no(path: Path, typed_over: CellRef) -> None:
    asked: list[orxl.Finding] = []

    def no(finding: orxl.Finding) -> bool:
        asked.append(finding)
        return False

    book = orxl.open(path).mend(ask=no)
    assert {f.safe for f in asked} == {True, False}
    assert book.mended == ()


def test_a_file_that_somebody_saved_meanwhile_is_left_alone(path: Path) -> None:
    book = orxl.open(path)
    edit(path, "Hovedtall!A1", "noen andre")
    theirs = path.read_bytes()
    with pytest.raises(ChangedFile):
        book.mend().save(who="Kari")
    assert path.read_bytes() == theirs


def test_what_cannot_be_put_on_record_is_an_error_and_is_not_saved(path: Path) -> None:
    table = read_book(path).table("tblEndringslogg")
    assert table is not None
    edit(path, f"{table.sheet}!B{table.last_data_row + 1}", "Husk møtet")
    before = path.read_bytes()
    with pytest.raises(RefusedEdit, match="så ingenting er endret"):
        orxl.open(path).save(who="Kari")
    assert path.read_bytes() == before


def test_an_acceptance_holds_until_its_day_and_no_longer(path: Path) -> None:
    book = read_book(path)
    table = book.table("tblGodtatte")
    assert table is not None
    row = {
        "Regel": "T003",
        "Begrunnelse": "Årene er trykt slik i saken.",
        "Godtatt av": "Kari",
        "Dato": datetime(2026, 1, 1),
        "Gjelder til": datetime(2026, 6, 30),
    }
    cells = {
        header: CellRef(table.sheet, table.first_data_row, table.column_of(header) or 0)
        for header in row
    }
    path.write_bytes(
        patch(path.read_bytes(), [SetCell(cells[header], value) for header, value in row.items()])
    )
    opened = orxl.open(path)
    for day, held in ((date(2026, 6, 30), True), (date(2026, 7, 1), False)):
        found = [f for f in opened.check(today=day) if f.code == "T003"]
        assert [f.accepted is not None for f in found] == [held]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda book: orxl.open(3), "orxl.open trenger en filsti"),
        (lambda book: book.cell(7), "cell trenger en adresse"),
        (lambda book: book.frame(None), "frame trenger navnet på en tabell"),
        (lambda book: book.save(who=" "), "save trenger et navn"),
        (lambda book: book.save(who=None), "save trenger et navn"),
        (lambda book: book.cell("Hovedtal!E22"), "Mente du «Hovedtall»"),
        (lambda book: book.frame("noe helt annet"), "Tabellene er tblForutsetninger, "),
    ],
)
def test_a_bad_call_is_one_sentence_with_a_remedy(call: Any, words: str, path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(BadCall, match=words) as said:
        call(orxl.open(path))
    assert said.value.remedy
    assert path.read_bytes() == before


def test_any_workbook_can_be_opened_and_checked_for_sending(tmp_path: Path) -> None:
    from openpyxl import Workbook

    other = Workbook()
    other.active.append(["a", 1])  # type: ignore[union-attr]
    other.save(tmp_path / "annen.xlsx")
    book = orxl.open(str(tmp_path / "annen.xlsx"))
    assert book.cell("Sheet!B1").value == 1.0
    assert book.tables == ()
    assert book.check(sending=True)
    with pytest.raises(BadCall, match="ingen tabeller"):
        book.frame("tblA")
    for call in (book.check, book.mend, lambda: book.programme):
        with pytest.raises(UnreadableFile, match="budsjettåret"):
            call()


def frame_of(path: Path, cells: dict[str, Value], **options: Any) -> pd.DataFrame:
    """The table of the main figures with *cells* typed in its first row, by header."""
    table = read_book(path).table("tblHovedtall")
    assert table is not None
    for header, content in cells.items():
        column = table.column_of(header)
        assert column is not None
        edit(path, str(CellRef(table.sheet, table.first_data_row, column)), content)
    return orxl.open(path).frame("tblHovedtall", **options)


def test_blank_zero_and_text_stay_three_things(path: Path) -> None:
    frame = frame_of(
        path, {"Budsjett 2026": 0.0, "Budsjett 2025": orxl.BLANK, "Kommentar": orxl.BLANK}
    )
    first = frame.iloc[0]
    assert first["Budsjett 2026"] == 0
    assert first["Budsjett 2025"] is pd.NA
    assert first["Kommentar"] is pd.NA
    assert frame["Budsjett 2025"].sum() > 0
    assert frame.index.name == "rad"
    assert orxl.open(path).cell(f"Hovedtall!A{frame.index[0]}").value == first["Post"]


@pytest.mark.parametrize(
    ("header", "content", "words"),
    [
        ("Budsjett 2026", "1 234", "skulle vært et tall, men der står «1 234»"),
        ("Linje", 1.5, "skulle vært et helt tall, men der står 1,5"),
        ("Kommentar", 7.0, "skulle vært en tekst, men der står 7"),
    ],
)
def test_a_cell_of_another_kind_is_named_or_given_as_it_stands(
    header: str, content: Value, words: str, path: Path
) -> None:
    with pytest.raises(orxl.OrxlError, match=rf"Hovedtall![A-Z]+\d+ {words}") as said:
        frame_of(path, {header: content})
    assert "strict=False" in said.value.remedy
    frame = orxl.open(path).frame("tblHovedtall", strict=False)
    assert frame[header].dtype == object
    assert frame[header].iloc[0] == content


def test_a_table_of_the_staffs_own_gets_types_from_what_stands_in_it(tmp_path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.worksheet.table import Table

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = (
        ("Navn", "Sum", "Dato", "Ja", "Blandet", "Tom"),
        ("a", 1, datetime(2026, 1, 2), True, "x", None),
        (None, None, None, None, None, None),
        ("b", 2.5, None, False, 3, None),
    )
    for row in rows:
        sheet.append(row)
    sheet.add_table(Table(displayName="tblEgen", ref="A1:F4"))
    book.save(tmp_path / "egen.xlsx")
    frame = orxl.open(tmp_path / "egen.xlsx").frame("TBLEGEN")
    assert [str(kind) for kind in frame.dtypes] == [
        "string", "Float64", "datetime64[s]", "boolean", "object", "object"
    ]  # fmt: skip
    assert list(frame.index) == [2, 4]
    assert frame["Dato"].isna().tolist() == [False, True]


def test_without_pandas_the_frame_says_what_to_install(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(orxl.OrxlError, match="pandas er ikke installert"):
        orxl.open(path).frame("tblTiltak")
