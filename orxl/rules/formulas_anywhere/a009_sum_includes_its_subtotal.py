"""A sum over a range in which a cell already is the sum of others in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import Final

from orxl.core.patterns import regex
from orxl.core.refs import Range
from orxl.rules.kit import CellRef, Hit, Hits, Rule, Severity, nb
from orxl.rules.sheets.totals import ADDING, Term, Total, around, inside
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A009",
    "sum-tar-med-delsum",
    Severity.WARNING,
    asks=SheetsView,
    finds="En sum over et område der en av cellene selv er summen av andre celler i området.",
    why="Beløpene telles to ganger, og totalen blir for stor.",
    remedy="Summer bare delsummene, eller bare postene. DELSUM hopper over andre delsummer.",
)

_HALVED = regex(r"/\s*2(?![\d.])|\*\s*0?\.5(?!\d)")
"""Some halve a sum that has everything twice: a known trick, no mistake."""
Line = tuple[str, str, int]
MOST: Final = 100
"""Subtotals looked at in one range. In 3 000 sums in a ring each has all the others in it."""


@RULE.check
def check(view: SheetsView) -> Hits:
    subtotals = _subtotals(view)
    if not subtotals:
        return
    for total in view.totals.every:
        if total.function not in ADDING or total.endless:
            continue
        if _HALVED.search(view.graph.lowered[total.cell]):
            continue
        among = islice(_candidates(subtotals, total.area), MOST)
        found = [s for s in among if _counts(view, total, s)]
        if found:
            yield _suspicion(view, total, found)


def _subtotals(view: SheetsView) -> dict[Line, list[CellRef]]:
    """Cells that are sums of at least two cells, under their column, row or sheet."""
    found: dict[Line, list[CellRef]] = {}
    for cell, terms in view.terms.items():
        if any(term.area.sheet != cell.sheet for term in terms):
            continue
        if sum(term.area.size for term in terms) < 2:
            continue
        if not all(term.plus or term.area.size > 1 for term in terms):
            continue  # a difference, no sum
        keys: list[Line] = [("block", cell.sheet, 0)]
        if all(term.area.first_column == term.area.last_column == cell.column for term in terms):
            keys.append(("column", cell.sheet, cell.column))
        if all(term.area.first_row == term.area.last_row == cell.row for term in terms):
            keys.append(("row", cell.sheet, cell.row))
        for key in keys:
            found.setdefault(key, []).append(cell)
    for line in found.values():
        line.sort(key=_place)
    return found


def _candidates(subtotals: dict[Line, list[CellRef]], area: Range) -> Iterator[CellRef]:
    if area.first_column == area.last_column:
        key: Line = ("column", area.sheet, area.first_column)
    elif area.first_row == area.last_row:
        key = ("row", area.sheet, area.first_row)
    else:
        key = ("block", area.sheet, 0)
    line = subtotals.get(key, [])
    first = bisect_left(line, (area.first_row, area.first_column), key=_place)
    for cell in islice(line, first, None):
        if cell.row > area.last_row:
            return
        if cell in area:
            yield cell


def _place(cell: CellRef) -> tuple[int, int]:
    return cell.row, cell.column


def _counts(view: SheetsView, total: Total, subtotal: CellRef) -> bool:
    """Whether *total* adds *subtotal* besides all it is the sum of."""
    if subtotal == total.cell or not _within(view.terms[subtotal], total.area):
        return False
    if total.function == "SUBTOTAL" and "SUBTOTAL(" in view.graph.lowered[subtotal].upper():
        return False  # DELSUM passes over DELSUM
    return total.cell not in view.single_readers.get(subtotal, ())  # taken away again


def _within(terms: tuple[Term, ...], area: Range) -> bool:
    return all(inside(term.area, area) for term in terms)


def _suspicion(view: SheetsView, total: Total, found: list[CellRef]) -> Hit:
    ranges = any(term.area.size > 1 for cell in found for term in view.terms[cell])
    parts = nb.listed([term.area.a1 for term in view.terms[found[0]][:4]])
    shown = nb.listed([cell.a1 for cell in found[:4]]) + (" med flere" if len(found) > 4 else "")
    which = "som selv er summen av" if len(found) == 1 else "som selv er summer, den første av"
    return Hit(
        f"Summen av {around(total.cell, total.area)} tar med {shown}, {which} {parts}: "
        "beløpene telles to ganger.",
        cell=total.cell,
        confidence=(Alone.SUBTOTAL_OF_RANGES if ranges else Alone.SUBTOTAL_OF_CELLS)
        + (Alone.SUBTOTAL_IN_AVERAGE if total.function == "AVERAGE" else 0.0),
    )


RULE.bad_sheet(
    "Totalen i B7 summerer både postene og delsummen i B4.",
    """
    Lønn  |10
    Reise |20
    Leie  |30
    Sum   |=SUM(B1:B3)→60
    Kurs  |5
    Mat   |6
    Totalt|=SUM(B1:B6)→131
    """,
    at="B7",
)

RULE.good_sheet(
    "Totalen legger sammen delsummene.",
    """
    Lønn  |10
    Reise |20
    Sum   |=SUM(B1:B2)→30
    Kurs  |5
    Mat   |6
    Sum   |=SUM(B4:B5)→11
    Totalt|=B3+B6→41
    """,
)

RULE.good_sheet(
    "Totalen er halvert.",
    """
    Lønn  |10
    Reise |20
    Sum   |=SUM(B1:B2)→30
    Totalt|=SUM(B1:B3)/2→30
    """,
)
