"""The year in the workbook's frame: headers, labels, titles, formulas and printed heads.

The layout of one year is that of the next, with other years in its texts. So each thing is found
where the layout of the year has it, and gets what the next year's says, unless staff wrote there.
"""

from __future__ import annotations

from collections.abc import Iterator

from orxl.binding import BoundBook
from orxl.core import nb
from orxl.core.edits import Formula, SetCell, present
from orxl.core.errors import RefusedEdit
from orxl.core.grafts import (
    Amendment,
    RenameColumn,
    SetChartWords,
    SetColumnFormula,
    SetPageText,
    Tidying,
)
from orxl.core.refs import CellRef
from orxl.layout import layout_for


def renames(old: BoundBook) -> Iterator[list[RenameColumn]]:
    """The columns that carry years, in batches: each takes names that are free by then.

    Raises RefusedEdit where a column of staff's own has one of the names.
    """
    after = layout_for(old.layout.year + 1)
    left: list[RenameColumn] = []
    taken: dict[str, set[str]] = {}
    for name, bound in old.tables.items():
        taken[name] = {column.name.casefold() for column in bound.table.columns}
        for column, new in zip(bound.spec.columns, after.table(name).columns, strict=True):
            if column.header != new.header and column.key in bound.columns:
                left.append(RenameColumn(name, column.header, new.header))
    while left:
        ready = [r for r in left if r.new.casefold() not in taken[r.table]]
        if not ready:
            raise _in_the_way(old, left[0])
        for rename in ready:
            taken[rename.table].discard(rename.old.casefold())
            taken[rename.table].add(rename.new.casefold())
        yield ready
        left = [r for r in left if r not in ready]


def _in_the_way(old: BoundBook, rename: RenameColumn) -> RefusedEdit:
    sheet = nb.quoted(old.tables[rename.table].table.sheet)
    return RefusedEdit(
        f"Kolonnen {nb.quoted(rename.old)} på {sheet} skal få navnet {nb.quoted(rename.new)}, men "
        "dere har selv en kolonne som heter det.",
        "Gi kolonnen deres et annet navn, og kjør «orxl rull-år» igjen.",
    )


def texts(old: BoundBook) -> Iterator[SetCell]:
    """The labels of the layout's rows, the titles and the other texts that carry years."""
    after = layout_for(old.layout.year + 1)
    for name, bound in old.tables.items():
        for row, new in zip(bound.spec.rows, after.table(name).rows, strict=True):
            there = bound.find(row.texts[bound.spec.key])
            if there is None or row.texts == new.texts:
                continue
            for key, text in row.texts.items():
                if text != new.texts[key] and key in there.cells:
                    yield from _said(old, there.cells[key], text, new.texts[key])
    fixed = {id(f): g for s, t in zip(old.layout.sheets, after.sheets, strict=True)
             for f, g in zip(s.fixed, t.fixed, strict=True)}  # fmt: skip
    for placed in old.fixed:
        before, now = placed.spec.content, fixed[id(placed.spec)].content
        if before != now and isinstance(before, str) and isinstance(now, str):
            yield from _said(old, placed.cell, before, now)
    for sheet, new_sheet in zip(old.layout.sheets, after.sheets, strict=True):
        for at, before, now in (
            ("A1", sheet.title, new_sheet.title), ("A2", sheet.purpose, new_sheet.purpose)
        ):  # fmt: skip
            if before != now and old.book.sheet(sheet.name) is not None:
                yield from _said(old, CellRef.of(sheet.name, at), before, now)


def _said(old: BoundBook, cell: CellRef, before: str, now: str) -> Iterator[SetCell]:
    held = old.book.cell(cell)
    if held.formula is None and held.value == before:
        yield SetCell(cell, now, expected=before)


def formulas(old: BoundBook, now: BoundBook) -> Iterator[SetCell]:
    """The formulas with a year in them, where the year's layout's own stood."""
    for cell, wanted in now.declared.items():
        held, was = now.book.cell(cell), old.book.cell(cell)
        ours = was.formula is not None and was.formula == old.declared.get(cell)
        if ours and held.formula != wanted:
            yield SetCell(cell, Formula(wanted), expected=present(held))


def column_formulas(old: BoundBook, now: BoundBook) -> Iterator[Amendment]:
    """What tables fill new rows with, where a year stands in it."""
    for name, bound in now.tables.items():
        was = old.tables[name]
        for column in bound.spec.columns:
            if column.formula is None or column.key not in bound.columns:
                continue
            before = was.table.columns[was.columns[column.key] - was.table.ref.first_column]
            there = bound.table.columns[bound.columns[column.key] - bound.table.ref.first_column]
            ours = before.formula == was.spec.column(column.key).formula
            if ours and there.formula not in (None, column.formula):
                yield SetColumnFormula(name, there.name, column.formula, there.formula)


def chart_words(old: BoundBook) -> Iterator[Tidying]:
    """The names of the layout's charts' series, and what is read aloud in their place."""
    after = layout_for(old.layout.year + 1)
    for sheet, new in zip(old.layout.sheets, after.sheets, strict=True):
        words: dict[str, str] = {}
        for chart, later in zip(sheet.charts, new.charts, strict=True):
            words[chart.alt] = later.alt
            for series, name in zip(chart.series, later.series, strict=True):
                words[series.name] = name.name
        told = tuple((a, b) for a, b in words.items() if a != b)
        if told and old.book.sheet(sheet.name) is not None:
            yield SetChartWords(sheet.name, told)


def page_heads(data: bytes, year: int) -> Iterator[Tidying]:
    """The printed heads that name the programme of *year*."""
    from orxl.xlsx import page_texts

    before, now = (f"Handlingsprogram og budsjett {y}" for y in (year, year + 1))
    for sheet, said in page_texts(data).items():
        if any(before in text for text in said):
            yield SetPageText(sheet, before, now)
