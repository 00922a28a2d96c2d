"""Typed numbers that are just what a formula of their row or column gives when copied there.

However far away the formula stands, and though it is but one: nobody types such numbers by chance.
What speaks for it is counted in digits: a number of seven digits that the formula gives exactly is
hardly a coincidence, the number 12 is often one. Numbers in one line that the same formula gives
speak for each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from math import isfinite, log10
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.rules.sheets.given import Given, given
from orxl.rules.sheets.lines import WIDEST_GAP, Axis
from orxl.rules.sheets.sheet import CONSTANT, At, SheetView

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView

LEAST: Final = 3.3
"""So many digits of evidence are worth a word."""
_MOST_FORMS: Final = 40
"""A line with more formulas of different forms has no formula of its own."""
_PATIENCE: Final = 30
"""So often a form is tried in another column (row) without a hit before it is given up there."""
_MOST_ASKED: Final = 100
"""Of more matches only some are asked whether their formula would read itself."""
_MOST_DIGITS: Final = 8
"""Digits beyond these say no more."""


class Pasted(NamedTuple):
    """Typed numbers in one line that the formula in ``model`` gives; ``tried`` were looked at."""

    sheet: SheetView
    axis: Axis
    model: At
    models: int
    cells: tuple[At, ...]
    tried: int
    evidence: float


class _Match(NamedTuple):
    at: At
    digits: int
    there: Given


def digits_alike(value: float, gives: float) -> int:
    """How many digits of the typed number *value* the formula gives; 0 where it is another number.

    The typed number may be rounded. Noughts at either end say nothing.
    """
    if value == 0 or gives == 0 or not isfinite(value) or not isfinite(gives):
        return 0
    if abs(value - gives) <= 1e-9 * abs(value):
        shown = f"{abs(value):.12f}".rstrip("0").rstrip(".") if abs(value) < 1e12 else ""
        whole = shown if "." in shown else shown.rstrip("0")
        return min(len(whole.replace(".", "").lstrip("0")), _MOST_DIGITS)
    decimals = next((d for d in range(5) if value == round(value, d)), None)
    if decimals is None or abs(value - gives) > 0.50001 * 10**-decimals:
        return 0
    return min(len(str(round(abs(value) * 10**decimals)).rstrip("0")), _MOST_DIGITS)


def pasted_in(view: SheetsView, sheet: SheetView) -> Iterator[Pasted]:
    """The typed numbers of *sheet* that a formula of their line gives; each number but once."""
    found = [*_along(view, sheet, "row"), *_along(view, sheet, "column")]
    taken: set[At] = set()
    for one in sorted(found, key=lambda one: (-one.evidence, one.cells)):
        if not taken.intersection(one.cells):
            taken.update(one.cells)
            yield one


def _along(view: SheetsView, sheet: SheetView, axis: Axis) -> Iterator[Pasted]:
    line = 0 if axis == "row" else 1
    forms, typed = _in_lines(sheet, line)
    lengthwise: dict[int, bool] = {}
    tries: Counter[tuple[int, int]] = Counter()
    hits: set[tuple[int, int]] = set()
    for number, numbers in typed.items():
        every = forms.get(number, {})
        for form, models in every.items() if len(every) <= _MOST_FORMS else ():
            if form not in lengthwise:
                lengthwise[form] = _lengthwise(sheet, models[0], line)
            if lengthwise[form]:
                continue
            matches, tried = [], 0
            for at in numbers:
                key = form, at[1 - line]
                if tries[key] >= _PATIENCE and key not in hits:
                    continue
                tries[key] += 1
                there = given(view, sheet, models[0], at)
                if there is None:
                    continue
                tried += 1
                count = digits_alike(sheet.number(at) or 0.0, there.value)
                if count and (sheet, at) not in there.read:
                    hits.add(key)
                    matches.append(_Match(at, count, there))
            if matches:
                yield from _believed(view, sheet, axis, models, matches, tried)


def _in_lines(
    sheet: SheetView, line: int
) -> tuple[dict[int, dict[int, list[At]]], dict[int, list[At]]]:
    """The formulas of each row (column) by their form, and its typed numbers but the noughts."""
    forms: dict[int, dict[int, list[At]]] = {}
    typed: dict[int, list[At]] = {}
    for at, form in sheet.forms.items():
        if form != CONSTANT:
            forms.setdefault(at[line], {}).setdefault(form, []).append(at)
        elif sheet.number(at) and sheet.formula(at) is None:
            typed.setdefault(at[line], []).append(at)
    return forms, typed


def _lengthwise(sheet: SheetView, at: At, line: int) -> bool:
    """Whether the formula reads nothing but its own line, as a sum under its column does.

    Such a formula is copied across the line, not along it.
    """
    atoms = [atom for atom in sheet.shapes[at] if atom.corners]
    return bool(atoms) and all(
        not atom.sheet and corner.resolved(*at)[line] == at[line]
        for atom in atoms
        for corner in atom.corners
    )


def _believed(
    view: SheetsView, sheet: SheetView, axis: Axis, models: list[At], matches: list[_Match],
    tried: int,
) -> Iterator[Pasted]:  # fmt: skip
    """The matches that are no chance: all together, or those that stand for themselves."""
    plain = len(sheet.shapes[models[0]]) == 1
    if sum(one.there.operands > 1 for one in matches) * 2 < len(matches):
        telling = axis == "row" if plain else axis == "row" or len(models) > 2
        if not telling or not _vary(sheet, matches, plain) or len(matches) * 3 < tried * 2:
            return
    else:
        matches = [one for one in matches if _says_something(one, axis)]
    chance = log10(tried)
    together = sum(one.digits - 1 for one in matches) - chance
    if len(matches) * 2 <= tried or together < LEAST:
        alone = [one for one in matches if one.digits - 1 - chance >= LEAST]
    else:
        alone = matches
    if len(alone) <= _MOST_ASKED:
        alone = [one for one in alone if not circular(view, sheet, one.at, one.there)]
    elif any(circular(view, sheet, one.at, one.there) for one in alone[:: len(alone) // 50]):
        return
    if alone:
        shared = together if alone is matches or len(matches) * 2 > tried else 0.0
        best = max(one.digits for one in alone) - 1 - chance
        models = sorted(models)
        for cells in stretches(sheet, sorted(one.at for one in alone)):
            model = models[min(bisect_left(models, cells[0]), len(models) - 1)]
            yield Pasted(sheet, axis, model, len(models), cells, tried, max(best, shared))


def stretches(sheet: SheetView, cells: list[At]) -> Iterator[tuple[At, ...]]:
    """Sorted *cells* of one line, parted at a formula and at a gap wider than a heading's space."""
    start = 0
    for place in range(1, len(cells) + 1):
        if place == len(cells) or _parted(sheet, cells[place - 1], cells[place]):
            yield tuple(cells[start:place])
            start = place


