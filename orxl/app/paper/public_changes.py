"""Which changes a case may tell: those of columns that the layout declares public, and no others.

An appendix to a case is read by everyone. Names of staff, notes, comments, sheets and columns of
staff's own are left out, and counted.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from orxl.core.light import replace
from orxl.layout import Layout, TableSpec
from orxl.report.compare.values import Comparison
from orxl.versions.changes import Change, Kind
from orxl.versions.effects import Effects

_OF_ROWS: Final = frozenset(
    {Kind.ROW_ADDED, Kind.ROW_REMOVED, Kind.ROW_MOVED, Kind.ROWS_SWAPPED, Kind.ROWS_SORTED,
     Kind.ROW_RENAMED}
)  # fmt: skip
_OF_CELLS: Final = frozenset({Kind.VALUE, Kind.FORMULA, Kind.RESULT})


class Public(NamedTuple):
    """What may be told of a comparison, and how many changes may not."""

    comparison: Comparison
    left_out: int


def public(comparison: Comparison) -> Public:
    """*comparison* with the changes alone that everyone may read."""
    layout = comparison.layout
    if layout is None:
        return Public(replace(comparison, changes=()), len(comparison.own))
    kept: list[Change] = []
    places: dict[int, int] = {}
    left_out = 0
    for number, change in enumerate(comparison.changes):
        if not change.own or _may(change, layout):
            places[number] = len(kept)
            kept.append(_without_private(change, layout))
        else:
            left_out += 1
    told = replace(comparison, changes=tuple(kept), effects=_moved(comparison.effects, places))
    return Public(told, left_out)


def _moved(effects: Effects | None, places: dict[int, int]) -> Effects | None:
    if effects is None:
        return None
    each = {places[number]: moved for number, moved in effects.each.items() if number in places}
    return replace(effects, each=each)


def _may(change: Change, layout: Layout) -> bool:
    if change.table not in layout.tables:
        return False
    spec = layout.table(change.table)
    if change.kind in _OF_ROWS:
        return spec.is_public(change.row, spec.key)
    return change.kind in _OF_CELLS and _column_is_public(spec, change.row, change.column)


def _column_is_public(spec: TableSpec, row: str, header: str) -> bool:
    return any(c.header == header and spec.is_public(row, c.key) for c in spec.columns)


def _without_private(change: Change, layout: Layout) -> Change:
    """*change* without what a row that came or went holds in columns that are not public."""
    if not change.own or not change.contents or change.table not in layout.tables:
        return change
    spec = layout.table(change.table)
    held = tuple(
        (header, content)
        for header, content in change.contents
        if _column_is_public(spec, change.row, header)
    )
    return replace(change, contents=held)
