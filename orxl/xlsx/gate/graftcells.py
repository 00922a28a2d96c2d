"""Lists of ranges as the gate counts them, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Final

from orxl.core.refs import Range, parse_a1
from orxl.xlsx.gate.outline import children, local
from orxl.xlsx.gate.references import moved, same_formula
from orxl.xlsx.xml.elements import element

_FORMULAS: Final = ("formula", "formula1", "formula2")

Cells = set[tuple[int, int]]


def columns_of(holder: element | None) -> dict[int, dict[str, str]]:
    """What is said of each column, by its number."""
    found: dict[int, dict[str, str]] = {}
    last = 0
    for node in children(holder, "col"):
        said_here = {str(k): str(v) for k, v in node.attrib.items() if k not in ("min", "max")}
        first = int(node.get("min", "0"))
        if first <= last:
            raise ValueError("columns out of order")
        last = int(node.get("max", "0"))
        if last < first:
            raise ValueError("a column that ends before it begins")
        found |= dict.fromkeys(range(first, last + 1), said_here)
    return found


def by_column(row: element | None) -> dict[int, element]:
    """The cells of a row by their columns. Raises ValueError where they are out of order."""
    found: dict[int, element] = {}
    last = 0
    for cell in children(row, "c"):
        reference = cell.get("r")
        last = last + 1 if reference is None else parse_a1(reference)[1]
        if last in found:
            raise ValueError(f"two cells in one place: {reference}")
        found[last] = cell
    if list(found) != sorted(found):
        raise ValueError("cells out of order")
    return found


def is_written(cell: element) -> bool:
    """Whether a cell holds something: a formula, a value or a text."""
    return any(
        local(found) == "f" or any(node.text for node in found.iter()) for found in children(cell)
    )


def rank(rule: element) -> int:
    """The place of a conditional format among all of the sheet's."""
    return int(rule.get("priority", "0"))


def ranges(node: element) -> list[Range]:
    """The ranges that a rule is for; their sheet has no name. Raises ValueError."""
    return [Range.of("", ref) for ref in node.get("sqref", "").split()]


def cells_of(node: element) -> Cells:
    """The cells that a rule of the model is for."""
    found: Cells = set()
    for area in ranges(node):
        for row in range(area.first_row, area.last_row + 1):
            found |= {(row, column) for column in range(area.first_column, area.last_column + 1)}
    return found


def lies_in(at: tuple[int, int], area: Range) -> bool:
    """Whether the cell lies in *area*."""
    return (
        area.first_row <= at[0] <= area.last_row and area.first_column <= at[1] <= area.last_column
    )


def is_one(area: Range) -> bool:
    """Whether the area is one cell, which has no room under it to grow into."""
    return area.first_row == area.last_row and area.first_column == area.last_column


def carried(node: element, new: element) -> element:
    """The model's rule *node* as it must read where *new* stands, whose first cell is another."""
    out = deepcopy(node)
    (row, column), (top, left) = _corner(new), _corner(node)
    formulas = [[n for n in rule.iter() if local(n) in _FORMULAS] for rule in (out, new)]
    for want, there in zip(*formulas, strict=False):
        text = moved(want.text or "", row - top, column - left)
        want.text = there.text if same_formula(text, there.text or "") else text
    return out


def _corner(node: element) -> tuple[int, int]:
    found = ranges(node)
    return min(area.first_row for area in found), min(area.first_column for area in found)


def covers(a: Range, b: Range) -> bool:
    """Whether all of *b* lies in *a*."""
    return (
        a.first_row <= b.first_row
        and a.first_column <= b.first_column
        and a.last_row >= b.last_row
        and a.last_column >= b.last_column
    )


def size(found: Sequence[Range]) -> int:
    """How many cells the ranges have, which do not overlap."""
    return sum((a.last_row - a.first_row + 1) * (a.last_column - a.first_column + 1) for a in found)


def common_size(a: Sequence[Range], b: Sequence[Range]) -> int:
    """How many cells the two lists have in common."""
    total = 0
    for one in a:
        for other in b:
            rows = min(one.last_row, other.last_row) - max(one.first_row, other.first_row) + 1
            columns = (
                min(one.last_column, other.last_column)
                - max(one.first_column, other.first_column)
                + 1
            )
            total += max(rows, 0) * max(columns, 0)
    return total
