"""The nodes under the dependency graph: a column's segment tree, and walks over numbered nodes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence


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


def reach(start: Iterable[int], edges: list[list[int]]) -> set[int]:
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
