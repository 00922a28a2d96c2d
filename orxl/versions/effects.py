"""What each change does to the budget, by the models: the fees, the result, the closing balance.

Each input that differs is put into the version before, alone; so its own effect is told, whatever
else has changed. What the effects together lack to the whole difference is their interplay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from orxl.binding import BoundBook
from orxl.binding.book import BoundTable
from orxl.core.light import dataclass, replace
from orxl.core.refs import CellRef
from orxl.layout.inputs import DESCRIPTIVE
from orxl.layout.names import (
    ASSUMED,
    CARRIED,
    GRANT_YEARS,
    GRANTS,
    MAIN,
    MEMBERS,
    POPULATION,
    PROJECTS,
)
from orxl.programme.numbers import ZERO
from orxl.programme.programme import Programme
from orxl.programme.record import Record
from orxl.programme.scenarios import Outcome, Scenario, evaluate
from orxl.versions.alignment import Alignment
from orxl.versions.changes import Change, Kind

_OF_THE_BUDGET: Final = frozenset(
    {ASSUMED, CARRIED, GRANTS, GRANT_YEARS, MAIN, MEMBERS, POPULATION, PROJECTS}
)
_MOST: Final = 300
"""So many changes are tried one by one; of more, the effect is told together."""
_CHANGED: Final = (Kind.VALUE, Kind.ROW_RENAMED, Kind.ROW_ADDED, Kind.ROW_REMOVED)


@dataclass(frozen=True, slots=True)
class Figures:
    """The fees in kr, and in 1000 kr the result and the closing balance of the budget year."""

    fees: Decimal
    result: Decimal
    closing: Decimal

    def __sub__(self, other: Figures) -> Figures:
        return Figures(
            self.fees - other.fees, self.result - other.result, self.closing - other.closing
        )

    @property
    def nothing(self) -> bool:
        """Whether all are zero."""
        return self.fees == self.result == self.closing == ZERO


@dataclass(frozen=True)
class Effects:
    """The figures of both versions, and what each change does to them, by its place in the list.

    A change that moves none of them is left out.
    """

    before: Figures
    after: Figures
    each: Mapping[int, Figures]


def effects(alignment: Alignment, changes: Sequence[Change]) -> Effects | None:
    """What *changes* do to the budget; None where one of the versions has none to calculate.

    None, too, where the versions are of different years: then the figures are of two budgets.
    """
    one, other = alignment.version_before.bound, alignment.version_after.bound
    if one is None or other is None or one.programme.year != other.programme.year:
        return None
    before, after = figures(one.programme), figures(other.programme)
    if before is None or after is None:
        return None
    tried = {n: c for n, c in enumerate(changes) if _moves(c, other)}
    each: dict[int, Figures] = {}
    if len(tried) <= _MOST:
        for number, change in tried.items():
            alone = figures(_with(one, other, alignment, change))
            if alone is not None and not (alone - before).nothing:
                each[number] = alone - before
    return Effects(before, after, each)


def figures(programme: Programme) -> Figures | None:
    """The figures of *programme*; None where rate, date or a fact of the case is missing."""
    outcome: Outcome | None = evaluate(programme, Scenario())
    if outcome is None:
        return None
    return Figures(outcome.fees, outcome.result, outcome.closing)


def _moves(change: Change, bound: BoundBook) -> bool:
    if change.kind not in _CHANGED or change.table not in _OF_THE_BUDGET:
        return False
    table = bound.tables.get(change.table)
    if table is None or change.after is None or change.kind in (Kind.ROW_ADDED, Kind.ROW_REMOVED):
        return table is not None
    return table.key_at(change.after) not in DESCRIPTIVE.get(change.table, {})


def _with(one: BoundBook, other: BoundBook, alignment: Alignment, change: Change) -> Programme:
    """The programme before with *change* alone made in it."""
    table, there = one.tables[change.table], other.tables[change.table]
    area = alignment.table(change.table)
    records = [(row.number, row.record) for row in table.rows if row.record is not None]
    if change.kind is Kind.ROW_ADDED and change.after is not None and area is not None:
        new = _record(there, change.after)
        order = [*area.after.rows]
        at = order.index(change.after.row)
        above = {area.rows.backward.get(row, 0) for row in order[:at]}
        place = sum(number in above for number, _ in records)
        rows = [record for _, record in records]
        made = rows if new is None else [*rows[:place], new, *rows[place:]]
    elif change.kind is Kind.ROW_REMOVED and change.before is not None:
        made = [record for number, record in records if number != change.before.row]
    else:
        made = [_changed(record, there, change, number) for number, record in records]
    fields: dict[str, Any] = {table.spec.content: tuple(made)}
    return replace(one.programme, **fields)


def _record(table: BoundTable, at: CellRef) -> Record | None:
    return next((row.record for row in table.rows if row.number == at.row), None)


def _changed(record: Record, there: BoundTable, change: Change, number: int) -> Record:
    if change.before is None or change.after is None or number != change.before.row:
        return record
    now = _record(there, change.after)
    key = there.key_at(change.after)
    if now is None or not key or key not in type(record).model_fields:
        return record
    return record.model_copy(update={key: getattr(now, key)})
