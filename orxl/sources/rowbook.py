"""What became of the rows of a list from outside: each is put into one share of the account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orxl.core import nb
from orxl.core.light import dataclass, field
from orxl.sources.problems import SourceProblem


@dataclass
class RowBook:
    """The account that a reader keeps: the rows by share, the problems, and what is to be told."""

    problems: list[SourceProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _shares: dict[str, list[str]] = field(default_factory=dict)

    def put(self, share: str, words: str) -> None:
        """Put the row that is called *words* into *share*."""
        self._shares.setdefault(share, []).append(words)

    def wrong(self, place: str, value: str, said: str) -> None:
        """A problem, as :class:`SourceProblem` holds it; the row is put besides."""
        self.problems.append(SourceProblem(place, value, said))

    def note_unused(self, headers: Sequence[str]) -> None:
        """Tell which columns are not read, if any."""
        if headers:
            told = nb.listed([nb.quoted(word) for word in headers])
            self.notes.append(f"Kolonner som ikke brukes: {told}.")

    @property
    def shares(self) -> Mapping[str, tuple[str, ...]]:
        """What the rows of each share are called, in the order in which they were put."""
        return {share: tuple(words) for share, words in self._shares.items()}
