"""Whether two files are the same but for their cells, told without reading what they hold."""

from __future__ import annotations

from typing import Final

from orxl.xlsx.package import Package, relationships_part

_READ_ELSEWHERE: Final = ("sharedStrings", "calcChain", "table", "styles", "theme", "metadata")
"""The kinds of parts that belong to the cells, or to how they look."""
_ABOUT_THE_FILE: Final = ("docProps/", "_rels/", "[Content_Types]")


def sheets_to_look_at(one: bytes, other: bytes) -> frozenset[str] | None:
    """The names of the sheets around whose cells the workbooks in *one* and *other* may differ.

    None: anything may. Told without a look at the contents: what is only written otherwise is
    named, too. Raises UnreadableFile.
    """
    before, after = Package(one), Package(other)
    parts = _parts(after)
    if _parts(before) != parts:
        return None
    same = after.archive.same(before.archive)
    sheets = {part.part: part.name for part in after.sheets}
    if any(name not in same and name not in sheets for name in parts):
        return None
    return frozenset(
        sheets[name]
        for name in parts
        if name not in same and _around(before, name) != _around(after, name)
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
