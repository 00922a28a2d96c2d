"""The number format of each cell style, as its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orxl.xlsx.package import Package
from orxl.xlsx.xml.text import natural
from orxl.xlsx.xml.tree import Tree

_BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 48: "##0.0E+0",
}  # fmt: skip
"""Number formats that Excel numbers but doesn't write out; dates are left out."""
TEXT_FORMAT: Final = "@"
"""What makes Excel show, and take, everything in a cell as text."""
BUILT_IN: Final = {0: "General", **_BUILT_IN, 49: TEXT_FORMAT}
"""The codes of the formats that are known by their numbers alone."""


def number_formats(data: bytes) -> Mapping[int, str]:
    """The format code of every style number (``c@s``) of the workbook in *data*.

    Styles with the format «Standard» and built-in date formats are left out. Raises
    UnreadableFile when *data* is no workbook.
    """
    package = Package(data)
    parts = package.targets(package.workbook_part, "styles")
    if not parts:
        return {}
    tree = package.tree(parts[0])
    codes = {**_BUILT_IN, **_written_out(tree)}
    styles = tree.root.find("cellXfs")
    found: dict[int, str] = {}
    for number, node in enumerate(styles.all("xf") if styles is not None else ()):
        key = natural(tree.get(node, "numFmtId") or "0")
        if key in codes:
            found[number] = codes[key]
    return found


def format_codes(tree: Tree) -> dict[int, str]:
    """The code of every number format that the styles part *tree* may name by its number."""
    return {**BUILT_IN, **_written_out(tree)}


def _written_out(tree: Tree) -> dict[int, str]:
    holder = tree.root.find("numFmts")
    found: dict[int, str] = {}
    for node in holder.all("numFmt") if holder is not None else ():
        number = natural(tree.get(node, "numFmtId"))
        if number is not None:
            found[number] = tree.get(node, "formatCode") or ""
    return found
