"""What formulas gather in other ways than a plain total: SUMIF, SUMPRODUCT, SUM(B2,B3,B4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book
from orxl.formulas.calls import Call, Expression, all_calls
from orxl.formulas.graph import Graph
from orxl.formulas.precedents import locate
from orxl.formulas.tokens import REFERENCES, Kind, Token
from orxl.rules.sheets.totals import GATHERING, Total

_FIRST_OF_MANY: Final = ("SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS")
_THIRD_OR_FIRST: Final = ("SUMIF", "AVERAGEIF")
_FIRST: Final = (
    "LARGE", "SMALL", "STDEV", "STDEV.S", "STDEV.P", "VAR", "VAR.S", "VAR.P", "PERCENTILE",
    "PERCENTILE.INC", "QUARTILE", "QUARTILE.INC",
)  # fmt: skip
_ALL: Final = ("SUMPRODUCT", "PRODUCT", "SUMSQ", "GEOMEAN")
_PICKING: Final = frozenset((*_FIRST_OF_MANY, *_THIRD_OR_FIRST, *_FIRST, *_ALL, "AGGREGATE"))


def picked_by(graph: Graph, book: Book) -> tuple[Total, ...]:
    """The ranges whose numbers are gathered, and in which a text is passed over in silence."""
    found: list[Total] = []
    for cell in graph.cells:
        formula = graph.formulas[cell]
        if formula.functions.isdisjoint(_PICKING | GATHERING):
            continue
        for call in all_calls(graph.lowered[cell]):
            found += (Total(cell, call.name, area) for area in _areas(call, cell.sheet, book))
    return tuple(found)


def _areas(call: Call, sheet: str, book: Book) -> Iterator[Range]:
    for argument in _values(call):
        only = argument[0] if len(argument) == 1 else None
        if isinstance(only, Token) and only.kind in REFERENCES and only.kind is not Kind.CELL:
            yield from locate(only.text, sheet, book) or ()
    if call.name in GATHERING and len(call.arguments) > 1:
        yield from _in_a_row(call, sheet, book)


def _values(call: Call) -> tuple[Expression, ...]:
    """The arguments of *call* whose numbers it gathers."""
    name, arguments = call.name, call.arguments
    if name in _THIRD_OR_FIRST:
        return arguments[2:3] if len(arguments) > 2 else arguments[:1]
    if name in _FIRST_OF_MANY or name in _FIRST:
        return arguments[:1]
    if name == "AGGREGATE":
        return arguments[2:]
    return arguments if name in _ALL else ()


def _in_a_row(call: Call, sheet: str, book: Book) -> Iterator[Range]:
    """``SUM(B2,B3,B4)`` as B2:B4, where the cells stand one after the other."""
    cells: list[CellRef] = []
    for argument in call.arguments:
        only = argument[0] if len(argument) == 1 else None
        if not (isinstance(only, Token) and only.kind is Kind.CELL):
            return
        areas = locate(only.text, sheet, book) or ()
        cells += (CellRef(area.sheet, area.first_row, area.first_column) for area in areas)
    if len(cells) != len(call.arguments):
        return
    first, last = cells[0], cells[-1]
    steps = {(b.sheet, b.row - a.row, b.column - a.column) for a, b in pairwise(cells)}
    if steps in ({(first.sheet, 1, 0)}, {(first.sheet, 0, 1)}):
        yield Range(first.sheet, first.row, first.column, last.row, last.column)
