"""The amounts of the budget as they are shown, and when one is a slip of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from orxl.binding import BoundRow
from orxl.binding.convert import decimal
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.layout import Kind
from orxl.rules.kit.tables import ASSUMED, CARRIED, GRANT_YEARS, GRANTS, MAIN, PROJECTS
from orxl.rules.kit.view import View

THOUSANDS: Final = 1000


class Held(NamedTuple):
    """What a cell of the row says, in whole units, and where."""

    number: Decimal
    cell: CellRef


def one_slip(said: Decimal, held: Decimal) -> bool:
    """Whether the two differ by one digit, two digits swapped, or a nought at the end."""
    a, b = f"{said.normalize():f}", f"{held.normalize():f}"
    if said in (held * 10, held / 10):
        return True
    if len(a) != len(b) or len(a.rstrip("0")) != len(b.rstrip("0")) or len(a.rstrip("0")) < 2:
        return False
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(apart) == 1 or (
        len(apart) == 2 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]
    )


def amounts(view: View, table: str, row: BoundRow) -> Iterator[Held]:
    """The amounts that the cells of *row* show, without their signs; no years, codes or shares."""
    for column in view.layout.table(table).columns:
        cell = row.cells.get(column.key)
        if cell is None or column.kind in (Kind.YEAR, Kind.DATE, Kind.CODE, Kind.SHARE):
            continue
        value = view.value(cell)
        if isinstance(value, float) and abs(value) >= 2:
            yield Held(decimal(abs(value)), cell)


@per_object
def shown(view: View) -> Mapping[Decimal, CellRef]:
    """Every amount of the budget as it is shown, and the sum of each column."""
    found: dict[Decimal, CellRef] = {}
    for table in (MAIN, PROJECTS, GRANT_YEARS, GRANTS, CARRIED, ASSUMED):
        if not view.has(table):
            continue
        sums: dict[int, Decimal] = {}
        last: dict[int, CellRef] = {}
        for row in view.rows(table):
            income = row.values.get("type") in ("Inntekt", "Utgift") or table != MAIN
            for number, cell in amounts(view, table, row):
                found.setdefault(number, cell)
                last[cell.column] = cell
                sums[cell.column] = sums.get(cell.column, Decimal(0)) + number * income
        for column, number in sums.items():
            found.setdefault(number, last[column])
        for number in map(decimal, _totals(view, table)):
            for cell in last.values():
                found.setdefault(number, cell)
    return found


def _totals(view: View, table: str) -> Iterator[float]:
    """What stands over the columns of *table*."""
    for column in view.layout.table(table).columns:
        cell = view.bound.over(table, column.key)
        value = view.value(cell) if cell is not None else None
        if isinstance(value, float):
            yield value
