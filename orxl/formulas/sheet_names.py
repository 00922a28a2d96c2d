"""Sheets whose names Excel forbids, as other programs write them, under names an engine takes.

«Drift/Invest» is no name in Excel, but files have it. Both engines refuse the whole workbook then,
so they are fed it under another name, and asked under that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import Value
from orxl.formulas.engine import Run
from orxl.formulas.structured import quoted
from orxl.formulas.tokens import REFERENCES, read_prefix, split_prefix, tokenize

_FORBIDDEN: Final = re.compile(r"[\x00-\x1f/\\?*\[\]:]|^'|'$|^history$|^$", re.IGNORECASE)
_LONGEST: Final = 31
"""Characters (UTF-16 units) in a sheet's name; as Excel's own «Rename or move» page has it."""


def run_named(
    run: Run, book: Book, formulas: Mapping[CellRef, str]
) -> Mapping[CellRef, Value | None]:
    """What *run* answers, where forbidden names of sheets are put aside for it."""
    safe = _safe(book)
    if not safe:
        return run(book, formulas)
    sheets = tuple(replace(s, name=safe.get(s.name.casefold(), s.name)) for s in book.sheets)
    moved = {
        cell: cell._replace(sheet=safe.get(cell.sheet.casefold(), cell.sheet)) for cell in formulas
    }
    texts = {moved[cell]: _renamed(text, safe) for cell, text in formulas.items()}
    values = run(replace(book, sheets=sheets), texts)
    return {cell: values[at] for cell, at in moved.items() if at in values}


def _safe(book: Book) -> dict[str, str]:
    """For each sheet with a forbidden name, in small letters, one that no other sheet has."""
    taken = {sheet.name.casefold() for sheet in book.sheets}
    safe: dict[str, str] = {}
    for number, sheet in enumerate(book.sheets, start=1):
        short = len(sheet.name.encode("utf-16-le", "replace")) <= 2 * _LONGEST
        if short and not _FORBIDDEN.search(sheet.name):
            continue
        name = f"Ark{number}"
        while name.casefold() in taken:
            name += "x"
        taken.add(name.casefold())
        safe[sheet.name.casefold()] = name
    return safe


def _renamed(text: str, safe: Mapping[str, str]) -> str:
    return "".join(
        _reference(token.text, safe) if token.kind in REFERENCES and "!" in token.text
        else token.text
        for token in tokenize(text)
    )  # fmt: skip


def _reference(text: str, safe: Mapping[str, str]) -> str:
    prefix, body = split_prefix(text)
    part = read_prefix(prefix) if prefix else None
    if part is None or part.book:
        return text
    first, last = (safe.get(n.casefold(), n) for n in (part.first, part.last))
    if (first, last) == (part.first, part.last):
        return text
    names = first if part.first == part.last else f"{first}:{last}"
    return quoted(names) + body
