"""Whether two files are the same but for their cells, told without reading what they hold."""

from __future__ import annotations

from typing import Final

from orxl.xlsx.package import Package, relationships_part

_READ_ELSEWHERE: Final = ("sharedStrings", "calcChain", "table", "styles", "theme", "metadata")
"""The kinds of parts that belong to the cells, or to how they look."""
_ABOUT_THE_FILE: Final = ("docProps/", "_rels/", "[Content_Types]")


def same_surroundings(one: bytes, other: bytes) -> bool:
    """Whether the workbooks in *one* and *other* differ in nothing but cells and looks.

    Without a look at the contents: False also where they only are written otherwise. Raises
    UnreadableFile.
    """
    before, after = Package(one), Package(other)
    left = _parts(before), _parts(after)
    if left[0] != left[1]:
        return False
    same = after.archive.same(before.archive)
    sheets = {part.part for part in after.sheets}
    return all(
        name in same or (name in sheets and _around(before, name) == _around(after, name))
        for name in left[1]
    )


def _parts(package: Package) -> frozenset[str]:
    book = package.workbook_part
    apart = {book, relationships_part(book)}
    for part in (book, *(sheet.part for sheet in package.sheets if sheet.part)):
        apart |= {t for kind in _READ_ELSEWHERE for t in package.targets(part, kind)}
    return frozenset(
        entry.name
        for entry in package.archive
        if entry.name not in apart
        and not entry.name.startswith(_ABOUT_THE_FILE)
        and not entry.name.endswith("/")
    )


def _around(package: Package, part: str) -> tuple[bytes, bytes]:
    """What stands before and after the cells of the sheet in *part*."""
    raw = package.archive.read(part)
    first, _, _ = raw.partition(b"<sheetData")
    _, _, last = raw.rpartition(b"</sheetData>")
    start = first.find(b"<sheetViews")
    return first[start:] if start >= 0 else first, last
