"""Small workbooks, and what the comparison says of two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from orxl.core.edits import Content, Formula
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.core.values import BLANK
from orxl.versions.aligning import align
from orxl.versions.changes import Change
from orxl.versions.compare import changes
from orxl.versions.rows import Version

Grid = Sequence[Sequence[object]]


def cell(content: object) -> Cell:
    """A number, a text, None, or a formula as ``"=A1"``."""
    if content is None:
        return Cell(BLANK)
    if isinstance(content, str) and content.startswith("="):
        return Cell(BLANK, content[1:], 0, "normal")
    if isinstance(content, int) and not isinstance(content, bool):
        return Cell(float(content))
    return Cell(content)  # type: ignore[arg-type]


def sheet(name: str, grid: Grid) -> Sheet:
    """A sheet that holds *grid*, from A1."""
    return Sheet(
        name,
        {
            (row, column): cell(content)
            for row, line in enumerate(grid, start=1)
            for column, content in enumerate(line, start=1)
            if content is not None
        },
    )


def book(grid: Grid, *more: Sheet) -> Book:
    """A workbook with a sheet «Ark1» that holds *grid*."""
    return Book((sheet("Ark1", grid), *more))


def compared(before: Book, after: Book, *, spelling: bool = False) -> tuple[Change, ...]:
    """All changes from *before* to *after*."""
    return changes(align(Version.of(before), Version.of(after)), spelling=spelling)


def told(found: Iterable[Change]) -> list[str]:
    """The changes that are no consequences, each as its kind and its place."""
    return [f"{c.kind}: {'' if c.at is None else c.at.a1}" for c in found if c.own]


def with_cells(before: Book, edits: Iterable[tuple[CellRef, Content]]) -> Book:
    """*before* with other contents in some cells."""
    by_sheet: dict[str, dict[tuple[int, int], Cell]] = {}
    for at, content in edits:
        made = (
            Cell(BLANK, content.text, 0, "normal")
            if isinstance(content, Formula)
            else Cell(content)
        )
        by_sheet.setdefault(at.sheet, {})[at.row, at.column] = made
    return replace(
        before,
        sheets=tuple(
            replace(s, cells={**s.cells, **by_sheet[s.name]}) if s.name in by_sheet else s
            for s in before.sheets
        ),
    )
