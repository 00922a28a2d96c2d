"""The nodes under the dependency graph: a column's segment tree, and walks over numbered nodes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

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
        self._index = index
        self._columns: dict[str, dict[int, Column]] = {}
        grouped: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for (sheet, row, column), number in index.items():
            grouped.setdefault((sheet, column), []).append((row, number))
        for (sheet, column), members in grouped.items():
            tree = Column(members, len(edges))
            edges.extend([()] * len(members))
            for node, children in tree.children():
                edges[node] = children
            self._columns.setdefault(sheet, {})[column] = tree

    def cover(self, area: Range) -> Sequence[int]:
        """The few nodes that together are the formulas in *area*."""
        if area.is_cell:
            number = self._index.get(CellRef(area.sheet, area.first_row, area.first_column))
            return () if number is None else (number,)
        columns = self._columns.get(area.sheet, {})
        wanted = range(area.first_column, area.last_column + 1)
        if len(wanted) <= len(columns):
            trees = [columns[c] for c in wanted if c in columns]
        else:
            trees = [tree for c, tree in columns.items() if c in wanted]
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
            nodes = known.get(area)
            if nodes is None:
                nodes = known[area] = formulas.cover(area)
            found += nodes
        if found:
            edges[number] = tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))
    return edges


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


def strangers(start: Iterable[int], edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """For each node among *start* and all that can be reached from them, the group it is in.

    Nodes of two groups have nothing in common: nothing that one of them leads to leads to, or is,
    what the other leads to.
    """
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    stack = list(start)
    parent.update((node, node) for node in stack)
    while stack:
        node = stack.pop()
        for target in edges[node]:
            if target not in parent:
                parent[target] = target
                stack.append(target)
            one, other = root(node), root(target)
            if one != other:
                parent[other] = one
    return {node: root(node) for node in parent}
