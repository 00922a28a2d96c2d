"""A workbook of the first layout as staff have filled it in: what is theirs must not be lost."""

from __future__ import annotations

import io
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.chart import LineChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import FilterColumn, Filters, SortState
from openpyxl.worksheet.table import TableColumn, TableFormula

from orxl.app.upgrade import Upgrade, upgrade
from orxl.core.edits import AppendRows, Edit, SetCached, SetCell
from orxl.core.values import BLANK
from orxl.formulas.recalculate import recalculate
from orxl.xlsx import patch, read_bytes

FIRST: Final = Path(__file__).parent / "handlingsprogram-8db9b41.xlsx"
"""The workbook as it was shipped before the layout had a version."""
YELLOW: Final = PatternFill("solid", fgColor="FFFFEB3B")


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def upgraded_in(folder: Path, data: bytes) -> Upgrade:
    """What «orxl oppgrader» makes of the workbook *data*, a file in *folder*."""
    path = folder / "bok.xlsx"
    path.write_bytes(data)
    return upgrade(path, moment=MOMENT, who="kari")


def with_values(data: bytes) -> bytes:
    """The workbook with the value of every formula that the engines agree on, as if calculated."""
    book = read_bytes(data)
    edits: list[Edit] = [
        SetCached(cell, book.cell(cell).formula or "", value)
        for cell, value in recalculate(book).agreed.items()
    ]
    return patch(data, edits)


def filled() -> bytes:
    """The first workbook after a year in the hands of staff."""
    book = opened(FIRST.read_bytes())
    _own_columns(book)
    _own_marks(book)
    _own_sheet(book)
    data = saved(book)
    return with_values(patch(data, _own_rows(data)))


def _own_columns(book: Any) -> None:
    """A column of their own at the end of three tables; one of them is calculated."""
    for sheet, table, header, formula in (
        ("Tiltak", "tblTiltak", "Vår merknad", None),
        ("Mål", "tblMål", "Dobbelt", "tblMål[[#This Row],[Tall]]*2"),
        ("Endringslogg", "tblEndringslogg", "Lest av", None),
    ):
        _own_column(book[sheet], table, header, formula)


def _own_column(sheet: Any, name: str, header: str, formula: str | None) -> None:
    table = sheet.tables[name]
    first, last = table.ref.split(":")
    column = sheet[last].column + 1
    letter = sheet.cell(1, column).column_letter
    for row in range(sheet[first].row, sheet[last].row + 1):
        cell = sheet.cell(row, column, f"={formula}" if formula else f"egen {row}")
        cell.fill = YELLOW
    sheet.cell(sheet[first].row, column).value = header
    ref = f"{first}:{letter}{sheet[last].row}"
    item = TableColumn(id=len(table.tableColumns) + 1, name=header)
    if formula:
        item.calculatedColumnFormula = TableFormula(attr_text=formula)
    table.tableColumns.append(item)
    table.ref = ref
    if table.autoFilter is not None:
        table.autoFilter.ref = ref


def _own_marks(book: Any) -> None:
    """Colours, notes, widths, hidden rows, a filter, a sort, a rule and a guard of their own."""
    targets, measures, main = book["Mål"], book["Tiltak"], book["Hovedtall"]
    targets.row_dimensions[9].fill = copy(YELLOW)
    for cell in targets[9]:
        cell.fill = copy(YELLOW)
    targets["D8"].font = Font(bold=True, color="FFFF0000")
    targets["D10"].comment = Comment("Spør Kari om denne.", "Per", height=60, width=140)
    main["F12"].comment = Comment("Hva er grunnlaget?", "Kari")
    targets.column_dimensions["D"].width = 61
    measures.row_dimensions[8].hidden = True
    table = targets.tables["tblMål"]
    column = FilterColumn(colId=2)
    column.filters = Filters(filter=["Resultatmål"])
    table.autoFilter.filterColumn.append(column)
    last = table.ref.split(":")[1]
    table.sortState = SortState(ref=f"A6:{last}")
    for row in range(6, targets[last].row + 1):
        targets.row_dimensions[row].hidden = targets[f"C{row}"].value != "Resultatmål"
    measures.conditional_formatting.add("A6:A40", FormulaRule(["$A6=1"], font=Font(italic=True)))
    guard = DataValidation(type="list", formula1='"ja,nei"')
    guard.add("T6:T20")
    measures.add_data_validation(guard)
    book["Noter"]["H2"] = "Notatfelt til høyre"


def _own_sheet(book: Any) -> None:
    """A sheet with formulas into ours, a chart of our figures, and names."""
    own = book.create_sheet("Vårt regneark", 4)
    own["A1"], own["B1"] = "Post", "Tall"
    formulas = (
        "=SUM(tblHovedtall[Budsjett 2026])",
        "=Hovedtall!F12*2",
        '=SUMIFS(tblTilskudd[Regnes med],tblTilskudd[ID],"ORBIFY")',
        "=SUM(tblProsjektmidler[[Ramme 2026]:[Endring]])",
        "=Kontingentsats*10",
        '="tblTilskudd[Regnes med]"',
    )
    for row, formula in enumerate(formulas, start=2):
        own.cell(row, 1, f"vår {row}")
        own.cell(row, 2, formula)
    own["B2"].number_format = "0.00"
    chart = LineChart()
    chart.add_data(Reference(book["Hovedtall"], min_col=6, min_row=7, max_row=12))
    own.add_chart(chart, "D2")
    own.sheet_properties.tabColor = "FF0000"
    own.print_area = "A1:B9"
    for name, text in (("Vår_sum", "'Vårt regneark'!$B$2"), ("Vår_rad", "tblMål[Mål ID]")):
        book.defined_names[name] = DefinedName(name, attr_text=text)
    book.active = book.sheetnames.index("Hovedtall")
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == "Hovedtall"


def _own_rows(data: bytes) -> list[Edit]:
    """A measure's target, a partner and a change in an input."""
    book = read_bytes(data)
    table = book.table("tblPartnere")
    assert table is not None
    row = tuple(
        "2.1.1" if c.name == "Tiltak" else "Vår partner" if c.name == "Partner"
        else None if c.formula is not None else BLANK
        for c in table.columns
    )  # fmt: skip
    grants = book.table("tblProsjektmidler")
    assert grants is not None
    column = grants.column_of("Ramme 2026")
    assert column is not None
    from orxl.core.refs import CellRef

    return [
        AppendRows("tblPartnere", (row,)),
        SetCell(CellRef("Prosjektmidler", grants.first_data_row, column), 333.0),
    ]


MOMENT: Final = datetime(2027, 1, 11, 9, 30)
