"""Remember what was worked out for a book, a sheet, a table or a view as long as it lives.

The one device for that. What belongs to an object's own class is a ``cached_property``; what
depends on a text alone, an ``lru_cache``.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec, TypeVar

from orxl.core.recording import StandIn

K = TypeVar("K")
P = ParamSpec("P")
T = TypeVar("T")


class PerObject(Generic[K, P, T]):
    """Work that is done once for each object it is asked about, and each set of other arguments.

    Snapshots are immutable but not hashable (they hold dictionaries), so the object's identity is
    the key; the entry goes when the object does. Hence a result must not hold the object itself.
    The other arguments must be hashable. A result is shared, so nobody may change it.

    What is worked out for a stand-in (:mod:`orxl.core.recording`) is kept with it, and with what
    was read for it.
    """

    def __init__(self, work: Callable[Concatenate[K, P], T]) -> None:
        self._work = work
        self._known: dict[int, tuple[weakref.ref[K], dict[object, T]]] = {}
        update_wrapper(self, work)

    def __call__(self, given: K, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (args, *kwargs.items())
        if isinstance(given, StandIn):
            found: T = given.worked_out(
                (self, key),
                lambda: self._work(given, *args, **kwargs),
                lambda other: self(other, *args, **kwargs),
            )
            return found
        results = self._results(given)
        if key not in results:
            results[key] = self._work(given, *args, **kwargs)
        return results[key]

    def remember(self, given: K, result: T) -> T:
        """Take *result* for the work's result for *given* alone, and give it back."""
        self._results(given)[((),)] = result
        return result

    def _results(self, given: K) -> dict[object, T]:
        key, known = id(given), self._known
        entry = known.get(key)
        if entry is None or entry[0]() is not given:
            entry = weakref.ref(given, lambda _gone: known.pop(key, None)), {}
            known[key] = entry
        return entry[1]


def per_object(work: Callable[Concatenate[K, P], T]) -> PerObject[K, P, T]:
    """*work*, done once for each object: books that share a sheet share its result."""
    return PerObject(work)
