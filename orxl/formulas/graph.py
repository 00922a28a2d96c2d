"""The dependency graph of a whole workbook: precedents, dependents, order and circles.

Ranges stay ranges. Each column that holds formulas gets a segment tree, so a range over n
formulas costs log n edges a column instead of n: ten thousand running totals stay cheap.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from orxl.core.memo import per_object
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Sheet
from orxl.formulas.circles import shortest_circle, strong_components
from orxl.formulas.form import Form, Formula
from orxl.formulas.frames import mentions, tables_changed
from orxl.formulas.lowering import SheetFormulas
from orxl.formulas.nodes import Meeting, Reversed, edges_between, reach, strangers
from orxl.formulas.templates import Ranges

_new: Final = tuple.__new__  # a named tuple's own constructor costs twice as much


class Graph:
    """Who reads whom among a workbook's formulas.

    ``cells`` are the formula cells in the book's order, ``formulas`` what stands in each.
    """

    def __init__(self, formulas: Mapping[CellRef, Formula]):
        self.formulas = formulas
        self.cells = tuple(formulas)
        self._index = {cell: number for number, cell in enumerate(self.cells)}
        self._edges = edges_between(self._index, [f.areas for f in formulas.values()])

    def only(self, cells: Collection[CellRef]) -> Graph:
        """The graph of the same workbook when no formula but those in *cells* is left.

        All of a circle must be among *cells*, or none of it.
        """
        part = Graph({cell: f for cell, f in self.formulas.items() if cell in cells})
        part.knots = tuple(knot for knot in self.knots if not knot.isdisjoint(cells))
        part.cycles = tuple(cycle for cycle in self.cycles if cycle[0] in cells)
        return part

    @cached_property
    def lowered(self) -> Mapping[CellRef, str]:
        """Every formula written out, as the engines are given them."""
        return {cell: formula.text for cell, formula in self.formulas.items()}

    @cached_property
    def on_sheet(self) -> Mapping[str, Sequence[CellRef]]:
        """The formula cells of each sheet that has any, in the sheet's order."""
        sheets: dict[str, list[CellRef]] = {}
        for cell in self.cells:
            sheets.setdefault(cell.sheet, []).append(cell)
        return sheets

    @cached_property
    def by_form(self) -> Mapping[Form, Sequence[CellRef]]:
        """The formula cells of each form: what is true of a form is asked once."""
        groups: dict[int, list[CellRef]] = {}  # a form is one object, and many to look up by value
        forms: dict[int, Form] = {}
        for cell, formula in self.formulas.items():
            form = formula.form
            group = groups.get(id(form))
            if group is None:
                forms[id(form)], groups[id(form)] = form, [cell]
            else:
                group.append(cell)
        found: dict[Form, list[CellRef]] = {}
        for key, cells in groups.items():
            found.setdefault(forms[key], []).extend(cells)  # two, where the memory was too small
        return found

    def _whose(self, asked: Callable[[Form], bool]) -> list[CellRef]:
        """The formula cells of whose form this is true."""
        return [cell for form, cells in self.by_form.items() if asked(form) for cell in cells]

    @cached_property
    def untraceable(self) -> frozenset[CellRef]:
        """The formula cells that read cells which they do not name."""
        return frozenset(self._whose(lambda form: form.untraceable))

    def __contains__(self, cell: CellRef) -> bool:
        return cell in self._index

    def precedents(self, cell: CellRef) -> tuple[Range, ...]:
        """The ranges the formula in *cell* reads (none where there is no formula)."""
        formula = self.formulas.get(cell)
        return () if formula is None else formula.ranges

    def apart(self, cells: Iterable[CellRef]) -> list[list[CellRef]]:
        """*cells* in groups, so that no formula of one group rests on a formula of another."""
        start = [self._index[cell] for cell in cells]
        groups: dict[int, list[CellRef]] = {}
        for node, group in zip(start, strangers(start, self._edges), strict=True):
            groups.setdefault(group, []).append(self.cells[node])
        return list(groups.values())

    def needed_for(self, wanted: Collection[CellRef]) -> frozenset[CellRef]:
        """The formula cells among *wanted* and all formula cells they rest on.

        All there are, when one of them reads cells that nobody can trace.
        """
        start = [self._index[cell] for cell in wanted if cell in self._index]
        needed = self._real(reach(start, self._edges))
        if not self.untraceable.isdisjoint(needed):
            return frozenset(self.cells)
        return needed

    def read_by(self, cells: Collection[CellRef]) -> frozenset[CellRef]:
        """The formula cells that the formulas in *cells* read directly."""
        count = len(self.cells)
        found: set[int] = set()
        stack = [target for cell in cells for target in self._edges[self._index[cell]]]
        while stack:
            node = stack.pop()
            if node not in found:
                found.add(node)
                if node >= count:  # a range, or a part of one
                    stack.extend(self._edges[node])
        return self._real(found)

    @cached_property
    def _reverse(self) -> Sequence[Sequence[int]]:
        return Reversed(self._edges)

    def readers(self, cells: Collection[CellRef]) -> frozenset[CellRef]:
        """The formula cells that read any of *cells* directly."""
        return self._real(self._direct(cells))

    def _direct(self, cells: Collection[CellRef]) -> set[int]:
        if not cells:
            return set()
        meets = Meeting(cells)
        return {
            number
            for number, formula in enumerate(self.formulas.values())
            if meets.any_of(formula.areas)
        }

    def dependents(self, changed: Collection[CellRef]) -> frozenset[CellRef]:
        """Every formula cell whose value may differ once *changed* hold other contents.

        Formula cells among *changed* are included, as their formula may be what changed; so are
        formulas nobody can trace (OFFSET, INDIRECT), and all that rests on them.
        """
        start = self._direct(changed)
        start.update(self._index[cell] for cell in changed if cell in self._index)
        start.update(self._index[cell] for cell in self.untraceable)
        return self._real(reach(start, self._reverse))

    def resting_on(self, cells: Collection[CellRef]) -> frozenset[CellRef]:
        """The formula cells among *cells* and every formula cell that rests on any of *cells*."""
        if not cells:
            return frozenset()
        start = self._direct(cells) | {self._index[c] for c in cells if c in self._index}
        return self._real(reach(start, self._reverse))

    def spread(self, sources: Collection[CellRef]) -> Mapping[CellRef, CellRef]:
        """Each formula cell among *sources* or resting on one, with the source nearest to it."""
        if not sources:
            return {}
        source = {self._index[cell]: self._index[cell] for cell in sources if cell in self._index}
        queue = deque(source)
        while queue:
            node = queue.popleft()
            for reader in self._reverse[node]:
                if reader not in source:
                    source[reader] = source[node]
                    queue.append(reader)
        count = len(self.cells)
        return {
            self.cells[node]: self.cells[origin] for node, origin in source.items() if node < count
        }

    def resting_on_others(self, cells: Collection[CellRef]) -> frozenset[CellRef]:
        """Those formula cells that rest on any of *cells*; one of *cells* itself only if so."""
        if not cells:
            return frozenset()
        start = {
            reader
            for cell in cells
            if cell in self._index
            for reader in self._reverse[self._index[cell]]
        }
        return self._real(reach(start, self._reverse))

    @cached_property
    def volatile(self) -> frozenset[CellRef]:
        """Formula cells that may change though no cell did, and all that rest on them."""
        return self.resting_on(self._whose(lambda form: form.volatile))

    def _real(self, nodes: Iterable[int]) -> frozenset[CellRef]:
        count = len(self.cells)
        return frozenset(self.cells[node] for node in nodes if node < count)

    def _components(self) -> Iterator[list[int]]:
        return strong_components(self._edges, len(self.cells))

    @cached_property
    def order(self) -> tuple[CellRef, ...]:
        """All formula cells, each after those it reads (within a circle in no special order)."""
        count = len(self.cells)
        return tuple(self.cells[n] for group in self._components() for n in group if n < count)

    @cached_property
    def knots(self) -> tuple[frozenset[CellRef], ...]:
        """Every group of cells that all rest on each other, in the order of :attr:`cycles`."""
        return tuple(self._real(knot) for knot in self._knots)

    @cached_property
    def cycles(self) -> tuple[tuple[CellRef, ...], ...]:
        """For every knot one shortest circle through its first cell.

        ``(E20, E24)`` means that E20 reads E24, which reads E20. A cell that reads itself is a
        circle of one.
        """
        count = len(self.cells)
        circles = (shortest_circle(knot, self._edges) for knot in self._knots)
        return tuple(tuple(self.cells[n] for n in circle if n < count) for circle in circles)

    @cached_property
    def circular(self) -> frozenset[CellRef]:
        """All cells that take part in any circle."""
        return frozenset(cell for knot in self.knots for cell in knot)

    @cached_property
    def _knots(self) -> list[list[int]]:
        # A group of several nodes always holds a cell: tree and range nodes only lead onwards.
        knots = [
            sorted(group)
            for group in self._components()
            if len(group) > 1 or group[0] in self._edges[group[0]]
        ]
        return sorted(knots, key=lambda group: group[0])


