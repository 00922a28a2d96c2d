"""The cells that a figure comes from: what its formula takes, followed down to what was typed.

A look-up leads to the row it takes; a printed table's cell to the cell that it shows.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from orxl.app.paper.fetched import source_of, technical
from orxl.app.trace import held
from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.refs import CellRef, Range
from orxl.core.values import BLANK, Value
from orxl.formulas.graph import graph_of
from orxl.layout import Kind
from orxl.layout.names import ASSUMED
from orxl.rules.kit.view import View
from orxl.rules.shared.placeholders import kind_of

MOST: Final = 1500
"""So many cells are explained at most."""
BREADTH: Final = 40
"""So many cells of a range are followed, the largest first."""
_LITERAL: Final = regex(r'"([^"]*)"')
_NOT_ADDED: Final = (Kind.YEAR, Kind.DATE)
"""What nobody adds up, though a formula reads a column of it."""
_CODES: Final = (Kind.MUNICIPALITY, Kind.TEXT, Kind.LONG_TEXT, Kind.LINK, Kind.SOURCE)
"""What a formula looks up by, or passes on as text: it explains no figure."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a formula takes from: one cell, or a range with the cells of it that count."""

    cells: tuple[CellRef, ...]
    area: Range | None = None
    numbers: int = 0
    total: float = 0.0
    left: int = 0
    """How many more of the range there are."""


class Basis:
    """The cells that the figures of a paper come from."""

    def __init__(self, view: View, roots: Iterable[CellRef]) -> None:
        self._view = view
        self._areas: dict[Range, list[CellRef]] = {}
        self._rows: dict[Range, Mapping[Value, set[int]]] = {}
        self.parts: dict[CellRef, tuple[Part, ...]] = {}
        """What each cell takes from, in the order in which the cells were met."""
        waiting = deque(dict.fromkeys(roots))
        while waiting and len(self.parts) < MOST:
            cell = waiting.popleft()
            if cell not in self.parts:
                self.parts[cell] = tuple(self._takes(cell))
                waiting.extend(c for part in self.parts[cell] for c in part.cells)
        self.left = len({cell for cell in waiting if cell not in self.parts})

    @cached_property
    def _graph(self) -> Mapping[CellRef, tuple[Range, ...]]:
        return {
            cell: reading.ranges for cell, reading in graph_of(self._view.book).formulas.items()
        }

    def _takes(self, cell: CellRef) -> Iterator[Part]:
        """What the formula of *cell* takes from; nothing where it is typed."""
        areas = self._graph.get(cell, ())
        columns = [a for a in areas if a.size > 1]
        singles = [CellRef(a.sheet, a.first_row, a.first_column) for a in areas if a.size == 1]
        for single in dict.fromkeys(source_of(self._view, single) for single in singles):
            if self._tells(single) and not technical(self._view, single):
                yield Part((single,))
        chosen = self._matched(cell, singles, columns)
        for area in dict.fromkeys(columns):
            rows = chosen.get(area)
            members = [m for m in self._held(area) if rows is None or m.row in rows]
            found = [(m, v) for m in members if isinstance(v := self._view.value(m), float)]
            first = found[0][0] if found else None
            if first is None or not self._tells(first) or kind_of(self._view, first) in _NOT_ADDED:
                continue
            counted = [(m, v) for m, v in found if v]
            largest = {m for m, _ in sorted(counted, key=lambda item: -abs(item[1]))[:BREADTH]}
            yield Part(
                tuple(m for m, _ in counted if m in largest), area, len(found),
                sum(v for _, v in found), len(counted) - len(largest),
            )  # fmt: skip

    def _matched(
        self, cell: CellRef, singles: Iterable[CellRef], columns: Iterable[Range]
    ) -> Mapping[Range, frozenset[int]]:
        """The rows of *columns* that a look-up takes: where all but one hold what is asked for.

        The columns that hold it are left out: they say which rows, and nothing of how much. Where
        what is asked for is blank, or nothing is found and the answer is nought, no row counts.
        """
        formula = self._view.book.cell(cell).formula or ""
        values = [self._view.value(single) for single in singles]
        asked = {value for value in values if value is not BLANK and value != ""}
        asked |= set(_LITERAL.findall(formula))
        nothing = len(values) > len([v for v in values if v is not BLANK and v != ""])
        nothing = nothing or self._view.value(cell) in (0.0, "")
        groups: dict[tuple[str, int, int], list[Range]] = {}
        for area in columns:
            if area.first_column == area.last_column:
                key = area.sheet, area.first_row, area.last_row
                groups.setdefault(key, []).append(area)
        chosen: dict[Range, frozenset[int]] = {}
        for group in groups.values():
            if len(group) < 2:
                continue
            hits = {area: self._rows_with(area, frozenset(asked)) for area in group}
            for area in group:
                others = [hits[other] for other in group if other != area]
                rows = frozenset.intersection(*others)
                if rows and not hits[area] >= rows:
                    chosen |= dict.fromkeys(group, frozenset[int]())
                    chosen[area] = rows
                    break
            else:
                chosen |= dict.fromkeys(group, frozenset[int]()) if nothing else {}
        return chosen

    def _rows_with(self, area: Range, asked: frozenset[Value]) -> frozenset[int]:
        if area not in self._rows:
            rows: defaultdict[Value, set[int]] = defaultdict(set)
            for cell in self._held(area):
                rows[self._view.value(cell)].add(cell.row)
            self._rows[area] = rows
        found = self._rows[area]
        return frozenset(row for value in asked for row in found.get(value, ()))

    def _held(self, area: Range) -> list[CellRef]:
        if area not in self._areas:
            self._areas[area] = list(held(self._view, area))
        return self._areas[area]

    def _tells(self, cell: CellRef) -> bool:
        """Whether *cell* explains a figure: a number, a date or a choice that everyone may read."""
        value = self._view.value(cell)
        if kind_of(self._view, cell) in _CODES or value is BLANK or value == "":
            return False
        if isinstance(value, str) and not self._view.bound.is_public(cell):
            return False
        bound = self._view.bound.table_at(cell)
        return bound is None or bound.spec.name == ASSUMED or bound.key_at(cell) != bound.spec.key
