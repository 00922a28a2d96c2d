"""What the rules about spelling share: when two names are one name with a slip in it."""

from __future__ import annotations

import re
from typing import Final

_SHORTEST: Final = 6
"""Words with fewer letters are too easily alike by chance («Nord» and «Sør»)."""
_SLIPS: Final = 2
"""So many letters typed, lost or changed still make a misspelling."""


def bare(name: str) -> str:
    """The name without case, spaces, punctuation and «mfl.»: what makes two spellings one."""
    plain = re.sub(r"[\W_]+", "", name.casefold())
    return plain.removesuffix("mfl") if plain != "mfl" else plain


def alike(one: str, other: str) -> bool:
    """Whether one of the words is a slip of the same in *other*, and all the rest are the same."""
    pair = _only_pair(one, other)
    return pair is not None and not _far_apart(*pair) and slips(*pair) <= _SLIPS


def _far_apart(one: str, other: str) -> bool:
    """Whether there are too many letters too many, or too many that only one of them has.

    Each slip makes a difference of at most two such letters.
    """
    return abs(len(one) - len(other)) > _SLIPS or len(set(one) ^ set(other)) > 2 * _SLIPS


def alike_persons(one: str, other: str) -> bool:
    """As :func:`alike`, but letters are only lost, doubled or swapped.

    «Hansen» and «Jensen» are two; «Hansen» and «Hanssen» are hardly so in one office.
    """
    pair = _only_pair(one, other)
    if pair is None:
        return False
    short, long = sorted(pair, key=len)
    if len(short) == len(long):
        apart = [i for i, (a, b) in enumerate(zip(short, long, strict=True)) if a != b]
        return not apart or (
            len(apart) == 2
            and apart[1] == apart[0] + 1
            and short[apart[0]] == long[apart[1]]
            and short[apart[1]] == long[apart[0]]
        )
    letters = iter(long)
    return len(long) - len(short) <= _SLIPS and all(letter in letters for letter in short)


def _only_pair(one: str, other: str) -> tuple[str, str] | None:
    """The one word in which the names differ, in either; None where it is too short, or several."""
    mine, theirs = one.split(), other.split()
    if len(mine) != len(theirs):
        return None
    pairs = [(a.casefold(), b.casefold()) for a, b in zip(mine, theirs, strict=True) if a != b]
    if len(pairs) != 1 or min(map(len, pairs[0])) < _SHORTEST:
        return None
    return pairs[0]


def slips(one: str, other: str) -> int:
    """How many letters must be put in, taken out or changed to make *other* of *one*."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]
