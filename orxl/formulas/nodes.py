"""The nodes under the dependency graph: a column's segment tree, and walks over numbered nodes."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import overload

from orxl.core.refs import CellRef, Range


class Column:
    """One column's formula rows and the nodes of its segment tree."""

    __slots__ = ("base", "leaves", "rows")

    def __init__(self, cells: list[tuple[int, int]], base: int) -> None:
        cells.sort()
        self.rows = [row for row, _ in cells]
        self.leaves = [node for _, node in cells]
        self.base = base  # inner node k of the tree is node base + k of the graph

    def children(self) -> Iterable[tuple[int, tuple[int, int]]]:
        size = len(self.rows)
        for inner in range(1, size):
            yield self.base + inner, (self._node(2 * inner), self._node(2 * inner + 1))

    def _node(self, position: int) -> int:
        size = len(self.rows)
        return self.leaves[position - size] if position >= size else self.base + position

    def cover(self, first_row: int, last_row: int) -> list[int]:
        """The few nodes that together are the formulas between two rows."""
        size = len(self.rows)
        low = bisect_left(self.rows, first_row) + size
        high = bisect_right(self.rows, last_row) + size
        nodes = []
        while low < high:
            if low & 1:
                nodes.append(self._node(low))
                low += 1
            if high & 1:
                high -= 1
                nodes.append(self._node(high))
            low, high = low >> 1, high >> 1
        return nodes


class _Formulas:
    """All formula cells by their place, for finding those that a range covers."""

    def __init__(self, index: Mapping[CellRef, int], edges: list[Sequence[int]]) -> None:
        self._edges = edges
        self._cells = tuple(index)
        self._columns: dict[str, dict[int, Column | list[int]]] = {}
        """The columns of each sheet: the tree, or the formulas that there is no tree of yet."""
        for (sheet, _, column), number in index.items():
            columns = self._columns.setdefault(sheet, {})
            members = columns.get(column)
            if isinstance(members, list):
                members.append(number)
            else:
                columns[column] = [number]

    def _tree(self, columns: dict[int, Column | list[int]], column: int) -> Column:
        """The tree of a column; most are in no range, and never made."""
        members = columns[column]
        if isinstance(members, Column):
            return members
        edges = self._edges
        tree = columns[column] = Column([(self._cells[n].row, n) for n in members], len(edges))
        edges.extend([()] * len(members))
        for node, children in tree.children():
            edges[node] = children
        return tree

    def cover(self, area: Range) -> Sequence[int]:
        """The few nodes that together are the formulas in *area*, which is no cell alone."""
        columns = self._columns.get(area.sheet, {})
        wanted = range(area.first_column, area.last_column + 1)
        if len(wanted) <= len(columns):
            inside = [c for c in wanted if c in columns]
        else:
            inside = [c for c in columns if c in wanted]
        trees = [self._tree(columns, c) for c in inside]
        nodes = [node for tree in trees for node in tree.cover(area.first_row, area.last_row)]
        if len(nodes) <= 1:
            return nodes
        self._edges.append(nodes)  # one node for the range, shared by all who read it
        return (len(self._edges) - 1,)


def edges_between(
    index: Mapping[CellRef, int], reads: Iterable[Iterable[Range]]
) -> list[Sequence[int]]:
    """From each numbered formula to the nodes it reads, and from those on to the formulas in them.

    *reads* are the ranges each of them reads, in the order of their numbers.
    """
    edges: list[Sequence[int]] = [()] * len(index)
    formulas = _Formulas(index, edges)
    known: dict[Range, Sequence[int]] = {}
    for number, ranges in enumerate(reads):
        found: list[int] = []
        for area in ranges:
            sheet, top, left, bottom, right = area.corners
            if top == bottom and left == right:
                one = index.get(CellRef(sheet, top, left))
                if one is not None:
                    found.append(one)
                continue
            nodes = known.get(area)
            if nodes is None:
                nodes = known[area] = formulas.cover(area)
            found += nodes
        if found:
            edges[number] = tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))
    return edges


class Reversed(Sequence[Sequence[int]]):
    """From each node to those that lead to it: two arrays of numbers, for there are millions."""

    def __init__(self, edges: Sequence[Sequence[int]]) -> None:
        ends = array("L", bytes(array("L").itemsize * (len(edges) + 1)))
        for targets in edges:
            for target in targets:
                ends[target + 1] += 1
        for node in range(len(edges)):
            ends[node + 1] += ends[node]
        sources = array("L", bytes(array("L").itemsize * ends[-1]))
        free = ends[:-1]  # where the next source of each goes
        for node, targets in enumerate(edges):
            for target in targets:
                sources[free[target]] = node
                free[target] += 1
        self._ends, self._sources = ends, sources

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, node: int) -> Sequence[int]: ...
    @overload
    def __getitem__(self, node: slice) -> Sequence[Sequence[int]]: ...
    def __getitem__(self, node: int | slice) -> Sequence[int] | Sequence[Sequence[int]]:
        if isinstance(node, slice):
            return [self[one] for one in range(*node.indices(len(self)))]
        return self._sources[self._ends[node] : self._ends[node + 1]]


class Meeting:
    """Whether ranges hold any of some cells."""

    def __init__(self, cells: Iterable[CellRef]) -> None:
        self._cells = frozenset(cells)
        groups: dict[str, list[CellRef]] = {}
        for cell in self._cells:
            groups.setdefault(cell.sheet, []).append(cell)
        self._rows = {sheet: sorted(group, key=_by_row) for sheet, group in groups.items()}
        self._known: dict[Range, bool] = {}

    def any_of(self, areas: Iterable[Range]) -> bool:
        """Whether one of *areas* does."""
        for area in areas:
            sheet, top, left, bottom, right = area.corners
            if sheet not in self._rows:
                continue
            if top == bottom and left == right:
                if (sheet, top, left) in self._cells:
                    return True
                continue
            known = self._known.get(area)
            if known is None:
                known = self._known[area] = self._looked(area)
            if known:
                return True
        return False

    def _looked(self, area: Range) -> bool:
        group = self._rows[area.sheet]
        low = bisect_left(group, area.first_row, key=_by_row)
        high = bisect_right(group, area.last_row, key=_by_row)
        return any(area.first_column <= c.column <= area.last_column for c in group[low:high])


def _by_row(cell: CellRef) -> int:
    return cell.row


def reach(start: Iterable[int], edges: Sequence[Sequence[int]]) -> set[int]:
    """The nodes among *start* and all that can be reached from them."""
    seen = set(start)
    stack = list(seen)
    while stack:
        for target in edges[stack.pop()]:
            if target not in seen:
                seen.add(target)
                stack.append(target)
    return seen


def strangers(start: Sequence[int], edges: Sequence[Sequence[int]]) -> list[int]:
    """For each node of *start* the group it is in, of those and all that they lead to.

    Nodes of two groups have nothing in common: nothing that one of them leads to leads to, or is,
    what the other leads to.
    """
    parent = array("l", [-1]) * len(edges)  # of each node in its group; -1: not seen

    def root(node: int) -> int:
        while (above := parent[node]) != node:
            parent[node] = node = parent[above]
        return node

    stack = list(start)
    for node in stack:
        parent[node] = node
    while stack:
        node = stack.pop()
        targets = edges[node]
        if not targets:
            continue
        one = root(node)
        for target in targets:
            if parent[target] < 0:
                parent[target] = one
                stack.append(target)
            elif (other := root(target)) != one:
                parent[other] = one
    return [root(node) for node in start]