@per_object
def graph_of(book: Book) -> Graph:
    """The dependency graph of *book*, from its lowered formulas."""
    formulas: dict[CellRef, Formula] = {}
    ranges: Ranges = {}
    for sheet in book.sheets:
        _read_sheet(sheet, book, formulas, ranges)
    del ranges  # the more memory there is for what comes
    return Graph(formulas)


def graph_after(book: Book, before: Book) -> Graph:
    """The dependency graph of *book*, which is *before* with other contents in some cells.

    Formulas that both hold in a cell are not read again, unless what they name is another thing
    now: a table that has grown, a defined name, a sheet.
    """
    tables = tables_changed(book, before)
    if tables is None:
        return graph_of(book)
    known = graph_of(before)
    formulas: dict[CellRef, Formula] = {}
    ranges: Ranges = {}
    for sheet, old in zip(book.sheets, before.sheets, strict=True):
        if sheet is old and not tables:
            for at in known.on_sheet.get(sheet.name, ()):
                formulas[at] = known.formulas[at]
        else:
            _read_sheet(sheet, book, formulas, ranges, (old, known, tables))
    same = len(formulas) == len(known.cells) and all(
        formulas[at] is known.formulas.get(at) for at in formulas
    )
    return graph_of.remember(book, known if same else Graph(formulas))


def _read_sheet(
    sheet: Sheet,
    book: Book,
    formulas: dict[CellRef, Formula],
    ranges: Ranges,
    earlier: tuple[Sheet, Graph, frozenset[str]] | None = None,
) -> None:
    """Enter the formulas of *sheet*.

    With *earlier*, the sheet as it was, its graph and the tables that have changed since, those
    that stood there and still mean the same are taken over.
    """
    name = sheet.name
    read = SheetFormulas(name, book, ranges).formula
    # Inside a table its columns may be named without the table.
    inside = earlier is not None and any(t.name.casefold() in earlier[2] for t in sheet.tables)
    for place, cell in sheet.cells.items():
        text = cell.formula
        if text is None:
            continue
        at = _new(CellRef, (name, *place))
        if earlier is not None:
            old, known, tables = earlier
            stays = old[place].formula == text and not (inside and "[" in text)
            if stays and not mentions(text, tables):
                formulas[at] = known.formulas[at]
                continue
        formulas[at] = read(text, at)
