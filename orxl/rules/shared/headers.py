"""How a table's headers differ from the layout's: renamed, missing, unknown, double."""

from __future__ import annotations

import unicodedata
from typing import Final

from orxl.binding import BoundTable
from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.layout import Column
from orxl.rules.shared.inputs import cleaned

_BLANKS: Final = " \u00a0\t\r\n"
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
def compare(bound: BoundTable) -> Headers:
    """The headers of a table against the layout's."""
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
    found = tuple(
        Stray(s.header, s.cell, s.double, paired.get(s.cell))
        for group in strays.values()
        for s in group
    )
    lost = tuple(column for column in bound.missing if column not in paired.values())
    return Headers(found, lost)


def carries(column: Column) -> bool:
    """Whether figures or keys stand in the column, rather than remarks.

    Without such a column nothing that is calculated from the table can be judged.
    """
    return column.required or column.derived or column.kind.numeric or column.choices is not None


def unseen(header: str, wanted: str) -> str:
    """How *header* differs from *wanted* where the eye does not see it; ``""`` where it does."""
    bare = header.strip(_BLANKS)
    if bare.casefold() == wanted.casefold():
        where = "etter" if header != header.rstrip(_BLANKS) else "foran"
        return f"Det står et mellomrom {where} teksten."
    if cleaned(header).casefold() == wanted.casefold():
        return "Den har doble mellomrom, linjeskift eller usynlige tegn."
    if unicodedata.normalize("NFKC", header).casefold() == wanted.casefold():
        return "Bokstavene er satt sammen på en annen måte (a og ring i stedet for å)."
    return ""


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
