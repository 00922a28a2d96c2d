"""The gate's own reading of the tables, and what a table's part becomes when tables are resized."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from orxl.core.refs import Range
from orxl.core.snapshot import Table, TableColumn
from orxl.xlsx.gate.resized import Resized, regrown
from orxl.xlsx.package import Package
from orxl.xlsx.xml.elements import element, parsed
from orxl.xlsx.xml.text import from_xstring

_RANGES: Final = ("autoFilter", "sortState", "sortCondition")
_FORMULAS: Final = ("calculatedColumnFormula", "totalsRowFormula")


def tables_of(package: Package) -> dict[str, tuple[str, Table]]:
    """The part and the table of every table, by casefolded name. Raises ValueError."""
    found: dict[str, tuple[str, Table]] = {}
    for sheet in package.sheets:
        for part in package.targets(sheet.part, "table") if sheet.part else ():
            table = _table(parsed(package.archive.read(part)), sheet.name)
            found[table.name.casefold()] = (part, table)
    return found


def _table(root: element, sheet: str) -> Table:
    columns = tuple(
        TableColumn(from_xstring(node.get("name", "")), _own_formula(node))
        for node in root.iterfind("{*}tableColumns/{*}tableColumn")
    )
    name = root.get("displayName")
    return Table(
        from_xstring(name if name else root.get("name", "")),
        Range.of(sheet, root.get("ref", "")),
        columns,
        int(root.get("headerRowCount", "1")),
        int(root.get("totalsRowCount", "0")),
    )


def _own_formula(column: element) -> str | None:
    node = column.find("{*}calculatedColumnFormula")
    text = "" if node is None or node.text is None else node.text.removeprefix("=")
    return text if text else None


def expect_table(
    root: element, home: str, ref: Range | None, own: Sequence[Resized], every: Sequence[Resized]
) -> None:
    """Let the old part of a table on the sheet *home* read as it must.

    *ref* is the table's new range where an edit moves it, *own* how that came about, and *every*
    what happens to any table.
    """
    if ref is not None:
        root.set("ref", ref.a1)
    for node in root.iter("{*}*"):
        name = etree.QName(node).localname
        if name in _RANGES and node.get("ref") is not None:
            for table in own:
                node.set("ref", table.range(node.get("ref", "")))
        elif name in _FORMULAS and node.text:
            node.text = regrown(node.text, every, home)
