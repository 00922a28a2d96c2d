"""Walks through all sheets of a workbook for what a reader would stumble over.

Each function gives the faults of one kind, each with its place; none gives an empty list.
``test_walk`` plants every kind of fault to show that it is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, range_boundaries

from orxl.core import nb
from orxl.layout import NUMBER_FORMATS, Column, Kind, TableSpec, layout_for
from orxl.layout.lettering import LINE, PIXELS_PER_UNIT, lines_needed, room, text_width
from orxl.template.tables import BESIDE_BUTTON, TIGHT, is_label

LAYOUT = layout_for(2026)
BUTTON = 18
"""How much of a header's width the filter's button takes, in pixels: LibreOffice breaks the text
before it."""
FOOTERS = {"left": "&A", "center": "Skrevet ut &D", "right": "Side &P av &N"}


def width_of(sheet: Any, column: int) -> float:
    return float(sheet.column_dimensions[get_column_letter(column)].width)


def place(cell: Any) -> str:
    return f"{cell.parent.title} {cell.coordinate}"


def table_cells(book: Workbook) -> Iterator[tuple[TableSpec, Column, Any]]:
    for sheet, table in LAYOUT.tables.values():
        found = book[sheet.name].tables[table.name]
        left, top, _, bottom = range_boundaries(found.ref)
        for offset, column in enumerate(table.columns):
            for row in range(top + 1, bottom + 1):
                yield table, column, book[sheet.name].cell(row, left + offset)


def all_cells(book: Workbook) -> Iterator[Any]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def shown(cell: Any) -> str:
    """What a number or a date looks like in its cell."""
    if isinstance(cell.value, datetime):
        return "31.12.2026 23:59" if "hh" in cell.number_format else "31.12.2026"
    if "Ja" in cell.number_format:
        return "Nei"
    if "%" in cell.number_format:
        return f"{nb.number(cell.value * 100, 0)} %"
    return nb.number(cell.value, 2 if "0.00" in cell.number_format else None)


def numbers_too_wide(book: Workbook) -> list[str]:
    """Numbers and dates that would be shown as ####."""
    faults = []
    for cell in all_cells(book):
        value = cell.value
        if isinstance(value, bool) or not isinstance(value, int | float | datetime):
            continue
        if cell.number_format == "@" and not isinstance(value, datetime):
            continue
        needed = text_width(shown(cell), cell.font.sz, bold=bool(cell.font.b)) + 6
        if needed > room(width_of(cell.parent, cell.column)):
            faults.append(place(cell))
    return faults


def texts_higher_than_their_row(book: Workbook) -> list[str]:
    """Wrapped texts in tables whose last lines would be hidden."""
    faults = []
    for table, column, cell in table_cells(book):
        if isinstance(cell.value, str) and cell.alignment.wrap_text and not column.hidden:
            height = cell.parent.row_dimensions[cell.row].height + (LINE - TIGHT) * table.tight
            if lines_needed(cell.value, width_of(cell.parent, cell.column)) * LINE > height:
                faults.append(place(cell))
    return faults


def headers_cut(book: Workbook) -> list[str]:
    """Headers that are wider or higher than their cell, the filter's button reckoned in."""
    faults = []
    for sheet, table in LAYOUT.tables.values():
        for column in (c for c in table.columns if not c.hidden):
            at = book[sheet.name][f"{table.letter(column.key)}{table.header_row}"]
            width = width_of(at.parent, at.column)
            beside = width - (BUTTON / PIXELS_PER_UNIT if table.filter else 0)
            height = at.parent.row_dimensions[at.row].height
            around = BESIDE_BUTTON if table.filter else 0
            longest = max(at.value.split(), key=len)
            if (
                lines_needed(at.value, width, bold=True) * LINE + around > height
                or lines_needed(at.value, beside, bold=True) * LINE > height
                or text_width(longest, bold=True) > room(beside, int(at.alignment.indent))
            ):
                faults.append(place(at))
    return faults


