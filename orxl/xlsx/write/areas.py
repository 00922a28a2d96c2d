"""Lists of ranges as conditional formats and validations have them: what they share and lack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orxl.core.light import replace
from orxl.core.refs import Range


def ranges(sheet: str, sqref: str) -> list[Range]:
    """The ranges of *sqref*. Raises ValueError for a malformed one."""
    return [Range.of(sheet, ref) for ref in sqref.split()]


def sqref(found: Iterable[Range]) -> str:
    """The ranges as an attribute lists them."""
    return " ".join(area.a1 for area in found)


def common(a: Iterable[Range], b: Sequence[Range]) -> list[Range]:
    """The cells that lie in both lists, as ranges."""
    return [shared for one in a for other in b if (shared := _shared(one, other)) is not None]


def _shared(a: Range, b: Range) -> Range | None:
    if not a.overlaps(b):
        return None
    return Range(
        a.sheet,
        max(a.first_row, b.first_row),
        max(a.first_column, b.first_column),
        min(a.last_row, b.last_row),
        min(a.last_column, b.last_column),
    )


def without(found: Iterable[Range], gone: Sequence[Range]) -> list[Range]:
    """The cells of *found* that lie in none of *gone*, as ranges."""
    left = list(found)
    for hole in gone:
        left = [piece for area in left for piece in _around(area, hole)]
    return left


def _around(area: Range, hole: Range) -> list[Range]:
    inner = _shared(area, hole)
    if inner is None:
        return [area]
    level = replace(area, first_row=inner.first_row, last_row=inner.last_row)
    pieces = (
        replace(area, last_row=inner.first_row - 1),
        replace(level, last_column=inner.first_column - 1),
        replace(level, first_column=inner.last_column + 1),
        replace(area, first_row=inner.last_row + 1),
    )
    return [
        piece
        for piece in pieces
        if piece.first_row <= piece.last_row and piece.first_column <= piece.last_column
    ]


def corner(found: Sequence[Range]) -> tuple[int, int]:
    """The row and column that relative references in a rule for *found* are counted from."""
    return min(area.first_row for area in found), min(area.first_column for area in found)
