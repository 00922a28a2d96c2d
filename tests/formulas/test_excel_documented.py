"""What Microsoft documents: orxl says the documented value of a formula, or none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.formulas.engine import Declined
from orxl.formulas.ironcalc import IronCalc
from orxl.formulas.recalculate import Agreed, Recalculation, confirm, recalculate
from tests.formulas.documented import Case, documented, stored


@pytest.fixture(scope="module")
def recalculated() -> Recalculation:
    return recalculate(documented()[0])


def said(recalculation: Recalculation) -> Mapping[CellRef, Value]:
    _, cases = documented()
    return {
        case.at: verdict.value
        for case in cases
        if isinstance(verdict := recalculation.verdicts[case.at], Agreed)
    }


def wrong(found: Mapping[CellRef, Value]) -> dict[str, tuple[Value, Value]]:
    _, cases = documented()
    return {
        f"{case.page}: {case.formula}": (found[case.at], case.documented)
        for case in cases
        if case.at in found and not case.is_what(found[case.at])
    }


def test_the_table_is_large_and_every_place_in_it_is_its_own() -> None:
    _, cases = documented()
    assert len(cases) >= 1340
    assert len({case.at for case in cases}) == len(cases)
    assert len({case.page for case in cases}) >= 140


def test_no_agreed_value_is_another_than_the_documented_one(recalculated: Recalculation) -> None:
    assert wrong(said(recalculated)) == {}


def test_nothing_is_said_where_no_one_value_is_right(recalculated: Recalculation) -> None:
    found = said(recalculated)
    assert [case.formula for case in documented()[1] if case.unsure and case.at in found] == []


def test_most_documented_values_are_confirmed(recalculated: Recalculation) -> None:
    """Declining everything would pass the other tests."""
    assert len(said(recalculated)) >= 945


def test_a_book_saved_by_excel_is_never_contradicted() -> None:
    """In a check the stored value is one of the two opinions."""
    book, cases = documented()
    assert wrong(said(confirm(stored(book, {case.at: case.documented for case in cases})))) == {}


def test_the_quick_engine_alone_is_seldom_wrong() -> None:
    """What it says is believed where the same value is stored, so it must not often be wrong."""
    book, cases = documented()
    answers = IronCalc().evaluate(book)
    alone = [case.formula for case in cases if is_wrong(case, answers[case.at])]
    assert len(alone) <= 33, alone


def is_wrong(case: Case, answer: Value | Declined) -> bool:
    return not isinstance(answer, Declined) and not case.is_what(answer)
