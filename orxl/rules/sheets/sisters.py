"""Sheets built alike (one a month, one a county), and the cells in which one is unlike the others.

Two sheets are sisters where nearly all their formulas stand in the same cells and are the same. A
reference to another sheet may name its own one in each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.rules.sheets.shape import Shape
from orxl.rules.sheets.sheet import At, SheetView

if TYPE_CHECKING:
    from orxl.rules.sheets.view import SheetsView

FEWEST: Final = 3
"""So many sheets must be built alike."""
_FORMULAS: Final = 5
"""A sheet with fewer formulas is like many others."""
_ALIKE: Final = 0.8
"""So large a share of the formulas must be the same."""
_TRIED: Final = 12
"""So many formulas are looked at before two sheets are compared in full."""


class Unlike(NamedTuple):
    """A cell of ``sheet`` that is not what all its sisters have there; ``model`` is one of them."""

    sheet: SheetView
    at: At
    model: SheetView
    sisters: int


def unlike_in(view: SheetsView) -> Iterator[Unlike]:
    """The cells in which one sheet alone differs from its sisters, named as theirs are."""
    for group in _groups(view):
        known = [(sheet, _keys(sheet)) for sheet in group]
        for at in sorted(set().union(*(keys for _, keys in known))):
            counts = Counter(keys.get(at) for _, keys in known)
            usual, count = counts.most_common(1)[0]
            if usual is None or count != len(group) - 1:
                continue
            model = next(sheet for sheet, keys in known if keys.get(at) == usual)
            odd = next(sheet for sheet, keys in known if keys.get(at) != usual)
            name = odd.label(at)
            if name and name == model.label(at) and not odd.text(at):
                yield Unlike(odd, at, model, count)


def _groups(view: SheetsView) -> list[list[SheetView]]:
    groups: list[list[SheetView]] = []
    keys: dict[str, Mapping[At, Hashable]] = {}
    for sheet in view.sheets:
        size = len(sheet.shapes)
        sizes = (len(other.shapes) for other in view.sheets)
        like = sum(_ALIKE * size <= other <= size / _ALIKE for other in sizes)
        if size < _FORMULAS or like < FEWEST:
            continue
        keys[sheet.name] = mine = _keys(sheet)
        for group in groups:
            if _sisters(keys[group[0].name], mine):
                group.append(sheet)
                break
        else:
            groups.append([sheet])
    return [group for group in groups if len(group) >= FEWEST]


def _sisters(one: Mapping[At, Hashable], other: Mapping[At, Hashable]) -> bool:
    least = _ALIKE * max(len(one), len(other))
    if min(len(one), len(other)) < least:
        return False
    tried = sum(other.get(at) == key for at, key in islice(one.items(), _TRIED))
    if tried * 2 < min(_TRIED, len(one)):
        return False
    return sum(other.get(at) == key for at, key in one.items()) >= least


def _keys(sheet: SheetView) -> Mapping[At, Hashable]:
    """What each formula of *sheet* is, whichever sheet it names."""
    return {at: _nameless(atoms) for at, atoms in sheet.shapes.items()}


def _nameless(atoms: Shape) -> Shape:
    if not any(atom.sheet for atom in atoms):
        return atoms
    return tuple(atom._replace(sheet="!") if atom.sheet else atom for atom in atoms)
