"""Where Excel's objects behave otherwise than files and LibreOffice: the documented facts."""

from __future__ import annotations

import sys
import types
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest

from orxl.core.edits import AppendRows, Formula, SetCell
from orxl.core.errors import OrxlError, RefusedEdit
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell
from orxl.core.values import CellError
from orxl.live import LiveWorkbook
from orxl.live.com import is_busy, one_attempt
from orxl.live.copies import keep_copy, stamped
from orxl.live.session import quiet, untouched, wake
from orxl.report.click import ClickReport, message
from tests.live.excel import FakeApp, FakeBook, FakeName, FakeRange, FakeSheet, FakeTable, Sheets


def book(sheet: FakeSheet, **rest: Any) -> FakeBook:
    return FakeBook(Sheets([sheet]), **rest)


def with_table(**rest: Any) -> FakeSheet:
    sheet = FakeSheet(**rest)
    sheet.held.append(FakeTable(sheet, "tblData", Range.of("Data", "A1:D3")))
    return sheet


def read(fake: FakeBook) -> Book:
    return LiveWorkbook(cast("Any", fake)).read()


def cell(snapshot: Book, a1: str) -> Cell:
    return snapshot.cell(CellRef.of("Data", a1))


def test_a_currency_keeps_all_its_decimals() -> None:
    assert cell(read(book(with_table())), "B2").value == 1234.56789


def test_a_date_is_the_serial_number_without_a_time_zone() -> None:
    assert cell(read(book(with_table())), "C2").value == datetime(2026, 1, 1, 12)


def test_errors_come_as_integers() -> None:
    snapshot = read(book(with_table()))
    assert cell(snapshot, "B3").value == CellError("#DIV/0!")
    assert cell(snapshot, "D3").value == CellError("#N/A")


def test_the_short_spelling_inside_a_table_becomes_the_files() -> None:
    formula = cell(read(book(with_table())), "B2").formula
    assert formula == "tblData[[#This Row],[Status]]*SUM(tblAnnen[Beløp],1.5)"


def test_a_text_that_begins_with_an_equals_sign_is_a_text() -> None:
    assert cell(read(book(with_table())), "A3") == Cell("=ikke en formel")


def test_a_single_used_cell_comes_bare() -> None:
    sheet = FakeSheet(value2=7.0, value=7.0, formula="7", used="C4")
    assert cell(read(book(sheet)), "C4").value == 7.0


def test_built_in_names_get_the_files_prefix_and_their_sheet() -> None:
    names = [
        FakeName("Data!Print_Titles", "=Data!$1:$1"),
        FakeName("'Godtatte avvik'!Lokal", "=Data!$A$1", visible=False),
        FakeName("Budsjettår", "=Data!$B$2"),
    ]
    found = [(n.name, n.sheet, n.hidden) for n in read(book(with_table(), names=names)).names]
    assert found == [
        ("_xlnm.Print_Titles", "Data", False),
        ("Lokal", "Godtatte avvik", True),
        ("Budsjettår", None, False),
    ]


def test_the_modes_of_calculation_are_the_files() -> None:
    calc = read(book(with_table())).calc
    assert (calc.mode, calc.iterate) == ("autoNoTable", True)


@pytest.mark.parametrize(("visible", "state"), [(-1, "visible"), (0, "hidden"), (2, "veryHidden")])
def test_hidden_sheets(visible: int, state: str) -> None:
    assert read(book(with_table(visible=visible))).sheets[0].state == state


def with_spill() -> FakeSheet:
    """A sheet of one's own where =SEQUENCE(2,2) in B2 fills B2:C3."""
    values = (("Navn", "a", "b"), ("x", 1.0, 2.0), ("y", 3.0, 4.0))
    # Whether Formula repeats the formula for the cells it fills is documented nowhere.
    told = (("Navn", "a", "b"), ("x", "=SEQUENCE(2,2)", "=SEQUENCE(2,2)"), ("y", "3", "4"))
    return FakeSheet(
        value2=values, value=values, formula=told, used="A1:C3", spill=Range.of("Data", "B2:C3")
    )


def test_a_spilled_formula_stands_in_one_cell_and_fills_the_others() -> None:
    snapshot = read(book(with_spill()))
    assert cell(snapshot, "B2") == Cell(1.0, "SEQUENCE(2,2)", kind="spill")
    assert cell(snapshot, "C2") == Cell(2.0, kind="spill")
    assert cell(snapshot, "C3") == Cell(4.0, kind="spill")
    assert cell(snapshot, "A2") == Cell("x")


def test_a_spill_is_never_written_over() -> None:
    for content in (5.0, Formula("1+1")):
        for a1 in ("B2", "C3"):
            sheet = with_spill()
            with pytest.raises(RefusedEdit, match="matriseformel"):
                apply(book(sheet), SetCell(CellRef.of("Data", a1), content))
            assert sheet.did == []


