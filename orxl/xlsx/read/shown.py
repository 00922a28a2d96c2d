"""How cells are shown, as far as it can hide what they hold: formats, widths, charts."""

from __future__ import annotations

from collections.abc import Mapping

from orxl.xlsx.package import Package, SheetPart, is_true
from orxl.xlsx.read.formats import format_codes
from orxl.xlsx.xml.text import natural
from orxl.xlsx.xml.tree import MAIN, Tree

_MOST_COLUMNS = 16_384
_WIDEST = 255.0


def codes_of_styles(package: Package) -> Mapping[int, str]:
    """The format code of each style number (``c@s``); no built-in date formats.

    Raises UnreadableFile.
    """
    parts = package.targets(package.workbook_part, "styles")
    if not parts:
        return {}
    tree = package.tree(parts[0])
    styles = tree.root.find("cellXfs")
    codes = format_codes(tree)
    found: dict[int, str] = {}
    for number, node in enumerate(styles.all("xf") if styles is not None else ()):
        code = codes.get(natural(tree.get(node, "numFmtId") or "0") or 0)
        if code is not None:
            found[number] = code
    return found


def widths_of(tree: Tree) -> Mapping[int, float]:
    """The width of each column that has one of its own, in characters; 0 where it is hidden."""
    found: dict[int, float] = {}
    for holder in tree.root.all("cols", MAIN):
        for node in holder.all("col", MAIN):
            said = tree.attributes(node)
            first, last = (natural(said.get(end)) for end in ("min", "max"))
            try:
                width = min(float(said.get("width", "")), _WIDEST)
            except ValueError:
                continue
            if first is None or last is None:
                continue
            shown = 0.0 if is_true(said.get("hidden")) else width
            for column in range(first, min(last, _MOST_COLUMNS) + 1):
                found[column] = shown
    return found


def charts_of(package: Package, sheet: SheetPart) -> tuple[tuple[str, ...], ...]:
    """The areas that each chart on *sheet* reads, as its formulas name them.

    Raises UnreadableFile for a damaged part.
    """
    found: list[tuple[str, ...]] = []
    for drawing in package.targets(sheet.part, "drawing"):
        for part in package.targets(drawing, "chart"):
            tree = package.tree(part)
            nodes = (node for node in tree.root.walk() if node.local == "f")
            found.append(tuple(tree.content(node).strip() for node in nodes))
    return tuple(found)
