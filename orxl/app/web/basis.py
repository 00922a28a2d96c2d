"""Where the figures of the web edition come from: the public part of «Tallgrunnlag», in words.

A figure that builds on cells which are not public says how many they are, and nothing of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from orxl.app.paper.following import Basis, Part
from orxl.app.paper.inline import anchor_of
from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.layout import Kind, TableSpec
from orxl.layout.names import POPULATION
from orxl.report.web.edition import Basis as Told
from orxl.report.web.edition import BasisSheet, Step
from orxl.rules.kit.view import View
from orxl.rules.shared.placeholders import in_words, kind_of

_UNITS: Final[Mapping[Kind, str]] = {
    Kind.THOUSANDS: "1000 kr", Kind.KRONER: "kr", Kind.RATE: "kr",
}  # fmt: skip
_FORMS: Final[Mapping[Kind, str]] = {Kind.KRONER: "kr", Kind.RATE: "kr2"}


def basis_of(view: View, roots: Iterable[CellRef]) -> tuple[BasisSheet, ...]:
    """What the figures in *roots* build on, by sheet, as far as it is public all the way."""
    first = [cell for cell in dict.fromkeys(roots) if _name(view, cell)]
    parts = Basis(view, first).parts
    met: dict[CellRef, Told] = {}
    waiting = deque(first)
    while waiting:
        cell = waiting.popleft()
        if cell in met or cell not in parts:
            continue
        steps = tuple(_step(view, part) for part in parts[cell])
        counted = [c for part in parts[cell] for c in part.cells if _counts(view, c)]
        met[cell] = Told(
            anchor_of(cell), _name(view, cell), _shown(view, cell), _unit(view, cell),
            tuple(step for step in steps if step.ways),
            len(counted)
            + sum(part.left for part in parts[cell])
            - sum(len(step.ways) for step in steps),
        )  # fmt: skip
        waiting.extend(c for part in parts[cell] for c in part.cells if _name(view, c))
    sheets: dict[str, list[CellRef]] = {}
    for cell, told in met.items():
        if told.steps or told.hidden:  # of what was typed there is no more to tell
            sheets.setdefault(cell.sheet, []).append(cell)
    return tuple(
        BasisSheet(sheet, tuple(met[c] for c in sorted(cells, key=lambda c: (c.column, c.row))))
        for sheet, cells in sheets.items()
    )


def _step(view: View, part: Part) -> Step:
    ways = tuple(
        (f"{_name(view, cell)}: {_shown(view, cell)}", anchor_of(cell))
        for cell in part.cells
        if _counts(view, cell) and _name(view, cell)
    )
    whole = part.area is not None and not part.left and len(ways) == len(part.cells)
    total = ""
    if whole and len(ways) > 1:
        total = f"{nb.counted(len(ways), 'tall', 'tall')}, til sammen {nb.number(part.total, 0)}"
    return Step(total, ways)


def _counts(view: View, cell: CellRef) -> bool:
    """Whether a figure can be made of *cell*: it holds a number or a date, no word."""
    return isinstance(view.value(cell), float | datetime)


def _name(view: View, cell: CellRef) -> str:
    """What *cell* is called, where both it and what names it are public; else ``""``."""
    bound = view.bound.table_at(cell)
    if bound is None or not view.bound.is_public(cell):
        return ""
    row = bound.rows[cell.row - bound.table.first_data_row]
    called = next(_labels(view, bound.spec, row), "")
    header = bound.spec.column(bound.key_at(cell)).header
    if bound.spec.name == POPULATION:
        at = view.value(row.cells["at"]) if "at" in row.cells else BLANK
        header = f"{header} {in_words(at, Kind.DATE, '') or ''}".strip()
    return f"{called}, {header}" if called else ""


def _labels(view: View, spec: TableSpec, row: BoundRow) -> Iterator[str]:
    """What may name *row*: its label, else its key, where that is public."""
    for key in ("label", spec.key):
        cell = row.cells.get(key)
        if cell is not None and view.bound.is_public(cell):
            value = view.value(cell)
            if isinstance(value, str) and value.strip():
                yield " ".join(value.split())


def _shown(view: View, cell: CellRef) -> str:
    kind, value = kind_of(view, cell), view.value(cell)
    form = _FORMS.get(kind, "") if kind is not None and isinstance(value, float) else ""
    told = in_words(value, kind, form)
    return "–" if told is None else told


def _unit(view: View, cell: CellRef) -> str:
    kind = kind_of(view, cell)
    return _UNITS.get(kind, "") if kind is not None and isinstance(view.value(cell), float) else ""
