"""Two sequences held against each other: what is in both, in the same order.

As a good diff does it (patience): what is unique in both anchors the rest. Near-linear, also for
a hundred thousand rows that are much alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

Match = tuple[int, int]
"""An index in the one sequence, and one in the other."""


def in_order(matches: Iterable[Match]) -> list[Match]:
    """The longest selection of *matches* that rises in both places, by the first place."""
    ordered = sorted(matches)
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for number, (_, second) in enumerate(ordered):
        place = bisect_left(ends, second)
        before.append(at_end[place - 1] if place else -1)
        if place == len(ends):
            ends.append(second)
            at_end.append(number)
        else:
            ends[place] = second
            at_end[place] = number
    found: list[Match] = []
    number = at_end[-1] if at_end else -1
    while number >= 0:
        found.append(ordered[number])
        number = before[number]
    return found[::-1]


def common(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Match]:
    """Pairs of equal elements of *one* and *other*, rising in both."""
    found: list[Match] = []
    waiting = [(0, len(one), 0, len(other))]
    while waiting:
        a, a_end, b, b_end = waiting.pop()
        while a < a_end and b < b_end and one[a] == other[b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and one[a_end - 1] == other[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            found.append((a_end, b_end))
        if a == a_end or b == b_end:
            continue
        anchors = in_order(_anchors(one, other, (a, a_end, b, b_end)))
        if not anchors:
            found += in_order(_by_turn(one, other, (a, a_end, b, b_end)))
            continue
        for next_a, next_b in (*anchors, (a_end, b_end)):
            waiting.append((a, next_a, b, next_b))
            a, b = next_a + 1, next_b + 1
        found += anchors
    return sorted(found)


def _anchors(
    one: Sequence[Hashable], other: Sequence[Hashable], within: tuple[int, int, int, int]
) -> list[Match]:
    """What stands once in either part."""
    a, a_end, b, b_end = within
    in_one, in_other = Counter(one[a:a_end]), Counter(other[b:b_end])
    places = {other[n]: n for n in range(b, b_end) if in_other[other[n]] == 1}
    return [
        (n, places[one[n]]) for n in range(a, a_end) if in_one[one[n]] == 1 and one[n] in places
    ]


def _by_turn(
    one: Sequence[Hashable], other: Sequence[Hashable], within: tuple[int, int, int, int]
) -> list[Match]:
    """The first of a kind with the first of that kind, the second with the second."""
    a, a_end, b, b_end = within
    places: dict[Hashable, list[int]] = {}
    for n in range(b_end - 1, b - 1, -1):
        places.setdefault(other[n], []).append(n)
    return [(n, places[one[n]].pop()) for n in range(a, a_end) if places.get(one[n])]


def gaps(matches: Sequence[Match], lengths: tuple[int, int]) -> list[tuple[range, range]]:
    """What lies between *matches* that rise in both places, the ends too."""
    found: list[tuple[range, range]] = []
    a = b = 0
    for next_a, next_b in (*matches, lengths):
        if next_a > a or next_b > b:
            found.append((range(a, next_a), range(b, next_b)))
        a, b = next_a + 1, next_b + 1
    return found
