"""From a Book to an .xlsx with real tables and names, written by openpyxl (tests only)."""

from __future__ import annotations

import io
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table, TableColumn

from orxl.core.snapshot import Book, Cell
from orxl.core.values import BLANK, CellError

_NEWER = ("MAXIFS", "MINIFS", "SWITCH", "IFS", "TEXTJOIN", "CONCAT", "XOR", "IFNA", "UNICHAR",
          "UNICODE", "ISOWEEKNUM", "DAYS", "NUMBERVALUE")  # fmt: skip


def to_xlsx(book: Book, finish: Callable[[Workbook], None] | None = None) -> bytes:
    """*book* as a file, its formulas untouched but for the prefixes Excel writes.

    ``finish`` may do to the workbook what a Book has no words for (filters, hidden rows).
    """
    workbook = Workbook()
    workbook.remove(workbook.active)  # type: ignore[arg-type]
    for sheet in book.sheets:
        page = workbook.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            target = page.cell(row, column)
            if cell.formula is not None:
                target.value = _formula(cell, target.coordinate)
            elif isinstance(cell.value, CellError):
                target.value, target.data_type = cell.value.code, "e"
            elif isinstance(cell.value, str):
                target.value, target.data_type = cell.value, "s"
            elif cell.value is not BLANK:
                target.value = cell.value
        for table in sheet.tables:
            made = Table(displayName=table.name, name=table.name, ref=table.ref.a1)
            made.totalsRowCount = table.totals_rows or None
            made.tableColumns = [
                TableColumn(id=number, name=column.name)
                for number, column in enumerate(table.columns, start=1)
            ]
            page.add_table(made)
    for name in book.names:
        made_name = DefinedName(name.name, attr_text=name.refers_to)
        if name.sheet is None:
            workbook.defined_names[name.name] = made_name
        else:
            workbook[name.sheet].defined_names[name.name] = made_name
    if finish is not None:
        finish(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _formula(cell: Cell, at: str) -> str | ArrayFormula:
    text = prefixed(str(cell.formula))
    return ArrayFormula(at, "=" + text) if cell.kind == "array" else "=" + text


def prefixed(formula: str) -> str:
    """*formula* with ``_xlfn.`` before the functions that Excel stores so."""
    from orxl.formulas.tokens import Kind, tokenize

    return "".join(
        "_xlfn." + token.text
        if token.kind is Kind.FUNCTION and token.text.rstrip("(").upper() in _NEWER
        else token.text
        for token in tokenize(formula)
    )
