"""Recalculate a workbook after some edits: only what they may have changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orxl.core.identical import very_same
from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.core.values import Value
from orxl.formulas.form import Formula
from orxl.formulas.graph import Graph, graph_after, graph_of
from orxl.formulas.recalculate import (
    Agreed,
    Recalculation,
    Verdict,
    default_engines,
    evaluated,
    recalculate,
)


def recalculate_edited(book: Book, before: Book, known: Recalculation) -> Recalculation:
    """Recalculate *book*, which is *before* with some edits; *known* is *before* recalculated.

    Only what the edits may have changed is evaluated, with all that nobody could confirm. Where
    more than cells and tables is changed, everything is.
    """
    if _frame(book) != _frame(before):
        return recalculate(book)
    graph, old = graph_after(book, before), graph_of(before)
    changed = [*_differing(book, before)]
    if graph is not old:
        changed += [c for c in graph.cells if _rewritten(graph.formulas[c], old.formulas.get(c))]
    changed += [cell for cell, verdict in known.verdicts.items() if not isinstance(verdict, Agreed)]
    stale = graph.dependents(changed)
    wanted = tuple(cell for cell in graph.cells if cell in stale)
    part: Mapping[CellRef, Verdict] = {}
    if wanted:
        agreed = known.agreed
        kept = stale | _empty_texts(graph, stale, agreed)
        asked = _frozen(book, kept, agreed)
        graph_of.remember(asked, graph.only(kept))
        part = evaluated(asked, graph, wanted, default_engines()).verdicts
    verdicts = {cell: part[cell] if cell in part else known.verdicts[cell] for cell in graph.cells}
    return Recalculation(verdicts, known.engines, graph.cycles, known.missing)


def _rewritten(formula: Formula, before: Formula | None) -> bool:
    """Whether a formula says another thing than *before*; most are the very same object."""
    return formula is not before and (before is None or formula.text != before.text)


def _empty_texts(
    graph: Graph, stale: frozenset[CellRef], agreed: Mapping[CellRef, Value]
) -> frozenset[CellRef]:
    """The formulas that give an empty text and that *stale* ones read, or such as these read.

    Typed, an empty text is another thing to some functions: such formulas stay formulas.
    """
    if graph.untraceable:  # nobody knows what those read
        return frozenset(c for c in graph.cells if c not in stale and agreed[c] == "")
    found: set[CellRef] = set()
    asking = stale
    while asking:
        read = graph.read_by(asking)
        asking = frozenset(c for c in read if c not in stale and c not in found and agreed[c] == "")
        found |= asking
    return frozenset(found)


def _frame(book: Book) -> Book:
    """*book* without its cells and tables, and without what tells two files apart."""
    sheets = tuple(replace(sheet, cells={}, tables=()) for sheet in book.sheets)
    return replace(book, sheets=sheets, names=(), source="", fingerprint="")


def _differing(book: Book, other: Book) -> Iterator[CellRef]:
    """The cells that hold another input or another formula than in *other*."""
    for sheet, before in zip(book.sheets, other.sheets, strict=True):
        if sheet is before:
            continue
        for at in sheet.cells.keys() | before.cells.keys():
            new, old = sheet[at], before[at]
            if new is old:
                continue
            inputs = new.formula is None and not very_same(new.value, old.value)
            if inputs or new.formula != old.formula or new.kind != old.kind:
                yield CellRef(sheet.name, *at)


def _frozen(book: Book, kept: frozenset[CellRef], values: Mapping[CellRef, Value]) -> Book:
    """*book* with their *values* in place of all formulas but those *kept*."""
    return replace(book, sheets=tuple(_frozen_sheet(sheet, kept, values) for sheet in book.sheets))


def _frozen_sheet(sheet: Sheet, kept: frozenset[CellRef], values: Mapping[CellRef, Value]) -> Sheet:
    cells = dict(sheet.cells)
    for (row, column), cell in sheet.cells.items():
        if cell.formula is not None and (at := CellRef(sheet.name, row, column)) not in kept:
            cells[row, column] = Cell(values[at])
    return replace(sheet, cells=cells)
