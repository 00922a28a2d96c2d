"""What does not fit in a file from outside: where it stands, what stands there, what is wrong."""

from __future__ import annotations

from typing import NamedTuple


class SourceProblem(NamedTuple):
    """A value that cannot be used; with one of them nothing of the file is."""

    place: str
    """In words, without the file's name: «linje 14, kolonne 3» or «arket Data, celle C14»."""
    value: str
    """As it stands in the file; ``""`` where nothing does."""
    said: str
    """What is wrong with it, and what is expected: one sentence in bokmål."""
