"""Which cells of a sheet somebody has commented: the comment stays there, whatever is written."""

from __future__ import annotations

from orxl.core.refs import parse_a1
from orxl.xlsx.package import Package, SheetPart
from orxl.xlsx.xml.tree import MAIN


def commented(package: Package, sheet: SheetPart) -> frozenset[tuple[int, int]]:
    """The rows and columns of the cells on *sheet* with a comment.

    A thread has a twin among the comments, for older versions of Excel. A comment whose place
    cannot be read is left out. Raises UnreadableFile for a damaged part.
    """
    found: set[tuple[int, int]] = set()
    for part in package.targets(sheet.part, "comments"):
        tree = package.tree(part)
        for holder in tree.root.all("commentList", MAIN):
            for node in holder.all("comment", MAIN):
                try:
                    found.add(parse_a1(tree.attributes(node).get("ref", "")))
                except ValueError:
                    continue
    return frozenset(found)
