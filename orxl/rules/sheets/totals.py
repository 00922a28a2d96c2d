"""Sums and their like: which ranges each formula adds up, and which of them cover a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from orxl.core.light import dataclass, field
from orxl.core.patterns import regex
from orxl.core.refs import (
    MAX_COLUMN,
    MAX_ROW,
    CellRef,
    Range,
    column_letters,
    quote_sheet,
)
from orxl.core.snapshot import Book
from orxl.formulas.calls import Call, Expression, all_calls, parse
from orxl.formulas.graph import Graph
from orxl.formulas.precedents import locate
from orxl.formulas.tokens import REFERENCES, Kind, Token

ADDING: Final = frozenset({"SUM", "SUBTOTAL", "AVERAGE"})
"""The functions in which an amount must not be counted twice."""
GATHERING: Final = ADDING | {"MAX", "MIN", "COUNT", "MEDIAN"}
"""The functions that are meant to take in a whole list of numbers."""
_CALL: Final = regex(r"\b(?:SUM|SUBTOTAL|AVERAGE|MAX|MIN|COUNT|MEDIAN)\(", re.IGNORECASE)


class Total(NamedTuple):
    """A range that a formula gathers with one of the functions :data:`GATHERING`."""

    cell: CellRef
    function: str
    area: Range

    @property
    def vertical(self) -> bool:
        """One column of at least two cells."""
        return (
            self.area.first_column == self.area.last_column
            and self.area.first_row < self.area.last_row
        )

    @property
    def horizontal(self) -> bool:
        """One row of at least two cells."""
        return (
            self.area.first_row == self.area.last_row
            and self.area.first_column < self.area.last_column
        )

    @property
    def endless(self) -> bool:
        """A whole column or row."""
        return self.area.last_row == MAX_ROW or self.area.last_column == MAX_COLUMN


@dataclass(frozen=True)
class Totals:
    """All totals, and those over one column or one row by the line they lie in."""

    every: tuple[Total, ...]
    columns: dict[tuple[str, int], list[Total]] = field(default_factory=dict)
    rows: dict[tuple[str, int], list[Total]] = field(default_factory=dict)
    blocks: dict[str, list[Total]] = field(default_factory=dict)

    def over(self, cell: CellRef) -> Iterator[Total]:
        """Every total whose range has *cell* in it."""
        lines = (
            self.columns.get((cell.sheet, cell.column), ()),
            self.rows.get((cell.sheet, cell.row), ()),
            self.blocks.get(cell.sheet, ()),
        )
        for line in lines:
            for total in line:
                if cell in total.area:
                    yield total


def totals_of(graph: Graph, book: Book) -> Totals:
    """The totals among all formulas of *book*."""
    found: list[Total] = []
    for cell in graph.cells:
        text = graph.lowered[cell]
        if _CALL.search(text):
            found += _totals(cell, text, book)
    return by_line(tuple(found))


def by_line(found: tuple[Total, ...]) -> Totals:
    """*found*, with those over one column or one row by the line they lie in."""
    totals = Totals(found)
    for total in found:
        area = total.area
        if total.vertical:
            totals.columns.setdefault((area.sheet, area.first_column), []).append(total)
        elif total.horizontal:
            totals.rows.setdefault((area.sheet, area.first_row), []).append(total)
        else:
            totals.blocks.setdefault(area.sheet, []).append(total)
    return totals


def _totals(cell: CellRef, text: str, book: Book) -> Iterator[Total]:
    for call in all_calls(text):
        if call.name not in GATHERING:
            continue
        for argument in call.arguments:
            only = argument[0] if len(argument) == 1 else None
            if isinstance(only, Token) and only.kind in REFERENCES and only.kind is not Kind.CELL:
                for area in locate(only.text, cell.sheet, book) or ():
                    yield Total(cell, call.name, area)


class Term(NamedTuple):
    """A range that a formula adds (``plus``) or takes away."""

    plus: bool
    area: Range


def terms(text: str, sheet: str, book: Book) -> tuple[Term, ...] | None:
    """What the lowered formula *text* adds and takes away; None where it does anything else.

    ``SUM(B2:B5)+B9-B10`` has three terms. Numbers are passed over.
    """
    found = _terms(parse(text), sheet, book, True)
    return None if found is None else tuple(found)


def _terms(parts: Expression, sheet: str, book: Book, plus: bool) -> list[Term] | None:
    found: list[Term] = []
    sign = plus
    for part in parts:
        if isinstance(part, Token) and part.kind in (Kind.INFIX, Kind.PREFIX):
            if part.text not in "+-":
                return None
            sign = plus if part.text == "+" else not plus
            continue
        more = _operand(part, sheet, book, sign)
        if more is None:
            return None
        found += more
    return found


def _operand(part: Token | Call, sheet: str, book: Book, plus: bool) -> list[Term] | None:
    if isinstance(part, Call):
        arguments = part.arguments
        if part.name == "SUBTOTAL" and arguments and _number(arguments[0]) in ("9", "109"):
            arguments = arguments[1:]
        elif part.name not in ("", "SUM"):
            return None
        found: list[Term] = []
        for argument in arguments:
            more = _terms(argument, sheet, book, plus)
            if more is None:
                return None
            found += more
        return found
    if part.kind is Kind.NUMBER:
        return []
    if part.kind not in REFERENCES:
        return None
    areas = locate(part.text, sheet, book)
    return None if areas is None else [Term(plus, area) for area in areas]


def _number(parts: Expression) -> str:
    only = parts[0] if len(parts) == 1 else None
    return only.text if isinstance(only, Token) and only.kind is Kind.NUMBER else ""


def inside(inner: Range, outer: Range) -> bool:
    """Whether all of *inner* lies in *outer*."""
    return (
        inner.sheet == outer.sheet
        and outer.first_row <= inner.first_row
        and inner.last_row <= outer.last_row
        and outer.first_column <= inner.first_column
        and inner.last_column <= outer.last_column
    )


def overlap(a: Range, b: Range) -> Range | None:
    """The cells that *a* and *b* share, or None."""
    if a.sheet != b.sheet:
        return None
    top, left = max(a.first_row, b.first_row), max(a.first_column, b.first_column)
    bottom, right = min(a.last_row, b.last_row), min(a.last_column, b.last_column)
    return Range(a.sheet, top, left, bottom, right) if top <= bottom and left <= right else None


def around(cell: CellRef, area: Range) -> str:
    """*area* as a formula in *cell* writes it: without the sheet where that is its own."""
    text = area.a1
    if (area.first_row, area.last_row) == (1, MAX_ROW):
        text = f"{column_letters(area.first_column)}:{column_letters(area.last_column)}"
    elif (area.first_column, area.last_column) == (1, MAX_COLUMN):
        text = f"{area.first_row}:{area.last_row}"
    return text if area.sheet == cell.sheet else f"{quote_sheet(area.sheet)}!{text}"
