"""What the button does besides checking: chosen on «Forside», asked, done or not, and put back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
import xlwings as xw

from orxl.app.imports.accounts import NO_DAY, AccountsImport
from orxl.app.imports.files import SourceFile
from orxl.app.imports.members import MemberImport
from orxl.app.imports.population import PopulationImport
from orxl.app.imports.run import carry_out, preview
from orxl.app.live import same_content
from orxl.app.tasks import TASKS
from orxl.binding import bind
from orxl.button import main
from orxl.core.button import ButtonTask
from orxl.core.edits import SetCell
from orxl.core.errors import BadSource
from orxl.core.refs import CellRef
from orxl.layout.front_state import TASK
from orxl.report.imports import boxes
from orxl.report.imports.terminal import summary
from orxl.report.imports.values import Problem
from orxl.sources.ledger import UnknownSigns
from orxl.sources.ledger_signs import Signs
from orxl.xlsx import patch, read_book, read_bytes
from tests.imports.test_accounts import LEDGER
from tests.imports.test_one_way_in import csv, of
from tests.live.calc.office import needs_calc
from tests.live.pressing import bound, live
from tests.live.standin import StandIn

if TYPE_CHECKING:
    from orxl.core.snapshot import Book as Snapshot
    from orxl.core.snapshot import Cell
    from orxl.live import LiveWorkbook
    from tests.live.calc.engine import App, Book

MOMENT = datetime(2027, 1, 4, 9, 30)
OSLO = datetime(2025, 1, 1)
CHECK = ButtonTask.CHECK.value


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orxl.button._now", lambda: MOMENT)
    monkeypatch.setattr("orxl.button._who", lambda: "Kari")


@pytest.fixture
def book(shipped: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """An open book where something is chosen, and the button that works in it."""
    found = StandIn(shipped, tmp_path)
    monkeypatch.setattr("orxl.live.attach", lambda: cast("LiveWorkbook", found))
    return found


@pytest.fixture
def numbers(shipped: bytes, tmp_path: Path) -> Path:
    """A file with the sheet's own population, and 1000 more in Oslo."""
    file = tmp_path / "tall.csv"
    text = csv(bind(read_bytes(shipped)), 2025, Oslo=1_000)
    file.write_text(text, encoding="utf-8")
    return file


def press(book: StandIn, task: ButtonTask) -> None:
    """Choose *task* and press: afterwards the cell must say what it said at first."""
    book.put_text(TASK, task.value)
    main()
    assert book.text_in(TASK) == CHECK


