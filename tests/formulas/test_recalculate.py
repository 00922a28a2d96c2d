from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell, Sheet, Table, TableColumn
from orxl.core.values import BLANK, CellError, Value
from orxl.formulas.edited import recalculate_edited
from orxl.formulas.engine import Answer, Declined
from orxl.formulas.graph import graph_of
from orxl.formulas.recalculate import (
    Agreed,
    Disputed,
    Recalculation,
    Undecided,
    Verdict,
    Volatile,
    agree,
    default_engines,
    recalculate,
    refreshed,
)
from tests.formulas.authored import base, numbered
from tests.formulas.small import Content, at, book_of


@dataclass(frozen=True)
class Says:
    """An engine that says what it was told to."""

    name: str
    answer: Answer
    version: str = "1"

    def evaluate(
        self, book: Book, wanted: Collection[CellRef] | None = None
    ) -> Mapping[CellRef, Answer]:
        return dict.fromkeys(
            (
                CellRef(sheet.name, *place)
                for sheet in book.sheets
                for place, cell in sheet.cells.items()
                if cell.formula is not None
            ),
            self.answer,
        )


BOOK = book_of({"Ark": {"A1": "=1"}})


def verdict_of(*answers: Answer) -> object:
    engines = [Says(f"m{number}", answer) for number, answer in enumerate(answers)]
    return recalculate(BOOK, engines).verdicts[at("Ark!A1")]


def test_two_engines_agree_or_dispute_or_one_declines() -> None:
    assert verdict_of(1.5, 1.5) == Agreed(1.5)
    assert verdict_of(1.5, "1.5") == Disputed({"m0": 1.5, "m1": "1.5"})
    assert verdict_of(True, 1.0) == Disputed({"m0": True, "m1": 1.0})
    found = verdict_of(1.5, Declined("vil ikke"))
    assert found == Undecided({"m1": "vil ikke"}, {"m0": 1.5})
    assert isinstance(found, Undecided)
    assert found.reason == "vil ikke"


def test_only_agreed_values_are_facts() -> None:
    book = book_of({"Ark": {"A1": "=TODAY()", "A2": "=1+1", "A3": "=AGGREGATE(9,5,B1:B2)"}})
    result = recalculate(book)
    assert result.agreed == {at("Ark!A2"): 2.0}
    assert isinstance(result.verdicts[at("Ark!A1")], Volatile)
    assert list(result.undecided) == [at("Ark!A3")]
    assert result.engines == ("betteroffice", "ironcalc")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (0.1 + 0.2, 0.3, True),
        (5386627.0, 5386627.0000001, True),
        (5386627.0, 5386627.01, False),
        (1e-11, 0.0, True),
        (0.001, 0.0, False),
        (0.0, False, False),
        ("", BLANK, False),
        (CellError("#N/A"), CellError("#REF!"), False),
        (1e15, 1e15 + 1, True),
        (999999999.0, 999999999.01, False),
    ],
)
def test_tolerance(a: Value, b: Value, same: bool) -> None:
    assert agree(a, b) is same
    assert agree(b, a) is same


@given(st.lists(st.integers(-(10**10), 10**10).map(lambda n: n / 100), max_size=60))
def test_sums_in_any_order_agree(terms: list[float]) -> None:
    largest = max((abs(term) for term in terms), default=0.0)
    total, reverse = sum(terms), sum(reversed(terms))
    # Where the terms cancel, what is left of them has the absolute error of the largest.
    assert agree(total, reverse) or abs(total - reverse) <= 1e-12 * largest * len(terms)


def test_a_circle_is_declined_with_its_cells_and_so_is_what_rests_on_it() -> None:
    result = recalculate(book_of({"Ark": {"A1": "=B1", "B1": "=A1", "C1": "=B1+1", "D1": "=7"}}))
    reasons = {cell.a1: undecided.reason for cell, undecided in result.undecided.items()}
    assert reasons == {
        "A1": "Sirkelreferanse: Ark!A1 → B1 → A1",
        "B1": "Sirkelreferanse: Ark!A1 → B1 → A1",
        "C1": "Bygger på Ark!B1, som ikke er etterregnet.",
    }
    assert result.agreed == {at("Ark!D1"): 7.0}
    assert result.cycles == ((at("Ark!A1"), at("Ark!B1")),)


