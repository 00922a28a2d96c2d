"""What a comparison shows, as values."""

from __future__ import annotations

from functools import cached_property

from orxl.core.light import dataclass
from orxl.layout import Layout
from orxl.versions.changes import QUIET, Change
from orxl.versions.effects import Effects


@dataclass(frozen=True)
class Side:
    """One of the two workbooks: the name of its file, its digest, and when it was last saved."""

    name: str
    digest: str = ""
    saved: str = ""
    """When and by whom, in words, where the file says so."""


@dataclass(frozen=True)
class Comparison:
    """What differs from ``before`` to ``after``."""

    before: Side
    after: Side
    changes: tuple[Change, ...]
    layout: Layout | None = None
    """The layout of the workbook after; None where the two are any workbooks."""
    effects: Effects | None = None
    notes: tuple[str, ...] = ()
    """What one must know of the two files to read the rest, as sentences."""

    @cached_property
    def own(self) -> tuple[int, ...]:
        """The places of the changes that are no consequences, and change the content."""
        return tuple(n for n, c in enumerate(self.changes) if c.own and c.kind not in QUIET)

    @cached_property
    def quiet(self) -> tuple[int, ...]:
        """The places of the changes of how it looks, or how formulas are spelt."""
        return tuple(n for n, c in enumerate(self.changes) if c.own and c.kind in QUIET)

    @property
    def same(self) -> bool:
        """Whether nothing differs in content."""
        return not self.own
