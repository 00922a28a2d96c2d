"""How cells are shown is read: formats, widths, charts, and whether Excel rounds to it."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from orxl.core.snapshot import Book
from orxl.xlsx import read_bytes


@pytest.fixture(scope="module")
def data() -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Ark 'A'"
    for row, amount in enumerate((1000.0, -336.0, 0.75), 1):
        sheet.cell(row, 1, f"Post {row}")
        sheet.cell(row, 2, amount).number_format = "#,##0,"
    sheet.column_dimensions["B"].width = 3.5
    sheet.column_dimensions["D"].hidden = True
    chart: Any = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3))
    chart.set_categories(Reference(sheet, min_col=1, min_row=1, max_row=3))
    sheet.add_chart(chart, "F2")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def book(data: bytes) -> Book:
    return read_bytes(data)


def test_the_format_of_a_style_is_known_by_its_code(book: Book) -> None:
    sheet = book.sheets[0]
    assert book.formats[sheet[1, 2].style] == "#,##0,"
    assert book.formats[sheet[1, 1].style] == "General"


def test_a_width_is_in_characters_and_a_hidden_column_has_none(book: Book) -> None:
    widths = book.sheets[0].widths
    assert (widths[2], widths[4]) == (3.5, 0.0)
    assert 1 not in widths


def test_the_areas_of_a_chart_are_known_in_their_order(book: Book) -> None:
    charts = book.sheets[0].charts
    assert charts is not None
    assert len(charts) == 1
    assert set(charts[0]) >= {"'Ark ''A'''!$A$1:$A$3", "'Ark ''A'''!$B$1:$B$3"}


def test_rounding_to_what_is_shown_is_a_setting_of_the_workbook(data: bytes, book: Book) -> None:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/workbook.xml":
                part = part.replace(b"<calcPr ", b'<calcPr fullPrecision="0" ')
            new.writestr(name, part)
    assert read_bytes(out.getvalue()).calc.as_displayed
    assert not book.calc.as_displayed
