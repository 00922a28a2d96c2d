from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.core.refs import CellRef
from orxl.formulas.normal import equal
from orxl.formulas.relative import moved
from tests.formulas.authored import base, numbered
from tests.formulas.r1c1 import relative

BOOK = base()
AT = CellRef("Tiltak", 5, 12)
FORMULAS = [text for _, text in numbered().values()]
cells = st.builds(CellRef, st.just("Tiltak"), st.integers(20, 500), st.integers(20, 90))


@pytest.mark.parametrize(
    ("formula", "form"),
    [
        ("SUM(B4:B6)*$A$1", "SUM(R[-3]C:R[-1]C)*R1C1"),
        ("sum( b4 : b6 )", "SUM(R[-3]C:R[-1]C)"),
        ("B7+C$7+$B8", "RC+R7C[1]+R[1]C2"),
        ("'Ark 1'!A1&ARK!a1", "'ark 1'!R[-6]C[-1]&'ark'!R[-6]C[-1]"),
        ("SUM(C:C,$3:3)", "SUM(C[1]:C[1],R3:R[-4])"),
        ('"B7"&_xlfn.CONCAT(TRUE)', '"B7"&CONCAT(TRUE)'),
        ("tblA[@x]+Navn", "tbla[@x]+navn"),
    ],
)
def test_relative_form_in_b7(formula: str, form: str) -> None:
    assert relative(formula, CellRef("x", 7, 2)) == form


@given(st.sampled_from(FORMULAS), cells, cells)
def test_copies_have_one_relative_form(formula: str, at: CellRef, to: CellRef) -> None:
    start = CellRef("Tiltak", 1, 1)
    here, there = moved(formula, start, at), moved(formula, start, to)
    assert relative(here, at) == relative(there, to)


@given(st.sampled_from(FORMULAS), cells)
def test_moving_back_gives_the_formula_again(formula: str, to: CellRef) -> None:
    start = CellRef("Tiltak", 1, 1)
    assert moved(moved(formula, start, to), to, start) == formula


def test_a_reference_moved_off_the_sheet_is_lost() -> None:
    assert moved("A1+B2", CellRef("x", 2, 2), CellRef("x", 1, 1)) == "#REF!+A1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SUM(tblTiltak[Beløp 2025])", "sum( $E$4:E11 )"),
        ("SUM(tblTiltak[Beløp 2025])", "SUM(Tiltak!E4:E11)"),
        ("tblTiltak[@Andel]", "tblTiltak[[#This Row],[Andel]]"),
        ("tblTiltak[@Andel]", "H5"),
        ("(A1+1)", "+A1+1"),
        ("SUM(A1,(B1))", "SUM(A1,B1)"),
        ('_xlfn.CONCAT("a",B1)', 'CONCAT("a",b1)'),
        ("Sats*1000", "Grense"),
        ("1.50*A1", "1.5 * $A1"),
        ("IF(A1=TRUE,1,0)", "if(A1=true,1,0)"),
    ],
)
def test_two_ways_of_writing_one_formula(one: str, other: str) -> None:
    assert equal(one, other, AT, BOOK)
    assert equal(other, one, AT, BOOK)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A1+B1", "B1+A1"),
        ("(A1+B1)*2", "A1+B1*2"),
        ('"A"', '"a"'),
        ("SUM(E4:E11)", "SUM(E4:E10)"),
        ("A1", "'Løse tall'!A1"),
        ("tblTiltak[Finnes ikke]", "tblTiltak[Heller ikke]"),
        ("SUM({1,2;3,4})", "SUM({1,2,3,4})"),
        ("-(A1-B1)", "-A1-B1"),
        ("SUM((A1,B1))", "SUM(A1,B1)"),
        ("SUM(A1:A3 A2:A5)", "SUM(A1:A3,A2:A5)"),
    ],
)
def test_two_different_formulas(one: str, other: str) -> None:
    assert not equal(one, other, AT, BOOK)


@given(st.sampled_from(FORMULAS))
def test_a_formula_equals_itself_spaced_out(formula: str) -> None:
    assert equal(f" ( {formula} ) ", formula, AT, BOOK)
