"""The button, pressed in a real spreadsheet program on the shipped workbook."""

from __future__ import annotations

import sys
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlwings as xw
from openpyxl import Workbook

from orxl.binding import BoundBook, bind
from orxl.button import main
from orxl.core.refs import CellRef
from orxl.rules.kit import run as rules_run
from orxl.xlsx import read_book
from tests.live.calc.office import needs_calc
from tests.live.pressing import bound, findings, live, press, type_in

if TYPE_CHECKING:
    from tests.live.calc.engine import App, Book

pytestmark = [pytest.mark.libreoffice, needs_calc]
MOMENT = datetime(2027, 1, 4, 9, 30)
"""Later than the line in the log that the workbook was built with."""


def result_cell(book: Book) -> Any:
    return bound(book).where("tblHovedtall", "Resultat", "budget", "type")


@dataclass(frozen=True)
class Pressed:
    """A formula typed over, the button pressed and No answered: what was there, what came."""

    cell: CellRef
    before: BoundBook
    text: str
    asked: str
    after: BoundBook
    again: BoundBook
    saved: BoundBook
    copies: tuple[Path, ...]


@pytest.fixture(scope="module")
def pressed(office: App, shipped: bytes, tmp_path_factory: pytest.TempPathFactory) -> Pressed:
    path = tmp_path_factory.mktemp("klikk") / "handlingsprogram.xlsx"
    path.write_bytes(shipped)
    office.forget()
    book = office.books.open(str(path))
    cell = type_in(book, result_cell(book), -300.0)
    before = bound(book)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("orxl.button._now", lambda: MOMENT)
        text = press(book)
        after = bound(book)
        book.save()
        copies = tuple((path.parent / "orxl-sikkerhetskopier").iterdir())
        saved = bind(read_book(path))
        patched.setattr("orxl.button._now", lambda: MOMENT + timedelta(minutes=1))
        press(book)
    again = bound(book)
    book.close()
    return Pressed(cell, before, text, office.asked[0], after, again, saved, copies)


def test_a_formula_typed_over_is_reported_with_a_link(pressed: Pressed) -> None:
    assert pressed.text.startswith("Ikke klar til å sendes: ")
    assert str(pressed.cell) in pressed.text
    row = next(r for r in findings(pressed.after) if r.values["code"] == "F001")
    link = pressed.after.book.cell(row.cells["cell"])
    assert link.value == pressed.cell.a1
    assert link.formula is not None
    assert link.formula.startswith("HYPERLINK(")


def test_nothing_is_restored_without_a_yes(pressed: Pressed) -> None:
    assert f"{pressed.cell}: " in pressed.asked
    assert pressed.after.book.cell(pressed.cell).value == -300.0


def test_the_run_is_a_line_in_the_change_log_and_on_the_front_page(pressed: Pressed) -> None:
    log = pressed.after.programme.log
    assert len(log) == len(pressed.before.programme.log) + 1
    assert log[-1].action == "Knappen"
    shown = {c.value for c in pressed.after.book.by_name["forside"].cells.values()}
    assert log[-1].time == MOMENT
    assert MOMENT in shown


def test_the_saved_file_holds_what_the_live_book_showed(pressed: Pressed) -> None:
    saved, shown = pressed.saved, pressed.after
    assert [r.values for r in findings(saved)] == [r.values for r in findings(shown)]
    assert len(saved.programme.log) == len(shown.programme.log)
    assert saved.tables["tblFunn"].table.ref == shown.tables["tblFunn"].table.ref


def test_a_second_click_finds_the_same(pressed: Pressed) -> None:
    first = [r.values for r in findings(pressed.after)]
    assert [r.values for r in findings(pressed.again)] == first


def test_a_copy_of_the_unsaved_book_is_kept(pressed: Pressed) -> None:
    (copy,) = (read_book(path) for path in pressed.copies)
    assert copy.cell(pressed.cell).value == -300.0
    assert len(bind(copy).programme.log) == len(pressed.before.programme.log)


def test_the_shipped_workbook_has_no_errors_and_keeps_its_selection(opened: Book) -> None:
    view = opened.doc.CurrentController
    sheet = opened.doc.Sheets.getByName("Tiltak")
    view.setActiveSheet(sheet)
    view.select(sheet.getCellRangeByName("C9:D11"))
    view.setFirstVisibleRow(6)
    opened.app.calculation = "manual"
    opened.app.enable_events = False
    before = settings(opened)
    stood = (view.ActiveSheet.Name, view.Selection.AbsoluteName, view.FirstVisibleRow)
    text = press(opened)
    assert "0 feil" in text
    assert "Husk å lagre" in text
    assert (view.ActiveSheet.Name, view.Selection.AbsoluteName, view.FirstVisibleRow) == stood
    assert settings(opened) == before
    assert ("screen_updating", False) in opened.app.history
    # Manual calculation is the user's own, though the button changes it for a while.
    assert "S007" in {r.values["code"] for r in findings(bound(opened))}


