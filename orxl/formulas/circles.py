"""Circles among formulas: finding them in a graph of numbered nodes, and telling of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from orxl.core.refs import CellRef


def cycle_text(cycle: tuple[CellRef, ...]) -> str:
    """A circle as a user reads it: ``Hovedtall!E20 → E24 → E20`` (the sheet where it changes)."""
    parts: list[str] = []
    sheet: str | None = None
    for cell in (*cycle, cycle[0]):
        parts.append(cell.a1 if cell.sheet == sheet else str(cell))
        sheet = cell.sheet
    return " → ".join(parts)


def strong_components(edges: Sequence[Sequence[int]], roots: int) -> Iterator[list[int]]:
    """Tarjan's strongly connected components of what nodes 0 … roots-1 reach, targets first.

    Without recursion: chains in workbooks are longer than Python's stack.
    """
    unseen = -1
    number, low = [unseen] * len(edges), [0] * len(edges)
    on_stack = bytearray(len(edges))
    stack: list[int] = []
    count = 0
    for root in range(roots):
        if number[root] != unseen:
            continue
        number[root] = low[root] = count
        count += 1
        stack.append(root)
        on_stack[root] = 1
        work = [(root, iter(edges[root]))]
        while work:
            node, targets = work[-1]
            for target in targets:
                if number[target] == unseen:
                    number[target] = low[target] = count
                    count += 1
                    stack.append(target)
                    on_stack[target] = 1
                    work.append((target, iter(edges[target])))
                    break
                if on_stack[target] and number[target] < low[node]:
                    low[node] = number[target]
            else:
                work.pop()
                if work and low[node] < low[work[-1][0]]:
                    low[work[-1][0]] = low[node]
                if low[node] == number[node]:
                    yield _unwind(stack, on_stack, node)


def _unwind(stack: list[int], on_stack: bytearray, node: int) -> list[int]:
    place = len(stack) - 1
    if stack[place] == node:  # nearly always: it is in no circle
        on_stack[stack.pop()] = 0
        return [node]
    while stack[place] != node:
        place -= 1
    group = stack[place:]
    del stack[place:]
    group.reverse()
    for member in group:
        on_stack[member] = 0
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
