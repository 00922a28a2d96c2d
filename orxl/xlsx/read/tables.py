"""The tables on a sheet, as the table parts describe them."""

from __future__ import annotations

from orxl.core.errors import UnreadableFile
from orxl.core.light import dataclass
from orxl.core.refs import Range
from orxl.core.snapshot import Table, TableColumn
from orxl.xlsx.package import Package, SheetPart
from orxl.xlsx.xml.text import from_xstring
from orxl.xlsx.xml.tree import MAIN, Node, Tree


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table and the part that holds it."""

    table: Table
    part: str
    array_columns: frozenset[str]
    """Columns whose own formula is an array formula, which orxl doesn't fill in."""
    waiting: bool = False
    """The one data row is Excel's placeholder for a table without rows."""


def tables_of(package: Package, sheet: SheetPart) -> tuple[TablePart, ...]:
    """The tables on *sheet*, in the order of its relationships. Raises UnreadableFile."""
    return tuple(
        _table(package.tree(part), sheet.name, part)
        for part in package.targets(sheet.part, "table")
    )


def _table(tree: Tree, sheet: str, part: str) -> TablePart:
    found = tree.attributes(tree.root)
    try:
        if tree.root.local != "table" or tree.root.ns not in MAIN:
            raise ValueError(tree.root.name)
        ref = Range.of(sheet, found["ref"])
        headers = int(found.get("headerRowCount", "1"))
        totals = int(found.get("totalsRowCount", "0"))
        name = from_xstring(found.get("displayName") or found["name"])
    except (KeyError, ValueError) as error:
        raise UnreadableFile(
            f"tabellen i delen «{part}» (arket «{sheet}») er ugyldig.",
            "Åpne og lagre filen på nytt i Excel.",
        ) from error
    holder = tree.root.find("tableColumns")
    nodes = list(holder.all("tableColumn")) if holder else []
    told = [_column(tree, node) for node in nodes]
    columns = tuple(column for column, _ in told)
    arrays = frozenset(column.name for column, is_array in told if is_array)
    waiting = found.get("insertRow") in ("1", "true")
    return TablePart(Table(name, ref, columns, headers, totals), part, arrays, waiting)


def _column(tree: Tree, node: Node) -> tuple[TableColumn, bool]:
    """A column, and whether its own formula is an array formula."""
    formula = node.find("calculatedColumnFormula") if node.children else None
    name = from_xstring(tree.get(node, "name") or "")
    if formula is None:
        return TableColumn(name), False
    text = tree.content(formula).removeprefix("=")
    is_array = tree.get(formula, "array") in ("1", "true")
    return TableColumn(name, text if text else None), is_array
