"""Which version of the layout a workbook was made for."""

from __future__ import annotations

from typing import Final

from orxl.core.patterns import regex
from orxl.core.snapshot import Book
from orxl.layout import VERSION_NAME, Layout

_A_VERSION: Final = regex(r"\s*(\d{1,4})(?:\.0*)?\s*")


def version_of(book: Book, today: Layout) -> int:
    """The version of the layout that *book* was made for.

    Its name «Oppsettversjon» says so. A workbook that lost the name is as old as the newest sheet,
    table or column in it that *today*'s layout knows; without any that came later it is of the
    first version.
    """
    said = said_version(book)
    if said is not None:
        return said
    found = [1]
    for sheet in today.sheets:
        if book.sheet(sheet.name) is not None:
            found.append(sheet.since)
        for spec in sheet.tables:
            table = book.table(spec.name)
            if table is not None:
                found.append(spec.since)
                held = {column.name.casefold() for column in table.columns}
                found += [c.since for c in spec.columns if c.header.casefold() in held]
    return max(found)


def said_version(book: Book) -> int | None:
    """The version that the name «Oppsettversjon» holds; None where it is gone or no number."""
    for name in book.names:
        if name.sheet is None and name.name.casefold() == VERSION_NAME.casefold():
            match = _A_VERSION.fullmatch(name.refers_to)
            return int(match[1]) if match and int(match[1]) >= 1 else None
    return None
