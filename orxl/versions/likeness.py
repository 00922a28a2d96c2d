"""How like two rows are, as a share: what is rare in its column counts for more.

Rows are given by their features: what stands in each column, as something that can be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from orxl.core.patterns import regex
from orxl.core.snapshot import Cell
from orxl.core.values import BLANK
from orxl.formulas.tokens import pattern_of

Features = Mapping[int, Hashable]
"""What stands in a row, by column."""

_LIKENESS_WORD: Final = regex(r"\w+")
FORMULA: Final = "="
"""In front of a formula's pattern; alone for «some formula»."""
_RARE: Final = 24
"""What stands in so many rows leads to no candidates."""


def feature(cell: Cell, *, coarse: bool = False) -> Hashable | None:
    """What a cell says of its row: its value, or its formula without the rows that it names.

    *coarse*: nothing of the formula but that it is one. None: the cell holds nothing.
    """
    if cell.formula is not None:
        return ("=",) if coarse else ("=", pattern_of(cell.formula))
    value = cell.value
    if value is BLANK:
        return None
    if isinstance(value, bool):
        return ("bool", value)  # else True would be 1
    if isinstance(value, datetime):
        return ("date", value)
    return value


def without_formulas(features: Features) -> dict[int, Hashable]:
    """*features* with «some formula» in place of each formula."""
    return {
        column: ("=",) if isinstance(held, tuple) and held[0] == FORMULA else held
        for column, held in features.items()
    }


def typed(features: Features) -> dict[int, Hashable]:
    """*features* without the formulas."""
    return {
        column: held
        for column, held in features.items()
        if not (isinstance(held, tuple) and held[0] == FORMULA)
    }


@lru_cache(maxsize=65_536)
def _words(text: str) -> frozenset[str]:
    return frozenset(_LIKENESS_WORD.findall(text.casefold()))


def alike(a: Hashable, b: Hashable) -> float:
    """How like two contents are: 1 the same, for texts the share of words they have in common."""
    if a == b:
        return 1.0
    if isinstance(a, tuple) and isinstance(b, tuple) and a[0] == b[0] == FORMULA:
        return 0.9
    if isinstance(a, str) and isinstance(b, str):
        one, other = _words(a), _words(b)
        both = len(one & other)
        return 0.95 * both / (len(one) + len(other) - both) if both else 0.0
    return 0.0


class Likeness:
    """The measure of likeness for the rows of two areas, by how rare each content is."""

    def __init__(self, one: Sequence[Features], other: Sequence[Features]) -> None:
        self._count: Counter[tuple[int, Hashable]] = Counter()
        for row in (*one, *other):
            self._count.update(row.items())

    def count(self, column: int, held: Hashable) -> int:
        """In how many rows of both *held* stands in *column*."""
        return self._count[column, held]

    def weight(self, column: int, held: Hashable) -> float:
        """How much *held* in *column* says of a row."""
        if isinstance(held, tuple) and held[0] == FORMULA:
            return 0.01
        return min(1.0, 2.0 / max(self._count[column, held], 1))

    def __call__(self, a: Features, b: Features, skip: Iterable[int] = ()) -> float:
        """How like *a* and *b* are, 0 to 1, without the columns to *skip*."""
        total = same = 0.0
        for column in (a.keys() | b.keys()) - set(skip):
            one, other = a.get(column), b.get(column)
            weights = [self.weight(column, held) for held in (one, other) if held is not None]
            total += max(weights)
            if one is not None and other is not None:
                same += max(weights) * alike(one, other)
        return same / total if total else 0.0


def share(a: Features, b: Features) -> float:
    """The share of the filled columns in which *a* and *b* hold the same."""
    columns = a.keys() | b.keys()
    if not columns:
        return 1.0
    return sum(alike(a.get(c), b.get(c)) for c in columns if c in a and c in b) / len(columns)


def candidates(one: Mapping[int, Features], other: Mapping[int, Features]) -> set[tuple[int, int]]:
    """The pairs of rows that have something rare in common, or a word of a text that is rare."""
    index: dict[tuple[int, Hashable], list[int]] = {}
    for number, row in other.items():
        for item in _leads(row):
            index.setdefault(item, []).append(number)
    return {
        (number, found)
        for number, row in one.items()
        for item in _leads(row)
        if len(index.get(item, ())) <= _RARE
        for found in index.get(item, ())
    }


def _leads(row: Features) -> Iterable[tuple[int, Hashable]]:
    for column, held in row.items():
        if isinstance(held, tuple) and held[0] == FORMULA:
            continue
        yield column, held
        if isinstance(held, str):
            for word in _words(held):
                if len(word) > 3:
                    yield column, ("word", word)
