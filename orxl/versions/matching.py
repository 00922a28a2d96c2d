"""Which row of an area is which in the other version: by what it holds, by its key, by likeness.

A row that holds the same is the same row, wherever it stands and whatever it is called: so a
measure that got another number is not one that came and one that went. A row with the same key is
the same row unless another is far more like it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final

from orxl.versions.likeness import (
    Features,
    Likeness,
    candidates,
    share,
    typed,
    without_formulas,
)
from orxl.versions.sequence import Match, common, gaps, in_order

_SAME_KEY: Final = 0.5
_RENUMBERED: Final = 0.6
"""How like a row with another key must be."""
_LIKE: Final = 0.5
"""How like a row without a key must be, or have been written over in its place."""
_MOST_BY_MOST: Final = 900
_TELLING: Final = 8
"""So many characters has a text that says which row it is."""
_MOST_COLUMNS: Final = 36_000
"""So many pairs of rows, and of columns, are held against each other one by one."""


def match_rows(
    one: Sequence[Features],
    other: Sequence[Features],
    keys: tuple[Sequence[Hashable | None], Sequence[Hashable | None]] | None = None,
    named_by: Sequence[int] = (),
) -> list[Match]:
    """Indices of rows of *one* and *other* that are one row.

    *keys*: each row's key, None for a row without; *named_by*: the columns that keys stand in.
    """
    found = _Matching(one, other)
    found.take(common(found.signatures(0), found.signatures(1)))
    found.take_equal()
    if keys is not None:
        found.take_keyed(keys, named_by)
    found.take_coarse()
    found.take_near(keys)
    found.take_moved(keys)
    return sorted(found.pairs.items())


class _Matching:
    def __init__(self, one: Sequence[Features], other: Sequence[Features]) -> None:
        self.rows = one, other
        self.pairs: dict[int, int] = {}
        self._taken: set[int] = set()
        self._likeness: Likeness | None = None

    @property
    def likeness(self) -> Likeness:
        if self._likeness is None:
            self._likeness = Likeness(*self.rows)
        return self._likeness

    def signatures(self, side: int) -> list[Hashable]:
        return [frozenset(row.items()) for row in self.rows[side]]

    def take(self, matches: Sequence[Match]) -> None:
        for a, b in matches:
            if a not in self.pairs and b not in self._taken:
                self.pairs[a] = b
                self._taken.add(b)

    def left(self) -> tuple[list[int], list[int]]:
        """The rows of either side that no row of the other is yet."""
        one, other = self.rows
        return (
            [a for a in range(len(one)) if a not in self.pairs],
            [b for b in range(len(other)) if b not in self._taken],
        )

    def take_equal(self) -> None:
        """Rows that hold the same and stand elsewhere; empty rows do not wander."""
        one, other = self.left()
        places: dict[Hashable, list[int]] = {}
        for b in reversed(other):
            if self.rows[1][b]:
                places.setdefault(frozenset(self.rows[1][b].items()), []).append(b)
        for a in one:
            there = places.get(frozenset(self.rows[0][a].items()))
            if there:
                self.take([(a, there.pop())])

    def take_keyed(
        self,
        keys: tuple[Sequence[Hashable | None], Sequence[Hashable | None]],
        named_by: Sequence[int],
    ) -> None:
        """Rows with the same key, or that are like under another; the likest first."""
        one, other = self.left()
        rows_a = {a: self.rows[0][a] for a in one if keys[0][a] is not None}
        rows_b = {b: self.rows[1][b] for b in other if keys[1][b] is not None}
        count = Counter(keys[1][b] for b in rows_b), Counter(keys[0][a] for a in rows_a)
        by_key = {keys[1][b]: b for b in rows_b if count[0][keys[1][b]] == 1}
        same = {
            (a, by_key[keys[0][a]])
            for a in rows_a
            if count[1][keys[0][a]] == 1 and keys[0][a] in by_key
        }
        lives_on = {key for a, key in enumerate(keys[0]) if a in rows_a and key in by_key}
        scored = []
        for a, b in same | candidates(rows_a, rows_b):
            like = self.likeness(rows_a[a], rows_b[b], named_by)
            if (a, b) in same or keys[0][a] == keys[1][b]:
                scored.append((like + _SAME_KEY, -abs(a - b), a, b))
            elif like < _RENUMBERED:
                continue
            elif not {keys[0][a], keys[1][b]} & lives_on or self._telling(a, b, named_by):
                scored.append((like, -abs(a - b), a, b))
        for _, _, a, b in sorted(scored, reverse=True):
            self.take([(a, b)])

    def _telling(self, a: int, b: int, named_by: Sequence[int]) -> bool:
        """Whether rows under keys that live on share a text that is theirs alone.

        A number alone may be the same by chance, as the inhabitants of one place in two years.
        """
        before, after = self.rows[0][a], self.rows[1][b]
        return any(
            isinstance(held, str)
            and len(held) >= _TELLING
            and after.get(column) == held
            and self.likeness.count(column, held) <= 3
            for column, held in before.items()
            if column not in named_by
        )

    def gaps(self) -> list[tuple[list[int], list[int]]]:
        """What is left of either side between the rows that have kept their order."""
        one, other = (set(side) for side in self.left())
        lengths = len(self.rows[0]), len(self.rows[1])
        return [
            ([a for a in before if a in one], [b for b in after if b in other])
            for before, after in gaps(in_order(self.pairs.items()), lengths)
        ]

    def take_coarse(self) -> None:
        """Rows that hold the same but for what their formulas are."""
        for one, other in self.gaps():
            a_rows = [frozenset(without_formulas(self.rows[0][a]).items()) for a in one]
            b_rows = [frozenset(without_formulas(self.rows[1][b]).items()) for b in other]
            self.take([(one[a], other[b]) for a, b in common(a_rows, b_rows)])

    def take_near(
        self, keys: tuple[Sequence[Hashable | None], Sequence[Hashable | None]] | None
    ) -> None:
        """Rows between the same neighbours that are like, or as many as there were."""
        for one, other in self.gaps():
            if keys is not None:
                free = [a for a in one if keys[0][a] is None], [b for b in other if not keys[1][b]]
            else:
                free = one, other
            self.take(self._best(*free, self._score))
            one = [a for a in one if a not in self.pairs]
            other = [b for b in other if b not in self._taken]
            if keys is not None:
                self.take(self._best(one, other, self._written_over))
            elif len(one) == len(other):
                pairs = zip(one, other, strict=True)
                self.take([(a, b) for a, b in pairs if self._fits(a, b)])

    def _fits(self, a: int, b: int) -> bool:
        before, after = self.rows[0][a], self.rows[1][b]
        return len(before.keys() | after.keys()) <= 1 or share(before, after) >= _LIKE

    def _written_over(self, before: Features, after: Features) -> float:
        """How much of what is typed in a row is the same under another key, in its place."""
        one, other = typed(before), typed(after)
        if len(one.keys() | other.keys()) <= 1:
            return _LIKE
        found = share(one, other)
        return found if found >= _LIKE else 0.0

    def _best(
        self,
        one: Sequence[int],
        other: Sequence[int],
        like: Callable[[Features, Features], float],
    ) -> list[Match]:
        """The pairs in order that are likest taken together; none of very many."""
        if not 0 < len(one) * len(other) <= _MOST_BY_MOST:
            return []
        rows_a, rows_b = [self.rows[0][a] for a in one], [self.rows[1][b] for b in other]
        scores = [[like(a, b) for b in rows_b] for a in rows_a]
        best = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
        for i in range(len(one) - 1, -1, -1):
            for j in range(len(other) - 1, -1, -1):
                with_it = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
                best[i][j] = max(with_it, best[i + 1][j], best[i][j + 1])
        found: list[Match] = []
        i = j = 0
        while i < len(one) and j < len(other):
            if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
                found.append((one[i], other[j]))
                i, j = i + 1, j + 1
            elif best[i][j] == best[i + 1][j]:
                i += 1
            else:
                j += 1
        return found

    def _score(self, before: Features, after: Features) -> float:
        if not before or not after:
            return 0.0
        score = max(self.likeness(before, after), share(before, after) - 0.01)
        return score if score >= _LIKE else 0.0

    def take_moved(
        self, keys: tuple[Sequence[Hashable | None], Sequence[Hashable | None]] | None
    ) -> None:
        """Rows without a key that are like, and stand elsewhere."""
        one, other = self.left()
        rows_a = {a: self.rows[0][a] for a in one if keys is None or keys[0][a] is None}
        rows_b = {b: self.rows[1][b] for b in other if keys is None or keys[1][b] is None}
        scored = []
        for a, b in candidates(rows_a, rows_b):
            like = self.likeness(rows_a[a], rows_b[b])
            if like >= _LIKE:
                scored.append((like, -abs(a - b), a, b))
        for _, _, a, b in sorted(scored, reverse=True):
            self.take([(a, b)])


def match_columns(
    one: Mapping[int, Counter[Hashable]],
    other: Mapping[int, Counter[Hashable]],
    heads: tuple[Mapping[int, Hashable], Mapping[int, Hashable]],
) -> list[Match]:
    """Numbers of columns that are one column, by what they hold and by their *heads*."""
    before, after = list(one), list(other)

    def like(a: int, b: int) -> float:
        total = max(one[a].total(), other[b].total(), 1)
        head = heads[0].get(a) == heads[1].get(b) is not None
        return 0.7 * (one[a] & other[b]).total() / total + 0.3 * head

    if before == after and all(like(n, n) >= 0.3 for n in before):
        return [(n, n) for n in before]
    start = 0
    while start < min(len(before), len(after)) and like(before[start], after[start]) > 0.85:
        start += 1
    end = 0
    while (
        end < min(len(before), len(after)) - start
        and like(before[-1 - end], after[-1 - end]) > 0.85
    ):
        end += 1
    found = [*zip(before[:start], after[:start], strict=True)]
    found += zip(before[len(before) - end :], after[len(after) - end :], strict=True)
    middle = before[start : len(before) - end], after[start : len(after) - end]
    if middle[0] == middle[1]:
        stay = [n for n in middle[0] if like(n, n) > 0.85]
        found += [(n, n) for n in stay]
        middle = (_without(middle[0], stay), _without(middle[1], stay))
    if len(middle[0]) * len(middle[1]) > _MOST_COLUMNS:
        return sorted([*found, *((n, n) for n in middle[0] if n in set(middle[1]))])
    scored = sorted(
        ((like(a, b), a == b, -abs(a - b), a, b) for a in middle[0] for b in middle[1]),
        reverse=True,
    )
    taken: set[int] = set()
    into: set[int] = set()
    for score, same, _, a, b in scored:
        enough = score >= 0.3 or (same and _one_left(middle, taken, into))
        if enough and a not in taken and b not in into:
            taken.add(a)
            into.add(b)
            found.append((a, b))
    return sorted(found)


def _without(numbers: Sequence[int], some: Sequence[int]) -> list[int]:
    gone = set(some)
    return [n for n in numbers if n not in gone]


def _one_left(middle: tuple[Sequence[int], Sequence[int]], taken: set[int], into: set[int]) -> bool:
    """Whether as many columns are left on either side: what was there has been written over."""
    return len(middle[0]) - len(taken) == len(middle[1]) - len(into)
