from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pytest

from orxl.core.errors import OrxlError
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell
from orxl.core.values import BLANK, CellError, Value
from orxl.formulas.betteroffice import BetterOffice, rounding_as_excel
from orxl.formulas.caution import guarded
from orxl.formulas.engine import Declined, Engine, Weakness, functions
from orxl.formulas.ironcalc import IronCalc, without_empty_rows
from orxl.formulas.locale_doubts import UNITS
from orxl.formulas.probes import Concern
from orxl.formulas.recalculate import Agreed, recalculate
from orxl.formulas.telling import REASON, REASONS
from tests.formulas.small import Content, at, book_of

ENGINES: list[Engine] = [BetterOffice(), IronCalc()]


def reason(cells: Mapping[str, Content], cell: str = "B1", engine: Engine = ENGINES[0]) -> str:
    answer = engine.evaluate(book_of({"Ark": cells}))[at(f"Ark!{cell}")]
    return answer.reason if isinstance(answer, Declined) else f"svar: {answer!r}"


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize(
    ("concern", "formula", "a1"),
    [
        ("text as truth", "IF(A1,1,2)", "TRUE"),
        ("text as truth", "NOT(A1)", "usann"),
        ("text as truth", 'IFS(1=2,3,"Sann",4)', 0),
        ("text as number", 'SUM("1.5",A1)', 1),
        ("text as number", 'MAX(A1,"1,5")', 1),
        ("text as number", 'LEFT("abc",A1)', "1,5"),
        ("text as number", 'VALUE(A1&".5")', 1),
        ("long text", "MATCH(A1,A1:A3,0)", "x" * 256),
        ("long text", 'SUMIF(A1:A3,"<>"&A1,C1:C3)', "x" * 256),
        ("values in order", "MATCH(2,A1:A3)", 9),
        ("values in order", "MATCH(2,A1:A3,-1)", 1),
        ("values in order", "VLOOKUP(2,A1:A3,1,TRUE)", 9),
        ("values in order", "HLOOKUP(2,A1:C1,1)", 9),
        ("values in order", "LOOKUP(2,{3,1},{1,2})", 9),
        ("number as text", 'A1&""', 123_456_789_012),
        ("number as text", "LEN(A1)", 1e15),
        ("number as text", '1E20&""', 1),
        ("number as text", 'A1*1000&""', 123_456_789),
        ("text as number", "A1+0", "(7)"),
        ("text as number", "A1+0", "7-"),
        ("text as number", "VALUE(A1)", "€ 7"),
        ("criterion", 'COUNTIF(A1:A3,"TRUE")', True),
        ("half", 'TEXT(A1,"0")', 123_456_789_012_345_678),
        ("half", 'TEXT(A1,"0%")', 0.285),
        ("half", 'TEXT(A1*100,"0")', 1.005),
        ("time", "TIME(0,0,A1)", 32_768),
        ("time", "TIME(0,A1*60,0)", 1),
    ],
)
def test_what_excel_does_in_another_way_is_declined(
    concern: Concern, formula: str, a1: Content, engine: Engine
) -> None:
    cells = {"A1": a1, "A2": 2, "A3": 5, "C1": 3, "B2": f"={formula}"}
    assert reason(cells, "B2", engine) == REASONS[concern]


