"""What may have been done to a column that has changed since the last run, tried by its print.

A guess is how, in which rows, and whether it is as good as certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise, permutations
from math import comb, factorial, perm, prod
from operator import ge, le
from typing import Any, Final

from orxl.core.light import replace
from orxl.core.values import BLANK, Value
from orxl.layout import Kind
from orxl.layout.row_record import KEYS
from orxl.rules.kit.view import View
from orxl.rules.shared.prints import Changed, alone, fed, put_in
from orxl.rules.shared.recorded_rows import grown, records
from orxl.rules.shared.slips import weights_of
from orxl.rules.shared.table_keys import same

SWAPPED, MOVED, DOWN, UP, SORTED = "swapped", "moved", "down", "up", "sorted"
_FEW: Final = 800
"""So many orders of a column can be tried without one of them fitting by chance."""
_ENOUGH: Final = 5
_SEVERAL: Final = 3
_SMALL: Final = 12
_BY_CHANCE: Final = 0.02
"""How likely it may be that a column, or a stretch of it, stands in order by chance."""
_SELDOM: Final = 1e-4
"""What is as likely is as good as impossible."""
_LETTERS: Final = str.maketrans({"æ": "zæ", "ø": "zø", "å": "zå"})


Guess = tuple[str, tuple[int, ...], bool]


def guesses(view: View, one: Changed, beside: Sequence[Changed]) -> Iterator[Guess]:
    """What may have been done, the surest first."""
    if not beside or put_in(one) or fed(view, one):
        return
    for how, rows, sure in _tried(view, one, beside):
        if not any(view.book.cell(one.cell(i)).formula is not None for i in rows):
            yield how, rows, sure  # nobody moves what a formula gives


def _tried(view: View, one: Changed, beside: Sequence[Changed]) -> Iterator[Guess]:
    yield from _swapped(one)
    yield from _elsewhere(one)
    yield from _otherwise_recorded(view, one)
    yield from _by_another(one, beside)
    yield from _in_any_order(one)
    if not grown(view, one.bound.spec.name):
        yield from _shifted(one)
        yield from _in_order(view, one)


def tells(other: Changed, rows: Sequence[int]) -> bool:
    """Whether a column that stayed shows that *rows* did not move as a whole: they differ."""
    return len({other.held[i] for i in rows}) > 1


def _swapped(one: Changed) -> Iterator[Guess]:
    """Two rows whose values have changed places."""
    held, weights, off = one.held, one.weights, one.off
    count = len(held)
    for apart in range(1, count):
        # The weights of rows i and i+d differ by d(2i+d+1), so d must divide what the print is off.
        if off % apart:
            continue
        for i in range(count - apart):
            j = i + apart
            if (weights[i] - weights[j]) * (held[j] - held[i]) == -off and one.filled(i, j):
                yield SWAPPED, (i, j), True


def _elsewhere(one: Changed) -> Iterator[Guess]:
    """A value that stands in another row, where nothing stood."""
    blank = [i for i, value in enumerate(one.values) if value is BLANK and not one.rows[i].blank]
    for j, value in enumerate(one.values):
        if value is BLANK:
            continue
        for i in blank:
            seen = 0 if one.textual else i - j
            if one.held[j] * (one.weights[i] - one.weights[j]) + seen == -one.off:
                yield MOVED, (j, i), True


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
            yield SORTED, rows, True


def _by_another(one: Changed, beside: Sequence[Changed]) -> Iterator[Guess]:
    """A column that was sorted by one that stayed."""
    filled = [i for i, row in enumerate(one.rows) if not row.blank]
    mine = [i for i in filled if one.values[i] is not BLANK]
    if len(mine) <= _SMALL and _one_cell(one, mine):
        return  # of so few a single cell explains as much
    for other in beside:
        keys = {i: _sorts_as(other.values[i]) for i in filled}
        if len(set(keys.values())) < _ENOUGH - 1:
            continue
        for rows in (filled, mine) if mine != filled else (filled,):
            for backwards in (False, True):
                order = _sorted_rows(rows, keys, backwards)
                before = list(one.values)
                for now, then in zip(rows, order, strict=True):
                    before[then] = one.values[now]
                if one.was(before):
                    yield SORTED, tuple(i for i in rows if before[i] != one.values[i]), True


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
        moved = tuple(i for i in at[start:] if i == lost or then[i] != one.values[i])
        yield how, moved, left == 0


def _in_order(view: View, one: Changed) -> Iterator[Guess]:
    """A column that stands in order, all of it or a stretch, and did not at the last run."""
    every = [i for i, row in enumerate(one.rows) if not row.blank]
    at = [i for i in every if one.values[i] is not BLANK]
    keys = [key for i in at if (key := _sorts_as(one.values[i])) is not None]
    if len(keys) < len(at) or len({key[0] for key in keys}) > 1 or not _within(one, every):
        return
    first, last, different = max(_stretches(keys), key=lambda s: s[2], default=(0, -1, 0))
    if last - first + 1 == len(keys):
        chance = _likely(keys)
        if len(at) < len(every) and at in (every[: len(at)], every[-len(at) :]):
            chance /= comb(len(every), len(at))  # a sorted column ends with its blanks
        if _numbered(one, at) and keys[0] < keys[-1]:
            return  # numbers of chapters, years and 1, 2, 3 stand in order from the beginning
        doubtful = chance > _SELDOM
        grouped = doubtful or len(set(keys)) < _ENOUGH  # may well have stood so before
        if chance > _BY_CHANCE or (grouped and _one_cell(one, every)):
            return
        yield SORTED, tuple(at), not doubtful
    elif different >= _least(len(keys)) and not _numbered(one, at) and not one_cell(view, one):
        yield SORTED, tuple(at[first : last + 1]), False


def _numbered(one: Changed, rows: Sequence[int]) -> bool:
    """Whether the column may well have stood in order before: years, 1.1 and 1.2, or 1, 2, 3."""
    values = [one.values[i] for i in rows]
    steps = [b - a for a, b in pairwise(values) if isinstance(a, float) and isinstance(b, float)]
    numbers = any(isinstance(value, str) and value[:1].isdigit() for value in values)
    coded = one.column.kind is Kind.CODE and numbers
    counted = max(steps.count(1.0), steps.count(-1.0))  # one of them may have been typed over
    return one.column.kind is Kind.YEAR or coded or (counted > 0 and counted >= len(steps) - 2)


def _in_any_order(one: Changed) -> Iterator[Guess]:
    """A short or nearly blank column whose values stood in other rows, whatever was done."""
    rows = [i for i, row in enumerate(one.rows) if not row.blank]
    filled = [i for i in rows if one.values[i] is not BLANK]
    held = [one.values[i] for i in filled]
    if perm(len(rows), len(held)) > _FEW:
        rows = filled  # at least among themselves
    if len(held) < _SEVERAL or perm(len(rows), len(held)) > _FEW or _one_cell(one, rows):
        return
    for places in permutations(rows, len(held)):
        order = dict(zip(places, held, strict=True))
        before = [
            order.get(i, BLANK) if i in order or i in filled else value
            for i, value in enumerate(one.values)
        ]
        if one.was(before):
            yield SORTED, tuple(i for i in rows if before[i] != one.values[i]), True


def one_cell(view: View, one: Changed) -> bool:
    """Whether a single cell, with the totals it goes on to, may be all that has changed."""
    rows = [i for i, row in enumerate(one.rows) if not row.blank]
    return _one_cell(replace(one, weighed=weights_of(view, one)), rows)


def _one_cell(one: Changed, rows: Sequence[int]) -> bool:
    """Whether a single cell may be all that has changed."""
    before = [alone(one, i, -one.off, one.values[i]) for i in rows]
    if one.column.choices is not None:
        words = {one.counted(value) for value in (*one.values, *one.words)}
        return any(held in words for held in before)
    return any(held is not None for held in before)


def _within(one: Changed, rows: Sequence[int]) -> bool:
    """Whether the recorded print is one that the same values can give in another order.

    It is not where the column was blank, or held quite other values.
    """
    weights, held = sorted(one.weights[i] for i in rows), sorted(one.held[i] for i in rows)
    then = sum(one.weights[i] * one.held[i] for i in rows) - one.off
    room = 0 if one.textual else len(one.rows) ** 2
    most = sum(w * h for w, h in zip(weights, held, strict=True))
    least = sum(w * h for w, h in zip(weights, reversed(held), strict=True))
    return least - room <= then <= most + room


def _least(count: int) -> int:
    """So many different values in a row, of *count*, do not stand in order by chance."""
    return next(k for k in range(_ENOUGH, 99) if 2 * count < _BY_CHANCE * factorial(k))


def _likely(keys: Sequence[tuple[int, float, str]]) -> float:
    """How likely it is that so many values, of which some are the same, stand in order."""
    alike = prod(factorial(count) for count in Counter(keys).values())
    return min(1.0, 2 * alike / factorial(len(keys)))


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
