"""Remember what was worked out for a book as long as that book object lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from orxl.core.snapshot import Book

T = TypeVar("T")


def per_book(work: Callable[[Book], T]) -> Callable[[Book], T]:
    """*work*, done once for each book object.

    Books are immutable but not hashable (they hold dictionaries), so the object's identity is the
    key; the entry goes when the book does.
    """
    known: dict[int, tuple[weakref.ref[Book], T]] = {}

    @wraps(work)
    def remembered(book: Book) -> T:
        key = id(book)
        entry = known.get(key)
        if entry is not None and entry[0]() is book:
            return entry[1]
        result = work(book)
        known[key] = (weakref.ref(book, lambda _gone: known.pop(key, None)), result)
        return result

    return remembered