def test_every_task_has_something_that_does_it() -> None:
    assert tuple(TASKS) == tuple(ButtonTask)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("task", "called"),
    [(ButtonTask.CASE, "Saken"), (ButtonTask.STATUS, "Status")],
    ids=lambda value: str(value),
)
def test_a_paper_is_made_in_a_folder_and_opened(
    book: StandIn,
    shipped: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    task: ButtonTask,
    called: str,
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr("orxl.app.tasks.papers.open_file", lambda file: not seen.append(file))
    book.folder = tmp_path
    press(book, task)
    (folder,) = tmp_path.glob(f"{called} laget 2027-01-04*")
    assert {".docx", ".pdf"} <= {file.suffix for file in folder.iterdir()}
    (opened,) = seen
    assert opened.parent == folder
    assert opened.suffix == ".pdf"
    assert f"i «{folder}»" in book.said[-1]
    assert "er åpnet" in book.said[-1]
    assert book.data == shipped


def test_a_backup_is_laid_beside_the_book_and_replaces_nothing(
    book: StandIn, shipped: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    book.path = tmp_path / book.name
    press(book, ButtonTask.BACKUP)
    assert "Finner ikke" in book.said[-1]
    folder = tmp_path / "orxl-sikkerhetskopier"
    folder.mkdir()
    (folder / "handlingsprogram 2026-11-27 kl. 08.30.00.xlsx").write_bytes(shipped)
    press(book, ButtonTask.BACKUP)  # the user gives it up
    assert "1: 27.11.2026 kl. 08.30" in book.dialogs[-1]
    for said in ("Lagt ved siden av boken", "Den ligger der fra før"):
        book.written = ["1"]
        press(book, ButtonTask.BACKUP)
        assert said in book.said[-1]
    laid = tmp_path / "handlingsprogram fra 2026-11-27 kl. 08.30.00.xlsx"
    assert laid.read_bytes() == shipped
    laid.write_bytes(b"somebody's own")
    book.written = ["1"]
    press(book, ButtonTask.BACKUP)
    assert "finnes fra før" in book.said[-1]
    assert laid.read_bytes() == b"somebody's own"
    assert book.data == shipped


def test_what_has_changed_is_told_in_a_box_and_as_a_page(
    book: StandIn, shipped: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[Path] = []
    monkeypatch.setattr("orxl.app.tasks.compare.open_file", lambda page: not pages.append(page))
    rate = bind(read_bytes(shipped)).where("tblForutsetninger", "Kontingentsats", "value")
    assert rate is not None
    adopted = tmp_path / "vedtatt.xlsx"
    adopted.write_bytes(patch(shipped, [SetCell(rate, 2.25)]))
    book.file = adopted
    press(book, ButtonTask.COMPARE)
    assert "Kontingentsats i dag er endret fra 2,25 til 2,50 kr per innbygger." in book.said[-1]
    assert "er åpnet i nettleseren" in book.said[-1]
    assert "2,25" in pages[0].read_text(encoding="utf-8")
    assert book.data == shipped


@pytest.mark.parametrize(
    "task", [task for task in ButtonTask if task.startswith("Importer")], ids=lambda task: task.name
)
def test_who_gives_up_the_dialog_is_told_nothing(
    book: StandIn, shipped: bytes, task: ButtonTask
) -> None:
    press(book, task)
    assert book.dialogs == [f"{task.value}: velg filen"]
    assert (book.said, book.asked, book.shown) == ([], [], [])
    assert book.data == shipped


def test_a_file_that_cannot_be_read_is_one_sentence(
    book: StandIn, shipped: bytes, tmp_path: Path
) -> None:
    book.file = tmp_path / "borte.csv"
    press(book, ButtonTask.MEMBERS)
    (said,) = book.said
    assert "borte.csv" in said
    assert book.data == shipped


def test_no_network_is_one_sentence(
    book: StandIn, shipped: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(*_: Any) -> SourceFile:
        raise BadSource("Får ikke kontakt med SSB.", "Er du på nett?")

    monkeypatch.setattr("orxl.app.imports.population.fetched", offline)
    press(book, ButtonTask.FETCH_POPULATION)
    (said,) = book.said
    assert said.startswith("Får ikke kontakt med SSB.")
    assert book.data == shipped


def test_a_word_that_is_no_task_is_said_and_taken_off(book: StandIn) -> None:
    book.put_text(TASK, "Kok kaffe")
    main()
    assert book.said[0].startswith("Knappen har ingen oppgave som heter «Kok kaffe».")
    assert book.text_in(TASK) == CHECK


def test_a_failure_in_a_task_says_that_nothing_is_changed_and_puts_the_cell_back(
    book: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("bug")

    monkeypatch.setattr("orxl.app.trace.explain", broken)
    book.selected = CellRef.of("Hovedtall", "F23")
    press(book, ButtonTask.EXPLAIN)
    (said,) = book.said
    assert said.startswith("Noe uventet gikk galt (ZeroDivisionError: bug). Arbeidsboken er ikke")


@pytest.mark.slow
def test_the_marked_cell_is_explained_and_a_long_explanation_is_a_page(
    book: StandIn, shipped: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[Path] = []
    monkeypatch.setattr("orxl.app.tasks.explain.open_file", lambda page: not pages.append(page))
    cell = bind(read_bytes(shipped)).where("tblHovedtall", "Resultat", "budget", "type")
    book.selected = cell
    press(book, ButtonTask.EXPLAIN)
    (said,) = book.said
    assert said.startswith("Resultat (negativt = bruk av overførte midler), Budsjett 2026 (")
    assert f"({cell}) er −336\n" in said
    assert said.endswith("Hele forklaringen er åpnet i nettleseren.")
    assert len(said.splitlines()) <= 21
    (page,) = pages
    assert "bruk av overførte midler" in page.read_text(encoding="utf-8")
    assert book.data == shipped


def test_where_the_buttons_own_cell_is_marked_the_user_points_at_another(
    book: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[CellRef] = []
    monkeypatch.setattr("orxl.app.workbook.view_of", lambda book: None)
    monkeypatch.setattr("orxl.app.trace.explain", lambda view, cell: seen.append(cell))
    monkeypatch.setattr("orxl.app.tasks.explain._told", lambda *_: None)
    book.selected = CellRef.of("Forside", "F8")
    press(book, ButtonTask.EXPLAIN)
    assert (book.dialogs, seen) == ([ButtonTask.EXPLAIN.value], [])  # given up
    book.pointed = CellRef.of("Tiltak", "A6")
    press(book, ButtonTask.EXPLAIN)
    assert seen == [book.pointed]


@pytest.mark.slow
def test_a_no_changes_nothing_and_a_book_changed_while_asked_is_refused(
    book: StandIn, shipped: bytes, numbers: Path
) -> None:
    book.file = numbers
    press(book, ButtonTask.POPULATION)
    assert len(book.asked) == 1
    assert book.shown[0][0] == "Forhåndsvisning"
    assert book.said == []
    assert book.data == shipped
    cell = CellRef.of("Tiltak", "Z99")
    book.answer, book.while_asked = True, lambda: book.write(SetCell(cell, "Møte kl. 9"))
    press(book, ButtonTask.POPULATION)
    (said,) = book.said
    assert said.startswith("«handlingsprogram.xlsx» er endret siden forhåndsvisningen.")
    assert of(bind(book.read()), "Oslo", OSLO) == 724_290
    assert len(bind(book.read()).programme.log) == len(bind(read_bytes(shipped)).programme.log)


def test_what_a_formula_gives_is_no_change_of_the_book_but_what_is_typed_is(
    shipped: bytes,
) -> None:
    read = read_bytes(shipped)

    def with_one(sheet: str, at: tuple[int, int], cell: Cell) -> Snapshot:
        sheets = tuple(
            replace(s, cells={**s.cells, at: cell}) if s.name == sheet else s for s in read.sheets
        )
        return replace(read, sheets=sheets)

    cells = read.by_name["hovedtall"].cells
    formula = next(at for at, cell in cells.items() if cell.formula is not None)
    typed = next(at for at, cell in cells.items() if isinstance(cell.value, float)
                 and cell.formula is None)  # fmt: skip
    other = with_one("Hovedtall", formula, cells[formula]._replace(value=-1.0))
    assert other != read
    assert same_content(read, other)
    changed = with_one("Hovedtall", typed, cells[typed]._replace(value=-1.0))
    assert not same_content(read, changed)


@pytest.mark.slow
def test_what_is_wrong_in_a_file_is_listed_whole_and_nothing_is_asked(
    book: StandIn, shipped: bytes, tmp_path: Path
) -> None:
    book.file = tmp_path / "tall.csv"
    book.file.write_text("kommunenr;innbyggere 2025\n0301;724.290\n3201;=1+1\n", encoding="utf-8")
    press(book, ButtonTask.POPULATION)
    (said,) = book.said
    assert "linje 2, kolonne 2: «724.290»" in said
    assert book.asked == []
    ((_, rows),) = book.shown
    assert {"724.290", "=1+1"} <= {cell for row in rows for cell in row}
    assert book.data == shipped


@pytest.mark.slow
def test_what_a_file_of_accounts_does_not_say_is_asked_until_it_is_said_or_given_up(
    book: StandIn, shipped: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[object, object]] = []

    def first_signs_then_day(errand: object, source: object, importer: AccountsImport) -> Any:
        tried.append((importer.signs, importer.until))
        if importer.signs is None:
            raise UnknownSigns("Uten fortegn.")
        problems = () if importer.until else (Problem("filen", "", NO_DAY),)
        return SimpleNamespace(report=SimpleNamespace(problems=problems))

    offered: list[object] = []
    monkeypatch.setattr("orxl.app.tasks.imports._tried", first_signs_then_day)
    monkeypatch.setattr("orxl.app.tasks.imports._offer", lambda _, shown: offered.append(shown))
    book.file = tmp_path / "regnskap.csv"
    book.file.write_text("Art;Beløp\n010;1\n", encoding="utf-8")
    book.written = ["minus", "2", "i går", "31.08.2026"]
    press(book, ButtonTask.ACCOUNTS)
    minus, day = Signs.EXPENSE_MINUS, date(2026, 8, 31)
    assert tried == [(None, None), (minus, None), (minus, day)]
    assert len(offered) == 1
    book.written = ["2"]
    press(book, ButtonTask.ACCOUNTS)
    assert len(offered) == 1
    assert (book.said, book.data) == ([], shipped)


ONES = {
    ButtonTask.MEMBERS: ("medlemmer", "Kommune;Medlem til\nDrammen;31.12.2026\nHalden;\n"),
    ButtonTask.ACCOUNTS: ("regnskap", LEDGER),
}


@pytest.mark.thorough
@pytest.mark.parametrize("task", ONES, ids=lambda task: task.name)
def test_both_ends_make_the_same_edits_and_tell_the_same(
    book: StandIn, path: Path, tmp_path: Path, task: ButtonTask
) -> None:
    what, text = ONES[task]
    book.file = tmp_path / f"{what}.csv"
    book.file.write_text(text, encoding="utf-8")
    importer: Any = MemberImport(MOMENT.date()) if what == "medlemmer" else AccountsImport()
    source = SourceFile(book.file.name, text.encode())
    by_file = preview(path, source, importer, moment=MOMENT, who="Kari")
    book.answer = True
    press(book, task)
    listed = {cell for _, rows in book.shown for row in rows for cell in row}
    assert not any(isinstance(cell, datetime) for cell in listed)  # it would be shown as a number
    if by_file.report.can_be_written:
        carry_out(by_file)
        assert summary(by_file.report.changes) in book.said[0]
    else:
        assert book.said == [boxes.hindered(by_file.report)]
    live_now, file_now = (bind(found) for found in (book.read(), read_book(path)))
    for table in ("tblMedlemmer", "tblHovedtall", "tblRegnskapskobling", "tblFunn"):
        pairs = [[r.values for r in now.rows(table)] for now in (live_now, file_now)]
        assert pairs[0] == pairs[1], table


@pytest.fixture
def picked(office: App, numbers: Path) -> Iterator[App]:
    """The office, where the user picks the file and says yes."""
    office.com.file, office.answer = str(numbers), "yes"
    yield office
    for found in [b for b in office.books.open_books if not b.doc.URL]:
        found.close()


@pytest.mark.slow
@pytest.mark.libreoffice
@needs_calc
@pytest.mark.thorough
def test_file_and_live_show_the_same_and_leave_the_same(
    opened: Book, picked: App, path: Path, numbers: Path, tmp_path: Path
) -> None:
    file = tmp_path / "fil" / path.name
    file.parent.mkdir()
    file.write_bytes(path.read_bytes())
    source = SourceFile(numbers.name, numbers.read_bytes())
    logged = len(bind(read_book(path)).programme.log)
    by_file = carry_out(
        preview(file, source, PopulationImport(MOMENT.date()), moment=MOMENT, who="Kari")
    )
    live(opened).put_text(TASK, ButtonTask.POPULATION.value)
    xw.Book(impl=opened).set_mock_caller()
    main()
    (said,), (asked,) = picked.said, picked.asked
    assert "endret: Oslo (0301), 1.1.2025, Innbyggere: 724\u00a0290 → 725\u00a0290" in asked
    assert "Kontingent i alt" in asked
    assert said.startswith("Importert folketall fra «tall.csv»")
    shown = picked.books.open_books[0].sheets(1)
    assert shown.name == "Forhåndsvisning"
    assert any("Oslo (0301), 1.1.2025" in row for row in shown.used_range.texts())
    after, saved = bound(opened), bind(read_book(file))
    assert of(after, "Oslo", OSLO) == of(saved, "Oslo", OSLO) == 725_290
    assert live(opened).text_in(TASK) == CHECK
    assert [r.values for r in after.rows("tblFunn")] == [r.values for r in saved.rows("tblFunn")]
    one, other = after.programme.log[-1], saved.programme.log[-1]
    assert (one.who, one.action, one.errors) == (other.who, other.action, other.errors)
    words = f"«tall.csv» (SHA-256 {by_file.digest}): 357 tall lest, 0 nye, 1 endret"
    assert words in str(one.description)
    assert words in str(other.description)
    assert len(after.programme.log) == logged + 1


@pytest.mark.thorough
@pytest.mark.libreoffice
@needs_calc
def test_where_excel_refuses_half_of_an_import_all_of_it_is_taken_back(
    opened: Book, picked: App, tmp_path: Path
) -> None:
    members = tmp_path / "medlemmer.csv"
    members.write_text("Kommune;Medlem til\nDrammen;31.12.2026\nHalden;\n", encoding="utf-8")
    picked.com.file = str(members)
    before = live(opened).read()

    def accident(area: Any) -> None:
        if area.shape == (1, 17):  # the new member's own row, when one cell and the table are done
            picked.before_write = None
            raise RuntimeError("Excel fell over")

    def choose_then_break() -> None:
        picked.before_write = accident

    picked.while_asked = choose_then_break
    live(opened).put_text(TASK, ButtonTask.MEMBERS.value)
    xw.Book(impl=opened).set_mock_caller()
    main()
    picked.before_write = None
    assert "Alt er satt tilbake" in picked.said[-1]
    after = live(opened).read()
    assert after == before  # the cell of the choice too
