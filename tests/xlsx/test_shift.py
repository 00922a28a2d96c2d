import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.core.refs import MAX_COLUMN, MAX_ROW, column_letters
from orxl.xlsx.references.growth import Growth
from orxl.xlsx.references.shift import pieces, render, shifted


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "expected"),
    [
        ("A1+$A1+A$1+$A$1", 2, 3, "D3+$A3+D$1+$A$1"),
        ("SUM(A1:B2)", 1, 1, "SUM(B2:C3)"),
        ('"A1"&A1', 1, 0, '"A1"&A2'),
        ('"si ""A1"""&A1', 1, 0, '"si ""A1"""&A2'),
        ("'A1 B2''s'!A1", 1, 0, "'A1 B2''s'!A2"),
        ("[1]Ark!A1+'[Bok.xlsx]A1'!A1", 1, 0, "[1]Ark!A2+'[Bok.xlsx]A1'!A2"),
        ("SUM(A:B)+SUM($A:B)", 5, 1, "SUM(B:C)+SUM($A:C)"),
        ("SUM(1:2)+SUM($1:2)", 1, 5, "SUM(2:3)+SUM($1:3)"),
        ("tbl[[#This Row],[A1]]+A1", 1, 0, "tbl[[#This Row],[A1]]+A2"),
        ("tbl[A'[1']B1]*A1", 1, 0, "tbl[A'[1']B1]*A2"),
        ("LOG10(A1)+ABC1X+A1.B", 1, 0, "LOG10(A2)+ABC1X+A1.B"),
        ("1E5+A1*1.5E-3", 1, 0, "1E5+A2*1.5E-3"),
        ("A1", -1, 0, "#REF!"),
        ("Ark!A1:B2", 0, -1, "Ark!#REF!"),
        ("#REF!+A1#", 1, 0, "#REF!+A2#"),
        ("XFD1+XFE1", 0, 1, "#REF!+XFE1"),
        ("Budsjett_2025+Jan!A1", 1, 0, "Budsjett_2025+Jan!A2"),
        ("blåA1+A1", 1, 0, "blåA1+A2"),
        ("SUM(A1 : B2)", 1, 0, "SUM(A2:B3)"),
        ("IF(A1>1,A1:INDEX(B:B,3),{1,2;3,4})", 1, 0, "IF(A2>1,A2:INDEX(B:B,3),{1,2;3,4})"),
    ],
)
def test_only_what_is_a_reference_moves(formula, rows, columns, expected):
    assert shifted(formula, rows, columns) == expected


ROWS = st.integers(1000, MAX_ROW - 1000)
COLUMNS = st.integers(500, MAX_COLUMN - 500)


@st.composite
def references(draw):
    row, column = draw(ROWS), draw(COLUMNS)
    fixed = draw(st.sampled_from(["", "$"])), draw(st.sampled_from(["", "$"]))
    return f"{fixed[0]}{column_letters(column)}{fixed[1]}{row}"


FORMULAS = st.lists(
    st.one_of(
        references(),
        st.builds("{}:{}".format, references(), references()),
        st.sampled_from(['"A1 ""x"""', "tbl[Sum]", "'Ark 1'!$A$5000", "SUM(1)", "2.5", "navn"]),
    ),
    min_size=1,
).map("+".join)


@given(FORMULAS, st.integers(-400, 400), st.integers(-400, 400))
def test_there_and_back_again_is_where_it_was(formula, rows, columns):
    assert shifted(shifted(formula, rows, columns), -rows, -columns) == formula


@given(FORMULAS, *[st.integers(-200, 200)] * 4)
def test_two_moves_are_one(formula, a, b, c, d):
    assert shifted(shifted(formula, a, b), c, d) == shifted(formula, a + c, b + d)


@given(st.text())
def test_any_text_comes_back_whole_when_nothing_moves(text):
    cut = pieces(text)
    if all(isinstance(piece, str) for piece in cut):
        assert render(cut, 0, 0) == text
    assert shifted(shifted(text, 0, 0), 0, 0) == shifted(text, 0, 0)


GROWTH = Growth("Ark 1", header=3, first=4, old_last=9, new_last=12, left=2, right=4)


@pytest.mark.parametrize(
    ("formula", "home", "expected"),
    [
        ("SUM('Ark 1'!$B$4:$B$9)", "Annet", "SUM('Ark 1'!$B$4:$B$12)"),
        ("SUM(B4:B9)+SUM(B3:D9)", "Ark 1", "SUM(B4:B12)+SUM(B3:D12)"),
        ("SUM(B4:B9)", "Annet", "SUM(B4:B9)"),
        ("SUM('Ark 1'!B5:B9)", "Annet", "SUM('Ark 1'!B5:B9)"),
        ("SUM('Ark 1'!A4:D9)", "Annet", "SUM('Ark 1'!A4:D9)"),
        ("SUM('Ark 1'!B4:B8)", "Annet", "SUM('Ark 1'!B4:B8)"),
    ],
)
def test_a_reference_to_a_whole_column_of_the_table_follows(formula, home, expected):
    assert GROWTH.formula(formula, home) == expected


def test_a_print_area_may_be_wider_than_the_table():
    assert GROWTH.formula("'Ark 1'!$A$1:$F$9", "", wide=True) == "'Ark 1'!$A$1:$F$12"


@pytest.mark.parametrize(
    ("sqref", "expected"),
    [
        ("B4:D9", "B4:D12"),
        ("B9", "B9:B12"),
        ("A1:Z9", "A1:Z9 B10:D12"),
        ("B4:B8 F4:F9", "B4:B8 F4:F9"),
    ],
)
def test_ranges_of_rules_take_the_new_rows_and_nothing_beside_them(sqref, expected):
    assert GROWTH.sqref(sqref) == expected


def test_ranges_shrink_and_those_that_are_left_without_rows_go():
    shrink = Growth("Ark", header=3, first=4, old_last=9, new_last=5, left=2, right=4)
    assert shrink.sqref("B4:D9 B8:D9") == "B4:D5"