def test_cached_values_play_no_part() -> None:
    stale = book_of({"Ark": {"A1": 2, "B1": Cell(99.0, "A1*2", 0, "normal")}})
    assert recalculate(stale).agreed == {at("Ark!B1"): 4.0}


def test_an_edit_evaluates_what_rests_on_it_and_nothing_else() -> None:
    cells: dict[str, Value | Cell] = {
        "A1": 2,
        "A2": 5,
        "B1": "=A1*2",
        "B2": "=A2*2",
        "B3": "=B1+B2",
    }
    before, after = book_of({"Ark": cells}), book_of({"Ark": cells | {"A1": 3}})
    known = recalculate(before)
    taught = {**known.verdicts, at("Ark!B2"): Agreed(10.5)}  # what no engine would say
    result = recalculate_edited(after, before, replace(known, verdicts=taught))
    assert result.agreed == {at("Ark!B1"): 6.0, at("Ark!B2"): 10.5, at("Ark!B3"): 16.5}


_BASE = base({row: text for row, (_, text) in numbered().items()})
FULL = refreshed(_BASE, recalculate(_BASE))
INPUTS = [
    CellRef(sheet.name, *place)
    for sheet in FULL.sheets
    for place, cell in sheet.cells.items()
    if isinstance(cell.value, float) and cell.formula is None
]


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.sampled_from(INPUTS), st.integers(-10_000, 10_000))
def test_a_part_recalculated_is_the_whole_recalculated(cell: CellRef, cents: int) -> None:
    sheets = tuple(
        replace(s, cells={**s.cells, (cell.row, cell.column): Cell(cents / 100)})
        if s.name == cell.sheet
        else s
        for s in FULL.sheets
    )
    edited = replace(FULL, sheets=sheets)
    assert differing(recalculate_edited(edited, FULL, WHOLE), recalculate(edited)) == {}


WHOLE = recalculate(FULL)


def differing(one: Recalculation, other: Recalculation) -> dict[CellRef, tuple[object, object]]:
    def same(a: Verdict | None, b: Verdict | None) -> bool:
        if isinstance(a, Agreed) and isinstance(b, Agreed):
            return agree(a.value, b.value)
        return a == b

    cells = one.verdicts.keys() | other.verdicts.keys()
    both = {c: (one.verdicts.get(c), other.verdicts.get(c)) for c in cells}
    return {c: pair for c, pair in both.items() if not same(*pair)}


SOUND: dict[str, Content] = {
    "A1": 2, "A2": 5, "B1": "=A1*2", "B2": '=IF(A2>9,"mye","")', "B3": "=B1+A2",
    "B4": "=COUNTBLANK(B1:B2)", "C1": "=TODAY()", "C2": "=C1-A1", "C3": '=INDIRECT("A1")',
    "C4": "=C3+A2", "D1": "=B3*Sats",
}  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"A1": 3},
        {"A1": "ikke avklart"},
        {"A2": 10},
        {"B1": 4},
        {"B1": "=A1*3"},
        {"B1": "=B3"},
        {"B2": ""},
        {"B3": Cell(BLANK)},
        {"C3": 7},
        {"C2": "=A1"},
        {"D9": "=D1*2"},
        {},
    ],
    ids=str,
)
def test_what_a_change_does_not_reach_is_taken_over(changes: dict[str, Content]) -> None:
    before = book_of({"Ark": SOUND}, {"Sats": "Ark!$A$2"})
    after = book_of({"Ark": {**SOUND, **changes}}, {"Sats": "Ark!$A$2"})
    whole = recalculate(after)
    part = recalculate_edited(after, before, recalculate(before))
    assert differing(part, whole) == {}
    assert part.cycles == whole.cycles


def test_where_a_name_means_another_cell_everything_is_evaluated() -> None:
    before = book_of({"Ark": SOUND}, {"Sats": "Ark!$A$2"})
    after = book_of({"Ark": SOUND}, {"Sats": "Ark!$A$1"})
    part = recalculate_edited(after, before, recalculate(before))
    assert part.agreed[at("Ark!D1")] == 18.0
    assert differing(part, recalculate(after)) == {}


def put(book: Book, cell: CellRef, content: Cell | None) -> Book:
    """*book* with *content* in *cell*; None: with nothing there."""

    def changed(sheet: Sheet) -> Sheet:
        others = {at: c for at, c in sheet.cells.items() if at != (cell.row, cell.column)}
        own = {} if content is None else {(cell.row, cell.column): content}
        return replace(sheet, cells={**others, **own})

    sheets = tuple(changed(s) if s.name == cell.sheet else s for s in book.sheets)
    return replace(book, sheets=sheets)


