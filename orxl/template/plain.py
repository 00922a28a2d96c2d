"""Builds a plain workbook (:mod:`orxl.layout.plain`): values alone, whatever a text begins with."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment

from orxl.core.refs import column_letters
from orxl.core.values import BLANK, Value
from orxl.layout import NUMBER_FORMATS, Kind
from orxl.layout.plain import PlainSheet
from orxl.template import styles

_A4: Final = 9
_LINE: Final = 15.5
"""The height of a line of text, points."""


def plain_workbook(sheets: Sequence[PlainSheet], owner: str, moment: datetime) -> bytes:
    """The workbook as the bytes of an .xlsx, dated *moment*; still to be normalised."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for spec in sheets:
        _write(book.create_sheet(spec.name), spec)
    properties = book.properties
    properties.title, properties.language = sheets[0].title, "nb-NO"
    properties.creator = properties.lastModifiedBy = owner
    properties.created = properties.modified = moment
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(sheet: Any, spec: PlainSheet) -> None:
    _put(sheet.cell(1, 1), spec.title, Kind.TEXT)
    sheet.cell(1, 1).font = styles.font(styles.NAVY, 16, bold=True)
    sheet.row_dimensions[1].height = 26
    across = int(sum(column.width for column in spec.columns))
    for number, note in enumerate(spec.notes, start=2):
        _put(sheet.cell(number, 1), note, Kind.TEXT)
        sheet.cell(number, 1).alignment = Alignment(vertical="top", wrap_text=True)
        sheet.merge_cells(
            start_row=number, end_row=number, start_column=1, end_column=len(spec.columns)
        )
        sheet.row_dimensions[number].height = _LINE * -(-len(note) // across)
    header = len(spec.notes) + 3
    sheet.row_dimensions[header].height = 2 * _LINE + 2
    for number, column in enumerate(spec.columns, start=1):
        cell = sheet.cell(header, number)
        _put(cell, column.header, Kind.TEXT)
        cell.font, cell.fill = styles.font(styles.PAPER, bold=True), styles.fill(styles.NAVY)
        cell.alignment = styles.align(column.kind, header=True)
        sheet.column_dimensions[column_letters(number)].width = column.width
    if spec.total:
        sheet.row_dimensions[header + len(spec.rows) + 1].height = 2 * _LINE
    rows = (*spec.rows, spec.total) if spec.total else spec.rows
    for at, row in enumerate(rows, start=header + 1):
        for number, (column, value) in enumerate(zip(spec.columns, row, strict=True), start=1):
            cell = sheet.cell(at, number)
            _put(cell, value, column.kind)
            cell.alignment = styles.align(column.kind)
            if row is spec.total:
                cell.font = styles.font(bold=True)
    last = f"{column_letters(len(spec.columns))}{header + len(spec.rows)}"
    sheet.auto_filter.ref = f"A{header}:{last}"
    sheet.freeze_panes = f"C{header + 1}"
    sheet.print_title_rows = f"{header}:{header}"
    page = sheet.page_setup
    page.paperSize, page.orientation, page.fitToWidth, page.fitToHeight = _A4, "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.sheet_view.showGridLines = False


def _put(cell: Any, value: Value, kind: Kind) -> None:
    cell.number_format = NUMBER_FORMATS[kind]
    if value is BLANK:
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # «=1+1» is a text here, as everything that somebody typed
