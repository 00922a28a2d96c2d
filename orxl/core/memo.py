"""Remember what was worked out for a book, a sheet or a table as long as that object lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")


class PerObject(Generic[K, T]):
    """Work that is done once for each object it is asked about.

    Snapshots are immutable but not hashable (they hold dictionaries), so the object's identity is
    the key; the entry goes when the object does.
    """

    def __init__(self, work: Callable[[K], T]) -> None:
        self._work = work
        self._known: dict[int, tuple[weakref.ref[K], T]] = {}
        update_wrapper(self, work)

    def __call__(self, given: K) -> T:
        entry = self._known.get(id(given))
        if entry is not None and entry[0]() is given:
            return entry[1]
        return self.remember(given, self._work(given))

    def remember(self, given: K, result: T) -> T:
        """Take *result* for the work's result for *given*, and give it back."""
        key, known = id(given), self._known
        known[key] = (weakref.ref(given, lambda _gone: known.pop(key, None)), result)
        return result


def per_object(work: Callable[[K], T]) -> PerObject[K, T]:
    """*work*, done once for each object: books that share a sheet share its result."""
    return PerObject(work)
