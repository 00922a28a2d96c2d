"""A workbook that somebody works in, and a model of it with more: written by openpyxl alone."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo

from tests.xlsx.books import replaced

HEADERS = ("Navn", "Sum", "Eget")
ROWS = (("a", 1, "x"), ("b", 2, "y"), ("c", 3, "z"))


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table(sheet: Any, name: str, ref: str, formulas: dict[str, str]) -> None:
    item = Table(displayName=name, ref=ref, autoFilter=AutoFilter(ref=ref))
    for cell in sheet[ref][0]:
        column = TableColumn(id=cell.column, name=str(cell.value))
        if column.name in formulas:
            column.calculatedColumnFormula = TableFormula(attr_text=formulas[column.name])
        item.tableColumns.append(column)
    item.tableStyleInfo = TableStyleInfo(name="TableStyleLight1")
    sheet.add_table(item)


def _common(rows: tuple[tuple[object, ...], ...], headers: tuple[str, ...]) -> Any:
    book = Workbook()
    sheet = book.active
    sheet.title = "Ark"
    sheet["A1"] = "Tittel"
    for offset, header in enumerate(headers):
        sheet.cell(3, 1 + offset, header)
    for index, row in enumerate(rows):
        for offset, value in enumerate(row):
            sheet.cell(4 + index, 1 + offset, value)
    book.create_sheet("Andre")["A1"] = "=SUM(tblX[Sum])"
    return book


def owned() -> bytes:
    """What staff have: an own column, colours, notes, rules, names local to sheets."""
    book = _common(ROWS, HEADERS)
    sheet, other = book["Ark"], book["Andre"]
    sheet["A5"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["C4"].font = Font(bold=True, color="FF0000")
    sheet["F6"] = "ved siden av"
    for column in "ABCDEFGH":
        sheet[f"{column}6"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["B5"].comment = Comment("Husk!", "Kari")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["B"].width = 31
    sheet.conditional_formatting.add("B4:B6", FormulaRule(["$B4>2"], font=Font(bold=True)))
    check = DataValidation(type="whole", operator="greaterThan", formula1="0")
    check.add("B4:B6")
    sheet.add_data_validation(check)
    table(sheet, "tblX", "A3:C6", {})
    sheet.auto_filter.ref = None
    other["B1"] = "=tblX[[#Totals],[Sum]]"
    other.print_title_rows = "1:1"
    book.defined_names["Eget_navn"] = DefinedName("Eget_navn", attr_text="Ark!$B$4")
    book.active = 1
    return saved(book)


def model() -> bytes:
    """The same, with two columns, a table, a sheet and a cell more, each with its look."""
    headers = (*HEADERS, "Dobbelt", "Andel")
    rows = tuple((*row, f"={row[1]}*2", 0.5) for row in ROWS)
    book = _common(rows, headers)
    sheet = book["Ark"]
    for row in range(4, 7):
        sheet[f"D{row}"].number_format = '#,##0_-;-#,##0_-;"–"_-'
        sheet[f"D{row}"] = "=tblX[[#This Row],[Sum]]*2"
        sheet[f"E{row}"].number_format = "0%"
        sheet[f"E{row}"].fill = PatternFill("solid", fgColor="CCCCFF")
        sheet[f"E{row}"].alignment = Alignment(horizontal="center")
    for place in ("D3", "E3"):
        sheet[place].font = Font(bold=True, color="FFFFFF")
    sheet.column_dimensions["D"].width = 17
    sheet.column_dimensions["E"].width = 9
    sheet.conditional_formatting.add("C4:D40", FormulaRule(["$B4>1"], font=Font(italic=True)))
    sheet.conditional_formatting.add(
        "E4:E40", FormulaRule(["$E4>0.4"], fill=PatternFill(bgColor="FF0000", fill_type="solid"))
    )
    share = DataValidation(type="decimal", operator="between", formula1="0", formula2="1")
    share.add("E4:E40")
    sheet.add_data_validation(share)
    table(sheet, "tblX", "A3:E6", {"Dobbelt": "tblX[[#This Row],[Sum]]*2"})
    sheet["H1"] = "Til Nytt"
    sheet["H1"].font = Font(underline="single")
    sheet["H1"].hyperlink = Hyperlink(ref="H1", location="'Nytt'!A1", display="Nytt")
    sheet["H9"] = "Liste"
    sheet["H10"] = "ja"
    sheet["H11"] = "nei"
    table(sheet, "tblListe", "H9:H11", {})
    _new_sheet(book)
    return saved(book)


def _new_sheet(book: Any) -> None:
    new = book.create_sheet("Nytt", 1)
    for offset, header in enumerate(("Post", "Tall")):
        new.cell(1, 1 + offset, header).font = Font(bold=True, size=14)
    for row in range(2, 5):
        new.cell(row, 1, f"post {row}")
        new.cell(row, 2, f"=SUM(tblX[Sum])*{row}").number_format = "0.00"
    table(new, "tblNytt", "A1:B4", {})
    chart = BarChart()
    chart.add_data(Reference(new, min_col=2, min_row=1, max_row=4), titles_from_data=True)
    new.add_chart(chart, "D2")
    new.conditional_formatting.add("B2:B4", FormulaRule(["B2>9"], font=Font(bold=True)))
    new.print_title_rows = "1:1"
    new.sheet_properties.tabColor = "70AD47"


def longer(book: Any) -> None:
    """A row more in the table, with a look and a rule of its own, as the model has it."""
    sheet = book["Ark"]
    for column, value in zip("ABC", ("d", 4.0, "w"), strict=True):
        sheet[f"{column}7"] = value
    sheet["B7"].number_format = "0.0"
    check = DataValidation(type="decimal", formula1="7")
    check.add("B7")
    sheet.add_data_validation(check)


def titled(data: bytes) -> bytes:
    """The owned workbook as Excel describes it: with a list of its sheets."""
    types = "http://schemas.openxmlformats.org/officeDocument/2006"
    titles = (
        f'<Properties xmlns="{types}/extended-properties" xmlns:vt="{types}/docPropsVTypes">'
        '<HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Regneark'
        "</vt:lpstr></vt:variant><vt:variant><vt:i4>2</vt:i4></vt:variant></vt:vector>"
        '</HeadingPairs><TitlesOfParts><vt:vector size="2" baseType="lpstr"><vt:lpstr>'
        "Ark</vt:lpstr><vt:lpstr>Andre</vt:lpstr></vt:vector></TitlesOfParts></Properties>"
    )
    return replaced(data, "docProps/app.xml", titles)
