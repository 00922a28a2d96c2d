"""The small steps that edits become in Excel. Each is one bulk call."""

from __future__ import annotations

from orxl.core.edits import Content
from orxl.core.light import dataclass
from orxl.core.refs import Range
from orxl.core.values import BLANK

Rows = tuple[tuple[Content, ...], ...]


@dataclass(frozen=True, slots=True)
class Put:
    """Fill *at* with *content*, row by row.

    It gets *number_format* first (``""``: keeps its own); the writer drops one that is planned
    for cells which are not formatted as text.
    """

    at: Range
    content: Rows
    number_format: str = ""

    @property
    def empties(self) -> bool:
        """Whether it only takes things away."""
        return all(item is BLANK for row in self.content for item in row)


@dataclass(frozen=True, slots=True)
class Resize:
    """Let *table* cover *ref*."""

    table: str
    ref: Range


@dataclass(frozen=True, slots=True)
class CopyFormats:
    """Let every row of *to* look like the row *source*."""

    source: Range
    to: Range


@dataclass(frozen=True, slots=True)
class FillDown:
    """Fill *to*, straight below the cell *source*, with that cell's formula."""

    source: Range
    to: Range


@dataclass(frozen=True, slots=True)
class Name:
    """Let the defined name *name* mean *refers_to*; ``None`` removes it."""

    name: str
    refers_to: str | None


@dataclass(frozen=True, slots=True)
class InsertLines:
    """Put blank rows of the sheet where the whole rows *at* stand, which move down.

    They look like the row above.
    """

    at: Range


@dataclass(frozen=True, slots=True)
class DeleteLines:
    """Take the whole rows *at* of the sheet away."""

    at: Range


Step = InsertLines | DeleteLines | Put | Resize | CopyFormats | FillDown | Name


@dataclass(frozen=True, slots=True)
class Planned:
    """A step, and the one that takes it back (``None`` where nothing is to be taken back)."""

    do: Step
    undo: Step | None