@pytest.mark.parametrize(
    ("formula", "a1", "value"),
    [
        ("IF(A1,1,2)", "tekst", CellError("#VALUE!")),
        ('SUM("15",A1)', 1, 16.0),
        ("MATCH(A1,A1:A3,0)", "x" * 255, 1.0),
        ("MATCH(3,A1:A3)", 1, 2.0),
        ("MATCH(3,C1:C3,-1)", 1, 1.0),
        ("VLOOKUP(2,A1:A3,1,TRUE)", 1, 2.0),
        ('TEXT(A1,"0%")', 0.28, "28%"),
        ('TEXT(ROUND(A1,0),"0")', 2.5, "3"),
        ("HOUR(TIME(A1,0,0))", 30, 6.0),
        ("UPPER(A1)", "blåbær", "BLÅBÆR"),
        ('DATEDIF(A1,A1+40,"d")', 45_000, 40.0),
    ],
)
def test_what_it_does_in_the_same_way_is_agreed(formula: str, a1: Content, value: Value) -> None:
    cells: dict[str, Content] = {"A1": a1, "A2": 2, "A3": 5, "B1": f"={formula}", "C1": 3}
    assert recalculate(book_of({"Ark": cells})).verdicts[at("Ark!B1")] == Agreed(value)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize(
    ("formula", "beginning"),
    [
        ("AND(VLOOKUP(A1,A1:A3,1,FALSE),TRUE)", "Motoren tar en tekst for noe annet"),
        ('OR(TEXT(1,"0"),TRUE)', "Motoren tar en tekst for noe annet"),
        ('IF("US"&"ANN",1,2)', "Motoren tar en tekst for noe annet"),
        ('NUMBERVALUE("")', "Motoren leser ikke tall i tekst"),
        ('DATEDIF(A1,A1+40,"md")', "Enheten i DATODIFF er ukjent"),
        ("DATEDIF(A1,A1+40,A2)", "Enheten i DATODIFF er ukjent"),
        ('YEAR("1.2."&"2026")', "Hva formelen gir, avhenger av språket"),
        ("UPPER(A3)", "Formelen skriver om en tekst med bokstaver"),
        ('PROPER("straße")', "Formelen skriver om en tekst med bokstaver"),
    ],
)
def test_forms_that_both_engines_have_wrong_are_declined(
    formula: str, beginning: str, engine: Engine
) -> None:
    cells: dict[str, Content] = {"A1": 1, "A2": "md", "A3": "Straße", "B1": f"={formula}"}
    assert reason(cells, engine=engine).startswith(beginning)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize(
    ("formula", "a1"),
    [
        ('A1&" kr"', 1.5),
        ("LEFT(A1,2)", 12.5),
        ('"Det er "&(A1>0)', 1),
        ('A1&""', True),
        ('TEXT(A1,"0.00")', 1),
        ('TEXT(A1,"dd.mm.yyyy")', 45000),
        ('DATEVALUE("1.2.2025")', 0),
        ('COUNTIF(A1:A3,"1.1")', "1.10"),
        ("COUNTIF(C1:C3,A1)", "3/4"),
        ("SUMIF(C1:C3,A1,D1:D3)", ">=1,5"),
        ('COUNTIF(A1:A3,">b")', "å"),
        ("A1*2", "1,5"),
        ("A1*2", "1.5"),
        ("-A1", "1 000"),
        ("VALUE(A1)", "12,5"),
        ("YEAR(A1)", "31.12.2025"),
        ("YEAR(A1)", "1. mai 2025"),
        ("ROUND(A1,0)", "1.5"),
        ("A1+1", "mars 25"),
        ("A1*1", "kr 5"),
        ("VALUE(MID(A1,2,9))", "x1.5"),
        ('A1<"b"', "å"),
        ("A1>C1", "Ærøy"),
        ("MATCH(A1,C1:C3)", "Å"),
    ],
)
def test_values_that_hang_on_the_language_are_declined(
    formula: str, a1: Content, engine: Engine
) -> None:
    cells = {"A1": a1, "B1": f"={formula}", "C1": "Å", "D1": 1}
    assert reason(cells, engine=engine) in {REASON, *REASONS.values()}


@pytest.mark.parametrize(
    ("formula", "a1", "value"),
    [
        ('A1&" kr"', 15, "15 kr"),
        ('A1&"x"', "1.10", "1.10x"),
        ("LEFT(A1,3)", "1.10", "1.1"),
        ('IF(A1>0,"ja","nei")', 1.5, "ja"),
        ("A1>0", "tekst", True),
        ('COUNTIF(A1:A3,"Å*")', "Ås", 1.0),
        ('COUNTIF(A1:A3,">="&1.5)', 2.5, 1.0),
        ("A1*2", "15", 30.0),
        ('SUMPRODUCT((A1:A3="1.10")*1)', "1.10", 1.0),
        ("VALUE(MID(A1,3,9))", "1.10", 10.0),
        ('TEXT(A1,"000")', 7, "007"),
        ('"1.1"&A1', "x", "1.1x"),
    ],
)
def test_values_that_do_not_are_agreed(formula: str, a1: Content, value: Value) -> None:
    book = book_of({"Ark": {"A1": a1, "B1": f"={formula}"}})
    assert recalculate(book).verdicts[at("Ark!B1")] == Agreed(value)


