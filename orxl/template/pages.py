"""The printed page: paper, scale, breaks, repeated rows and columns, headers and footers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from orxl.core.refs import MAX_ROW, column_letters
from orxl.core.values import Value
from orxl.layout import SheetSpec, TableSpec

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

A4: Final = 9
LONG, SHORT = 841.9, 595.3
"""The sides of an A4, in points."""
MARGIN: Final = 0.4
"""Left and right margin, in inches."""
POINTS_PER_UNIT: Final = 5.25
"""A unit of column width is 7 pixels of 1/96 inch with Calibri 11."""
SAFETY: Final = 0.91
"""Programs differ in the width of a column; LibreOffice's are about 6 per cent wider."""


def set_up_page(sheet: Worksheet, spec: SheetSpec, owner: str, title: str) -> None:
    """Set up how *sheet* prints; *owner* and *title* stand in its header."""
    page = sheet.page_setup
    page.paperSize = A4
    page.orientation = "landscape" if spec.page.landscape else "portrait"
    sheet.page_margins.left = sheet.page_margins.right = MARGIN
    sheet.page_margins.top, sheet.page_margins.bottom = 0.7, 0.65
    sheet.page_margins.header = sheet.page_margins.footer = 0.35
    _scale(sheet, spec)
    if spec.table is not None and (spec.page.to or spec.page.until):
        # Whole columns, so that rows which come later are printed too.
        widest = max(t.first_column + len(t.columns) - 1 for t in spec.tables)
        last = spec.table.letter(spec.page.to) if spec.page.to else column_letters(widest)
        # A heading stands in the row over a table; what is over a sheet's main table sums it up.
        bottom = [
            t.header_row - (1 if t is spec.table else 2)
            for t in spec.tables
            if t.name == spec.page.until
        ]
        sheet.print_area = f"A1:{last}{(bottom or [MAX_ROW])[0]}"
    if spec.table is not None and spec.page.repeat_header:
        row = spec.table.header_row
        sheet.print_title_rows = f"{row}:{row}"
    header: Any = sheet.oddHeader
    footer: Any = sheet.oddFooter
    for part, text in (
        (header.left, owner.replace("&", "&&")),
        (header.right, title),
        (footer.left, "&A"),
        (footer.center, "Skrevet ut &D"),
        (footer.right, "Side &P av &N"),
    ):
        part.text, part.size = text, 9


def print_only(
    sheet: Worksheet,
    spec: SheetSpec,
    rows: Mapping[str, Sequence[Mapping[str, Value]]],
    assumptions: Mapping[Value, Value],
) -> None:
    """Print only the rows that the layout asks for; all of them where none fits."""
    if spec.page.only is None or spec.table is None:
        return
    key, name = spec.page.only
    table, wanted = spec.table, assumptions[name]
    found = [i for i, row in enumerate(rows[table.name]) if row[key] == wanted]
    if spec.page.among is not None:
        own, other, column = spec.page.among
        there = {row.get(column) for row in rows[other]}
        found = [i for i in found if rows[table.name][i][own] in there] or found
    if found and found == list(range(found[0], found[-1] + 1)):
        first = table.header_row + 1
        last = table.letter(table.columns[-1].key)
        sheet.print_area = f"A{first + found[0]}:{last}{first + found[-1]}"
        sheet.print_title_rows = f"1:{table.header_row}"


def _scale(sheet: Worksheet, spec: SheetSpec) -> None:
    # Excel ignores page breaks where it fits a sheet to pages, so a sheet with breaks has a scale.
    page, table = spec.page, spec.table
    if table is None or not (page.breaks or page.row_breaks or page.scale):
        fitted = PageSetupProperties(fitToPage=True)
        sheet.sheet_properties.pageSetUpPr = fitted
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1 if page.one_page else 0
        return
    sheet.page_setup.scale = page.scale if page.scale is not None else _best_scale(spec, table)
    for key in page.breaks:
        sheet.col_breaks.append(Break(id=_number(table, key)))
    for row in page.row_breaks:
        sheet.row_breaks.append(Break(id=row))
    if page.repeat:
        sheet.print_title_cols = f"A:{table.letter(page.repeat)}"


def _best_scale(spec: SheetSpec, table: TableSpec) -> int:
    room = (LONG if spec.page.landscape else SHORT) - 2 * MARGIN * 72
    widest = max(parts(spec, table))
    return min(100, int(100 * SAFETY * room / (widest * POINTS_PER_UNIT)))


def parts(spec: SheetSpec, table: TableSpec) -> list[float]:
    """The widths of the printed parts of a sheet, repeated columns included, in column units."""
    widths = [0.0 if c.hidden else c.width for c in table.columns]
    for other in spec.more_tables:
        widths += [0.0 if c.hidden else c.width for c in other.columns][len(widths) :]
    if spec.page.to:
        widths = widths[: _number(table, spec.page.to)]
    ends = [_number(table, key) for key in spec.page.breaks] + [len(widths)]
    again = sum(widths[: _number(table, spec.page.repeat)]) if spec.page.repeat else 0
    starts = [0, *ends]
    return [
        sum(widths[start:end]) + (again if start else 0)
        for start, end in zip(starts, ends, strict=False)
    ]


def _number(table: TableSpec, key: str) -> int:
    return [c.key for c in table.columns].index(key) + 1
