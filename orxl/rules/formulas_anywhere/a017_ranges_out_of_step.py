"""Two ranges of one function that belong row by row, and do not cover the same rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from orxl.core.patterns import regex
from orxl.core.refs import MAX_COLUMN, MAX_ROW, Range
from orxl.formulas.calls import Call, Expression, all_calls
from orxl.formulas.norwegian import shown
from orxl.formulas.precedents import locate
from orxl.formulas.tokens import Kind, Token
from orxl.rules.kit import CellRef, Hit, Hits, Rule, Severity
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A017",
    "områder-i-utakt",
    Severity.WARNING,
    asks=SheetsView,
    finds="En SUMMER.HVIS, INDEKS med SAMMENLIGNE eller lignende der de to områdene ikke begynner "
    "og slutter i samme rad.",
    why="Da hører hver verdi sammen med raden over eller under, eller de siste radene faller ut.",
    remedy="La områdene begynne og slutte i samme rad.",
)

_PAIRED: Final = {
    "SUMIF": (0, 2), "AVERAGEIF": (0, 2), "LOOKUP": (1, 2), "XLOOKUP": (1, 2),
    "SUMIFS": (0, 1, 3, 5, 7, 9), "AVERAGEIFS": (0, 1, 3, 5, 7, 9), "MAXIFS": (0, 1, 3, 5, 7, 9),
    "MINIFS": (0, 1, 3, 5, 7, 9), "COUNTIFS": (0, 2, 4, 6, 8), "CORREL": (0, 1), "RSQ": (0, 1),
    "SLOPE": (0, 1), "INTERCEPT": (0, 1), "SUMXMY2": (0, 1),
}  # fmt: skip
"""Which arguments of a function are read row by row together."""
_CALL: Final = regex(rf"\b(?:{'|'.join((*_PAIRED, 'INDEX'))})\(", re.IGNORECASE)
_NEAR: Final = 3
"""So many rows apart at most; farther off, somebody means two places."""


@RULE.check
def check(view: SheetsView) -> Hits:
    for cell in view.graph.cells:
        text = view.graph.lowered[cell]
        for call in all_calls(text) if _CALL.search(text) else ():
            found = _out_of_step(view, cell, call)
            if found is not None:
                yield _suspicion(view, cell, *found)
                break


def _out_of_step(view: SheetsView, cell: CellRef, call: Call) -> tuple[Range, Range] | None:
    """The first two ranges of *call* that belong together and end or begin in different rows."""
    areas = [_area(view, cell, argument) for argument in _together(call)]
    lines = [area for area in areas if area is not None and _is_line(area)]
    for one, other in pairwise(lines):
        if _standing(one) == _standing(other) and 0 < _apart(one, other) <= _NEAR:
            return one, other
    return None


def _together(call: Call) -> Iterator[Expression]:
    arguments = call.arguments
    yield from (arguments[n] for n in _PAIRED.get(call.name, ()) if n < len(arguments))
    if call.name == "INDEX" and len(arguments) == 2:  # INDEX(C2:C9,MATCH(x,B2:B9,0))
        for part in arguments[1][:1]:
            if isinstance(part, Call) and part.name == "MATCH" and len(part.arguments) > 1:
                yield from (arguments[0], part.arguments[1])


def _area(view: SheetsView, cell: CellRef, argument: Expression) -> Range | None:
    only = argument[0] if len(argument) == 1 else None
    if not isinstance(only, Token) or only.kind is not Kind.RANGE:
        return None
    found = locate(only.text, cell.sheet, view.book)
    return found[0] if found is not None and len(found) == 1 else None


def _is_line(area: Range) -> bool:
    """Whether it is one row or one column, of three cells or more, that ends somewhere."""
    height, width = area.last_row - area.first_row + 1, area.last_column - area.first_column + 1
    endless = area.last_row == MAX_ROW or area.last_column == MAX_COLUMN
    return min(height, width) == 1 and max(height, width) >= 3 and not endless


def _standing(area: Range) -> bool:
    return area.first_column == area.last_column


def _apart(one: Range, other: Range) -> int:
    """How many rows (columns) the ends of two lines are apart, the farther ones."""
    if _standing(one):
        ends = (one.first_row - other.first_row, one.last_row - other.last_row)
    else:
        ends = (one.first_column - other.first_column, one.last_column - other.last_column)
    return max(map(abs, ends))


def _suspicion(view: SheetsView, cell: CellRef, one: Range, other: Range) -> Hit:
    def size(area: Range) -> int:
        return max(area.last_row - area.first_row, area.last_column - area.first_column)

    line, same = ("rad", "radene") if _standing(one) else ("kolonne", "kolonnene")
    return Hit(
        f"Formelen leser {one.a1} og {other.a1} {line} for {line}, men de dekker ikke de samme "
        f"{same}.",
        cell=cell,
        confidence=Alone.RANGES_OF_OTHER_LENGTH
        if size(one) != size(other)
        else Alone.RANGES_SHIFTED,
        actual=shown(view.book.cell(cell).formula),
    )


RULE.bad_sheet(
    "Summen begynner en rad for langt ned.",
    """
    Type|Beløp|Sum
    a   |10   |=SUMIF(A2:A6,"a",B3:B6)→30
    b   |20
    a   |30
    b   |40
    a   |50
    """,
    at="C2",
)

RULE.bad_sheet(
    "Oppslaget henter fra raden under.",
    """
    a|10|=INDEX(B2:B5,MATCH("b",A1:A4,0))→30
    b|20
    c|30
    d|40
    e|50
    """,
    at="C1",
)

RULE.good_sheet(
    "Områdene dekker de samme radene.",
    """
    a|10|=SUMIF(A1:A4,"a",B1:B4)→40
    b|20
    a|30
    b|40
    """,
)

RULE.good_sheet(
    "Tabellene står på hvert sitt sted.",
    """
    a|10|=INDEX(B5:B8,MATCH("b",A1:A4,0))→2
    b|20
    c|30
    d|40
    x|1
    y|2
    z|3
    w|4
    """,
)
