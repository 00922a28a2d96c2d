"""How a table's headers differ from the layout's: renamed, missing, unknown, double."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from orxl.binding import BoundTable
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.layout import Column
from orxl.rules.kit.view import View

_A_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_OF_A_YEAR: Final = re.compile(r"(Prognose|Ramme|Inntekt) (\d{4})")
# «Budsjett» tells nothing: there is a column for the year before, too.
_ALIKE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Stray:
    """A header that the layout does not know at this place."""

    header: str
    cell: CellRef
    double: bool
    """Whether the same header already stands further to the left."""
    stands_for: Column | None = None
    """The missing column whose place it has, or None."""


@dataclass(frozen=True, slots=True)
class Headers:
    """What is wrong with a table's headers; a missing column that a stray stands for is not
    among ``missing``."""

    strays: tuple[Stray, ...]
    missing: tuple[Column, ...]


@per_object
def other_year(view: View) -> int | None:
    """The budget year that the headers agree on, where it is not the workbook's."""
    years: set[int] = set()
    for bound in view.bound.tables.values():
        for column in bound.table.columns:
            if match := _OF_A_YEAR.fullmatch(column.name):
                years.add(int(match[2]) + (match[1] == "Prognose"))
    return years.pop() if len(years) == 1 and view.year not in years else None


def compare(view: View, bound: BoundTable) -> Headers:
    """The table's headers against the layout's.

    Where the headers belong to another budget year, those that carry a year are passed over: that
    is one damage, which the rule about renamed headers reports once.
    """
    skip = other_year(view) is not None
    strays = _strays(bound)
    missing: dict[str, list[Column]] = {}
    anchor = ""
    for column in bound.spec.columns:
        if column.key in bound.columns:
            anchor = column.header.casefold()
        else:
            missing.setdefault(anchor, []).append(column)
    paired = {
        stray.cell: column
        for at, group in strays.items()
        for stray, column in _pairs(group, missing.get(at, []))
    }
    found = [
        Stray(s.header, s.cell, s.double, paired.get(s.cell))
        for group in strays.values()
        for s in group
        if not (skip and _A_YEAR.search(s.header))
    ]
    lost = [
        column
        for column in bound.missing
        if column not in paired.values() and not (skip and _A_YEAR.search(column.header))
    ]
    return Headers(tuple(found), tuple(lost))


def _strays(bound: BoundTable) -> dict[str, list[Stray]]:
    """The headers that are not the layout's, by the nearest known header to their left."""
    known = {c.header.casefold() for c in bound.spec.columns}
    seen: set[str] = set()
    strays: dict[str, list[Stray]] = {}
    anchor = ""
    for offset, column in enumerate(bound.table.columns):
        name, ref = column.name.casefold(), bound.table.ref
        if name in known and name not in seen:
            anchor = name
        else:
            cell = CellRef(ref.sheet, ref.first_row, ref.first_column + offset)
            strays.setdefault(anchor, []).append(Stray(column.name, cell, name in seen))
        seen.add(name)
    return strays


def _pairs(strays: list[Stray], missing: list[Column]) -> list[tuple[Stray, Column]]:
    if len(strays) == len(missing):
        return list(zip(strays, missing, strict=True))
    pairs: list[tuple[Stray, Column]] = []
    left = list(strays)
    for column in missing:
        best = max(left, key=lambda s: _likeness(s.header, column.header), default=None)
        if best is not None and _likeness(best.header, column.header) >= _ALIKE:
            pairs.append((best, column))
            left.remove(best)
    return pairs


def _likeness(a: str, b: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, a.casefold(), b.casefold()).ratio()
