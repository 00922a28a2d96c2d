"""The shipped workbook with what staff add to it: sheet, column, note, chart, rule and measure."""

from __future__ import annotations

import io
from copy import copy
from datetime import datetime
from typing import Any, Final

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import TableColumn

from orxl.binding import bind
from orxl.core.edits import Edit, SetCell
from orxl.core.values import Value
from orxl.xlsx import patch, read_bytes

MOMENT: Final = datetime(2026, 12, 20, 12, 0)
YELLOW: Final = PatternFill("solid", fgColor="FFFFEB3B")
OWN: Final = "Vårt regneark"


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def filled(data: bytes) -> bytes:
    """The workbook *data* after a year in the hands of staff."""
    book = opened(data)
    own = book.create_sheet(OWN, 4)
    own["A1"], own["A2"] = "Notat om budsjettet for 2026", "=SUM(tblHovedtall[Budsjett 2026])"
    own["A3"], own["A4"] = "=tblHovedtall[[#Totals],[Endring]]", "=Kontingentsats*10"
    own["A3"] = '=SUMIFS(tblHovedtall[Budsjett 2025],tblHovedtall[Type],"Utgift")'
    chart = BarChart()
    chart.add_data(Reference(book["Hovedtall"], min_col=5, min_row=7, max_row=12))
    own.add_chart(chart, "D2")
    main = book["Hovedtall"]
    main["B12"].comment = Comment("Hva er grunnlaget?", "Kari")
    main["B12"].fill = copy(YELLOW)
    book["Tiltak"].conditional_formatting.add(
        "A6:A40", FormulaRule(["$A6=1"], font=Font(italic=True))
    )
    _column(book["Prosjektmidler"], "tblProsjektmidler", "Vår merknad")
    stream = io.BytesIO()
    book.save(stream)
    return _measure(stream.getvalue())


def _column(sheet: Any, name: str, header: str) -> None:
    table = sheet.tables[name]
    first, last = table.ref.split(":")
    column = sheet[last].column + 1
    letter = sheet.cell(1, column).column_letter
    for row in range(sheet[first].row, sheet[last].row + 1):
        sheet.cell(row, column, f"egen {row}")
    sheet.cell(sheet[first].row, column).value = header
    table.tableColumns.append(TableColumn(id=len(table.tableColumns) + 1, name=header))
    table.ref = f"{first}:{letter}{sheet[last].row}"
    if table.autoFilter is not None:
        table.autoFilter.ref = table.ref


def _measure(data: bytes) -> bytes:
    """A measure of their own, in progress; accounts, a prognosis and a member that leaves."""
    bound = bind(read_bytes(data))
    measures = bound.tables["tblTiltak"]
    own = {"number": "3.5.3", "title": "Vårt eget tiltak", "status": "I gang"}
    edits: list[Edit] = [measures.appended([own])]

    def put(table: str, row: str, key: str, value: Value, by: str = "") -> None:
        cell = bound.where(table, row, key, by)
        assert cell is not None, (table, row, key)
        edits.append(SetCell(cell, value))

    put("tblTiltak", "1.1", "status", "Gjennomført")
    put("tblMål", "2.1.1-R1", "achieved", 16.0)
    put("tblMedlemmer", "Drammen", "left", datetime(2026, 12, 31))
    put("tblHovedtall", "Kommunikasjon", "new_forecast", 260.0)
    put("tblHovedtall", "Kommunikasjon", "explanation", "Dyrere trykk.")
    amendment = {
        "decision": "sak 4/26", "day": datetime(2026, 4, 1), "amount": 30.0,
        "line": "Kommunikasjon", "text": "Mer til trykk.",
    }  # fmt: skip
    edits.append(bound.tables["tblBudsjettendringer"].appended([amendment]))
    put("tblTilskuddsår", "SEADITO", "used", 150.0, "grant")
    put("tblFram", "Lønn sekretariatet, mv.", "method", "Skrives inn")
    for step, amount in ((1, 5900.0), (2, 6000.0), (3, 6100.0)):
        put("tblFram", "Lønn sekretariatet, mv.", f"typed{step}", amount)
    put("tblÅrene", "Framskrevet 2028", "rate", 2.75)
    return patch(data, edits)


def adopted(data: bytes) -> bytes:
    """The workbook *data*, of 2027, whose budget is adopted, and with what was asked for."""
    bound = bind(read_bytes(data))
    edits: list[Edit] = []
    for name, day in (
        ("Budsjettvedtak", datetime(2026, 12, 21)),
        ("Vedtaksmøte", datetime(2026, 12, 21)),
        ("Kontingentvedtak", datetime(2026, 6, 4)),
    ):
        cell = bound.where("tblForutsetninger", name, "value", "name")
        assert cell is not None
        edits.append(SetCell(cell, day))
    for row in bound.rows("tblHovedtall"):
        cell = row.cells["budget"]
        if row.values["label"] == "Kommunikasjon":
            edits.append(SetCell(cell, 210.0))
    return patch(data, edits)
