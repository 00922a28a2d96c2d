from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book
from orxl.formulas.circles import cycle_text
from orxl.formulas.graph import Graph, graph_of
from tests.formulas.small import at, book_of

ROWS, COLUMNS = 8, 3


@st.composite
def formula_books(draw: st.DrawFn) -> Book:
    """Small books full of formulas that read cells and ranges anywhere, circles included."""
    cells: dict[str, str | int] = {}
    corner = st.builds(lambda r, c: f"{'ABC'[c]}{r + 1}", st.integers(0, 7), st.integers(0, 2))
    for column in "ABC":
        for row in range(1, ROWS + 1):
            ranges = draw(st.lists(st.tuples(corner, corner), max_size=2))
            terms = [f"SUM({a}:{b})" for a, b in ranges]
            if draw(st.booleans()):
                cells[f"{column}{row}"] = "=" + "+".join(["1", *terms])
    return book_of({"Ark": cells})


def reads(graph: Graph) -> dict[CellRef, set[CellRef]]:
    """Who reads whom, the slow and obvious way."""
    return {
        cell: {o for o in graph.cells if any(o in area for area in graph.precedents(cell))}
        for cell in graph.cells
    }


def reach(edges: dict[CellRef, set[CellRef]], start: set[CellRef]) -> set[CellRef]:
    seen, stack = set(start), list(start)
    while stack:
        for target in edges[stack.pop()] - seen:
            seen.add(target)
            stack.append(target)
    return seen


@pytest.mark.slow
@given(formula_books())
def test_order_cycles_and_reach_are_those_of_the_obvious_graph(book: Book) -> None:
    graph = graph_of(book)
    edges = reads(graph)
    below = {cell: reach(edges, set(edges[cell])) for cell in graph.cells}
    assert graph.circular == {cell for cell in graph.cells if cell in below[cell]}
    position = {cell: index for index, cell in enumerate(graph.order)}
    assert set(position) == set(graph.cells)
    for cell in graph.cells:
        for precedent in edges[cell]:
            if cell not in below[precedent]:
                assert position[precedent] < position[cell]
        assert graph.needed_for([cell]) == {cell} | below[cell]
        assert graph.dependents([cell]) == {o for o in graph.cells if o == cell or cell in below[o]}
        assert graph.spread([cell]).keys() == graph.dependents([cell])


@pytest.mark.slow
@given(formula_books())
def test_a_named_circle_is_a_circle(book: Book) -> None:
    graph = graph_of(book)
    edges = reads(graph)
    for cycle in graph.cycles:
        for cell, read in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert read in edges[cell]


def test_a_circle_is_named_cell_by_cell() -> None:
    book = book_of({"Hovedtall": {"E20": "=SUM(E22:E30)", "E24": "='Noter 2'!A1", "F1": "=E20"},
                    "Noter 2": {"A1": "=Hovedtall!E20*2"}})  # fmt: skip
    texts = [cycle_text(cycle) for cycle in graph_of(book).cycles]
    assert texts == ["Hovedtall!E20 → E24 → 'Noter 2'!A1 → Hovedtall!E20"]
    assert at("Hovedtall!F1") not in graph_of(book).circular


def test_looking_at_a_references_shape_is_no_circle() -> None:
    book = book_of({"Ark": {"A3": "=ROWS(A$1:A3)", "A4": "=ROW(A4)", "A5": "=SUM(A5)"}})
    assert graph_of(book).circular == {at("Ark!A5")}


def test_names_tables_whole_columns_and_3d_references_are_followed() -> None:
    book = book_of(
        {"Én": {"A1": 1}, "To": {"A1": 2}, "Tre": {"A1": 3},
         "Sum": {"A1": "=SUM(Én:Tre!A1)", "A2": "=Sats", "A3": "=SUM(Sum!A:A)", "B1": "=SUM(A:A)",
                 "C1": "=[1]Ark!A1"}},
        names={"Sats": "To!$A$1"},
    )  # fmt: skip
    graph = graph_of(book)
    assert graph.dependents([at("To!A1")]) == {at(f"Sum!{a}") for a in ("A1", "A2", "A3", "B1")}
    assert graph.precedents(at("Sum!A1")) == tuple(Range.of(s, "A1") for s in ("Én", "To", "Tre"))
    assert graph.formulas[at("Sum!C1")].external
    assert graph.circular == {at("Sum!A3")}


@pytest.mark.parametrize("formula", ['INDIRECT("A1")', "OFFSET(A1,1,0)", "INDEX(A1:A9,2):A9"])
def test_what_nobody_can_trace_depends_on_everything(formula: str) -> None:
    book = book_of({"Ark": {"A1": 1, "B1": "=" + formula, "B2": "=B1", "B3": "=1"}})
    graph = graph_of(book)
    assert graph.dependents([at("Ark!Z99")]) == {at("Ark!B1"), at("Ark!B2")}
    assert graph.needed_for([at("Ark!B2")]) == set(graph.cells)


def test_volatile_formulas_and_what_rests_on_them() -> None:
    book = book_of({"Ark": {"A1": "=TODAY()", "A2": "=A1+1", "A3": "=2", "A4": "=SUM(A2:A3)"}})
    assert graph_of(book).volatile == {at("Ark!A1"), at("Ark!A2"), at("Ark!A4")}


@pytest.mark.slow
def test_ten_thousand_running_totals_do_not_grow_to_millions_of_edges() -> None:
    count = 10_000
    cells: dict[str, str | int] = {f"B{row}": f"=SUM(A$1:A{row})" for row in range(1, count)}
    cells |= {f"A{row}": f"=B{row - 1}+1" for row in range(2, count)} | {"A1": 1}
    graph = graph_of(book_of({"Ark": cells}))
    assert len(graph.order) == len(cells) - 1
    assert graph.cycles == ()
    assert sum(map(len, graph._edges)) < 30 * count


@pytest.mark.slow
@settings(max_examples=30)
@given(
    formula_books(),
    st.sets(st.builds(CellRef, st.just("Ark"), st.integers(1, 9), st.integers(1, 4))),
)
def test_readers_what_is_read_and_groups_are_those_of_the_references(
    book: Book, cells: set[CellRef]
) -> None:
    graph = graph_of(book)
    areas = {cell: formula.areas for cell, formula in graph.formulas.items()}
    assert graph.readers(cells) == {
        reader for reader, read in areas.items() if any(c in area for area in read for c in cells)
    }
    asking = [cell for cell in graph.cells if cell in cells]
    edges = reads(graph)
    assert graph.read_by(asking) == {c for cell in asking for c in edges[cell]}
    groups = graph.apart(graph.cells)
    assert sorted(cell for group in groups for cell in group) == sorted(graph.cells)
    below = [graph.needed_for(group) for group in groups]
    assert all(a.isdisjoint(b) for n, a in enumerate(below) for b in below[:n])
