"""What follows a table that grows or shrinks: the table's part and the sheet's ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from orxl.core.snapshot import Table
from orxl.xlsx.growth import Growth
from orxl.xlsx.workspace import Workspace
from orxl.xlsx.xmltext import escape
from orxl.xlsx.xmltree import MAIN, Node, Splice, Tree

_X14: Final = frozenset({"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"})
_XM: Final = frozenset({"http://schemas.microsoft.com/office/excel/2006/main"})
_WITH_SQREF: Final = frozenset(
    {"conditionalFormatting", "dataValidation", "ignoredError", "protectedRange"}
)


def table_splices(work: Workspace) -> Iterator[tuple[str, Tree, list[Splice]]]:
    """For every table that moved: its part, the part's tree, and the splices in it."""
    for name, table in work.moved.items():
        part = work.tables[name][1]
        tree = work.package.tree(part.part)
        yield part.part, tree, _table(tree, part.table, table)


def _table(tree: Tree, old: Table, new: Table) -> list[Splice]:
    out = tree.set(tree.root, "ref", new.ref.a1)
    growth = Growth(
        old.sheet, old.ref.first_row, old.first_data_row, old.last_data_row, new.last_data_row,
        old.ref.first_column, old.ref.last_column,
    )  # fmt: skip
    for node in tree.root.walk():
        if node.local in ("autoFilter", "sortState", "sortCondition") and node.ns in MAIN:
            ref = tree.get(node, "ref")
            if ref is not None and growth.ref(ref) != ref:
                out += tree.set(node, "ref", growth.ref(ref))
    return out


def frame_splices(tree: Tree, growths: Sequence[Growth], home: str) -> list[Splice]:
    """The splices in a sheet's frame for all *growths* of the workbook."""
    if not growths:
        return []
    own = [growth for growth in growths if growth.sheet == home]
    out: list[Splice] = []
    for node in tree.root.walk():
        if node.local in _WITH_SQREF and node.ns in MAIN:
            old = tree.get(node, "sqref")
            if old is not None:
                out += _set(tree, node, old, _through(old, own, Growth.sqref))
        elif node.local == "sqref" and node.ns in _XM:
            old = tree.content(node)
            new = _through(old, own, Growth.sqref)
            if new != old:
                out += tree.set_content(node, escape(new))
    return out


def _set(tree: Tree, node: Node, old: str, new: str) -> list[Splice]:
    return tree.set(node, "sqref", new) if new != old else []


def _through(text: str, growths: Sequence[Growth], step: Callable[[Growth, str], str]) -> str:
    for growth in growths:
        text = step(growth, text)
    return text