def _parted(sheet: SheetView, a: At, b: At) -> bool:
    if b[0] - a[0] + b[1] - a[1] > WIDEST_GAP + 1:
        return True
    step = (int(b[0] > a[0]), int(b[1] > a[1]))
    at = (a[0] + step[0], a[1] + step[1])
    while at != b:
        if at in sheet.shapes:
            return True
        at = (at[0] + step[0], at[1] + step[1])
    return False


def _vary(sheet: SheetView, matches: list[_Match], plain: bool) -> bool:
    """Whether the numbers differ: a line of one number repeated is a copy of anything."""
    values = {sheet.number(one.at) for one in matches}
    return len(values) * 2 > len(matches) and (len(values) > 1 or not plain)


def _says_something(match: _Match, axis: Axis) -> bool:
    """Whether it is worked out from several numbers and is no balance read backwards.

    Where 7 = 9 − 2, the 9 is also the sum of 7 and 2: a sum of unlike signs down a column proves
    nothing.
    """
    there = match.there
    if there.operands < 2:
        return False
    values = [home.number(at) or 0.0 for home, at in there.read]
    mixed = min(values, default=0.0) < 0 < max(values, default=0.0)
    return axis == "row" or there.operands > 2 or not mixed


def circular(view: SheetsView, sheet: SheetView, at: At, there: Given) -> bool:
    """Whether a formula in *at* that gives *there* would read what rests on *at* itself."""
    if (sheet, at) in there.read:
        return True
    here, graph = sheet.ref(at), view.graph
    calculated = [ref for home, spot in there.read if (ref := home.ref(spot)) in graph]
    return bool(calculated) and any(
        here in area for cell in graph.needed_for(calculated) for area in graph.precedents(cell)
    )
