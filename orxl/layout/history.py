"""The layout as it was: every change stands where the thing itself is declared.

A later version of the layout marks what it brings with ``since`` (sheets, tables, columns, rows,
cells, names; ``newer_lists`` for lists), keeps the text that a formula had in ``earlier`` and the
name that a column had in ``former``, each with the last version that had it. Formulas call columns
by their keys, so in an earlier layout they read as they did then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TypeVar

from orxl.core.light import replace
from orxl.layout.looks import Page
from orxl.layout.model import Layout, SheetSpec
from orxl.layout.tables import TableSpec

T = TypeVar("T")


def as_of(layout: Layout, version: int, called: int | None = None) -> Layout:
    """*layout*, as declared, in *version*: without what came later, with the formulas of then.

    Columns and rows have the names they had in the version *called* (by default the same).
    """
    if version >= layout.version:
        return layout
    names = version if called is None else called
    lists = {
        name: text
        for name, text in layout.lists.items()
        if layout.newer_lists.get(name, 1) <= version
    }
    return replace(
        layout,
        sheets=tuple(_sheet(s, version, names) for s in layout.sheets if s.since <= version),
        names=tuple(
            replace(n, column=_formerly(n.earlier, version, n.column))
            for n in layout.names
            if n.since <= version
        ),
        lists=lists,
        constants={name: words for name, words in layout.constants.items() if name in lists},
        places={
            name: area
            for name, area in layout.places.items()
            if layout.newer_lists.get(name, 1) <= version
        },
        version=version,
    )


def _sheet(sheet: SheetSpec, version: int, called: int) -> SheetSpec:
    tables = [_table(t, version, called) for t in sheet.tables if t.since <= version]
    main = tables.pop(0) if sheet.table is not None and sheet.table.since <= version else None
    fixed = (
        replace(
            f,
            formula=_formerly(f.earlier, version, f.formula),
            earlier=_before(f.earlier, version),
            content=_formerly(f.former, called, f.content),
        )
        for f in sheet.fixed
        if f.since <= version
    )
    return replace(
        sheet,
        table=main,
        more_tables=tuple(tables),
        fixed=tuple(fixed),
        page=_page(sheet.page, main),
    )


def _page(page: Page, table: TableSpec | None) -> Page:
    """*page* without the columns that *table* did not have yet."""
    keys = {column.key for column in table.columns} if table is not None else set()
    breaks = tuple(key for key in page.breaks if key in keys)
    return replace(page, breaks=breaks, to=page.to if page.to in keys else "")


def _table(table: TableSpec, version: int, called: int) -> TableSpec:
    columns = tuple(
        replace(
            column,
            header=_formerly(column.former, called, column.header),
            formula=_formerly(column.earlier, version, column.formula),
            earlier=_before(column.earlier, version),
        )
        for column in table.columns
        if column.since <= version
    )
    keys = {column.key for column in columns}
    return replace(
        table,
        columns=columns,
        marks=tuple(mark for mark in table.marks if mark.reads <= keys),
        rows=tuple(
            replace(
                row,
                texts=_formerly(row.former, called, row.texts),
                formulas=_of_columns(_formerly(row.earlier, version, row.formulas), keys),
                earlier=_before(row.earlier, version),
            )
            for row in table.rows
            if row.since <= version
        ),
        row_formulas=_formerly(table.earlier, version, table.row_formulas),
    )


def _before(earlier: Sequence[tuple[int, T]], version: int) -> tuple[tuple[int, T], ...]:
    """What held before *version*: what held later may read tables that there were none of then."""
    return tuple(kept for kept in earlier if kept[0] < version)


def _of_columns(formulas: Mapping[str, str], keys: Set[str]) -> Mapping[str, str]:
    """*formulas* of a row without those of columns that came later."""
    return {key: text for key, text in formulas.items() if key in keys}


def _formerly(earlier: Sequence[tuple[int, T]], version: int, now: T) -> T:
    """What held in *version*: the first of *earlier* that reached so far, or what holds now."""
    return next((former for last, former in earlier if version <= last), now)