@pytest.mark.parametrize(
    ("formula", "beginning"),
    [
        ("[1]Ark!A1", "Formelen leser en annen arbeidsbok"),
        ('INDIRECT("A1")', "Formelen leser celler den ikke navngir"),
        ("SUBTOTAL(A1,A2:A3)", "Verdien avhenger av hvilke rader som er skjult"),
        ("AGGREGATE(9,5,A1:A3)", "Verdien avhenger av hvilke rader som er skjult"),
        ("SUM(A1:A3*2)", "Formelen bruker et område der Excel venter én verdi"),
        ("A1:A3", "Formelen bruker et område der Excel venter én verdi"),
        ("B1", "Sirkelreferanse: Ark!B1 → B1"),
        ("FINNESIKKE(1)", "Motoren kjenner ikke en funksjon"),
        ("SUM(", "Motoren ga"),
        ("(" * 90 + "1" + ")" * 90, "Formelen har flere parenteser"),
        ("_xlfn.UNIQUE(A1:A3)", "Motoren er ikke prøvd med de nyeste funksjonene"),
        ('OR(A1="Ja","Delvis")', "Motoren tar en tekst for noe annet enn en feil"),
        ('AND(A1=1,IF(A1=1,"x","y"))', "Motoren tar en tekst for noe annet enn en feil"),
        ('_xlfn.XOR(A1&"",TRUE)', "Motoren tar en tekst for noe annet enn en feil"),
    ],
)
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_what_an_engine_is_not_asked_or_cannot_do(
    formula: str, beginning: str, engine: Engine
) -> None:
    assert reason({"A1": 1, "B1": f"={formula}"}, engine=engine).startswith(beginning)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize("formula", ["LEN(A1)", "LEFT(A1&C1,7)", 'FIND("a",A1)', "MID(A1,7,1)"])
def test_characters_of_two_units_are_not_counted(formula: str, engine: Engine) -> None:
    """Excel counts UTF-16 units; its newer «compatibility version 2» counts code points."""
    assert reason({"A1": "Klima 😀", "B1": f"={formula}", "C1": "x"}, engine=engine) == UNITS
    assert reason({"A1": "Klima a", "B1": f"={formula}", "C1": "x"}, engine=engine) != UNITS


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_nothing_is_built_on_a_declined_cell(engine: Engine) -> None:
    cells: dict[str, Content] = {
        "A1": "=FINNESIKKE(1)",
        "B1": "=SUM(A1:A9)+1",
        "C1": "=B1",
        "D1": "=2",
    }
    assert reason(cells, "C1", engine) == "Bygger på Ark!A1, som ikke er etterregnet."
    assert reason(cells, "D1", engine) == "svar: 2.0"


def test_an_unknown_name_is_declined_as_an_unknown_function_is() -> None:
    book = book_of({"Ark": {"A1": "=Ukjent_navn", "A2": "=DCOUNT(Ukjent,2,A3:C4)"}})
    assert recalculate(book).agreed == {}


def test_whole_columns_are_cut_after_the_last_row_for_ironcalc() -> None:
    assert without_empty_rows("VLOOKUP(A4,Ark!$D:$E,2,0)", 9) == "VLOOKUP(A4,Ark!$D$1:$E$9,2,0)"
    assert without_empty_rows("SUM(A:A)", 9) == "SUM(A$1:A$9)"
    assert without_empty_rows('COUNTIF(A:A,"")', 9) == 'COUNTIF(A:A,"")'
    book = book_of({"Ark": {"A1": 2, "A9": 3, "C1": "=SUM(A:A)", "C2": "=MATCH(3,A:A,0)",
                            "C3": '=COUNTIF(A:A,">1")', "C4": "=ROWS(A:A)"}})  # fmt: skip
    assert list(recalculate(book).agreed.values()) == [5.0, 9.0, 2.0, 1048576.0]


def test_values_an_array_formula_put_there_are_no_inputs() -> None:
    spilled = Cell(5.0, None, 0, "array")
    cells: dict[str, Content] = {
        "A1": Cell(4.0, "D1:D2*2", 0, "array"),
        "A2": spilled,
        "B1": "=A2+1",
    }
    assert reason(cells) == "Formelen leser resultatet av en matriseformel over flere celler."


def test_dates_counted_from_1904_are_left_alone() -> None:
    book = book_of({"Ark": {"A1": datetime(2025, 1, 1), "B1": "=YEAR(A1)", "C1": "=1+1"}})
    answers = BetterOffice().evaluate(replace(book, date1904=True))
    assert isinstance(answers[at("Ark!B1")], Declined)
    assert answers[at("Ark!C1")] == 2.0


def test_only_what_is_wanted_is_answered() -> None:
    book = book_of({"Ark": {"A1": "=1", "A2": "=A1+1", "A3": "=FINNESIKKE()"}})
    for engine in ENGINES:
        assert engine.evaluate(book, [at("Ark!A2"), at("Ark!Z9")]) == {at("Ark!A2"): 2.0}