def test_with_a_yes_the_formula_is_restored_and_the_table_of_findings_shrinks(
    opened: Book, pressed: Pressed
) -> None:
    cell = result_cell(opened)
    formula = bound(opened).book.cell(cell).formula
    type_in(opened, cell, -300.0)
    opened.app.answer = "yes"
    text = press(opened)
    after = bound(opened)
    few = after.tables["tblFunn"].table.ref
    assert few.last_row < pressed.after.tables["tblFunn"].table.ref.last_row
    assert [at for at in after.book.by_name["kontroll"].cells if at[0] > few.last_row] == []
    assert after.book.cell(cell).formula == formula
    assert after.book.cell(cell).value == -336.0
    assert "0 feil" in text
    assert f"Rettet: {cell}" in text
    assert str(cell) in (after.programme.log[-1].description or "")
    assert "F001" not in {r.values["code"] for r in findings(after)}


def settings(book: Book) -> dict[str, Any]:
    app = book.app
    return {
        **app.settings,
        "calculation": app.calculation,
        "autofill": app.api.AutoCorrect.AutoFillFormulasInLists,
    }


@pytest.mark.thorough
def test_a_busy_excel_is_left_alone_and_the_user_is_told(
    opened: Book, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # On Windows the text comes in a box of Windows' own, for Excel takes no orders.
    monkeypatch.setattr(sys.modules["orxl.live.attach"], "PATIENCE", 0.2)
    before = live(opened).read()
    opened.app.busy = True
    xw.Book(impl=opened).set_mock_caller()
    main()
    opened.app.busy = False
    assert "Excel er opptatt" in capsys.readouterr().err
    assert opened.app.said == []
    assert live(opened).read() == before


@pytest.mark.thorough
def test_a_protected_sheet_of_findings_stops_the_run_before_anything_is_written(
    opened: Book,
) -> None:
    cell = type_in(opened, result_cell(opened), -300.0)
    opened.app.answer = "yes"
    opened.doc.Sheets.getByName("Kontroll").protect("")
    before = live(opened).read()
    text = press(opened)
    assert "«Kontroll» er beskyttet" in text
    assert live(opened).read() == before
    assert before.cell(cell).value == -300.0


def test_an_input_on_a_protected_sheet_is_mended_and_a_locked_formula_is_left_and_told(
    opened: Book,
) -> None:
    read = bound(opened)
    rate = read.where("tblForutsetninger", "Kontingentsats", "value")
    assert rate is not None
    formula = type_in(opened, result_cell(opened), -300.0)
    sheet = opened.doc.Sheets.getByName(rate.sheet)
    assert sheet.isProtected()
    sheet.getCellByPosition(rate.column - 1, rate.row - 1).setString("2,50 ")
    opened.doc.Sheets.getByName(formula.sheet).protect("")
    opened.app.answer = "yes"
    text = press(opened)
    assert f"Rettet: {rate}" in text
    assert f"Ikke rettet: Arket «{formula.sheet}» er beskyttet" in text
    after = live(opened).read()
    assert after.cell(rate).value == 2.5
    assert after.cell(formula).value == -300.0


def test_an_accident_while_writing_takes_everything_back(opened: Book) -> None:
    cell = type_in(opened, result_cell(opened), -300.0)
    opened.app.answer = "yes"
    before, quiet = live(opened).read(), settings(opened)
    left = iter(range(4))

    def accident(_: Any) -> None:
        if next(left, None) == 3:
            raise RuntimeError("Excel fell over")

    opened.app.before_write = accident
    text = press(opened)
    opened.app.before_write = None
    assert "Alt er satt tilbake" in text
    assert live(opened).read() == before
    assert before.cell(cell).value == -300.0
    assert settings(opened) == quiet


@pytest.mark.thorough
def test_what_cannot_be_put_on_record_is_said_with_the_outcome_and_nothing_is_written(
    opened: Book,
) -> None:
    type_in(opened, result_cell(opened), -300.0)
    opened.app.answer = "yes"
    log = live(opened).read().table("tblEndringslogg")
    assert log is not None
    below = type_in(opened, CellRef(log.sheet, log.last_data_row + 1, 2), "Husk møtet")
    before = live(opened).read()
    text = press(opened)
    assert text.startswith("Ikke klar til å sendes: ")
    assert (
        f"Det står noe under tabellen «tblEndringslogg» i arket «{log.sheet}» ({below.a1})" in text
    )
    assert opened.app.asked == []
    assert live(opened).read() == before
    opened.doc.Sheets.removeByName("Kontroll")
    text = press(opened)
    assert text.startswith("Ikke klar til å sendes")
    assert "Tabellen på arket Kontroll eller Endringslogg mangler" in text
    assert not Path(opened.fullname).with_name("orxl-sikkerhetskopier").exists()


@pytest.mark.thorough
def test_a_user_who_goes_on_writing_while_asked_is_told_that_excel_is_busy(opened: Book) -> None:
    cell = type_in(opened, result_cell(opened), -300.0)
    opened.app.answer = "yes"
    quiet = settings(opened)
    opened.app.while_asked = lambda: setattr(opened.app, "busy", True)
    text = press(opened)
    opened.app.busy = False
    assert text.startswith("Excel er opptatt")
    assert settings(opened) == quiet
    assert live(opened).read().cell(cell).value == -300.0


@pytest.mark.thorough
def test_what_people_do_to_a_book_is_found_in_one_click_and_the_rest_is_left_alone(
    opened: Book, office: App, tmp_path: Path
) -> None:
    sheets, first = opened.doc.Sheets, bound(opened)
    amount = first.where("tblHovedtall", "Kommunikasjon", "budget")
    measures = first.book.table("tblTiltak")
    assert amount is not None
    assert measures is not None
    text_number = sheets.getByName(amount.sheet).getCellByPosition(
        amount.column - 1, amount.row - 1
    )
    text_number.setString("220")
    tiltak = sheets.getByName("Tiltak")
    tiltak.Rows.removeByIndex(measures.first_data_row + 1, 1)
    tiltak.Rows.getByIndex(measures.first_data_row + 3).IsVisible = False
    sheets.insertNewByName("Mine tall", 0)
    own = sheets.getByName("Mine tall")
    own.getCellRangeByName("B2").setValue(3)
    own.getCellRangeByName("B3:B5").setArrayFormula("=B2*ROW(A1:A3)")
    opened.doc.CurrentController.setActiveSheet(own)
    other = office.books.open(str(small_book(tmp_path / "annen.xlsx")))
    # It lies on top of the one where the button is pressed.
    before, untouched = live(opened).read(), live(other).read()
    text = press(opened)
    after = bound(opened)
    assert live(other).read() == untouched
    other.close()
    assert text.startswith("Ikke klar til å sendes")
    codes = {r.values["code"] for r in findings(after)}
    assert {"D001", "N003"} <= codes  # N004 follows from N003
    written = {"Kontroll", "Endringslogg", "Endret siden sist"}
    assert contents(after.book, written) == contents(before, written)
    assert not tiltak.Rows.getByIndex(measures.first_data_row + 3).IsVisible
    assert opened.doc.CurrentController.ActiveSheet.Name == "Mine tall"


@pytest.mark.thorough
def test_a_renamed_header_is_the_cause_that_is_told_first(opened: Book) -> None:
    measures = bound(opened).book.table("tblTiltak")
    assert measures is not None
    header = CellRef(measures.sheet, measures.ref.first_row, measures.ref.first_column + 2)
    type_in(opened, header, "Hva vi gjør")
    press(opened)
    assert "S004" in {r.values["code"] for r in findings(bound(opened))}


def small_book(path: Path) -> Path:
    """A workbook of something else at *path*."""
    book = Workbook()
    book.worksheets[0]["A1"] = 1
    book.save(path)
    return path


def contents(book: Any, but: set[str]) -> dict[str, dict[tuple[int, int], Any]]:
    """What was typed in each sheet not named in *but*: constants and formulas."""
    return {
        sheet.name: {
            at: cell.value if cell.formula is None else cell.formula
            for at, cell in sheet.cells.items()
        }
        for sheet in book.sheets
        if sheet.name not in but
    }


def test_a_book_of_something_else_is_said_plainly(office: App, tmp_path: Path) -> None:
    other = office.books.open(str(small_book(tmp_path / "annen.xlsx")))
    assert press(other).startswith("Finner ikke budsjettåret")
    other.close()


def test_a_rule_that_fails_is_a_finding_and_the_run_goes_on(
    opened: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = rules_run.rules_asking("View")

    def broken(_: Any) -> Any:
        raise ZeroDivisionError("rule")

    some = (copy(rules[0]), *rules[1:])
    some[0].check(broken)
    monkeypatch.setattr(rules_run, "rules_asking", lambda *_: some)
    assert "kunne ikke kjøres" in press(opened)


@pytest.mark.thorough
def test_an_unexpected_failure_is_one_sentence_and_changes_nothing(
    opened: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live(opened).read()

    def broken(_: Any) -> Any:
        raise ZeroDivisionError("bug")

    monkeypatch.setattr("orxl.app.live.view_of", broken)
    assert press(opened).startswith("Noe uventet gikk galt (ZeroDivisionError: bug)")
    assert live(opened).read() == before
    assert settings(opened)["screen_updating"] is True


@pytest.mark.thorough
def test_a_bug_after_the_writing_does_not_say_that_nothing_was_written(
    opened: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Any) -> Any:
        raise ZeroDivisionError("bug")

    monkeypatch.setattr("orxl.report.click.message", broken)
    said = press(opened)
    assert "Funnene står på arket Kontroll." in said
    assert "ikke endret" not in said


def test_a_book_closed_while_the_button_works_is_one_sentence(
    opened: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orxl.app import live as use_case

    real = use_case.hear

    def closing(book: Any) -> Any:
        opened.close()
        return real(book)

    monkeypatch.setattr(use_case, "hear", closing)
    text = press(opened)
    assert text.startswith("Excel svarte ikke som ventet")
