"""A merge of files: read and put together in memory, to be shown before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from orxl.app.merging.common import ancestor, editions_of, like, only_twin, who_saved
from orxl.app.merging.fitting import possible
from orxl.app.workbook import Opened, open_workbook
from orxl.core.light import dataclass, field
from orxl.versions.merging.merge import Edition, merge
from orxl.versions.merging.refusing import refuse_strangers
from orxl.versions.merging.values import Merge


@dataclass(frozen=True)
class Merging:
    """A merge before it is done."""

    common: Opened
    mine: Opened
    theirs: Opened
    found: bool
    """Whether the common edition was found among the backups."""
    merge: Merge
    who: str
    """Who saved THEIRS; ``""`` where there is no conflict, or nobody knows."""
    who_mine: str
    editions: tuple[Edition, Edition, Edition] = field(repr=False)
    data: bytes = field(default=b"", repr=False)
    """MINE with what is taken, in memory."""


def merging(paths: Sequence[Path]) -> Merging:
    """The merge of the workbooks at *paths*: COMMON, MINE, THEIRS; MINE, THEIRS; or MINE alone.

    Nothing is written. Where COMMON is not given it is looked for among the backups; where THEIRS
    is not, it is the conflicting copy beside MINE. Raises UnreadableFile, RefusedEdit, BadCall.
    """
    if len(paths) > 2:
        common = open_workbook(paths[0])
        return merged(common, like(paths[1], common), like(paths[2], common))
    mine = open_workbook(paths[0])
    theirs = like(paths[1] if len(paths) > 1 else only_twin(mine), mine)
    return merged(ancestor(mine, theirs), mine, theirs, found=True)


def merged(common: Opened, mine: Opened, theirs: Opened, *, found: bool = False) -> Merging:
    """The merge of three workbooks that have been read. Raises RefusedEdit, UnreadableFile."""
    editions = editions_of(common, mine, theirs)
    refuse_strangers(*(one.version for one in editions))
    whole = merge(*editions)
    fit, data = possible(mine.data, theirs.data, whole)
    # Who it was is asked where there is something to choose between.
    by = (who_saved(theirs), who_saved(mine)) if fit.conflicts else ("", "")
    return Merging(common, mine, theirs, found, fit, *by, editions, data)