def test_a_table_does_not_grow_over_a_spill_below_it() -> None:
    sheet = replace(with_spill(), spill=Range.of("Data", "B3:C3"))
    sheet.held.append(FakeTable(sheet, "tblData", Range.of("Data", "A1:C2")))
    with pytest.raises(RefusedEdit, match="under tabellen"):
        apply(book(sheet), AppendRows("tblData", ((1.0, 2.0, 3.0),)))
    assert sheet.did == []


def apply(fake: FakeBook, *edits: Any) -> None:
    live = LiveWorkbook(cast("Any", fake))
    live.apply(edits, live.read())


def test_rows_are_added_by_resizing_first_and_then_one_bulk_write() -> None:
    sheet = with_table()
    apply(book(sheet), AppendRows("tblData", (("2.1.5", 1.0, datetime(2026, 1, 2), "Klar tekst"),)))
    assert sheet.did == [
        ("resize", "tblData", "A1:D4"),
        ("fill_formats", "A3:D3", "A3:D4"),
        # An apostrophe keeps «2.1.5» from becoming a date; a date is written as its number.
        ("formula", "A4:D4", [["'2.1.5", 1.0, 46024.0, "Klar tekst"]]),
    ]


def test_a_formula_in_a_cell_formatted_as_text_gets_a_format_that_calculates() -> None:
    sheet = with_table(number_format="@")
    apply(book(sheet), SetCell(CellRef.of("Data", "B2"), Formula("1+1")))
    assert sheet.did == [
        ("number_format", "B2", "General"),
        ("formula", "B2", [["=1+1"]]),
    ]


def test_a_protected_sheet_is_refused_before_anything_is_written() -> None:
    sheet = with_table(protected=True)
    with pytest.raises(RefusedEdit, match="beskyttet"):
        apply(book(sheet), SetCell(CellRef.of("Data", "B2"), 1.0))
    assert sheet.did == []


def test_an_unlocked_cell_of_a_protected_sheet_is_written_in_its_own_format() -> None:
    free = CellRef.of("Data", "B2")
    sheet = with_table(protected=True, unlocked=(free,))
    assert LiveWorkbook(cast("Any", book(sheet))).read().sheets[0].unlocked == {(2, 2)}
    apply(book(sheet), SetCell(free, 9.6, number_format="#,##0"))
    assert sheet.did == [("formula", "B2", [[9.6]])]
    with pytest.raises(RefusedEdit, match="beskyttet"):
        apply(book(sheet), SetCell(CellRef.of("Data", "C2"), 1.0))


def test_a_cell_that_was_changed_meanwhile_is_refused() -> None:
    sheet = with_table()
    live = LiveWorkbook(cast("Any", book(sheet)))
    before = live.read()
    sheet.value2 = (sheet.value2[0], ("Noe annet", *sheet.value2[1][1:]), sheet.value2[2])
    with pytest.raises(RefusedEdit, match="«Noe annet»"):
        live.apply([SetCell(CellRef.of("Data", "A2"), "Ny", expected="Skolevei")], before)
    assert sheet.did == []


