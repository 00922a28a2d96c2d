"""The button, pressed in a real spreadsheet program on the shipped workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlwings as xw

from orxl.binding import bind
from orxl.button import main
from orxl.rules import run as rules_run
from orxl.xlsx import read_book
from tests.live.calc.office import needs_calc
from tests.live.pressing import bound, findings, live, press, type_in

if TYPE_CHECKING:
    from tests.live.calc.engine import Book

pytestmark = [pytest.mark.libreoffice, needs_calc]


def result_cell(book: Book) -> Any:
    return bound(book).where("tblHovedtall", "Resultat", "budget", "type")


def test_the_shipped_workbook_has_no_errors_and_the_message_says_so(opened: Book) -> None:
    text = press(opened)
    assert text.startswith(("Alt stemmer:", "Ingen feil"))
    assert "0 feil" in text
    assert "Husk å lagre" in text


def test_the_run_is_a_line_in_the_change_log_and_on_the_front_page(opened: Book) -> None:
    before = bound(opened).programme.log
    press(opened)
    after = bound(opened)
    assert len(after.programme.log) == len(before) + 1
    line = after.programme.log[-1]
    assert line.action == "Knappen"
    shown = {c.value for c in after.book.by_name["forside"].cells.values()}
    assert line.time in shown


def test_a_formula_typed_over_is_reported_with_a_link(opened: Book) -> None:
    cell = type_in(opened, result_cell(opened), -300.0)
    text = press(opened)
    assert text.startswith("Ikke klar til å sendes: ")
    assert str(cell) in text
    after = bound(opened)
    row = next(r for r in findings(after) if r.values["code"] == "F001")
    link = after.book.cell(row.cells["cell"])
    assert link.value == cell.a1
    assert link.formula is not None
    assert link.formula.startswith("HYPERLINK(")
    assert after.book.cell(cell).value == -300.0


def test_nothing_is_restored_without_a_yes(opened: Book) -> None:
    cell = type_in(opened, result_cell(opened), -300.0)
    opened.app.answer = "no"
    press(opened)
    assert f"{cell}: " in opened.app.asked[-1]
    assert bound(opened).book.cell(cell).formula is None


def test_with_a_yes_the_formula_is_restored_and_the_change_is_listed(opened: Book) -> None:
    cell = result_cell(opened)
    formula = bound(opened).book.cell(cell).formula
    type_in(opened, cell, -300.0)
    opened.app.answer = "yes"
    text = press(opened)
    after = bound(opened)
    assert after.book.cell(cell).formula == formula
    assert after.book.cell(cell).value == -336.0
    assert "0 feil" in text
    assert f"Rettet: {cell}" in text
    assert str(cell) in (after.programme.log[-1].description or "")
    assert "F001" not in {r.values["code"] for r in findings(after)}


def test_the_saved_file_holds_what_the_live_book_showed(opened: Book, path: Path) -> None:
    type_in(opened, result_cell(opened), -300.0)
    press(opened)
    shown = bound(opened)
    opened.save()
    saved = bind(read_book(path))
    assert [r.values for r in findings(saved)] == [r.values for r in findings(shown)]
    assert len(saved.programme.log) == len(shown.programme.log)
    assert saved.tables["tblFunn"].table.ref == shown.tables["tblFunn"].table.ref


def test_the_table_of_findings_shrinks_again(opened: Book) -> None:
    cell = result_cell(opened)
    type_in(opened, cell, -300.0)
    opened.app.answer = "no"
    press(opened)
    many = bound(opened).tables["tblFunn"].table.ref
    opened.app.answer = "yes"
    press(opened)
    after = bound(opened)
    few = after.tables["tblFunn"].table.ref
    assert few.last_row < many.last_row
    below = [at for at in after.book.by_name["kontroll"].cells if at[0] > few.last_row]
    assert below == []


def test_a_second_click_finds_the_same(opened: Book) -> None:
    press(opened)
    first = [r.values for r in findings(bound(opened))]
    press(opened)
    assert [r.values for r in findings(bound(opened))] == first


def test_a_copy_of_the_unsaved_book_is_kept(opened: Book, path: Path) -> None:
    cell = type_in(opened, result_cell(opened), -300.0)
    press(opened)
    (copy,) = (path.parent / "orxl-sikkerhetskopier").iterdir()
    assert read_book(copy).cell(cell).value == -300.0
    assert len(bind(read_book(copy)).programme.log) == len(bind(read_book(path)).programme.log)


def test_the_selection_and_the_active_sheet_stay(opened: Book) -> None:
    view = opened.doc.CurrentController
    sheet = opened.doc.Sheets.getByName("Tiltak")
    view.setActiveSheet(sheet)
    view.select(sheet.getCellRangeByName("C9:D11"))
    view.setFirstVisibleRow(6)
    before = (view.ActiveSheet.Name, view.Selection.AbsoluteName, view.FirstVisibleRow)
    press(opened)
    assert (view.ActiveSheet.Name, view.Selection.AbsoluteName, view.FirstVisibleRow) == before


def settings(book: Book) -> dict[str, Any]:
    app = book.app
    return {
        **app.settings,
        "calculation": app.calculation,
        "autofill": app.api.AutoCorrect.AutoFillFormulasInLists,
    }


def test_the_users_settings_come_back(opened: Book) -> None:
    opened.app.calculation = "manual"
    opened.app.enable_events = False
    before = settings(opened)
    press(opened)
    assert settings(opened) == before
    assert ("screen_updating", False) in opened.app.history


def test_a_manual_calculation_mode_is_a_finding_though_the_run_changes_it(opened: Book) -> None:
    opened.app.calculation = "manual"
    press(opened)
    assert "S007" in {r.values["code"] for r in findings(bound(opened))}


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
    assert press(opened)  # and the book is still usable


def test_a_missing_sheet_of_findings_is_said_and_the_book_is_checked_all_the_same(
    opened: Book,
) -> None:
    opened.doc.Sheets.removeByName("Kontroll")
    text = press(opened)
    assert text.startswith("Ikke klar til å sendes")
    assert "Funnene kunne ikke skrives" in text


def test_a_book_of_something_else_is_said_plainly(opened: Book) -> None:
    for name in ("Forutsetninger", "Hovedtall"):
        opened.doc.Sheets.removeByName(name)
    assert press(opened).startswith("Finner ikke budsjettåret")


def test_a_rule_that_fails_is_a_finding_and_the_run_goes_on(
    opened: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = rules_run.all_rules()[0]

    def broken(_: Any) -> Any:
        raise ZeroDivisionError("rule")

    from dataclasses import replace

    rules = (replace(rule, check=broken), *rules_run.all_rules()[1:])
    monkeypatch.setattr(rules_run, "all_rules", lambda: rules)
    assert "kunne ikke kjøres" in press(opened)


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


def test_a_book_closed_while_the_button_works_is_one_sentence(
    opened: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orxl.app import live as use_case

    real = use_case.view_of

    def closing(book: Any) -> Any:
        opened.close()
        return real(book)

    monkeypatch.setattr(use_case, "view_of", closing)
    text = press(opened)
    assert text.startswith("Excel svarte ikke som ventet")
