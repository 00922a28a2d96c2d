"""From keys to what the file and the user see: headers, addresses of columns, codes, years.

In a declared formula

=====================  ==================================================================
``{key}``              this row's cell in a column of the formula's own table
``{.key}``             the same, where the key is also a word of the texts (``{.year}``)
``{key:}``             all of that column's cells
``{tblX.key}``         all of a column's cells of another table
``{tblX.key#}``        the cell of that column's header
``{tblX.key!}``        the text of that header, in quotes
``{LineType.INCOME}``  a code of the programme, in quotes
``{year}``             the budget year, ``{prior}`` the one before, ``{year+1}`` the next and so on
                       (in every text, too)
=====================  ==================================================================

stand for what they name, so a header is written once, and a key that does not exist is an error
when the layout is made, not a ``#REF!`` in a workbook.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeVar, overload

from orxl.core.light import replace
from orxl.core.patterns import regex
from orxl.core.values import Value
from orxl.layout.looks import ChartSpec, FixedMark, Mark
from orxl.layout.model import Fixed, Layout, SheetSpec
from orxl.layout.tables import Column, Grid, Row, RowFormulas, TableSpec
from orxl.programme import codes

M = TypeVar("M", Mark, FixedMark)
_LATER: Final = regex(r"\{year\+(\d)\}")
_NAMED: Final = regex(r"\{([\w.]+)([:#!]?)\}")
"""What is written out here; ``{^key}``, ``{label|key}`` and ``{@}`` are where a cell stands."""


def worded(layout: Layout) -> Layout:
    """*layout* as declared, with every key, code and year written out.

    Raises KeyError for a key or a code that there is not.
    """
    words = _Words(layout)
    return replace(
        layout,
        sheets=tuple(words.sheet(sheet) for sheet in layout.sheets),
        names=tuple(
            replace(name, row=words.text(name.row)) if "{" in name.row else name
            for name in layout.names
        ),
        lists={name: words.formula(text) for name, text in layout.lists.items()},
    )


class _Words:
    """The headers of a layout by key, and its year."""

    def __init__(self, layout: Layout) -> None:
        self._year = layout.year
        self._headers: Mapping[str, Mapping[str, str]] = {
            name: {column.key: self.text(column.header) for column in table.columns}
            for name, (_, table) in layout.tables.items()
        }

    def text(self, text: str) -> str:
        """A text that the user sees."""
        if "{" not in text:
            return text
        text = _LATER.sub(lambda m: f"{self._year + int(m[1])}", text)
        return text.replace("{year}", f"{self._year}").replace("{prior}", f"{self._year - 1}")

    @overload
    def formula(self, text: str, table: str = "") -> str: ...
    @overload
    def formula(self, text: None, table: str = "") -> None: ...
    def formula(self, text: str | None, table: str = "") -> str | None:
        """A formula of *table*, or of no table, as in the file."""
        if text is None or "{" not in text:
            return text
        return _NAMED.sub(lambda m: self._stands_for(m[1], m[2], table), self.text(text))

    def _stands_for(self, name: str, how: str, table: str) -> str:
        owner, dot, key = name.removeprefix(".").rpartition(".")
        if dot and owner not in self._headers:
            return _code(owner, key)
        header = self._headers[owner if dot else table][key]
        if how == "!":
            return f'"{header}"'
        if how == "#":
            return f"{owner or table}[[#Headers],[{header}]]"
        return f"{owner or table}[{header}]" if dot or how else f"{table}[[#This Row],[{header}]]"

    def sheet(self, sheet: SheetSpec) -> SheetSpec:
        tables = tuple(self._table(table) for table in sheet.tables)
        own = 0 if sheet.table is None else 1
        return replace(
            sheet,
            title=self.text(sheet.title),
            purpose=self.text(sheet.purpose),
            table=tables[0] if own else None,
            more_tables=tables[own:],
            fixed=tuple(self._fixed(sheet, fixed) for fixed in sheet.fixed),
            charts=tuple(self._chart(chart) for chart in sheet.charts),
            marks=tuple(self._mark(mark) for mark in sheet.marks),
        )

    def _table(self, table: TableSpec) -> TableSpec:
        earlier = tuple((last, self._row_formulas(f, table.name)) for last, f in table.earlier)
        return replace(
            table,
            columns=tuple(self._column(column, table.name) for column in table.columns),
            rows=tuple(self._row(row, table.name) for row in table.rows),
            row_formulas=table.row_formulas and self._row_formulas(table.row_formulas, table.name),
            marks=tuple(self._mark(mark) for mark in table.marks),
            earlier=earlier,
        )

    def _column(self, column: Column, table: str) -> Column:
        said = f"{column.header}{column.help}{column.formula}{column.earlier}{column.former}"
        return column if "{" not in said else self._worded(column, table)

    def _worded(self, column: Column, table: str) -> Column:
        return replace(
            column,
            header=self.text(column.header),
            help=self.text(column.help),
            formula=self.formula(column.formula, table),
            earlier=tuple((last, self.formula(f, table)) for last, f in column.earlier),
            former=tuple((last, self.text(header)) for last, header in column.former),
        )

    def _row(self, row: Row, table: str) -> Row:
        own = (*row.texts.values(), *row.formulas.values())
        if not row.former and not row.earlier and not any("{" in text for text in own):
            return row
        return replace(
            row,
            texts={key: self.text(text) for key, text in row.texts.items()},
            formulas=self._by_key(row.formulas, table),
            former=tuple(
                (last, {key: self.text(text) for key, text in texts.items()})
                for last, texts in row.former
            ),
            earlier=tuple((last, self._by_key(own, table)) for last, own in row.earlier),
        )

    def _by_key(self, formulas: Mapping[str, str], table: str) -> dict[str, str]:
        return {key: self.formula(text, table) for key, text in formulas.items()}

    def _row_formulas(self, declared: RowFormulas, table: str) -> RowFormulas:
        write = lru_cache(maxsize=None)(lambda text: self.formula(text, table))

        def formulas(
            rows: Sequence[Mapping[str, Value]], grid: Grid
        ) -> Sequence[Mapping[str, str]]:
            return [{key: write(text) for key, text in own.items()} for own in declared(rows, grid)]

        return formulas

    def _fixed(self, sheet: SheetSpec, fixed: Fixed) -> Fixed:
        table = sheet.table_of(fixed)
        name = table.name if table is not None else ""
        content = fixed.content
        if fixed.formula is None and not fixed.earlier and "{" not in str(content):
            return fixed  # a label, as nearly all are
        return replace(
            fixed,
            content=self.text(content) if isinstance(content, str) else content,
            formula=self.formula(fixed.formula, name),
            earlier=tuple((last, self.formula(f, name)) for last, f in fixed.earlier),
        )

    def _chart(self, chart: ChartSpec) -> ChartSpec:
        return replace(
            chart,
            title=self.text(chart.title),
            alt=self.text(chart.alt),
            series=tuple(replace(s, name=self.text(s.name)) for s in chart.series),
        )

    def _mark(self, mark: M) -> M:
        return replace(mark, formula=self._of_marks(mark)) if "{" in mark.formula else mark

    def _of_marks(self, mark: Mark | FixedMark) -> str:
        """The formula of a mark, whose columns are written out where its rows are known."""

        def stands_for(match: re.Match[str]) -> str:
            return _code(*match[1].split(".")) if "." in match[1] else match[0]

        return _NAMED.sub(stands_for, mark.formula)


def _code(enumeration: str, member: str) -> str:
    """``LineType``, ``INCOME`` → ``"Inntekt"``, in quotes. Raises KeyError."""
    words = getattr(codes, enumeration, None)
    if not isinstance(words, type) or not issubclass(words, StrEnum):
        raise KeyError(f"{enumeration}.{member}")
    return f'"{words[member].value}"'
