"""Recalculate a workbook once more after some cells have changed: only what rests on them.

What comes out is what :func:`orxl.formulas.recalculate.hear` gives of the whole, by construction:
the quick engine is given the formulas that rest on a change, and in place of every other formula
the value that it gave itself; of nothing that changed does such a formula know. The stored value of
each cell is held against the answers anew, and what the quick engine does not confirm is put to the
other as always.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from orxl.core.identical import very_same
from orxl.core.light import replace
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.formulas.engine import Answer, Declined
from orxl.formulas.form import Formula
from orxl.formulas.graph import Graph, graph_after, graph_of
from orxl.formulas.locale_doubts import holds_astral
from orxl.formulas.lowering import SheetFormulas
from orxl.formulas.portions import spans
from orxl.formulas.recalculate import Heard, Verdict, answers_of, hear, settled

_NO_TEXT: Final = '""'
"""A formula that gives an empty text, which typed would be another thing."""
_LOOK_AT_FORMULAS: Final = frozenset({"SUBTOTAL", "AGGREGATE", "ISFORMULA", "FORMULATEXT", "CELL"})
"""Functions to which a formula is another thing than the value it gives."""
MOST: Final = 0.5
"""Where more of the formulas than this rest on what has changed, all are asked of at once."""


def hear_again(book: Book, before: Heard) -> Heard:
    """Ask the engines of *book*, which is the book of *before* with some things changed."""
    if _setting(book) != _setting(before.book):
        return hear(book, *before.engines)
    graph, old = graph_after(book, before.book), graph_of(before.book)
    changed = {*_other_cells(book, before.book), *_other_formulas(graph, old)}
    changed.update(cell for cell, said in before.given.items() if isinstance(said, Declined))
    stale = graph.dependents(changed) | graph.volatile
    if len(stale) > MOST * len(graph.cells) or _look_at_formulas(graph, stale):
        return hear(book, *before.engines)
    quick, _ = before.engines
    fresh: Mapping[CellRef, Answer] = {}
    if stale:
        asked = _around(book, graph, stale, before.given)
        if holds_astral(asked) and not holds_astral(book):
            return hear(book, *before.engines)
        fresh = answers_of(quick, asked, tuple(cell for cell in graph.cells if cell in stale))
    given = {cell: fresh[cell] if cell in stale else before.given[cell] for cell in graph.cells}
    heard = {cell: said for cell, said in before.second.items() if cell not in stale}
    known = dict(_still(book, before, stale))
    return settled(book, before.engines, given, known, heard)


def _setting(book: Book) -> object:
    """What formulas hang on besides cells, names and tables."""
    return book.date1904, [(s.name, s.hidden_rows, s.filtered_rows) for s in book.sheets]


def _other_cells(book: Book, before: Book) -> Iterator[CellRef]:
    """The cells that hold another input or another formula than in *before*."""
    for sheet, old in zip(book.sheets, before.sheets, strict=True):
        if sheet is old:
            continue
        for at in sheet.cells.keys() | old.cells.keys():
            new, was = sheet[at], old[at]
            if new is was:
                continue
            inputs = new.formula is None and not very_same(new.value, was.value)
            if inputs or new.formula != was.formula or new.kind != was.kind:
                yield CellRef(sheet.name, *at)


def _other_formulas(graph: Graph, old: Graph) -> Iterator[CellRef]:
    """The cells whose formulas mean something else, though the same may stand in them."""
    if graph is old:
        return
    known = old.formulas.get
    for cell, formula in graph.formulas.items():
        was = known(cell)
        if formula is not was and (was is None or _other(formula, was)):
            yield cell


def _other(formula: Formula, was: Formula) -> bool:
    return formula.areas != was.areas or formula.text != was.text


def _look_at_formulas(graph: Graph, cells: Collection[CellRef]) -> bool:
    return any(not graph.formulas[cell].functions.isdisjoint(_LOOK_AT_FORMULAS) for cell in cells)


def _still(
    book: Book, before: Heard, stale: Collection[CellRef]
) -> Iterator[tuple[CellRef, Verdict]]:
    """The verdicts that hold: of cells that rest on nothing new and show what they showed."""
    sheets = zip(book.sheets, before.book.sheets, strict=True)
    untouched = {sheet.name for sheet, old in sheets if sheet is old}
    for cell, verdict in before.recalculation.verdicts.items():
        if cell.sheet in untouched and cell not in stale and cell not in before.second:
            yield cell, verdict


def _around(
    book: Book, graph: Graph, cells: Collection[CellRef], given: Mapping[CellRef, Answer]
) -> Book:
    """*book* with nothing in it but the formulas in *cells* and the values that they read."""
    formulas = {cell: graph.formulas[cell] for cell in graph.cells if cell in cells}
    no_text = SheetFormulas("", book).lowered(_NO_TEXT)
    kept: dict[str, dict[tuple[int, int], Cell]] = {}
    for cell in formulas:
        kept.setdefault(cell.sheet, {})[cell.row, cell.column] = book.cell(cell)
    areas = {area for formula in formulas.values() for area in formula.areas}
    for sheet, column, first, last in spans(book, areas, _rows):
        rows = _rows(sheet).get(column, [])
        chosen = kept.setdefault(sheet.name, {})
        for row in rows[bisect_left(rows, first) : bisect_right(rows, last)]:
            at = CellRef(sheet.name, row, column)
            if at in formulas:
                continue
            held = sheet.cells[row, column]
            if held.formula is not None:
                said = given[at]
                assert not isinstance(said, Declined)  # noqa: S101 - what rests on one is in cells
                held = Cell(said)
                if said == "":
                    held, formulas[at] = Cell("", _NO_TEXT, 0, "normal"), no_text
            chosen[row, column] = held
    sheets = tuple(replace(sheet, cells=kept.get(sheet.name, {})) for sheet in book.sheets)
    part = replace(book, sheets=sheets)
    asked = Graph({cell: formulas[cell] for cell in graph.cells if cell in formulas})
    asked.knots = tuple(knot for knot in graph.knots if not knot.isdisjoint(cells))
    asked.cycles = tuple(cycle for cycle in graph.cycles if cycle[0] in cells)
    graph_of.remember(part, asked)
    return part


@per_object
def _rows(sheet: Sheet) -> Mapping[int, list[int]]:
    """The rows of each column that hold something, from above."""
    columns: dict[int, list[int]] = {}
    for row, column in sheet.cells:
        columns.setdefault(column, []).append(row)
    for rows in columns.values():
        rows.sort()
    return columns
