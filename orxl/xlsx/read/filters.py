"""Filters that choose among a sheet's rows, and the rows they put out of sight."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from orxl.core.inspection import Filter
from orxl.core.refs import Range
from orxl.xlsx.package import Package, SheetPart, is_true
from orxl.xlsx.xml.text import natural
from orxl.xlsx.xml.tree import Tree


def filtered_rows(
    package: Package, part: SheetPart, tree: Tree, hidden: Collection[int]
) -> frozenset[int]:
    """Those of the *hidden* rows that a filter has put out of sight, as Excel sees it.

    Within the range of a filter that chooses, all of them. A filter whose criteria stand in
    cells leaves no range behind: then it may be any of them.
    """
    ranges = [found.ref for found in active_filters(package, part, tree)]
    sheet = tree.root.find("sheetPr")
    if not ranges and sheet is not None and is_true(tree.get(sheet, "filterMode")):
        return frozenset(hidden)
    return frozenset(
        row for row in hidden if any(ref.first_row <= row <= ref.last_row for ref in ranges)
    )


def active_filters(package: Package, part: SheetPart, tree: Tree) -> Iterator[Filter]:
    """The filters of the sheet in *part* (whose tree is *tree*) and of its tables that choose."""
    holders = [(tree, tree.root.find("autoFilter"))]
    for name in package.targets(part.part, "table"):
        table = package.tree(name)
        holders.append((table, table.root.find("autoFilter")))
    for own, node in holders:
        if node is None:
            continue
        try:
            ref = Range.of(part.name, own.get(node, "ref") or "")
        except ValueError:
            continue  # Excel repairs such a filter away; nothing is chosen by it
        chosen = tuple(
            ref.first_column + number
            for column in node.all("filterColumn")
            # A column may only lack its arrow: then it chooses nothing.
            if column.children and (number := natural(own.get(column, "colId"))) is not None
        )
        if chosen:
            yield Filter(ref, chosen)
