"""Sums that stand side by side and do not add up the same lines: compared by what they mean.

``A1+A2+A3`` is ``SUM(A1:A3)`` whatever it is written like, however far apart the sums stand and
whatever stands between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.rules.sheets.edges import YEARS
from orxl.rules.sheets.lines import Axis
from orxl.rules.sheets.sheet import At, SheetView

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView

Lines = tuple[int, ...]
"""The rows (columns) that a sum adds up."""
_LONGEST: Final = 400
_MOST_APART: Final = 3


class Odd(NamedTuple):
    """Sums in one line that add up something else than most of the sums there.

    ``missing`` are the lines that the others add up and these do not.
    """

    axis: Axis
    cells: tuple[At, ...]
    others: tuple[At, ...]
    missing: tuple[int, ...]


class Split(NamedTuple):
    """Sums in one line of which some take in ``extra`` lines that most of the others do not.

    ``held``: at least one of those that take them in has a number there that is not nought.
    """

    axis: Axis
    more: tuple[At, ...]
    others: tuple[At, ...]
    extra: Lines
    held: bool


def odd_sums_in(view: SheetsView, sheet: SheetView) -> Iterator[Odd]:
    """The sums of columns that differ within a row, and the sums of rows within a column."""
    for axis, every in _side_by_side(view, sheet):
        yield from _odd(every, axis)


def splits_in(view: SheetsView, sheet: SheetView) -> Iterator[Split]:
    """Sums side by side of which a few take in more lines than the others: which are right?"""
    for axis, every in _side_by_side(view, sheet):
        usual = max(every, key=lambda meant: len(every[meant]))
        others = tuple(sorted(every[usual]))
        for meant, cells in every.items():
            extra = tuple(line for line in meant if line not in usual)
            if not 0 < len(extra) <= _MOST_APART or not set(usual) < set(meant):
                continue
            here = [sheet.number(at) for at in spots(axis, cells, extra)]
            there = [sheet.number(at) for at in spots(axis, others, extra)]
            years = any(value is not None and int(value) in YEARS for value in here)
            if any(there) or years or all(value is None for value in here):
                continue
            held = any(here)
            if held or any(value is not None for value in there):
                yield Split(axis, tuple(sorted(cells)), others, extra, held)


def spots(axis: Axis, cells: Iterable[At], lines: Lines) -> Iterator[At]:
    """Where the columns (rows) of *cells* cross *lines*."""
    for at in cells:
        for line in lines:
            yield (line, at[1]) if axis == "row" else (at[0], line)


def _side_by_side(
    view: SheetsView, sheet: SheetView
) -> Iterator[tuple[Axis, dict[Lines, list[At]]]]:
    """The sums of each row (column) by what they add up, where there are several kinds."""
    axes: tuple[Axis, Axis] = ("row", "column")
    for axis in axes:
        along = 0 if axis == "row" else 1
        lines: dict[int, dict[Lines, list[At]]] = {}
        for at in sheet.shapes:
            meant = meaning(view, sheet, at, axis)
            if meant is not None:
                lines.setdefault(at[along], {}).setdefault(meant, []).append(at)
        for every in lines.values():
            if len(every) > 1 and sum(map(len, every.values())) > 2:
                yield axis, every


def _odd(every: dict[Lines, list[At]], axis: Axis) -> Iterator[Odd]:
    usual = max(every, key=lambda meant: len(every[meant]))
    for meant, cells in every.items():
        missing = tuple(line for line in usual if line not in meant)
        apart = len(missing) + sum(line not in usual for line in meant)
        shared = len(usual) - len(missing)
        if missing and apart <= _MOST_APART and shared * 2 >= len(usual):
            yield Odd(axis, tuple(sorted(cells)), tuple(every[usual]), missing)


def meaning(view: SheetsView, sheet: SheetView, at: At, axis: Axis) -> Lines | None:
    """What the formula at *at* adds up, where it only adds and all lies in its own column (row)."""
    lines: set[int] = set()
    for term in view.terms.get(sheet.ref(at), ()):
        area = term.area
        first, last = area.first_row, area.last_row
        across, beyond = area.first_column, area.last_column
        if axis == "column":
            first, last, across, beyond = across, beyond, first, last
        own = at[1] if axis == "row" else at[0]
        if not term.plus or area.sheet != sheet.name or across != own or beyond != own:
            return None  # what is taken away is often turned on purpose
        if last - first > _LONGEST:
            return None
        lines.update(range(first, last + 1))
    return tuple(sorted(lines)) if len(lines) > 1 else None
