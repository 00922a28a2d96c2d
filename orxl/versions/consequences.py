"""Which changes are no changes in themselves: they go with another, or a run of orxl made them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from orxl.core.light import replace
from orxl.layout.names import CHANGES, FINDINGS, ROWS
from orxl.versions.alignment import REFERRED, AlignedArea, Alignment
from orxl.versions.changes import Change, Kind

UNCALCULATED: Final = "ikke beregnet"
_OF_A_RUN: Final = frozenset({FINDINGS, CHANGES, ROWS})
"""Where a run of orxl writes what it found."""
_ROWS: Final = (Kind.ROW_ADDED, Kind.ROW_REMOVED)


def consequences(alignment: Alignment, found: Sequence[Change]) -> Iterator[Change]:
    """*found*, with what goes with another change marked so."""
    tables = {area.after.name: area for area in alignment.tables}
    gone = _rows(found, Kind.ROW_REMOVED)
    new = _rows(found, Kind.ROW_ADDED)
    for change in found:
        area = tables.get(change.table)
        if area is None or not change.own or change.kind in (Kind.TABLE_ADDED, Kind.TABLE_REMOVED):
            yield change
        elif _of_a_run(area) and change.kind not in (Kind.COLUMN_ADDED, Kind.COLUMN_REMOVED):
            yield replace(change, follows="kontroll")
        elif change.kind in _ROWS and _belongs(
            area, change, gone if change.kind is Kind.ROW_REMOVED else new
        ):
            yield replace(change, follows="rad")
        else:
            yield change


def _rows(found: Sequence[Change], kind: Kind) -> Mapping[str, frozenset[str]]:
    """The keys of the rows that came or went, by table."""
    keys: dict[str, set[str]] = {}
    for change in found:
        if change.kind is kind and change.row:
            keys.setdefault(change.table, set()).add(change.row)
    return {table: frozenset(names) for table, names in keys.items()}


def _of_a_run(area: AlignedArea) -> bool:
    spec = area.after.spec
    return spec is not None and spec.name in _OF_A_RUN


def _belongs(area: AlignedArea, change: Change, rows: Mapping[str, frozenset[str]]) -> bool:
    """Whether the row names, as required, a row of another table that came or went with it."""
    spec = area.after.spec
    if spec is None:
        return False
    held = dict(change.contents)
    side = area.before if change.kind is Kind.ROW_REMOVED else area.after
    headers = {key: side.header(number) for number, key in side.columns.items()}
    return any(
        held.get(headers.get(column.key, "")) in rows.get(REFERRED[column.choices], ())
        for column in spec.columns
        if column.required and column.choices in REFERRED and column.key in headers
    )
