"""What a merge is made of: what was taken over, what is in conflict, what is left to do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from orxl.core.edits import Content, Edit
from orxl.core.light import dataclass, field
from orxl.core.refs import CellRef
from orxl.versions.merging.rearranging import Rearranged


class Choice(StrEnum):
    """Whose content stands where both have changed something."""

    MINE = "Min"
    THEIRS = "Din"


class What(StrEnum):
    """What a conflict is about."""

    CELL = "celle"
    ADDED = "ny rad"
    """Both have a row with the same key, and they are not the same."""
    MINE_DELETED = "slettet hos meg"
    THEIRS_DELETED = "slettet hos deg"
    NAME = "navn"


@dataclass(frozen=True)
class Place:
    """Where something is, in words and as an address of MINE (None: not there)."""

    sheet: str
    table: str = ""
    row: str = ""
    column: str = ""
    cell: CellRef | None = None
    name: str = ""

    @property
    def key(self) -> str:
        """One place's key, the same for the same place at another run."""
        if self.name:
            return f"name:{self.name}"
        if self.table:
            return "|".join(filter(None, (self.table, self.row, self.column)))
        return f"{self.sheet}!{self.cell.a1 if self.cell else ''}"

    def __str__(self) -> str:
        if self.name:
            return f"navnet {self.name}"
        where = f"{self.sheet}!{self.cell.a1}" if self.cell is not None else self.sheet
        named = " · ".join(filter(None, (self.row, self.column)))
        return f"{where} ({named})" if named else where


Fields = tuple[tuple[str, Content], ...]
"""What a row holds, by header or column letter."""


@dataclass(frozen=True)
class Conflict:
    """Something both have changed, each otherwise. What is None is not there."""

    what: What
    place: Place
    common: Content | None = None
    mine: Content | None = None
    theirs: Content | None = None
    my_row: Fields = ()
    their_row: Fields = ()
    edits: tuple[Edit, ...] = ()
    """What makes it THEIRS', in MINE as it is before the merge."""
    possible: bool = True
    """Whether THEIRS can be chosen; else it must be done by hand."""


@dataclass(frozen=True)
class Taken:
    """Something only THEIRS has changed, and that comes to MINE by the edits."""

    place: Place
    old: Content | None
    new: Content | None
    row: Fields = ()
    words: str = ""
    """What it is, where it is no cell: «ny rad», «slettet rad»."""
    edits: tuple[Edit, ...] = ()
    group: str = ""
    """What is made by one edit has the same; the edit is with one of them."""


@dataclass(frozen=True)
class Left:
    """Something THEIRS has changed that no edit can bring over: somebody has to do it."""

    text: str
    contents: Fields = ()


@dataclass(frozen=True)
class Merge:
    """What comes of two people's edits of one workbook."""

    taken: tuple[Taken, ...]
    conflicts: tuple[Conflict, ...]
    left: tuple[Left, ...]
    sheets: tuple[str, ...] = ()
    """THEIRS' own new sheets, which MINE is to get."""
    formulas: Mapping[CellRef, str] = field(default_factory=dict)
    """The formulas on those sheets that have to read otherwise in MINE."""

    moves: tuple[Rearranged, ...] = ()
    """Tables that are written anew, because rows of theirs go or change places."""

    @property
    def nothing(self) -> bool:
        """Whether THEIRS has nothing that MINE has not."""
        return not (self.taken or self.conflicts or self.left or self.sheets)
