"""What the rules about grants share: the years of a grant, and where its amounts are typed.

Up to version 3 of the layout the budget year's amounts stood on «Tilskudd» itself; since then they
are fetched from «Tilskuddsår», and what is wrong with them is wrong there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.refs import CellRef
from orxl.programme.arithmetic import counts
from orxl.programme.models import Grant, GrantYear
from orxl.rules.kit.tables import GRANT_YEARS
from orxl.rules.kit.view import View
from orxl.rules.shared.amounts import grants
from orxl.rules.shared.table_keys import same

_TYPED_AS: Final = {"planned": "income", "bound_in": "opening", "bound_used": "used"}
"""The column of the years that a column of the grants is fetched from."""


def grant_years(view: View) -> Iterator[tuple[BoundRow, GrantYear]]:
    """Each sound row of «Tilskuddsår» with its record."""
    for row in view.rows(GRANT_YEARS):
        if isinstance(row.record, GrantYear):
            yield row, row.record


def years_of(view: View, grant: str) -> tuple[tuple[BoundRow, GrantYear], ...]:
    """The rows of one grant, by year."""
    own = [(row, found) for row, found in grant_years(view) if same(found.grant) == same(grant)]
    return tuple(sorted(own, key=lambda pair: pair[1].year))


def budget_year_of(view: View, grant: str) -> BoundRow | None:
    """The grant's first row of the budget year."""
    return next((row for row, y in years_of(view, grant) if y.year == view.year), None)


def typed_at(view: View, row: BoundRow, grant: Grant, key: str) -> CellRef | None:
    """Where staff type what the column *key* of the grant's *row* on «Tilskudd» shows."""
    if view.has(GRANT_YEARS, "grant") and key in _TYPED_AS:
        there = budget_year_of(view, grant.grant_id)
        if there is not None:
            return there.cells.get(_TYPED_AS[key])
    return row.cells.get(key)


def frame_at(view: View, project: BoundRow) -> CellRef | None:
    """Where staff type the frame of a *project*: with its grant, where that holds one."""
    own = project.cells.get("frame")
    typed = own is not None and view.number(own)
    there = budget_year_of(view, view.text(project, "grant"))
    if typed or there is None or not view.number(there.cells.get("frame")):
        return own
    return there.cells["frame"]


def reversed_years(grant: Grant) -> bool:
    """Whether the grant ends before it begins: then nothing is judged by its years."""
    first, last = grant.from_year, grant.to_year
    return first is not None and last is not None and last < first


def counted(view: View, grant: Grant) -> bool:
    """Whether the budget counts the grant."""
    return counts(grant, view.programme.counts_applied)


def named(view: View, year: GrantYear) -> str:
    """The grant of a row of «Tilskuddsår» in «quotes»; its code where it is unknown."""
    own = by_id(view).get(same(year.grant))
    return nb.quoted(year.grant if own is None else own[1].label)


def by_id(view: View) -> dict[str, tuple[BoundRow, Grant]]:
    """The grants, by their codes as they are compared."""
    return {same(grant.grant_id): (row, grant) for row, grant in grants(view)}
