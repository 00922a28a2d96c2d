"""Which row (or column) of one version is which of the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from orxl.core.light import dataclass, field
from orxl.versions.sequence import Match, in_order


@dataclass(frozen=True)
class Pairing:
    """Rows or columns of two versions, by their numbers on the sheet."""

    forward: Mapping[int, int]
    """The number after, by the number before, of what is in both."""
    removed: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    kept: tuple[Match, ...] = field(default=())
    """What is in both and has kept its order; the rest of what is in both has been moved."""

    @classmethod
    def of(cls, pairs: Iterable[Match], before: Sequence[int], after: Sequence[int]) -> Pairing:
        """The pairing in which *pairs* belong together, among all numbers *before* and *after*."""
        forward = dict(sorted(pairs))
        held = set(forward.values())
        return cls(
            forward,
            tuple(n for n in before if n not in forward),
            tuple(n for n in after if n not in held),
            tuple(in_order(forward.items())),
        )

    @cached_property
    def backward(self) -> Mapping[int, int]:
        """The number before, by the number after."""
        return {after: before for before, after in self.forward.items()}

    @cached_property
    def moved(self) -> tuple[Match, ...]:
        """What is in both, and stands elsewhere among the others."""
        kept = set(self.kept)
        return tuple(pair for pair in self.forward.items() if pair not in kept)

    @cached_property
    def still(self) -> bool:
        """Whether each number is the same in both, and nothing came or went between others."""
        if any(before != after for before, after in self.forward.items()):
            return False
        last = max(self.forward, default=0)
        return all(n > last for n in (*self.removed, *self.added))

    @cached_property
    def gone(self) -> frozenset[int]:
        """The numbers before of what is no more."""
        return frozenset(self.removed)

    @cached_property
    def _kept_before(self) -> list[int]:
        return [before for before, _ in self.kept]

    def shifted(self, number: int, *, last: bool = False) -> int:
        """Where the place *number* is after: as far from what was kept above it as it was.

        *last*: it is the last of a range, which ends where what was kept ends when its own last is
        gone. What is above all that was kept has not moved against the first that was.
        """
        if not self.kept:
            return number
        place = bisect_right(self._kept_before, number) - 1
        if place < 0:
            before, after = self.kept[0]
            return max(1, number + after - before)
        before, after = self.kept[place]
        there = after + number - before
        if place + 1 < len(self.kept):
            following = self.kept[place + 1][1]
            there = min(there, following - 1 if last else following)
        return there

    def place(self, number: int) -> int | None:
        """Where *number* is after, when places go on being there without anything in them.

        As outside the tables, where a row is only known by what it holds; None where there is no
        room for it between what was kept.
        """
        found = self.forward.get(number)
        if found is not None or not self.kept:
            return number if found is None else found
        there = self.shifted(number)
        at = bisect_right(self._kept_before, number)
        room = at == len(self.kept) or there < self.kept[at][1]
        return there if room else None

    def joined(self, others: Iterable[Pairing]) -> Pairing:
        """This, and what *others* have kept as far as it is in order with it."""
        taken = set(self.kept)
        befores, afters = {m[0] for m in taken}, {m[1] for m in taken}
        more = {
            match
            for other in others
            for match in other.kept
            if match[0] not in befores and match[1] not in afters
        }
        if not more:
            return self
        kept = in_order(taken | more)
        return Pairing(self.forward, self.removed, self.added, tuple(kept))
