"""Values that stand in other rows than at the last run, while the rest of their rows stayed.

What was done is guessed (two values swapped, a value moved, a column shifted or sorted) and tried
by the print of the last run: had it not been done, would the print be the recorded one? A column
sorted by itself cannot be put back, so there the order that came of it tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from orxl.core.edits import SetCell
from orxl.core.findings import Finding, Severity
from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.layout import Column
from orxl.rules.kit.view import View
from orxl.rules.shared.guesses import DOWN, SORTED, UP, guesses, tells
from orxl.rules.shared.prints import Changed, changed, in_place
from orxl.rules.shared.slips import OTHER, SURE, slips


@dataclass(frozen=True)
class Move:
    """What was done to a column: the rows that it is about, first to last, as indexes."""

    of: Changed
    how: str
    rows: tuple[int, ...]
    stayed: Column
    """A column that stands where it stood."""
    sure: bool = True
    """Whether it is as good as certain."""


@per_object
def moves(view: View) -> Sequence[Move]:
    """What was moved alone, of each column at most one thing; nothing where one slip tells all."""
    found: list[Move] = []
    told = {id(slip.of) for slip in slips(view) if slip.how in SURE}
    likely = {id(slip.of) for slip in slips(view) if slip.how == OTHER}
    for one in (one for one in changed(view) if id(one) not in told):
        beside = in_place(view, one.bound.spec.name)
        for how, rows, sure in guesses(view, one, beside):
            stayed = next((other.column for other in beside if tells(other, rows)), None)
            if stayed is not None and not (how == SORTED and id(one) in likely):
                found.append(Move(one, how, rows, stayed, sure))
                break
    return tuple(found)


@dataclass(frozen=True)
class Torn:
    """What was moved together: the columns, from the left, and how."""

    columns: Sequence[Changed]
    move: Move

    @property
    def whole(self) -> bool:
        """Whether it is sure, and about the table as a whole and not two rows."""
        return self.move.sure and self.move.how in (SORTED, DOWN, UP)

    @property
    def cell(self) -> CellRef:
        """The first cell that holds another row's value."""
        return self.columns[0].cell(self.move.rows[0])


@per_object
def torn(view: View) -> Sequence[Torn]:
    """The moves, those of one table that were made together as one.

    What else has changed in a table that was sorted went along with it: its old order is unknown.
    """
    found: list[Torn] = []
    slipped = {id(slip.of) for slip in slips(view)}
    for move in moves(view):
        table = move.of.bound
        mine = [m for m in moves(view) if m.of.bound is table]
        sorting = move.sure and move.how == SORTED
        if sorting:
            mine = [m for m in mine if m.sure and m.how == SORTED]
        else:
            mine = [m for m in mine if (m.how, m.rows) == (move.how, move.rows)]
        if mine[0] is not move:
            continue
        held = {id(m.of) for m in moves(view)} | slipped
        along = [o for o in changed(view) if o.bound is table and id(o) not in held]
        columns = [m.of for m in mine] + (along if sorting else [])
        found.append(Torn(sorted(columns, key=lambda o: table.columns[o.column.key]), move))
    return tuple(found)


IN_DOUBT: Final = frozenset({"S020", "D020"})
"""The rules that tell what was done to a column since the last run."""


def doubted(view: View, findings: Iterable[Finding]) -> Iterator[SetCell]:
    """The edits that put on record what *findings* are in doubt of; a run leaves them until asked.

    Only what is a Feil: a run must not take it for what was meant.
    """
    told = {f.cell for f in findings if in_doubt(f)}
    about = [(found.cell, tuple(found.columns)) for found in torn(view)] if told else []
    about += [(slip.of.cell(slip.row), (slip.of,)) for slip in slips(view)] if told else []
    for cell, columns in about:
        for one in columns if cell in told else ():
            if one.recorded is not None:
                yield SetCell(one.recorded, one.now)


def in_doubt(finding: Finding) -> bool:
    """Whether *finding* tells of a change that somebody must say was meant."""
    return finding.open and finding.code in IN_DOUBT and finding.severity is Severity.ERROR