def test_an_engine_that_breaks_down_declines_everything() -> None:
    def panic(book: Book, formulas: Mapping[CellRef, str]) -> Mapping[CellRef, Value | None]:
        raise BaseException("panicked at src/lib.rs")

    answers = guarded(book_of({"Ark": {"A1": "=1"}}), None, (), panic)
    assert answers == {
        at("Ark!A1"): Declined("Motoren brøt sammen over arbeidsboken (BaseException).")
    }


def test_an_error_of_our_own_is_not_swallowed() -> None:
    def missing(book: Book, formulas: Mapping[CellRef, str]) -> Mapping[CellRef, Value | None]:
        raise OrxlError("Mangler.")

    with pytest.raises(OrxlError):
        guarded(book_of({"Ark": {"A1": "=1"}}), None, (), missing)


def test_a_weakness_may_concern_some_results_only() -> None:
    def run(book: Book, formulas: Mapping[CellRef, str]) -> Mapping[CellRef, Value | None]:
        return {
            cell: CellError("#NUM!") if "A1" in text else 1.0 for cell, text in formulas.items()
        }

    weakness = Weakness("Ikke 0.", "", functions("DAY"), when=lambda v: v == CellError("#NUM!"))
    book = book_of({"Ark": {"B1": "=DAY(A1)", "B2": "=DAY(A2)", "B3": "=SQRT(A1)"}})
    assert guarded(book, None, [weakness], run) == {
        at("Ark!B1"): Declined("Ikke 0."),
        at("Ark!B2"): 1.0,
        at("Ark!B3"): CellError("#NUM!"),
    }


@pytest.mark.parametrize(
    ("formula", "fed"),
    [
        ("ROUND(A1,2)", "ROUND((A1)*(1+4E-16),2)"),
        ("round(SUM(A1,B1),0)+1", "round((SUM(A1,B1))*(1+4E-16),0)+1"),
        ("ROUND(ROUND(A1,2),1)", "ROUND((ROUND((A1)*(1+4E-16),2))*(1+4E-16),1)"),
        ("ROUNDUP(A1,2)", "ROUNDUP(ROUND((A1),9),2)"),
        ("INT(A1/B1)+PRINT(1)", "INT(ROUND((A1/B1),9))+PRINT(1)"),
        ('"ROUND(A1,2)"', '"ROUND(A1,2)"'),
        ("SUM({1,2})", "SUM({1,2})"),
    ],
)
def test_betteroffice_is_fed_halves_that_round_as_in_excel(formula: str, fed: str) -> None:
    assert rounding_as_excel(formula) == fed


@pytest.mark.parametrize(
    ("number", "digits", "rounded"),
    [(1.005, 2, 1.01), (0.285, 2, 0.29), (39.995, 2, 40.0), (8.325, 2, 8.33), (2.5, 0, 3.0),
     (-2.5, 0, -3.0), (0.0, 2, 0.0), (1234567.891, -3, 1235000.0), (5386626.4999, 0, 5386626.0),
     (0.49999999999999, 0, 0.0), (123456789012345.0, 0, 123456789012345.0)],
)  # fmt: skip
def test_rounding_is_agreed(number: float, digits: int, rounded: float) -> None:
    book = book_of({"Ark": {"A1": number, "B1": f"=ROUND(A1,{digits})", "C1": BLANK_CELL}})
    assert recalculate(book).agreed[at("Ark!B1")] == pytest.approx(rounded, rel=1e-15)


@pytest.mark.parametrize("formula", ["INT(-3)", "INT(-3.5)", "TRUNC(2.999)", "ROUNDUP(3,0)"])
def test_cutting_is_agreed(formula: str) -> None:
    right = {"INT(-3)": -3.0, "INT(-3.5)": -4.0, "TRUNC(2.999)": 2.0, "ROUNDUP(3,0)": 3.0}
    assert recalculate(book_of({"Ark": {"A1": f"={formula}"}})).agreed == {
        at("Ark!A1"): right[formula]
    }


def test_cutting_where_the_last_binary_digit_decides_is_not_agreed() -> None:
    assert recalculate(book_of({"Ark": {"A1": "=INT(4.35*100)"}})).agreed == {}


BLANK_CELL = Cell(BLANK)


def test_no_subtotal_is_asked_for_where_hidden_rows_are_not_known() -> None:
    book = book_of({"Ark": {"A1": 1, "B1": "=SUBTOTAL(9,A1:A3)"}})
    assert recalculate(book).agreed == {at("Ark!B1"): 1.0}
    live = replace(book, sheets=(replace(book.sheets[0], hidden_rows=None),))
    assert recalculate(live).agreed == {}
