"""What the fingerprint of the last run tells of a column that has changed since.

The print of a column is a sum: what each cell holds, as a whole number, times a weight that is its
row's alone (:mod:`orxl.layout.fingerprint`). So it does not hold what stood there, but it can be
asked: had the values stood in that order, or had that one cell held this, would the print be what
the last run left? Whole numbers that are equal by chance are rare: one in thousands for a single
row, fewer for a row and a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final

from orxl.binding import BoundRow, BoundTable, bind
from orxl.core.light import dataclass, replace
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError, Value, to_serial
from orxl.layout import Column
from orxl.layout.fingerprint import (
    CHANGED,
    FIRST,
    LETTERS,
    SAME,
    columns_on_record,
    lengths_only,
    parts,
)
from orxl.layout.names import CHANGES
from orxl.rules.kit.editor import Editor
from orxl.rules.kit.view import View

_PLACE: Final = {letter: place for place, letter in reversed([*enumerate(LETTERS, 1)])}
_NOTHING: Final = FIRST * (FIRST + 1) // 2
"""What a text of no letters is counted as."""
_BY_LENGTH: Final = 101 * FIRST
"""What a letter counts for beside its place: the length is added to each of the first letters."""


@dataclass(frozen=True)
class Changed:
    """A column that is filled in and that has another print than at the last run."""

    bound: BoundTable
    column: Column
    rows: Sequence[BoundRow]
    """All rows of the table, the blank ones too."""
    values: Sequence[Value]
    """What each of *rows* holds now."""
    off: int
    """The print of now minus the recorded one."""
    recorded: CellRef | None = None
    """The cell with what the last run left, and below the print of now."""
    now: float = 0.0
    words: Sequence[str] = ()
    """The words that may be chosen in it."""
    weighed: Sequence[int] = ()
    """How much each row weighs, where that is another than in the table alone."""

    @property
    def textual(self) -> bool:
        return self.column.kind.textual

    @property
    def parts(self) -> int:
        """In how many parts of one a number is counted."""
        return parts(self.bound.spec)

    @cached_property
    def weights(self) -> Sequence[int]:
        """How much each row weighs."""
        return self.weighed or [weight(i) for i in range(1, len(self.rows) + 1)]

    @cached_property
    def held(self) -> Sequence[int]:
        """What each row's value is counted as, without its weight."""
        return [self.counted(value) for value in self.values]

    def counted(self, value: Value) -> int:
        """What *value* is counted as in the print, without its row's weight."""
        if self.textual:
            return len(_shown(value)) if lengths_only(self.bound.spec) else _letters(value)
        return round(_number(value) * self.parts)

    def filled(self, *rows: int) -> bool:
        """Whether something stands in all these rows."""
        return all(self.values[i] is not BLANK for i in rows)

    def cell(self, index: int) -> CellRef:
        """The column's cell in the row at *index*."""
        return self.rows[index].cells[self.column.key]

    def by(self, order: Sequence[Value]) -> int:
        """By how much the print would be another if the rows held *order* in place of now."""
        return sum(
            w * (self.counted(then) - now) + (0 if self.textual else i * (_is(then) - _is(value)))
            for i, (w, then, now, value) in enumerate(
                zip(self.weights, order, self.held, self.values, strict=True), 1
            )
        )

    def was(self, order: Sequence[Value]) -> bool:
        """Whether the column held *order* at the last run, by its print."""
        return self.by(order) == -self.off


def weight(row: int) -> int:
    """What row *row* of a table weighs, counted from 1 below the header."""
    return row * row + row + 41


@per_object
def changed(view: View) -> Sequence[Changed]:
    """The columns whose print is another than the last run left there; none where none is known.

    Only those whose print of now comes out here as in the workbook.
    """
    return tuple(_in_state(view, CHANGED))


