"""Rows and columns of formulas, and the cells in them that break the pattern.

Each row and each column is read as a line: the cells with formulas and typed numbers, gathered
into runs of one form. A short run between runs of another form breaks a pattern. So does a cell
in a line where every second (third, fourth) cell has one form, as columns with amount and share
in turn have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from orxl.core.light import dataclass
from orxl.rules.sheets.sheet import CONSTANT, At, SheetView

Axis = Literal["column", "row"]
"""The direction of a line: ``"column"`` runs downwards, ``"row"`` to the right."""

WIDEST_GAP = 3
"""A line goes on across so many cells without numbers: a heading and the space around it."""
LONGEST = 12
"""A longer run is a pattern of its own, no slip."""
STRIDES = (2, 3, 4)


class Run(NamedTuple):
    """Cells of one form, one after the other in a line."""

    form: int
    cells: tuple[At, ...]
    gap: bool
    """Whether a gap lies before or within it."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A cell that breaks its line's pattern.

    ``form`` is what the neighbours have, ``model`` the nearest of them; ``before`` and ``after``
    count the neighbours on each side, ``group`` how many cells side by side deviate alike and
    ``repeats`` how many other runs of the same deviating form the line has.
    """

    axis: Axis
    form: int
    model: At
    before: int
    after: int
    group: tuple[At, ...]
    repeats: int = 0
    gap: bool = False
    stride: int = 1

    @property
    def support(self) -> int:
        """How many neighbours have the pattern."""
        return self.before + self.after

    @property
    def enclosed(self) -> bool:
        """Whether the pattern goes on on both sides."""
        return self.before > 0 and self.after > 0


def lines(sheet: SheetView, axis: Axis) -> Iterator[list[Run]]:
    """Each stretch of each row or column as a list of runs; gaps wider than 3 end a stretch."""
    index, other = (0, 1) if axis == "column" else (1, 0)
    run: list[Run] = []
    cells: list[At] = []
    form, gap, last = CONSTANT, False, (-1, -1)
    for at in sorted(sheet.forms, key=lambda at: (at[other], at[index])):
        here = sheet.forms[at]
        step = at[index] - last[index] if at[other] == last[other] else WIDEST_GAP + 2
        if cells and (step > WIDEST_GAP + 1 or here != form):
            run.append(Run(form, tuple(cells), gap))
            cells, gap = [], False
        if step > WIDEST_GAP + 1:
            if run:
                yield run
            run = []
        else:
            gap = gap or step > 1
        cells.append(at)
        form, last = here, at
    if cells:
        run.append(Run(form, tuple(cells), gap))
        yield run


@dataclass(frozen=True)
class Patterns:
    """What the lines of a sheet say: every breach by cell, and each cell's run in both axes."""

    breaches: Mapping[At, tuple[Breach, ...]]
    lengths: Mapping[Axis, Mapping[At, int]]
    runs: Mapping[Axis, tuple[Run, ...]]
    disorder: Mapping[int, float]
    """How often a form's pattern is broken, as a share of the cells that have the form."""

    def length(self, at: At, axis: Axis) -> int:
        """How many cells of one form stand together in *axis* where *at* is one of them."""
        return self.lengths[axis].get(at, 0)


def patterns(sheet: SheetView) -> Patterns:
    """The patterns of *sheet* and what breaks them. Linear in the number of its cells."""
    breaches: dict[At, list[Breach]] = {}
    lengths: dict[Axis, dict[At, int]] = {"column": {}, "row": {}}
    every: dict[Axis, list[Run]] = {"column": [], "row": []}
    axes: tuple[Axis, Axis] = ("column", "row")
    for axis in axes:
        for stretch in lines(sheet, axis):
            every[axis] += stretch
            for run in stretch:
                lengths[axis].update(dict.fromkeys(run.cells, len(run.cells)))
            for breach in (*_between(stretch, axis), *_strided(stretch, axis)):
                for at in breach.group:
                    found = breaches.setdefault(at, [])
                    if not any(b.axis == axis and b.form == breach.form for b in found):
                        found.append(breach)
    return Patterns(
        {at: tuple(found) for at, found in breaches.items()},
        lengths,
        {axis: tuple(runs) for axis, runs in every.items()},
        _disorder(sheet, breaches),
    )


def _disorder(sheet: SheetView, breaches: Mapping[At, list[Breach]]) -> dict[int, float]:
    """Only breaches in the middle of a pattern count, and one or two are no disorder."""
    having = Counter(sheet.forms.values())
    events = {
        (breach.form, breach.group)
        for found in breaches.values()
        for breach in found
        if breach.enclosed and breach.stride == 1 and len(breach.group) * 2 <= breach.support
    }
    counts = Counter(form for form, _ in events)
    return {form: count / having[form] for form, count in counts.items() if count > 2}


def _between(stretch: list[Run], axis: Axis) -> Iterator[Breach]:
    """Short runs that have a run of another form before them, after them or on both sides."""
    counts = Counter(run.form for run in stretch)
    # Typed numbers at either end of a line (a seed, known years) say nothing of those within it.
    counts[CONSTANT] = sum(run.form == CONSTANT for run in stretch[1:-1])
    for number, run in enumerate(stretch):
        if len(run.cells) > LONGEST:
            continue
        before = stretch[number - 1] if number else None
        after = stretch[number + 1] if number + 1 < len(stretch) else None
        repeats = max(0, counts[run.form] - 1)
        gap = run.gap or (after is not None and after.gap)
        if before and after and before.form == after.form and before.form != CONSTANT:
            yield Breach(
                axis, before.form, before.cells[-1], len(before.cells), len(after.cells),
                run.cells, repeats, gap,
            )  # fmt: skip
            continue
        for side in (before, after):
            if side is None or side.form == CONSTANT or len(side.cells) < 2:
                continue
            count = len(side.cells)
            first = side is before
            yield Breach(
                axis, side.form, side.cells[-1] if first else side.cells[0],
                count if first else 0, 0 if first else count, run.cells, repeats, gap,
            )  # fmt: skip


def _strided(stretch: list[Run], axis: Axis) -> Iterator[Breach]:
    """Cells that differ where every second, third or fourth cell of the line has one form."""
    if len(stretch) < 5:
        return
    flat = [(run.form, at) for run in stretch for at in run.cells]
    if len(flat) > 2 * len(stretch):
        return  # a line of long runs has no such rhythm
    counts = Counter(form for form, _ in flat if form != CONSTANT)
    if not counts or max(counts.values()) < 3:
        return
    for number, (form, at) in enumerate(flat):
        for stride in STRIDES:
            around = [
                flat[number + step * stride]
                for step in (-3, -2, -1, 1, 2, 3)
                if 0 <= number + step * stride < len(flat)
            ]
            forms = {found for found, _ in around}
            if len(around) < 2 or len(forms) != 1 or CONSTANT in forms or form in forms:
                continue
            wanted = forms.pop()
            before = sum(spot < at for _, spot in around)
            if len(around) == 2 and before != 1:
                continue  # two of its kind are a rhythm only on either side
            if wanted in (flat[number - 1][0], flat[(number + 1) % len(flat)][0]):
                continue
            model = min(around, key=lambda one: abs(sum(one[1]) - sum(at)))[1]
            yield Breach(axis, wanted, model, before, len(around) - before, (at,), 0, False, stride)
            break
