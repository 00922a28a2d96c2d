"""The gate works out by itself what edits do; where it and the writer differ, one of them errs."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orxl.core.edits import (
    AppendRows,
    Formula,
    ReplaceRows,
    SetCached,
    SetCell,
    SetFullCalcOnLoad,
    SetName,
)
from orxl.core.errors import RefusedEdit
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.xlsx import patch
from orxl.xlsx.gate.references import moved, references, same_formula
from orxl.xlsx.gate.resized import Resized, ruled
from orxl.xlsx.references.growth import Growth
from orxl.xlsx.references.shift import pieces, shifted
from tests.xlsx.whole import OWN, SUM, moving, whole

pytestmark = pytest.mark.slow

SLOW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
OPERANDS = (
    "A1", "$B$2", "B2:B5", "B$2:$C5", "$B$1:$B$5", "B1:C5", "Ark!B2:B5", "'Ark'!$C$2:$C$5",
    "Ark!B5", "To!B2:B5", "'To ord'!B2:B5", "'Arks''t'!B2:B5", "[1]Ark!B2:B5",
    "'[Bok.xlsx]Ark'!B2:B5", "Jan:Mar!B2:B5", "A:B", "$A:$B", "2:5", "$2:5", "tblX[Sum]",
    "tblX[[#This Row],[B2:B5]]", "tbl[A'[1']B1]", '"B2:B5"', '"a ""B2:B5"" b"', "SUM(B2:B5)",
    "LOG10(C5)", "IF(B5<C5,B2:C5,A1:A5)", "1.5E-3", "12", "#REF!", "#REF!B2:B5", "#N/A", "navn",
    "navn.B2", "B2.navn", "XFD1048576", "A1048576", "Å1", "TRUE", "{1,2}", "_xlfn.B2(B5)",
    "b2:b5", "B2 : B5", "C5", "D2:D5", "B5:B2", "A1#", "@B2:B5", "-B5", "Ark!B2:Ark!B5",
)  # fmt: skip
OPERATORS = st.sampled_from(["+", "*", "&", " ", ",", "<>", "^", ";", " + ", ")+("])
FORMULAS = st.lists(st.tuples(st.sampled_from(OPERANDS), OPERATORS), min_size=1, max_size=4).map(
    lambda pairs: "".join(part for pair in pairs for part in pair) + "1"
)


@given(FORMULAS, st.integers(-3, 3), st.integers(-2, 2))
@settings(max_examples=1000, deadline=None)
def test_a_formula_moves_as_the_writer_moves_it(formula, rows, columns):
    assert same_formula(moved(formula, rows, columns), shifted(formula, rows, columns))


@given(FORMULAS)
@settings(max_examples=300, deadline=None)
def test_both_see_the_same_references(formula):
    mine = [formula[found.start : found.end] for found in references(formula)]
    theirs = [part for part in pieces(formula) if not isinstance(part, str)]
    assert [text.count(":") + 1 for text in mine] == [len(part) for part in theirs]


@given(FORMULAS, st.sampled_from([(2, 2), (1, 2)]), st.integers(2, 9), st.booleans())
@settings(max_examples=1000, deadline=None)
def test_a_formula_follows_a_table_as_the_writer_lets_it(formula, top, last, wide):
    header, first = top
    theirs = Growth("Ark", header, first, 5, last, 2, 3).formula(formula, "Ark", wide=wide)
    mine = Resized("ark", header, first, 5, last, 2, 3).formula(formula, "Ark", wide=wide)
    assert same_formula(mine, theirs)


AREAS = st.builds(
    lambda left, top, right, bottom: (
        f"{left}{top}:{right}{bottom}" if top < bottom else f"{left}{top}"
    ),
    st.sampled_from("ABC"), st.integers(1, 8), st.sampled_from("CDE"), st.integers(1, 9),
)  # fmt: skip


@given(st.lists(AREAS, min_size=1, max_size=4, unique=True), st.integers(2, 9))
@settings(max_examples=300, deadline=None)
def test_the_ranges_of_a_rule_follow_as_the_writer_lets_them(areas, last):
    theirs = Growth("Ark", 1, 2, 5, last, 2, 3).sqref(" ".join(areas))
    assert ruled(" ".join(areas), [Resized("ark", 1, 2, 5, last, 2, 3)]) == set(theirs.split())


BOOK = whole()
VALUES = st.sampled_from(["tekst", " med rom ", "", 1.0, -2.5e-7, True, BLANK])
FORMULA = st.sampled_from([Formula("1+1"), Formula("SUM(C2:C4)", 6.0), Formula("B1", "s")])
CONTENTS = VALUES | FORMULA
PLACES = st.sampled_from(
    [CellRef("Ark", row, column) for row in range(1, 8) for column in range(1, 9)]
    + [CellRef("To", row, column) for row in (1, 2, 3) for column in (1, 2, 3)]
)
FORMATS = st.sampled_from(["", "", "0.00", "#,##0.0"])
CACHED = st.sampled_from(
    [OWN, SUM, *map(moving, range(2, 7)), "1+1", "SUM(C$2:C3)", "SUM(Ark!C2:C4)"]
)
X_ROWS = st.tuples(VALUES, CONTENTS, st.none() | CONTENTS, st.none() | CONTENTS)
Y_ROWS = st.tuples(CONTENTS)
EDITS = st.one_of(
    st.builds(SetCell, PLACES, CONTENTS, number_format=FORMATS),
    st.builds(SetCached, PLACES, CACHED, st.none() | VALUES.filter(lambda it: it is not BLANK)),
    st.builds(AppendRows, st.just("tblX"), st.lists(X_ROWS, max_size=2).map(tuple)),
    st.builds(ReplaceRows, st.just("tblX"), st.lists(X_ROWS, max_size=5).map(tuple)),
    st.builds(AppendRows, st.just("tblY"), st.lists(Y_ROWS, max_size=2).map(tuple)),
    st.builds(ReplaceRows, st.just("tblY"), st.lists(Y_ROWS, max_size=4).map(tuple)),
    st.sampled_from([SetName("ny", "Ark!$C$2:$C$4"), SetName("ALT", "1")]),
    st.builds(SetFullCalcOnLoad, st.booleans()),
)


@SLOW
@given(st.lists(EDITS, min_size=1, max_size=6))
def test_the_gate_passes_whatever_edits_the_writer_makes(edits):
    try:
        patch(BOOK, edits)  # FailedGate is a disagreement
    except RefusedEdit:
        return