def _in_state(view: View, wanted: str, table: str = "") -> Iterator[Changed]:
    """The columns, or only those of *table*, whose print is in a state."""
    known = None
    for row, _, state in view.column(CHANGES, "state"):
        if state != wanted:
            continue
        known = columns_on_record(view.layout.sheets) if known is None else known
        spec, column = known.get(view.text(row, "what"), (None, None))
        bound = view.bound.tables.get(spec.name) if spec is not None else None
        if bound is None or column is None or column.key not in bound.columns:
            continue
        now, then = (view.value(row.cells[key]) for key in ("now", "recorded"))
        if table in ("", bound.spec.name) and isinstance(now, float) and isinstance(then, float):
            one = _of(bound, column, int(now - then), view.value)
            if one is not None and _print(one) == int(now):
                words = view.layout.constants.get(column.choices or "", ())
                yield replace(one, words=words, recorded=row.cells["recorded"], now=now)


def _of(
    bound: BoundTable, column: Column, off: int, value: Callable[[CellRef], Value]
) -> Changed | None:
    values = [value(row.cells[column.key]) for row in bound.rows]
    if any(isinstance(value, CellError) for value in values):
        return None
    return Changed(bound, column, bound.rows, values, off)


def _print(one: Changed) -> int:
    whole = sum(w * held for w, held in zip(one.weights, one.held, strict=True))
    if one.textual:
        return whole
    return whole + sum(i * _is(value) for i, value in enumerate(one.values, 1))


def _is(value: Value) -> bool:
    """Whether the cell is not equal to "" in a formula."""
    return value is not BLANK and value != ""


def _number(value: Value) -> float:
    """What SUMPRODUCT takes *value* for: a text or a truth value is no number to it."""
    if isinstance(value, datetime):
        return to_serial(value)
    return value if isinstance(value, float) else 0.0


def _letters(value: Value) -> int:
    text = _shown(value)
    first = text[:FIRST].ljust(FIRST)
    places = (_PLACE.get(letter) or len(LETTERS) + 1 + text.index(letter) for letter in first)
    return sum(i * place for i, place in enumerate(places, 1)) + _BY_LENGTH * len(text)


def _shown(value: Value) -> str:
    """A value as the text that ``&`` makes of it."""
    if isinstance(value, str):
        return value
    if value is BLANK:
        return ""
    return f"{_number(value):.15g}"


@per_object
def in_place(view: View, table: str) -> Sequence[Changed]:
    """The columns of *table* that have not changed since the last run."""
    return tuple(_in_state(view, SAME, table))


def alone(one: Changed, index: int, by: int, now: Value) -> int | None:
    """What *index* was counted as, if it alone makes the print another *by* so much; else None.

    *now* is what stands there. None where no value gives that: parts of a letter or a number.
    """
    if not one.textual and now is BLANK:
        by -= index + 1  # that anything stood there counts by its row
    more, left = divmod(by, one.weights[index])
    held = more + one.counted(now)
    return None if left or (one.textual and held < _NOTHING) else held


def put_in(one: Changed) -> bool:
    """Whether all that was done is that a blank cell was filled in."""
    nothing = one.counted(BLANK)
    return any(
        one.weights[i] * (one.held[i] - nothing) + (0 if one.textual else i + 1) == one.off
        for i, value in enumerate(one.values)
        if value is not BLANK
    )


def fed(view: View, one: Changed) -> bool:
    """Whether formulas of the column may have another value for something typed elsewhere."""
    formulas = any(view.book.cell(one.cell(i)).formula is not None for i in range(len(one.rows)))
    return formulas and any(other.bound is not one.bound for other in changed(view))


def put_on_record(e: Editor, *tables: str) -> None:
    """Leave the prints of *tables* as a run would, for the examples of rules."""
    bound = bind(e.book)
    for what, (spec, column) in columns_on_record(bound.layout.sheets).items():
        if spec.name in tables:
            one = _of(bound.tables[spec.name], column, 0, lambda cell: e.book.cell(cell).value)
            if one is not None:
                e.put(CHANGES, what, "recorded", float(_print(one)))
