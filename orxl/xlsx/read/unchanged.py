"""Which sheets of a workbook are what they were before a save: no need to read them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orxl.core.snapshot import Book, Sheet
from orxl.xlsx.package import Package, relationships_part
from orxl.xlsx.read.strings import shared_strings
from orxl.xlsx.read.styles import date_styles, style_count


def unchanged_sheets(
    package: Package,
    before: Package,
    same: frozenset[str],
    book: Book,
    shared: Sequence[str],
) -> Mapping[str, Sheet]:
    """The sheets of *book*, which was read from *before*, that *package* has just the same.

    *same* are the parts that hold the same in both, to the byte; *shared* are the package's shared
    strings. A sheet is the same where its part, its relationships, tables, comments and charts
    are, where the workbook says the same of it, and where the numbers in it mean the same: texts
    and styles may have been added, but none that was there may be another. Raises UnreadableFile.
    """
    if package.date1904 != before.date1904:
        return {}
    if not (_texts_stand(package, before, same, shared) and _styles_stand(package, before, same)):
        return {}
    held = dict(zip(before.sheets, book.sheets, strict=True))
    return {
        part.name: held[part]
        for part in package.sheets
        if part.part
        and part in held
        and (relationships_part(part.part) in package.archive)
        == (relationships_part(part.part) in before.archive)
        and _needed(package, part.part) <= same
    }


def _part(package: Package, kind: str) -> str:
    return next(iter(package.targets(package.workbook_part, kind)), "")


def _texts_stand(
    package: Package, before: Package, same: frozenset[str], shared: Sequence[str]
) -> bool:
    new, old = _part(package, "sharedStrings"), _part(before, "sharedStrings")
    if new == old and (new in same or not new):
        return True
    earlier = shared_strings(before)
    return shared[: len(earlier)] == earlier


def _styles_stand(package: Package, before: Package, same: frozenset[str]) -> bool:
    new, old = _part(package, "styles"), _part(before, "styles")
    if new == old and (new in same or not new):
        return True
    count = style_count(before)
    known = frozenset(range(count))
    return style_count(package) >= count and date_styles(package) & known == date_styles(before)


def _needed(package: Package, part: str) -> set[str]:
    """The names of the parts that the sheet in *part* is read from."""
    arrows = relationships_part(part)
    needed = {part, *package.targets(part, "table"), *package.targets(part, "comments")}
    for drawing in package.targets(part, "drawing"):
        needed.update((drawing, relationships_part(drawing), *package.targets(drawing, "chart")))
    if arrows in package.archive:
        needed.add(package.archive.entry(arrows).name)
    return needed
