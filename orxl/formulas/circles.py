"""Circles among formulas: finding them in a graph of numbered nodes, and telling of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from orxl.core.refs import CellRef


def cycle_text(cycle: tuple[CellRef, ...]) -> str:
    """A circle as a user reads it: ``Hovedtall!E20 → E24 → E20`` (the sheet where it changes)."""
    parts: list[str] = []
    sheet: str | None = None
    for cell in (*cycle, cycle[0]):
        parts.append(cell.a1 if cell.sheet == sheet else str(cell))
        sheet = cell.sheet
    return " → ".join(parts)


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


def shortest_circle(knot: Sequence[int], edges: Sequence[Sequence[int]]) -> list[int]:
    """A shortest circle through the first node of *knot*, whose nodes all lead to each other."""
    inside = set(knot)
    start = knot[0]
    came_from: dict[int, int] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for target in edges[node]:
            if target == start:
                path = [node]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return path[::-1]
            if target in inside and target not in came_from:
                came_from[target] = node
                queue.append(target)
    raise AssertionError("a knot without a circle")
