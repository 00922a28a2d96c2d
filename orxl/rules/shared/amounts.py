"""What the rules about figures share: the one line of a kind, and when two amounts differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.programme.models import Grant
from orxl.rules.kit.tables import ASSUMED, GRANTS, MAIN
from orxl.rules.kit.view import View

_MANY_TIMES: Final = 20
"""So many times the other of two sums, a sum has an amount in kroner."""


def differs(a: float, b: float) -> bool:
    """Whether *a* and *b* are two amounts; a difference that only rounding makes is none."""
    return round(a - b, 6) != 0


def lines(view: View, *kinds: str) -> tuple[BoundRow, ...]:
    """The lines of the main figures of any of *kinds*, in order."""
    return tuple(row for row in view.rows(MAIN) if row.values.get("type") in kinds)


def only_line(view: View, kind: str) -> BoundRow | None:
    """The one line of *kind*, or None when there are none or several."""
    found = lines(view, kind)
    return found[0] if len(found) == 1 else None


def amount(view: View, row: BoundRow | None, key: str) -> float | None:
    """The amount in column *key* of *row*; blank is 0; None where there is no number."""
    return view.number(row.cells.get(key)) if row is not None else None


def sum_of(view: View, table: str, key: str) -> float | None:
    """The sum of a column; None where the column is missing or one of its cells is no number."""
    if not view.has(table, key):
        return None
    return total(view.number(cell) for _, cell, _ in view.column(table, key))


def sum_of_lines(view: View, kind: str, key: str) -> float | None:
    """The sum of the main figures' lines of *kind*; None as for :func:`sum_of`."""
    if not view.has(MAIN, key):
        return None
    return total(amount(view, row, key) for row in lines(view, kind))


@per_object
def whole_budget(view: View) -> float | None:
    """Last year's expenses, 1000 kr: of budget and forecast the one that is likelier right.

    Where one is many times the other, it has an amount in kroner; else the smaller has a hole.
    """
    columns = view.figures.columns
    both = (columns["budget_prior"], columns["forecast_prior"])
    sums = sorted(amount for totals in both if (amount := float(totals.expenses)) > 0)
    if not sums:
        return None
    return sums[0] if sums[-1] > _MANY_TIMES * sums[0] else sums[-1]


def total(amounts: Iterable[float | None]) -> float | None:
    """The sum of *amounts*; None where one of them is no number."""
    every = list(amounts)
    known = [value for value in every if value is not None]
    return round(sum(known, 0.0), 6) if len(known) == len(every) else None


def grants(view: View) -> Iterator[tuple[BoundRow, Grant]]:
    """Each sound row of «Tilskudd» with its record."""
    for row in view.rows(GRANTS):
        if isinstance(row.record, Grant):
            yield row, row.record


def assumption(view: View, name: str) -> CellRef | None:
    """The cell that holds the value of the assumption *name*."""
    return view.cell(ASSUMED, name, "value")


def header(view: View, key: str) -> str:
    """The header of an amount column of the main figures, in «quotes»."""
    return nb.quoted(view.header(MAIN, key))


def difference(shown: float, expected: float) -> str:
    """The difference in brackets, as messages end: «(differanse −100)»."""
    return f"(differanse {nb.number(round(shown - expected, 6))})"
