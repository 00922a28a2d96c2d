"""Values that stand in other rows than at the last run, while the rest of their rows stayed.

What was done is guessed (two values swapped, a value moved, a column shifted or sorted) and tried
by the print of the last run: had it not been done, would the print be the recorded one? A column
sorted by itself cannot be put back, so there the order that came of it tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from math import factorial, prod
from operator import ge, le
from typing import Any, Final

from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.values import BLANK, Value
from orxl.layout import Column, Kind
from orxl.layout.row_record import KEYS
from orxl.rules.kit.view import View
from orxl.rules.shared.prints import Changed, alone, changed, in_place
from orxl.rules.shared.recorded_rows import records
from orxl.rules.shared.slips import SURE, slips
from orxl.rules.shared.table_keys import same

SWAPPED, MOVED, DOWN, UP, SORTED = "swapped", "moved", "down", "up", "sorted"
_NUMBERED: Final = frozenset({Kind.CODE, Kind.INTEGER, Kind.YEAR})
"""What stands in order from the beginning."""
_ENOUGH: Final = 5
_BY_CHANCE: Final = 0.02
"""How likely it may be that a stretch of a column stands in order by chance."""
_LETTERS: Final = str.maketrans({"æ": "zæ", "ø": "zø", "å": "zå"})


@dataclass(frozen=True)
class Move:
    """What was done to a column: the rows that it is about, first to last, as indexes."""

    of: Changed
    how: str
    rows: tuple[int, ...]
    stayed: Column
    """A column that stands where it stood."""


@per_object
def moves(view: View) -> Sequence[Move]:
    """What was moved alone, of each column at most one thing; nothing where one slip tells all."""
    found: list[Move] = []
    told = {id(slip.of) for slip in slips(view) if slip.how in SURE}
    for one in (one for one in changed(view) if id(one) not in told):
        beside = list(in_place(view, one))
        for how, rows in _guesses(view, one, beside):
            stayed = next((column for column in beside if _tells(one, column, rows)), None)
            if stayed is not None:
                found.append(Move(one, how, rows, stayed))
                break
    return tuple(found)


Guess = tuple[str, tuple[int, ...]]


def _guesses(view: View, one: Changed, beside: Sequence[Column]) -> Iterator[Guess]:
    """What may have been done, the surest first."""
    if beside:
        yield from _swapped(one)
        yield from _elsewhere(one)
        yield from _otherwise_recorded(view, one)
        yield from _by_another(one, beside)
        yield from _shifted(one)
        yield from _in_order(one)


def _tells(one: Changed, column: Column, rows: Sequence[int]) -> bool:
    """Whether *column* shows that *rows* did not move as a whole: they differ in it."""
    held = {str(one.rows[i].values[column.key]) for i in (rows if len(rows) > 1 else ())}
    return len(held) > 1


def _swapped(one: Changed) -> Iterator[Guess]:
    """Two rows whose values have changed places."""
    held, weights, off = one.held, one.weights, one.off
    count = len(held)
    for apart in range(1, count):
        # The weights of rows i and i+d differ by d(2i+d+1), so d must divide what the print is off.
        if off % apart and one.textual:
            continue
        for i in range(count - apart):
            j = i + apart
            if (weights[i] - weights[j]) * (held[j] - held[i]) == -off and one.filled(i, j):
                yield SWAPPED, (i, j)


def _elsewhere(one: Changed) -> Iterator[Guess]:
    """A value that stands in another row, where nothing stood."""
    blank = [i for i, value in enumerate(one.values) if value is BLANK and not one.rows[i].blank]
    for j, value in enumerate(one.values):
        if value is BLANK:
            continue
        for i in blank:
            seen = 0 if one.textual else i - j
            if one.held[j] * (one.weights[i] - one.weights[j]) + seen == -one.off:
                yield MOVED, (j, i)


def _otherwise_recorded(view: View, one: Changed) -> Iterator[Guess]:
    """Keys that the record has in another order."""
    if KEYS.get(one.bound.spec.name, ("", ()))[1] != (one.column.key,):
        return
    for kept in records(view):
        if kept.table != one.bound.spec.name or len(kept.then) != len(one.bound.filled):
            continue
        now, then = [same(key) for key in kept.now], [same(key) for key in kept.then]
        if now != then and Counter(now) == Counter(then):
            at = [i for i, row in enumerate(one.rows) if not row.blank]
            rows = tuple(i for i, a, b in zip(at, now, then, strict=True) if a != b)
            yield SORTED, rows


def _by_another(one: Changed, beside: Sequence[Column]) -> Iterator[Guess]:
    """A column that was sorted by one that stayed."""
    filled = [i for i, row in enumerate(one.rows) if not row.blank]
    mine = [i for i in filled if one.values[i] is not BLANK]
    for column in beside:
        keys = {i: _sorts_as(one.rows[i].values[column.key]) for i in filled}
        if len(set(keys.values())) < _ENOUGH - 1:
            continue
        for rows in (filled, mine) if mine != filled else (filled,):
            for backwards in (False, True):
                order = _sorted_rows(rows, keys, backwards)
                before = list(one.values)
                for now, then in zip(rows, order, strict=True):
                    before[then] = one.values[now]
                if one.was(before):
                    yield SORTED, tuple(i for i in rows if before[i] != one.values[i])


def _sorted_rows(
    rows: Sequence[int], keys: dict[int, tuple[int, float, str] | None], backwards: bool
) -> list[int]:
    held = [(key, i) for i in rows if (key := keys[i]) is not None]
    held.sort(key=lambda pair: pair[0], reverse=backwards)
    return [*(i for _, i in held), *(i for i in rows if keys[i] is None)]


def _shifted(one: Changed) -> Iterator[Guess]:
    """A column that was moved by a row from somewhere on, with a hole where it begins or ends."""
    at = [i for i, row in enumerate(one.rows) if not row.blank]
    if len(at) < _ENOUGH:
        return
    values = [one.values[i] for i in at]
    holes = [i for i, value in enumerate(values) if value is BLANK]
    dense = len(holes) == 1  # where nearly all rows are filled, the hole itself tells
    for hole in holes:
        after = [*values[hole + 1 :], BLANK]
        yield from _put_back(one, at, DOWN, hole, after, values[:hole], dense)
    if holes and holes[-1] == len(values) - 1:
        for start in range(len(values) - 2):
            after = [BLANK, *values[start:-1]]
            yield from _put_back(one, at, UP, start, after, values[:start], dense)


def _put_back(
    one: Changed,
    at: Sequence[int],
    how: str,
    start: int,
    after: Sequence[Value],
    before: Sequence[Value],
    dense: bool,
) -> Iterator[Guess]:
    """The shift, where the print was that of the column before it, but for the value that is gone.

    A gone value is guessed only where it is *dense*.
    """
    lost = at[-1] if how == DOWN else at[start]
    order = dict(zip(at, [*before, *after], strict=True))
    then = [order.get(i, one.values[i]) for i in range(len(one.values))]
    left = -one.off - one.by(then)
    if left == 0 or (dense and alone(one, lost, left, BLANK) is not None):
        yield how, tuple(i for i in at[start:] if i == lost or then[i] != one.values[i])


def _in_order(one: Changed) -> Iterator[Guess]:
    """A column that stands in order, all of it or a stretch, and did not at the last run."""
    at = [i for i, row in enumerate(one.rows) if not row.blank and one.values[i] is not BLANK]
    keys = [key for i in at if (key := _sorts_as(one.values[i])) is not None]
    if len(keys) < len(at) or len({key[0] for key in keys}) > 1 or _likely(keys) > _BY_CHANCE:
        return
    numbered = one.column.kind in _NUMBERED or len(set(keys)) < _ENOUGH
    if numbered and any(alone(one, i, -one.off, one.values[i]) is not None for i in at):
        return
    least = next(k for k in range(_ENOUGH, 99) if 2 * len(keys) < _BY_CHANCE * factorial(k))
    best = max(_stretches(keys), key=lambda s: s[2], default=(0, 0, 0))
    first, last, different = best
    if last - first + 1 == len(keys) or (different >= least and not numbered):
        yield SORTED, tuple(at[first : last + 1])


def _likely(keys: Sequence[tuple[int, float, str]]) -> float:
    """How likely it is that so many values, of which some are the same, stand in order."""
    alike = prod(factorial(count) for count in Counter(keys).values())
    return 2 * alike / factorial(len(keys))


def _stretches(keys: Sequence[tuple[int, float, str]]) -> Iterator[tuple[int, int, int]]:
    """Each stretch that rises or falls as far as it can: first, last, how many different."""
    rises: Callable[[Any, Any], bool]
    for rises in (le, ge):
        first, different = 0, 1
        for i in range(1, len(keys) + 1):
            if i == len(keys) or not rises(keys[i - 1], keys[i]):
                yield first, i - 1, different
                first, different = i, 1
            elif keys[i] != keys[i - 1]:
                different += 1


def _sorts_as(value: Value) -> tuple[int, float, str] | None:
    """What a value is sorted by: numbers and dates, then texts in Norwegian order; None: last."""
    if isinstance(value, datetime):
        return 0, value.timestamp(), ""
    if isinstance(value, float):
        return 0, value, ""
    if isinstance(value, str):
        return 1, 0.0, value.casefold().translate(_LETTERS)
    return None