def texts_cut_by_width(book: Workbook) -> list[str]:
    """Texts outside the tables that are wider than the columns they may run over."""
    faults = []
    for spec in LAYOUT.sheets:
        sheet = book[spec.name]
        for item in spec.fixed:
            cell = sheet[spec.address(item)]
            if not isinstance(cell.value, str):
                continue
            free = sum(width_of(sheet, cell.column + i) for i in range(item.span))
            needed = text_width(cell.value, cell.font.sz, bold=bool(cell.font.b))
            if cell.alignment.wrap_text and needed > room(free, int(cell.alignment.indent)):
                lines = lines_needed(cell.value, free, indent=int(cell.alignment.indent))
                height = sheet.row_dimensions[cell.row].height or LINE
                needed = 0 if lines * LINE <= height else needed * 1000
            beside = [sheet.cell(cell.row, cell.column + i).value for i in range(1, item.span)]
            if needed > room(free, int(cell.alignment.indent)) or any(
                value is not None for value in beside
            ):
                faults.append(place(cell))
    return faults


def number_formats_missing(book: Workbook) -> list[str]:
    """Cells of tables that don't show numbers, codes and dates as their column's kind asks."""
    faults = []
    for table, column, cell in table_cells(book):
        kind, formula = column.kind, cell.data_type == "f"
        wanted = NUMBER_FORMATS[kind]
        if kind in (Kind.ANY, Kind.NUMBER):
            continue
        if kind is Kind.CODE and (formula or table.rows or column.derived):
            continue
        number = kind.numeric or kind in (Kind.DATE, Kind.MOMENT, Kind.CODE)
        if number and cell.number_format != wanted:
            faults.append(place(cell))
    return faults


def messages_missing(book: Workbook) -> list[str]:
    """Input cells without an input message or a drop-down, and formulas without a guard."""
    faults = []
    checks: dict[str, dict[tuple[int, int], Any]] = {
        sheet.title: {
            (row, column): check
            for check in sheet.data_validations.dataValidation
            for part in check.sqref.ranges
            for row in range(part.min_row, part.max_row + 1)
            for column in range(part.min_col, part.max_col + 1)
        }
        for sheet in book.worksheets
    }
    for table, column, cell in table_cells(book):
        if is_label(table, column):
            continue
        check = checks[cell.parent.title].get((cell.row, cell.column))
        if cell.data_type == "f":
            sound = check is not None and check.formula1 == "FALSE"
        elif column.derived or cell.protection.locked is not False:
            continue
        else:
            sound = (
                check is not None
                and bool(check.prompt)
                and len(check.prompt) <= 255
                and len(check.promptTitle) <= 32
                and (not column.choices or (check.type, check.formula1) == ("list", column.choices))
            )
        if not sound:
            faults.append(place(cell))
    return faults


def luminance(colour: str) -> float:
    parts = [int(colour[-6:][i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faint_texts(book: Workbook) -> list[str]:
    """Texts with less contrast to their background than 4.5 : 1."""
    faults = []
    for cell in all_cells(book):
        ink = cell.font.color.rgb if cell.font.color is not None else "FF000000"
        solid = cell.fill.fill_type == "solid"
        paper = cell.fill.start_color.rgb if solid else "FFFFFFFF"
        if contrast(ink, paper) < 4.5:
            faults.append(place(cell))
    return faults


def print_faults(book: Workbook) -> list[str]:
    """Sheets that don't print on A4 with name, year, page and repeated headers."""
    faults = []
    for spec in LAYOUT.sheets:
        sheet = book[spec.name]
        setup, footer = sheet.page_setup, sheet.oddFooter
        sound = (
            setup.paperSize == 9
            and setup.orientation == ("landscape" if spec.page.landscape else "portrait")
            and sheet.oddHeader.left.text == "Osloregionen IPR"
            and "2026" in (sheet.oddHeader.right.text or "")
            and all(getattr(footer, side).text == text for side, text in FOOTERS.items())
        )
        if spec.table is not None and spec.page.repeat_header:
            rows = sheet.print_title_rows or ":0"
            sound = sound and int(rows.split(":")[1].strip("$")) == spec.table.header_row
        if not sound:
            faults.append(spec.name)
    return faults
