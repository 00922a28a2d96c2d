"""Remember what was worked out for a book as long as that book object lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

from orxl.core.snapshot import Book

T = TypeVar("T")


class PerBook(Generic[T]):
    """*work*, done once for each book object.

    Books are immutable but not hashable (they hold dictionaries), so the object's identity is the
    key; the entry goes when the book does.
    """

    def __init__(self, work: Callable[[Book], T]) -> None:
        self.__doc__ = work.__doc__
        self._work = work
        self._known: dict[int, tuple[weakref.ref[Book], T]] = {}

    def __call__(self, book: Book) -> T:
        entry = self._known.get(id(book))
        if entry is not None and entry[0]() is book:
            return entry[1]
        return self.remember(book, self._work(book))

    def remember(self, book: Book, result: T) -> T:
        """Let *result*, which the caller knows to be right, be the answer for *book*."""
        key = id(book)
        self._known[key] = (weakref.ref(book, lambda _gone: self._known.pop(key, None)), result)
        return result


def per_book(work: Callable[[Book], T]) -> PerBook[T]:
    """*work*, done once for each book object."""
    return PerBook(work)
