"""The nodes under the dependency graph: a column's segment tree, and walks over numbered nodes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


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


def strong_components(edges: list[list[int]], roots: int) -> list[list[int]]:
    """Tarjan's strongly connected components of what nodes 0 … roots-1 reach, targets first.

    Without recursion: chains in workbooks are longer than Python's stack.
    """
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    on_stack: set[int] = set()
    stack: list[int] = []
    components: list[list[int]] = []
    for root in range(roots):
        if root in number:
            continue
        work = [(root, iter(edges[root]))]
        number[root] = low[root] = len(number)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in number:
                    number[target] = low[target] = len(number)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(edges[target])))
                    break
                if target in on_stack and number[target] < low[node]:
                    low[node] = number[target]
            else:
                work.pop()
                if work and low[node] < low[work[-1][0]]:
                    low[work[-1][0]] = low[node]
                if low[node] == number[node]:
                    components.append(_unwind(stack, on_stack, node))
    return components


def _unwind(stack: list[int], on_stack: set[int], node: int) -> list[int]:
    group = []
    while True:
        member = stack.pop()
        on_stack.discard(member)
        group.append(member)
        if member == node:
            return group
