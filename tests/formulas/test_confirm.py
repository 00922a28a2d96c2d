"""A stored value that an engine confirms needs no second engine; everything else does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell
from orxl.core.values import BLANK, Value
from orxl.formulas.engine import Answer, Declined
from orxl.formulas.graph import graph_of
from orxl.formulas.recalculate import (
    Agreed,
    Disputed,
    Undecided,
    Verdict,
    agree,
    confirm,
    recalculate,
    refreshed,
)
from tests.formulas.authored import base, numbered
from tests.formulas.small import at, book_of

A1 = at("Ark!A1")


@dataclass
class Says:
    """An engine that gives one answer everywhere, and remembers what it was asked for."""

    name: str
    answer: Answer
    version: str = "1"
    asked: list[Collection[CellRef] | None] = field(default_factory=list)

    def evaluate(
        self, book: Book, wanted: Collection[CellRef] | None = None
    ) -> Mapping[CellRef, Answer]:
        self.asked.append(wanted)
        return dict.fromkeys(graph_of(book).cells if wanted is None else wanted, self.answer)


def stored(value: Value) -> Book:
    return book_of({"Ark": {"A1": Cell(value, "1+1", 0, "normal")}})


def verdict(value: Value, quick: Answer, other: Answer) -> tuple[Verdict, bool]:
    """What is said of a cell that holds *value*, and whether the other engine was asked."""
    first, second = Says("rask", quick), Says("annen", other)
    return confirm(stored(value), first, second).verdicts[A1], second.asked != []


def test_what_the_quick_engine_confirms_is_not_put_to_the_other() -> None:
    assert verdict(2.0, 2.0, 99.0) == (Agreed(2.0), False)
    assert verdict("", "", "noe") == (Agreed(""), False)


def test_the_last_bit_of_a_sum_is_not_renewed() -> None:
    assert verdict(0.1 + 0.2 + 1e-13, 0.3, 99.0) == (Agreed(0.1 + 0.2 + 1e-13), False)


def test_another_value_than_the_stored_one_must_be_seen_by_both() -> None:
    assert verdict(3.0, 2.0, 2.0) == (Agreed(2.0), True)
    assert verdict(3.0, 2.0, 4.0) == (Disputed({"annen": 4.0, "rask": 2.0}), True)


def test_a_stored_value_never_outvotes_an_engine() -> None:
    assert verdict(3.0, 2.0, 3.0) == (Disputed({"annen": 3.0, "rask": 2.0}), True)


def test_what_has_no_value_yet_needs_both() -> None:
    assert verdict(BLANK, 2.0, 2.0) == (Agreed(2.0), True)
    assert verdict(BLANK, "", "") == (Agreed(""), True)


def test_what_one_engine_declines_is_not_confirmed() -> None:
    assert verdict(2.0, Declined("vil ikke"), 2.0) == (
        Undecided({"rask": "vil ikke"}, {"annen": 2.0}),
        True,
    )


def test_what_changes_by_itself_is_no_fact_though_it_be_stored() -> None:
    book = book_of({"Ark": {"A1": Cell(46000.0, "TODAY()", 0, "normal")}})
    assert confirm(book, Says("rask", 46000.0), Says("annen", 46000.0)).agreed == {}


_BASE = base({row: text for row, (_, text) in numbered().items()})
WHOLE = recalculate(_BASE)
FULL = refreshed(_BASE, WHOLE)
FORMULAS = list(graph_of(FULL).cells)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(FORMULAS), st.sampled_from([BLANK, 0.0, 17.5, "", "tekst"])),
        max_size=8,
    )
)
def test_whatever_is_stored_the_facts_are_those_of_two_engines(
    damages: list[tuple[CellRef, Value]],
) -> None:
    book = FULL
    for cell, value in damages:
        sheet = next(s for s in book.sheets if s.name == cell.sheet)
        place = cell.row, cell.column
        cells = {**sheet.cells, place: sheet.cells[place]._replace(value=value)}
        changed = replace(sheet, cells=cells)
        book = replace(book, sheets=tuple(changed if s is sheet else s for s in book.sheets))
    agreed = confirm(book).agreed
    assert agreed.keys() >= WHOLE.agreed.keys()
    for cell, value in WHOLE.agreed.items():
        assert agree(agreed[cell], value), cell
    for cell in agreed.keys() - WHOLE.agreed.keys():  # one engine and what is stored agree
        assert agree(agreed[cell], book.cell(cell).value), cell
