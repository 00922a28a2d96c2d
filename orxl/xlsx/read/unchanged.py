"""Which sheets of a workbook are what they were before a save: no need to read them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orxl.core.snapshot import Book, Sheet
from orxl.xlsx.package import Package, relationships_part

_COMMON: Final = frozenset({"sharedStrings", "styles"})


def unchanged_sheets(package: Package, data: bytes, book: Book) -> Mapping[str, Sheet]:
    """The sheets of *book*, which was read from *data*, that *package* has just the same.

    A sheet is the same where its part, its relationships, tables, comments and charts are, byte
    for byte, and where the same is true of what all sheets rest on: the workbook part with names
    and states, the shared strings and the styles. Raises UnreadableFile.
    """
    before = Package(data)
    same = package.archive.same(before.archive)
    root = package.workbook_part
    common = {root, relationships_part(root)}
    common.update(t.target for t in package.relationships(root) if t.kind in _COMMON)
    if root != before.workbook_part or not common <= same:
        return {}
    return {
        part.name: sheet
        for part, sheet in zip(package.sheets, book.sheets, strict=True)
        if part.part
        and (relationships_part(part.part) in package.archive)
        == (relationships_part(part.part) in before.archive)
        and _needed(package, part.part) <= same
    }


def _needed(package: Package, part: str) -> set[str]:
    """The names of the parts that the sheet in *part* is read from."""
    arrows = relationships_part(part)
    needed = {part, *package.targets(part, "table"), *package.targets(part, "comments")}
    for drawing in package.targets(part, "drawing"):
        needed.update((drawing, relationships_part(drawing), *package.targets(drawing, "chart")))
    if arrows in package.archive:
        needed.add(package.archive.entry(arrows).name)
    return needed
