from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, DefinedName, Sheet, Table, TableColumn
from orxl.formulas.structured import StructuredRef, lower, parse

HEADS = ("Nr", "Beløp 2025", "Del [a]", "Per's #", "Øre")
TABLE = Table("tblTiltak", Range.of("Tiltak Å", "A3:E10"), tuple(map(TableColumn, HEADS)), 1, 1)
BOOK = Book(
    (Sheet("Tiltak Å", {}, (TABLE,)), Sheet("X", {})),
    (
        DefinedName("Årsats", "X!$A$1"), DefinedName("Dobbel", "Årsats*2"),
        DefinedName("Rel", "X!B2"),
        DefinedName("Løkke", "Løkke+1"), DefinedName("Minus", "-0.5"),
        DefinedName("Minus", "7", "X"),
        DefinedName("Tekst", '"å"'), DefinedName("Sum", "SUM(tblTiltak[Øre])"),
        DefinedName("Område", "tblTiltak[Øre]"), DefinedName("Borte", "#REF!"),
    ),
)  # fmt: skip
AT = CellRef.of("Tiltak Å", "C5")


@pytest.mark.parametrize(
    ("formula", "lowered"),
    [
        ("SUM(tblTiltak[Beløp 2025])", "SUM('Tiltak Å'!$B$4:$B$9)"),
        ("SUM(TBLTILTAK[beløp 2025])", "SUM('Tiltak Å'!$B$4:$B$9)"),
        ("[@Øre]+[@[Beløp 2025]]", "'Tiltak Å'!$E$5+'Tiltak Å'!$B$5"),
        ("tblTiltak[@Øre]", "'Tiltak Å'!$E$5"),
        ("tblTiltak[[#This Row],[Del '[a']]]", "'Tiltak Å'!$C$5"),
        ("[@[Per''s '#]]", "'Tiltak Å'!$D$5"),
        ("tblTiltak[[#This Row],[Nr]:[Øre]]", "'Tiltak Å'!$A$5:$E$5"),
        ("tblTiltak[@[Nr]:[Øre]]", "'Tiltak Å'!$A$5:$E$5"),
        ("tblTiltak[@]", "'Tiltak Å'!$A$5:$E$5"),
        ("tblTiltak[[#Headers],[Øre]]", "'Tiltak Å'!$E$3:$E$3"),
        ("tblTiltak[#Headers]", "'Tiltak Å'!$A$3:$E$3"),
        ("tblTiltak[#Totals]", "'Tiltak Å'!$A$10:$E$10"),
        ("tblTiltak[#All]", "'Tiltak Å'!$A$3:$E$10"),
        ("tblTiltak[ [#Data], [#Totals], [Øre] ]", "'Tiltak Å'!$E$4:$E$10"),
        ("tblTiltak[[Øre]:[Nr]]", "'Tiltak Å'!$A$4:$E$9"),
        ("ROWS(tblTiltak)", "ROWS('Tiltak Å'!$A$4:$E$9)"),
        ("ROWS(tblTiltak[])", "ROWS('Tiltak Å'!$A$4:$E$9)"),
        ("tblTiltak[Finnes ikke]", "tblTiltak[Finnes ikke]"),
        ("SUM(tblTiltak[ Øre ])", "SUM('Tiltak Å'!$E$4:$E$9)"),
        ("[1]!tblTiltak[Øre]", "[1]!tblTiltak[Øre]"),
        ("tblUkjent[Øre]", "tblUkjent[Øre]"),
        ("Årsats&årsats", "X!$A$1&X!$A$1"),
        ("Dobbel^2", "(X!$A$1*2)^2"),
        ("2^Minus+X!Minus", "2^(-0.5)+7"),
        ("Tekst&[0]!Tekst", '"å"&"å"'),
        ("Rel", "X!D6"),
        ("Sum+SUM(Område)", "(SUM('Tiltak Å'!$E$4:$E$9))+SUM('Tiltak Å'!$E$4:$E$9)"),
        ("Løkke", "Løkke"),
        ("Ukjent+Borte", "Ukjent+#REF!"),
        ('"tblTiltak[Øre]"&A1', '"tblTiltak[Øre]"&A1'),
    ],
)  # fmt: skip
def test_lowering(formula: str, lowered: str) -> None:
    assert lower(formula, AT, BOOK) == lowered


def test_a_header_that_ends_in_a_blank_is_another_than_one_that_does_not() -> None:
    table = Table("t", Range.of("X", "A1:A3"), (TableColumn("a "),))
    book, at = Book((Sheet("X", {}, (table,)),)), CellRef.of("X", "D9")
    assert lower("SUM(t[a ])", at, book) == "SUM('X'!$A$2:$A$3)"
    assert lower("SUM(t[a])", at, book) == "SUM(t[a])"


def test_this_row_outside_the_data_is_a_value_error() -> None:
    for at in (CellRef.of("Tiltak Å", "H3"), CellRef.of("X", "A5")):
        assert lower("tblTiltak[@Øre]", at, BOOK) == "#VALUE!"


def test_a_sheets_own_name_goes_before_the_workbooks() -> None:
    assert lower("Minus", CellRef.of("X", "A9"), BOOK) == "7"


def test_totals_of_a_table_without_totals_are_a_reference_error() -> None:
    table = Table("t", Range.of("X", "A1:B3"), (TableColumn("a"), TableColumn("b")))
    book = Book((Sheet("X", {}, (table,)),))
    assert lower("t[[#Totals],[a]]", CellRef.of("X", "D9"), book) == "#REF!"


@given(st.text(min_size=1, max_size=20).filter(lambda name: name.strip() == name))
def test_any_column_name_survives_its_escapes(name: str) -> None:
    escaped = "".join("'" + c if c in "[]#'@" else c for c in name)
    assert parse(f"tbl[[#This Row],[{escaped}]]") == StructuredRef(
        "tbl", ("#This Row",), name, name
    )


def test_names_that_would_fill_the_memory_are_counted_and_not_put_in():
    names = tuple(DefinedName(f"n_{i}", f"n_{i + 1}&n_{i + 1}") for i in range(40))
    last = DefinedName("n_40", '"x"'), DefinedName("To", "n_38")
    book = Book((Sheet("Ark", {}),), (*names, *last))
    at = CellRef("Ark", 1, 1)
    assert lower("n_0", at, book) == "n_0"
    assert lower("n_0&To", at, book) == "n_0&To"
    assert lower("To", at, book) == '((("x"&"x")&("x"&"x")))'