FORMULAS = list(graph_of(FULL).cells)
EDITS = st.one_of(
    st.tuples(st.sampled_from(INPUTS), st.integers(-99, 99).map(lambda n: Cell(float(n)))),
    st.tuples(st.sampled_from(INPUTS), st.just(Cell("tekst"))),
    st.tuples(st.sampled_from(FORMULAS), st.just(Cell(7.0))),
    st.tuples(st.sampled_from(FORMULAS), st.none()),
    st.tuples(st.sampled_from(FORMULAS), st.just(Cell(BLANK, "NOW()", 0, "normal"))),
    st.tuples(st.sampled_from(FORMULAS), st.just(Cell(BLANK, 'INDIRECT("A1")', 0, "normal"))),
)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=3))
def test_an_edited_book_gives_the_verdicts_of_a_whole_recalculation(
    edits: list[tuple[CellRef, Cell | None]],
) -> None:
    before = FULL
    known = recalculate(before)
    book = before
    for cell, content in edits:
        book = put(book, cell, content)
    part, whole = recalculate_edited(book, before, known), recalculate(book)
    kinds = {cell: type(verdict) for cell, verdict in whole.verdicts.items()}
    assert {cell: type(verdict) for cell, verdict in part.verdicts.items()} == kinds
    assert [c for c, v in whole.agreed.items() if not agree(v, part.agreed[c])] == []


@pytest.mark.parametrize(
    "formula",
    ["SUM(tblKr[Kr])", "SUM(tblKr)", "SUM(TBLKR[[#Data],[Kr]])", "SUM(Alle)", "SUM([Kr])"],
)
def test_a_table_that_loses_rows_changes_what_reads_it(formula: str) -> None:
    def book(last: int) -> Book:
        width = 1 if formula == "SUM(tblKr)" else 2  # a whole table must not hold its own sum
        cells = {f"A{row}": float(row) for row in range(2, last + 1)}
        own = {"B1": "Alt", "B2": f"={formula}", "C1": "=B2*2", "C2": "=SUM(tblAnnen[År])"}
        plain = book_of(
            {"Ark": {"A1": "Kr", **cells, **own}, "Annet": {"A1": "År", "A2": 7}},
            {"Alle": "tblKr[Kr]"},
        )
        columns = (TableColumn("Kr"), TableColumn("Alt"))[:width]
        table = Table("tblKr", Range("Ark", 1, 1, last, width), columns)
        other = Table("tblAnnen", Range("Annet", 1, 1, 2, 1), (TableColumn("År"),))
        first, second = plain.sheets
        return replace(
            plain, sheets=(replace(first, tables=(table,)), replace(second, tables=(other,)))
        )

    long, short = book(5), book(3)
    now = recalculate_edited(short, long, recalculate(long))
    assert differing(now, recalculate(short)) == {}
    assert now.agreed == {at("Ark!B2"): 5.0, at("Ark!C1"): 10.0, at("Ark!C2"): 7.0}


def test_another_sheet_makes_everything_be_evaluated_anew() -> None:
    before = book_of({"Ark": {"A1": 1, "B1": "=A1+1"}})
    after = book_of({"Ark": {"A1": 1, "B1": "=A1+1"}, "Nytt": {"A1": "=Ark!B1"}})
    now = recalculate_edited(after, before, recalculate(before))
    assert now.agreed == {at("Ark!B1"): 2.0, at("Nytt!A1"): 2.0}


def test_a_truth_value_in_place_of_a_one_is_an_edit() -> None:
    """Python takes them for the same."""
    before = book_of({"Ark": {"A1": 1, "B1": "=COUNT(A1)"}})
    after = book_of({"Ark": {"A1": Cell(True), "B1": "=COUNT(A1)"}})
    known = recalculate(before)
    assert known.agreed == {at("Ark!B1"): 1.0}
    assert recalculate_edited(after, before, known).agreed == {at("Ark!B1"): 0.0}


def test_the_default_pair_is_installed() -> None:
    assert [(engine.name, bool(engine.version)) for engine in default_engines()] == [
        ("betteroffice", True),
        ("ironcalc", True),
    ]


def test_no_engine_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no engine"):
        recalculate(BOOK, [])
