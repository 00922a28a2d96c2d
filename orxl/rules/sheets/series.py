"""Formulas of one build in a line that each read some cells further on than the one before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from orxl.rules.sheets.lines import Axis
from orxl.rules.sheets.shape import Corner, Shape
from orxl.rules.sheets.sheet import At, SheetView

FEWEST: Final = 4


class Series(NamedTuple):
    """Formulas with the same build in a line, equally far from each other."""

    axis: Axis
    cells: list[At]
    spots: list[tuple[int, ...]]
    """The rows and columns that each one's references mean, one after the other."""


def builds_of(sheet: SheetView) -> dict[int, int]:
    """For each form the number of its build: the shape without the references' numbers."""
    known: dict[Shape, int] = {}
    found: dict[int, int] = {}
    for at, atoms in sheet.shapes.items():
        form = sheet.forms[at]
        if form not in found and any(atom.corners for atom in atoms):
            build = tuple(
                atom._replace(corners=tuple(_marks(c) for c in atom.corners)) for atom in atoms
            )
            found[form] = known.setdefault(build, len(known))
    return found


def series_in(sheet: SheetView, builds: dict[int, int], axis: Axis) -> Iterator[Series]:
    """The series along *axis*, each of at least :data:`FEWEST` formulas of one build."""
    index, other = (0, 1) if axis == "column" else (1, 0)
    groups: dict[tuple[int, int], list[At]] = {}
    for at in sheet.shapes:
        build = builds.get(sheet.forms[at])
        if build is not None:
            groups.setdefault((at[other], build), []).append(at)
    for cells in groups.values():
        if len(cells) < FEWEST:
            continue
        cells.sort()
        for part in _equally_spaced(cells, index):
            if len({sheet.forms[at] for at in part}) >= len(part) - 1:  # else lines.py sees it
                yield Series(axis, part, [_spots(sheet.shapes[at], at) for at in part])


def _marks(corner: Corner) -> Corner:
    """*corner* without its numbers."""
    row, column = corner.row, corner.column
    return corner._replace(row=None if row is None else 0, column=None if column is None else 0)


def _equally_spaced(cells: list[At], index: int) -> Iterator[list[At]]:
    part = cells[:2]
    for before, at in pairwise(cells[1:]):
        if at[index] - before[index] == part[1][index] - part[0][index]:
            part.append(at)
            continue
        if len(part) >= FEWEST:
            yield part
        part = [before, at]
    if len(part) >= FEWEST:
        yield part


def _spots(atoms: Shape, at: At) -> tuple[int, ...]:
    found: list[int] = []
    for atom in atoms:
        for corner in atom.corners:
            found += [spot for spot in corner.resolved(*at) if spot is not None]
    return tuple(found)


def straight(values: list[int]) -> tuple[int, int]:
    """The step and the start of the arithmetic series that most of *values* lie on."""
    spread = sorted({0, 1, len(values) // 2, len(values) - 2, len(values) - 1})
    best = (-1, 0, 0)
    for a, b in combinations(spread, 2):
        step, rest = divmod(values[b] - values[a], b - a)
        if rest:
            continue
        start = values[a] - step * a
        agree = sum(value == start + step * n for n, value in enumerate(values))
        best = max(best, (agree, step, start))
    return best[1], best[2]
