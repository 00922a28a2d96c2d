"""Builds the sheet «Fletting», where staff choose between what two people have written."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo

from orxl.core.refs import column_letters
from orxl.layout import Kind
from orxl.template import styles

TITLE: Final = "Fletting"
TABLE: Final = "tblFletting"
HEADERS: Final = (
    ("Nr", 6), ("Ark", 18), ("Rad", 18), ("Kolonne", 18), ("Hva", 18), ("Felles", 34),
    ("Min", 34), ("Din", 34), ("Hvem lagret din", 20), ("Velg", 10), ("Til orxl", 12),
)  # fmt: skip
"""The columns with their widths; what stands under the last is for orxl alone."""
FIRST: Final = 6
"""The row of the headers."""
NOTES: Final = (
    "Begge har endret det samme, hver på sin måte. I boken står foreløpig Min.",
    "Velg Min eller Din i hver rad, lagre, lukk, og kjør «orxl flett --fullfør».",
    "Rader uten valg blir stående til neste gang. Kolonnen «Til orxl» skal ikke endres.",
)
"""What stands above the table, a line each, while something waits."""
DONE: Final = (
    "Alt er valgt, og ingenting venter her.",
    "Arket kan slettes: høyreklikk på fanen og velg Slett.",
    "",
)
"""What stands there when all is chosen."""
NOTES_AT: Final = 2
"""The row of the first of them, in column A."""


def choosing_workbook(rows: Sequence[Sequence[float | str]]) -> bytes:
    """A workbook with nothing but the sheet, one row for each choice to be made."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = TITLE
    sheet.cell(1, 1, TITLE).font = styles.font(styles.NAVY, 16, bold=True)
    for number, note in enumerate(NOTES, start=NOTES_AT):
        sheet.cell(number, 1, note)
    last = column_letters(len(HEADERS))
    for number, (header, width) in enumerate(HEADERS, start=1):
        cell = sheet.cell(FIRST, number, header)
        cell.font, cell.fill = styles.font(styles.PAPER, bold=True), styles.fill(styles.NAVY)
        cell.alignment = styles.align(Kind.TEXT, header=True)
        sheet.column_dimensions[column_letters(number)].width = width
    for line, row in enumerate(rows, start=FIRST + 1):
        for number, content in enumerate(row, start=1):
            _put(sheet.cell(line, number), content, wrap=number < len(HEADERS))
    end = FIRST + max(1, len(rows))
    table = Table(displayName=TABLE, ref=f"A{FIRST}:{last}{end}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)
    choice = DataValidation(type="list", formula1='"Min,Din"', allow_blank=True)
    choice.error, choice.errorTitle, choice.showErrorMessage = "Velg Min eller Din.", TITLE, True
    sheet.add_data_validation(choice)
    letter = column_letters(next(n for n, h in enumerate(HEADERS, 1) if h[0] == "Velg"))
    choice.add(f"{letter}{FIRST + 1}:{letter}{end}")
    sheet.freeze_panes = f"A{FIRST + 1}"
    sheet.column_dimensions[last].hidden = True
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _put(cell: Any, content: float | str, *, wrap: bool) -> None:
    cell.value = content
    if isinstance(content, str):
        cell.data_type = "s"  # whatever it begins with
    cell.alignment = Alignment(vertical="top", wrap_text=wrap)
