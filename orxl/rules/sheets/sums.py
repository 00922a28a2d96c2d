"""Sums that stand side by side and do not add up the same lines: compared by what they mean.

``A1+A2+A3`` is ``SUM(A1:A3)`` whatever it is written like, however far apart the sums stand and
whatever stands between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.rules.sheets.edges import YEARS
from orxl.rules.sheets.lines import Axis
from orxl.rules.sheets.sheet import At, SheetView

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView

Lines = tuple[int, ...]
"""The rows (columns) that a sum adds up."""
SumsByLine = Mapping[Axis, Mapping[int, dict[Lines, list[At]]]]
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
    """Sums side by side of which some take in more lines than the others: which are right?

    Where nearly all take them in, the few others are odd (:func:`odd_sums_in`).
    """
    for axis, every in _side_by_side(view, sheet):
        usual = max(every, key=lambda meant: len(every[meant]))
        for meant, cells in every.items():
            rivals = len(cells) * 2 > len(every[usual])
            if set(usual) < set(meant):
                found = _split(sheet, axis, (meant, cells), (usual, every[usual]))
            elif set(meant) < set(usual) and rivals:
                found = _split(sheet, axis, (usual, every[usual]), (meant, cells))
            else:
                continue
            if found is not None:
                yield found


def _split(
    sheet: SheetView, axis: Axis, more: tuple[Lines, list[At]], fewer: tuple[Lines, list[At]]
) -> Split | None:
    """The split, where what only some take in is a number with them and nothing with the others."""
    extra = tuple(line for line in more[0] if line not in fewer[0])
    if len(extra) > _MOST_APART or len(fewer[0]) < 2:
        return None  # a lone reference is no sum
    here = [sheet.number(at) for at in spots(axis, more[1], extra)]
    there = [sheet.number(at) for at in spots(axis, fewer[1], extra)]
    years = any(value is not None and int(value) in YEARS for value in here)
    if any(there) or years or all(value is None for value in here):
        return None
    held = any(here)
    if not held and all(value is None for value in there):
        return None
    return Split(axis, tuple(sorted(more[1])), tuple(sorted(fewer[1])), extra, held)


def spots(axis: Axis, cells: Iterable[At], lines: Lines) -> Iterator[At]:
    """Where the columns (rows) of *cells* cross *lines*."""
    for at in cells:
        for line in lines:
            yield (line, at[1]) if axis == "row" else (at[0], line)


def _side_by_side(
    view: SheetsView, sheet: SheetView
) -> Iterator[tuple[Axis, dict[Lines, list[At]]]]:
    """The sums of each row (column) by what they add up, where there are several kinds."""
    for axis, lines in view.sums(sheet).items():
        for every in lines.values():
            if len(every) > 1 and sum(map(len, every.values())) > 2:
                yield axis, every


def sums_of(view: SheetsView, sheet: SheetView) -> SumsByLine:
    """The sums of *sheet* that add up cells of their own column (row), by row (column)."""
    found: dict[Axis, dict[int, dict[Lines, list[At]]]] = {"row": {}, "column": {}}
    lines: tuple[tuple[Axis, int], ...] = (("row", 0), ("column", 1))
    for at in sheet.shapes:
        for axis, along in lines:
            meant = meaning(view, sheet, at, axis)
            if meant is not None:
                found[axis].setdefault(at[along], {}).setdefault(meant, []).append(at)
    return found


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
    parts = view.terms.get(sheet.ref(at))
    if parts is None:
        return None
    lines: set[int] = set()
    for term in parts:
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
    if (at[0] if axis == "row" else at[1]) in lines:
        return None  # it adds up itself
    return tuple(sorted(lines)) or None