@pytest.mark.parametrize(
    "place", ["https://kommune-my.sharepoint.com/personal/kari/Documents", "", "Z:\\borte"]
)
def test_a_copy_of_a_book_in_the_cloud_or_nowhere_goes_to_the_users_folder(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    name = stamped("handlingsprogram", datetime(2026, 12, 1, 9, 30))  # as Excel calls a new book
    path = keep_copy(cast("Any", book(with_table(), path=place)), name)
    assert path == tmp_path / "orxl-sikkerhetskopier" / (
        "handlingsprogram 2026-12-01 kl. 09.30.00.xlsx"
    )
    report = ClickReport("handlingsprogram", (), (), path, "", read_only=False)
    assert "kl. 09.30.00.xlsx (i brukermappen din)" in message(report)


def test_a_book_that_cannot_be_saved_under_its_name_is_said() -> None:
    report = ClickReport("handlingsprogram.xlsx", (), (), Path("x/kopi.xlsx"), "", read_only=True)
    assert message(report).endswith("lagre den under et annet navn.")


def test_where_excel_saves_by_itself_nobody_is_told_to_save() -> None:
    report = ClickReport(
        "handlingsprogram.xlsx", (), (), Path("x/kopi.xlsx"), "", read_only=False, saves_itself=True
    )
    assert "Husk å lagre" not in message(report)
    assert message(report).endswith("Fil → Informasjon → Versjonslogg.")


def test_the_newest_ten_copies_are_kept(tmp_path: Path) -> None:
    fake = book(with_table(), path=str(tmp_path))
    for second in range(12):
        keep_copy(cast("Any", fake), f"handlingsprogram 2026-12-01 kl. 09.30.{second:02}.xlsx")
    left = sorted(p.name for p in (tmp_path / "orxl-sikkerhetskopier").iterdir())
    assert len(left) == 10
    assert left[0].endswith("09.30.02.xlsx")


def everything(app: FakeApp) -> tuple[Any, ...]:
    return (
        app.calculation, app.screen_updating, app.interactive, app.enable_events, app.status_bar,
        app.api.AutoCorrect.AutoFillFormulasInLists,
    )  # fmt: skip


def test_every_setting_comes_back_after_an_accident() -> None:
    app = FakeApp(screen_updating=False)
    before = everything(app)

    def accident() -> None:
        with quiet(cast("Any", app)), untouched(cast("Any", app)):
            assert everything(app) != before
            assert app.calculation == "manual"
            assert app.api.AutoCorrect.AutoFillFormulasInLists is False
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        accident()
    assert everything(app) == before


def test_a_setting_that_will_not_come_back_is_named_and_the_others_come_back() -> None:
    class Stubborn(FakeApp):
        def __setattr__(self, name: str, value: Any) -> None:
            if name == "calculation" and value == "semiautomatic" and self.__dict__.get(name):
                raise RuntimeError("Excel is busy")
            super().__setattr__(name, value)

    app = Stubborn()
    with pytest.raises(OrxlError, match="beregningsmåten"), quiet(cast("Any", app)):
        pass
    assert app.screen_updating is True
    assert app.interactive is True


def test_xlwings_asks_a_busy_excel_once_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = types.ModuleType("xlwings._xlwindows")
    windows.N_COM_ATTEMPTS = 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", windows)
    with one_attempt():
        assert windows.N_COM_ATTEMPTS == 1
    assert windows.N_COM_ATTEMPTS == 0


def test_a_number_in_a_cell_formatted_as_text_is_shown_as_one_and_taken_back_as_text() -> None:
    sheet = with_table(number_format="@")
    live = LiveWorkbook(cast("Any", book(sheet)))
    edit = SetCell(CellRef.of("Data", "B2"), 200.0, number_format="#,##0")
    take_back = live.apply([edit], live.read())
    assert take_back()
    assert [entry[:2] for entry in sheet.did] == [("number_format", "B2"), ("formula", "B2")] * 2
    assert [sheet.did[0][2], sheet.did[2][2]] == ["#,##0", "@"]


def test_a_number_in_any_other_cell_leaves_the_format_alone() -> None:
    sheet = with_table()
    apply(book(sheet), SetCell(CellRef.of("Data", "B2"), 200.0, number_format="#,##0"))
    assert sheet.did == [("formula", "B2", [[200.0]])]


def test_a_last_row_that_a_filter_hides_does_not_stop_the_writing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hidden(_range: FakeRange, _to: FakeRange, _kind: str) -> None:
        raise ComError(-2147352567, "Exception occurred.", NO_SUCH_SHEET, None)

    monkeypatch.setattr(FakeRange, "autofill", hidden)
    sheet = with_table()
    apply(book(sheet), AppendRows("tblData", (("Ny", 1.0, 2.0, "Klar"),)))
    assert [what for what, _, _ in sheet.did] == ["resize", "formula"]


def test_an_interrupted_writing_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_range: FakeRange, _to: FakeRange, _kind: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeRange, "autofill", interrupted)
    sheet = with_table()
    with pytest.raises(RefusedEdit, match="Alt er satt tilbake"):
        apply(book(sheet), AppendRows("tblData", (("Ny", 1.0, 2.0, "Klar"),)))
    assert sheet.did == [("resize", "tblData", "A1:D4"), ("resize", "tblData", "A1:D3")]


def test_keyboard_and_mouse_are_taken_only_while_something_is_written() -> None:
    app = FakeApp()
    with quiet(cast("Any", app)):
        assert app.interactive is True
        with untouched(cast("Any", app)):
            assert app.interactive is False
        assert app.interactive is True


def test_a_click_that_was_ended_half_way_can_be_mended() -> None:
    app = FakeApp(
        calculation="manual", screen_updating=False, interactive=False, enable_events=False,
        status_bar="orxl beregner …",
    )  # fmt: skip
    wake(cast("Any", app))
    assert everything(app) == ("automatic", True, True, True, False, True)


class ComError(Exception):
    """What pywin32 raises: its arguments are the code, a text, Excel's details, an argument."""

    @property
    def hresult(self) -> int:
        return int(self.args[0])


EDITING = (0, None, None, None, 0, -2146777998)
NO_SUCH_SHEET = (0, "Microsoft Excel", "Subscript out of range", None, 0, -2146827279)


@pytest.mark.parametrize(
    ("error", "refused"),
    [
        (ComError(-2147418111, "Call was rejected by callee.", None, None), True),
        (ComError(-2147352567, "Exception occurred.", EDITING, None), True),
        (ComError(-2147352567, "Exception occurred.", NO_SUCH_SHEET, None), False),
        (ComError(-2147023174, "The RPC server is unavailable.", None, None), False),
        (AttributeError("HasSpill"), False),
    ],
)
def test_a_busy_excel_is_told_from_one_that_fails(error: Exception, refused: bool) -> None:
    assert is_busy(error) is refused


def test_notes_and_threads_of_comments_are_known_by_their_cells() -> None:
    old = FakeSheet(notes=((2, 1),))
    new = FakeSheet(notes=((2, 1),), threads=((3, 4), (9, 2)))
    assert read(book(old)).sheets[0].commented == {(2, 1)}
    assert read(book(new)).sheets[0].commented == {(2, 1), (3, 4), (9, 2)}
    assert read(book(FakeSheet())).sheets[0].commented == frozenset()
