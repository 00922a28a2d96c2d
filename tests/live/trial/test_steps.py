"""Each step of the trial over the stand-in for Excel: as expected, and when something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell
from orxl.live.trial import Bench, Place, Way, steps_of
from orxl.live.trial.steps.contents import compare
from orxl.report.expectations import Expectation, expectations
from tests.live.trial.com import Excel
from tests.live.trial.things import refuse
from tests.live.windows.com import ComError

STEPS = [
    "Åpning", "Verdier og formler", "Opptak", "Vekst", "Fellen", "Beskyttelse",
    "Knappen: uten videre", "Knappen: en formel er skrevet over", "Knappen: filtrert",
    "Knappen: under", "Knappen: passord", "Knappen: manuell", "Vekke Excel", "Lagring",
    "Grønne trekanter", "Radhøyder", "Utskrift",
]  # fmt: skip


def done(bench: Bench, name: str) -> dict[str, Any]:
    """What the step called *name* notes."""
    facts: dict[str, Any] = {}
    next(step for step in steps_of(bench.plan) if step.name == name).do(bench, facts)
    assert json.loads(json.dumps(facts, ensure_ascii=False)) == facts
    return facts


def wrong(bench: Bench, name: str) -> list[Expectation]:
    """What was not as expected in it."""
    return [e for e in expectations(name, done(bench, name)) if e.ok is not True]


def test_every_step_with_an_expectation_is_among_them(bench: Bench) -> None:
    assert [step.name for step in steps_of(bench.plan)] == ["Maskinen", *STEPS]


@pytest.mark.parametrize("name", [s for s in STEPS if "skrevet over" not in s])
def test_an_excel_that_does_as_predicted_gives_nothing_to_report(bench: Bench, name: str) -> None:
    assert wrong(bench, name) == []
    assert expectations(name, done(bench, name))


@pytest.mark.parametrize("name", STEPS)
def test_what_a_step_did_not_come_to_counts_as_not_tried(name: str) -> None:
    told = expectations(name, {})
    certain = {"Grønne trekanter", "Vekst", "Beskyttelse"}  # say nothing, or what was counted
    assert name in certain or {e.ok for e in told} == {None}


def test_the_workbook_itself_is_only_copied(bench: Bench, excel: Excel) -> None:
    before = bench.source.read_bytes()
    for name in STEPS:
        done(bench, name)
        assert excel.open_books == []
    assert bench.source.read_bytes() == before


def test_the_machine_is_described(bench: Bench, excel: Excel) -> None:
    facts = done(bench, "Maskinen")
    assert facts["utgave"] == ["str", "16.0"]
    assert facts["desimaltegn"] == ["str", ","]
    del excel.LanguageSettings
    assert done(bench, "Maskinen")["språk"]["feil"] == "AttributeError"


def test_a_repair_and_a_changed_book_are_told(bench: Bench, excel: Excel) -> None:
    log = bench.temp / "error123.xml"
    make = excel._open

    def opens(path: str, links: int, read_only: bool) -> Any:
        assert excel.DisplayAlerts is True  # else there is no dialog to note
        log.write_text(f"<recoveryLog>{bench.folder}</recoveryLog>", "utf-8")
        return make(path, links, read_only)

    excel._open = opens  # type: ignore[method-assign]
    excel.Caption, excel.saved_after_open = "åpning.xlsx  [Reparert] – Excel", False
    found = wrong(bench, "Åpning")
    assert [e.what.split()[0] for e in found] == ["Excel", "Tittellinjen", "Excel"]
    assert str(bench.folder) not in str(found)
    assert excel.DisplayAlerts is False


def test_a_book_that_excel_saves_by_itself_is_told(
    bench: Bench, excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = excel._open

    def opens(path: str, links: int, read_only: bool) -> Any:
        book = make(path, links, read_only)
        book.AutoSaveOn = True
        return book

    excel._open = opens  # type: ignore[method-assign]
    assert [e.what for e in wrong(bench, "Åpning")] == ["Excel lagrer boken selv"]


def test_a_sheet_of_the_staffs_own_is_not_named(bench: Bench) -> None:
    hidden = replace(bench, plan=replace(bench.plan, sheets=frozenset({"Tiltak"})))
    assert set(done(hidden, "Åpning")["ark"]) == {"Tiltak", "(eget ark)"}


def changed(held: Book, at: tuple[int, int], cell: Cell) -> Book:
    first, *rest = held.sheets
    return replace(held, sheets=(replace(first, cells={**first.cells, at: cell}), *rest))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Cell(60.5, "tblTiltak[[#This Row],[Beløp]]*2"), "avvik 8.3e-03 av tallet"),
        (Cell("hemmelig", "tblTiltak[[#This Row],[Beløp]]*2"), "tekst i filen, float i Excel"),
    ],
)
def test_another_value_is_told_by_kind_and_place(
    bench: Bench, held: Book, cell: Cell, said: str
) -> None:
    found = wrong(replace(bench, held=changed(held, (4, 3), cell)), "Verdier og formler")
    assert [e.places for e in found] == [(f"Tiltak · C4 · {said}",)]
    assert "hemmelig" not in str(found)


def test_the_last_bits_of_a_number_are_no_other_value(bench: Bench, held: Book) -> None:
    near = Cell(60.00000000000001, "tblTiltak[[#This Row],[Beløp]]*2")
    assert wrong(replace(bench, held=changed(held, (4, 3), near)), "Verdier og formler") == []


def test_another_formula_is_told_where_it_is_the_products_own(bench: Bench, held: Book) -> None:
    live = changed(held, (4, 3), Cell(60.0, "1+59"))
    facts: dict[str, Any] = {}
    compare(bench, live, facts)
    (place,) = facts["andre formler"]["steder"]
    assert place == ["Tiltak", "C4", "tblTiltak[[#This Row],[Beløp]]*2", "1+59"]
    own = changed(held, (4, 3), Cell(60.0, "40+20"))
    compare(replace(bench, held=own), live, facts)
    assert facts["andre formler"]["steder"] == [["Tiltak", "C4", "(egen formel)", "(egen formel)"]]


def test_a_sheet_that_is_gone_and_a_table_that_is_another_are_told(
    bench: Bench, held: Book
) -> None:
    facts: dict[str, Any] = {}
    first, *rest = held.sheets
    compare(bench, replace(held, sheets=(replace(first, tables=()), *rest[1:])), facts)
    assert facts["annet"] == [["Tiltak", "tabeller"], ["Satser", "arket mangler"]]


def test_the_sign_of_one_among_many_is_counted(bench: Bench, excel: Excel, held: Book) -> None:
    shown = changed(held, (2, 4), Cell(1.0, '@INDEX(A1:A3,1)&"@"'))
    excel.book = changed(shown, (3, 4), Cell(1.0, 'tblTiltak[@Beløp]&"@"'))
    assert done(bench, "Verdier og formler")["vist med @"] == {
        "antall": 1, "eksempler": ["Tiltak D2"],
    }  # fmt: skip
    excel.dynamic = False  # an Excel without dynamic arrays has no such spelling
    assert done(bench, "Verdier og formler")["vist med @"]["antall"] == 0


def test_a_new_row_without_its_looks_is_told_with_its_columns(bench: Bench, excel: Excel) -> None:
    excel.new_rows_dressed = False
    (found,) = wrong(bench, "Vekst")
    assert found.found == "bakgrunn: kolonne 1, 2, 3 og 4"
    assert found.places == ("Tiltak (tblTiltak)",)


def test_a_table_that_does_not_grow_is_grown_with_tab(bench: Bench, excel: Excel) -> None:
    excel.AutoCorrect.AutoExpandListRange = False
    facts = done(bench, "Vekst")["tblTiltak"]
    assert facts["vokste"] is False
    assert facts["ny rad med tabulator"] == {"avvist": False}
    assert "ulikt raden over" in facts
    assert next(e.what for e in wrong(bench, "Vekst")).startswith("Tabellen vokser")


def test_a_code_that_becomes_a_number_is_told(bench: Bench) -> None:
    given = replace(bench.plan.growing[0], value="9.9")
    facts = done(replace(bench, plan=replace(bench.plan, growing=(given,))), "Vekst")
    facts["tblTiltak"]["ble"] = ["float", 9.9]
    (found,) = (e for e in expectations("Vekst", facts) if not e.ok)
    assert found.found == "float · 9.9"


def test_one_table_that_fails_does_not_stop_the_next(bench: Bench) -> None:
    good = bench.plan.growing[0]
    plan = replace(bench.plan, growing=(replace(good, table="tblFinnesIkke"), good))
    facts = done(replace(bench, plan=plan), "Vekst")
    assert facts["tblFinnesIkke"]["feil"] == ["ComError", -2147352567]
    assert facts["tblTiltak"]["vokste"] is True
    assert expectations("Vekst", facts)[0].ok is False


def test_a_column_that_excel_does_not_fill_is_told(bench: Bench, excel: Excel) -> None:
    excel.AutoCorrect.AutoFillFormulasInLists = False
    (found,) = wrong(bench, "Fellen")
    assert (found.expected, found.found) == ("3", "1")


def test_a_protected_sheet_that_lets_all_through_is_told(bench: Bench, excel: Excel) -> None:
    excel.book = replace(
        excel.book, sheets=tuple(replace(sheet, protected=False) for sheet in excel.book.sheets)
    )
    assert [(e.what, e.found) for e in wrong(bench, "Beskyttelse")] == [
        ("Excel avviser skriving i en låst celle", "nei"),
        ("Tabellen på et beskyttet ark vokser", "ja"),
    ]


def test_a_yellow_cell_that_is_refused_is_told_with_excels_code(bench: Bench, excel: Excel) -> None:
    excel.fails["Formula"] = refuse("nei")
    facts = done(bench, "Beskyttelse")["Satser"]
    assert facts["åpen celle"]["avvist"] is True
    assert facts["åpen celle"]["kode"] == -2147352567


def test_the_recording_holds_every_answer_and_no_content_of_the_workbook(bench: Bench) -> None:
    facts = done(bench, "Opptak")
    assert facts["celler"]["A1"]["Value2"] == ["int", -2146826281]
    assert facts["celler"]["B1"]["Value"] == ["Decimal", "1234.5679"]
    assert facts["celler"]["A1:D2"]["Value2"][:3] == ["flere", 2, 4]
    assert facts["flytende"]["HasSpill J1:J3"] == ["bool", True]
    assert facts["ukjent medlem"]["feil"] == "AttributeError"
    assert "Kari" not in json.dumps(facts)


def test_an_excel_without_dynamic_arrays_is_recorded_too(bench: Bench, excel: Excel) -> None:
    excel.dynamic = False
    facts = done(bench, "Opptak")
    assert facts["flytende"]["HasSpill J1"]["feil"] == "AttributeError"
    assert wrong(bench, "Opptak") == []


def pressing(bench: Bench, press: Callable[[Any, bool], str], way: int = 0) -> dict[str, Any]:
    name = [f"Knappen: {w.name}" for w in bench.plan.ways][way]
    return done(replace(bench, press=press), name)


def test_only_the_first_words_of_the_message_are_kept(bench: Bench) -> None:
    assert done(bench, "Knappen: uten videre")["sa"] == "Alt stemmer"


def test_a_click_that_fails_is_told_without_its_words(bench: Bench) -> None:
    from orxl.core.errors import RefusedEdit

    def press(_book: Any, _yes: bool) -> str:
        raise RefusedEdit("Kari skylder 500 kr.")

    facts = pressing(bench, press)
    assert "Kari" not in json.dumps(facts)
    assert [e.found for e in expectations("Knappen: uten videre", facts) if not e.ok] == [
        "RefusedEdit", "0",
    ]  # fmt: skip


def test_settings_selection_and_formats_that_do_not_come_back_are_told(
    bench: Bench, excel: Excel
) -> None:
    def press(book: Any, yes: bool) -> str:
        excel.Calculation, excel.StatusBar = -4135, "orxl …"
        excel.open_books[-1].sheets[2].formats += 2
        excel.open_books[-1].sheets.insert(0, excel.open_books[-1].sheets.pop())
        return "Alt stemmer: 0 feil."

    facts = pressing(bench, press)
    found = {e.what: e for e in expectations("Knappen: uten videre", facts) if not e.ok}
    assert [what.split()[0] for what in found] == ["Nye", "Excels", "Merking", "Like"]
    changes = found["Excels innstillinger er som før klikket"].places
    assert changes[0] == "beregning: -4105 → -4135"
    assert changes[1].startswith("linjen nederst")
    assert found["Like mange betingede formater før og etter"].found == "3 før, 5 etter"


def test_an_overwritten_formula_is_looked_at_after_the_click(bench: Bench, excel: Excel) -> None:
    name = "Knappen: en formel er skrevet over"
    (left,) = wrong(bench, name)
    assert left.what == "Cellen står som den ble skrevet"

    def mends(book: Any, yes: bool) -> str:
        excel.open_books[-1].sheets[0].Cells(2, 3).Formula = "=[@Beløp]*2"
        excel.open_books[-1].sheets[3].tables[0].grow()
        return "Alt stemmer: 0 feil."

    assert wrong(replace(bench, press=mends), name) == []


@pytest.mark.parametrize("expands", [True, False])
def test_what_stands_right_below_the_log_is_no_row_of_it(
    bench: Bench, excel: Excel, expands: bool
) -> None:
    excel.AutoCorrect.AutoExpandListRange = expands
    seen: list[tuple[int, Any]] = []

    def press(_book: Any, _yes: bool) -> str:
        log = excel.open_books[-1].sheets[3]
        seen.append((log.tables[0].area.last_row, log.held[3, 1].value))
        return "Alt stemmer: 0 feil."

    done(replace(bench, press=press), "Knappen: under")
    assert seen == [(2, "x")]
    assert excel.AutoCorrect.AutoExpandListRange is expands


def test_manual_calculation_is_as_it_was_for_the_next_book(bench: Bench, excel: Excel) -> None:
    facts = done(bench, "Knappen: manuell")
    assert facts["innstillinger"]["etter"]["beregning"] == -4135
    assert excel.Calculation == -4105


def test_a_way_that_cannot_be_prepared_leaves_no_book_open(bench: Bench, excel: Excel) -> None:
    bad = Way("ukjent celle", "skriv", Place(CellRef("Finnes ikke", 1, 1), "x"))
    with pytest.raises(ComError):
        done(replace(bench, plan=replace(bench.plan, ways=(bad,))), "Knappen: ukjent celle")
    assert excel.open_books == []


def test_an_excel_that_stays_still_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orxl.live.trial.steps.pressing.wake", lambda app: None)
    (found,) = wrong(bench, "Vekke Excel")
    assert len(found.places) == 6


def test_the_copy_is_saved_before_it_is_read(bench: Bench, excel: Excel) -> None:
    done(bench, "Lagring")
    assert [(what, Path(where).name) for what, where, _ in excel.did if what == "Save"] == [
        ("Save", "lagret.xlsx")
    ]


def test_what_excel_saves_otherwise_is_told(bench: Bench, held: Book) -> None:
    saved = changed(held, (4, 3), Cell(60.0))
    (found,) = wrong(replace(bench, reread=lambda path: saved), "Lagring")
    assert found.places == ("Tiltak · C4 · tblTiltak[[#This Row],[Beløp]]*2 · ingen",)


def test_green_triangles_are_counted_by_kind(bench: Bench, excel: Excel) -> None:
    excel.triangles.add(("Tiltak", 3))
    facts = done(bench, "Grønne trekanter")
    assert facts == {"tall som tekst": {
        "antall": 2, "steder": ["Tiltak A2", "Tiltak A4"],
    }}  # fmt: skip
    assert [e.found for e in wrong(bench, "Grønne trekanter")] == ["2"]


def test_a_formula_and_a_value_are_asked_for_what_can_be_wrong_with_them(
    bench: Bench, excel: Excel
) -> None:
    excel.triangles |= {("Tiltak", number) for number in (4, 8)}
    told = {word: places["steder"] for word, places in done(bench, "Grønne trekanter").items()}
    assert told["ulik naboformel"] == ["Tiltak C2", "Tiltak C4"]
    assert told["utenfor nedtrekkslisten"] == ["Tiltak A2", "Tiltak B2", "Tiltak A4", "Tiltak B4"]


def test_rows_that_excel_makes_higher_are_told(bench: Bench, excel: Excel) -> None:
    excel.too_low.add(3)
    (found,) = wrong(bench, "Radhøyder")
    assert found.places == ("Tiltak · 3 · 15.0 · 30.0",)


def test_a_sheet_with_a_password_is_not_fitted(bench: Bench, excel: Excel) -> None:
    make = excel._sheet

    def locked(name: str, book: Any) -> Any:
        sheet = make(name, book)
        sheet.password = "x" if name == "Satser" else ""
        return sheet

    before = done(bench, "Radhøyder")["undersøkt"]
    excel._sheet = locked  # type: ignore[method-assign]
    assert done(bench, "Radhøyder")["undersøkt"] == before - 2


def test_a_pdf_without_pages_is_told(bench: Bench, excel: Excel, monkeypatch: Any) -> None:
    def empty(_self: Any, _kind: int, path: str) -> None:
        Path(path).write_bytes(b"%PDF")

    monkeypatch.setattr("tests.live.trial.com.Workbook.ExportAsFixedFormat", empty)
    assert [e.found for e in wrong(bench, "Utskrift")] == ["0 sider"]
