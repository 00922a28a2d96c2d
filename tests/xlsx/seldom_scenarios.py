"""Grafts, amendments and buttons on what is seldom met: chains, charts, odd names, other sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from orxl.core.grafts import AddTable, Graft, MoveDown, TakeCell
from orxl.core.refs import CellRef, Range
from tests.xlsx import test_amending, test_button, test_moving_down
from tests.xlsx.books import MAIN, part, replaced, sheet_xml, table_xml, workbook
from tests.xlsx.graft_books import model as plain_model
from tests.xlsx.graft_books import owned, table
from tests.xlsx.rich_scenarios import made as changed_book
from tests.xlsx.test_button import BUTTON
from tests.xlsx.test_grafting import CELL, COLUMNS, TABLE, changed
from tests.xlsx.test_grafting import SHEET as NEW_SHEET

Make = Callable[[], bytes]
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"


def _grafted(make: Make, source: Make, *grafts: Graft) -> bytes:
    from orxl.xlsx import graft  # asked for anew: a mutant may have come

    return graft(make(), source(), grafts)


def _amended(make: Make, amendment: Any) -> bytes:
    from orxl.xlsx import amend

    return amend(make(), [amendment])


def _buttoned(make: Make) -> bytes:
    from orxl.xlsx import add_button

    return add_button(make(), BUTTON)


ANOTHER = AddTable("tblTil")
RENAME, MOVE = test_amending.RENAME, test_moving_down.MOVE
ABOVE = MoveDown(Range.of("Ark", "A1:B1"), 1)
own, model = cache(owned), cache(plain_model)
renamed = cache(test_amending.book)


def _another(book: Any) -> None:
    """The model with a table on a sheet that has none, after one that nothing concerns."""
    sheet = book["Andre"]
    sheet["D4"], sheet["D5"] = "Til", "ja"
    table(sheet, "tblTil", "D4:D5", {})


def _guarded(book: Any) -> None:
    """The model with rules for one cell that is to come."""
    sheet = book["Ark"]
    sheet.add_data_validation(DataValidation(type="custom", formula1="TRUE", sqref="H1"))
    code = NumberFormat(numFmtId=181, formatCode="0.0000")
    look = DifferentialStyle(Font(bold=True), code, PatternFill(bgColor="FF00FF"))
    sheet.conditional_formatting.add("H1", Rule(type="expression", dxf=look, formula=['H1="x"']))


def _arrayed(book: Any) -> None:
    book["Ark"]["E4"] = ArrayFormula("E4", "=A4:A4*2")


def _noted(book: Any) -> None:
    book["Ark"]["H10"].comment = Comment("?", "Per")


def _wide(book: Any) -> None:
    columns = book["Ark"].column_dimensions
    del columns["E"]
    columns["D"].min, columns["D"].max, columns["D"].width = 4, 8, 18
    scale = ColorScaleRule("min", None, "FFFFFF", "max", None, "FF0000")
    book["Ark"].conditional_formatting.add("C4:D40", scale)


def _linked(book: Any) -> None:
    book["Ark"]["H1"].hyperlink = "https://eksempel.no/"


model_of = {
    kind: cache(partial(lambda change: changed(change, model()), change))
    for kind, change in (
        ("til", _another),
        ("vakt", _guarded),
        ("matrise", _arrayed),
        ("bred", _wide),
        ("lenke", _linked),
    )
}
other = model_of["til"]


def reworded(make: Make, name: str, *pairs: tuple[str, str]) -> Make:
    """The workbook with one of its parts written otherwise."""

    @cache
    def made() -> bytes:
        text = part(make(), name)
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        return replaced(make(), name, text)

    return made


def typed(name: str, kind: str) -> str:
    return f'<Override PartName="/xl/{name}" ContentType="{SPREADSHEET}.{kind}+xml"/>'


without_formats = reworded(own, STYLES, ('<numFmts count="0"/>', ""))
next_rows = reworded(model, "xl/tables/table2.xml", ('name="Liste"', 'name="Liste" dataDxfId="1"'))
next_rows_of_columns = reworded(
    model, "xl/tables/table1.xml", ('name="Andel"', 'name="Andel" dataDxfId="1"')
)
without_chart = reworded(model, "xl/drawings/_rels/drawing1.xml.rels", ("chart1.xml", "chart9.xml"))
without_type = reworded(
    model, "[Content_Types].xml",
    (typed("tables/table2.xml", "table"), ""), ('Extension="xml"', 'Extension="x"'),
)  # fmt: skip
without_marks = reworded(
    partial(changed_book, "magert"), STYLES,
    ('<dxfs count="1"><dxf><font><b val="1"/></font></dxf></dxfs>', ""),
)  # fmt: skip
odd_rule = reworded(own, SHEET, *[('sqref="B4:B6"', 'sqref="tull"')] * 2)


@cache
def noted_in_no_row() -> bytes:
    """A note in a cell whose row nobody wrote."""
    data = changed(_noted, own())
    text = part(data, SHEET)
    new = re.sub(r'<row r="10".*?</row>', "", text)
    assert new != text
    return replaced(data, SHEET, new)


@cache
def prefixed_model() -> bytes:
    """The model with a font under a prefix of its own."""
    text = part(other(), STYLES)
    old = text[text.index("<border>") : text.index("</border>") + len("</border>")]
    new = old.replace("<left", f'<s:left xmlns:s="{MAIN}"', 1)
    assert new != old
    return replaced(other(), STYLES, text.replace(old, new, 1))


@cache
def chained() -> bytes:
    """A block that moves, in a book with a list of what to calculate."""
    return workbook(
        {"Ark": sheet_xml(test_moving_down.ROWS, after=test_moving_down.AFTER)},
        tables={"Ark": [table_xml("tblX", "A5:B6", {"Navn": None, "Sum": None})]},
        chain=f'<calcChain xmlns="{MAIN}"><c r="B6" i="1"/></calcChain>',
    )


@cache
def charted() -> bytes:
    chart = f'<c:chartSpace xmlns:c="{CHART}"><c:f>SUM(tblX[Sum])</c:f></c:chartSpace>'
    return replaced(renamed(), "xl/charts/chart1.xml", chart)


@cache
def third_named() -> bytes:
    """Two sheets without a name for the macros, and one with the first's."""
    last = sheet_xml("", before='<sheetPr codeName="Sheet1"/>')
    return workbook({"Ark": sheet_xml(test_button.ROWS), "To": sheet_xml(""), "Tre": last})


@cache
def seldom_scenarios() -> Mapping[str, Callable[[], bytes]]:
    """The scenarios by name."""
    return {
        "sjelden: tabell på et annet ark": partial(_grafted, own, other, ANOTHER),
        "sjelden: mønster med prefiks": partial(_grafted, own, prefixed_model, ANOTHER),
        "sjelden: tabell to ganger": partial(_grafted, own, model, TABLE, TABLE),
        "sjelden: celle i nye kolonner": partial(
            _grafted, own, model, COLUMNS, TakeCell(CellRef.of("Ark", "D4"))
        ),
        "sjelden: celle med regler": partial(_grafted, own, model_of["vakt"], CELL),
        "sjelden: matrise i mønsteret": partial(_grafted, own, model_of["matrise"], COLUMNS),
        "sjelden: brede kolonner": partial(_grafted, own, model_of["bred"], COLUMNS),
        "sjelden: uten tallformater": partial(_grafted, without_formats, model, COLUMNS),
        "sjelden: uten utseende for regler": partial(_grafted, without_marks, model, COLUMNS),
        "sjelden: lenke ut av boken": partial(_grafted, own, model_of["lenke"], CELL),
        "sjelden: neste rad": partial(_grafted, own, next_rows, TABLE),
        "sjelden: neste rad i nye kolonner": partial(_grafted, own, next_rows_of_columns, COLUMNS),
        "sjelden: diagram som mangler": partial(_grafted, own, without_chart, NEW_SHEET),
        "sjelden: del uten type": partial(_grafted, own, without_type, TABLE),
        "sjelden: regel uten område": partial(_grafted, odd_rule, model, COLUMNS),
        "sjelden: merknad uten rad": partial(_grafted, noted_in_no_row, model, TABLE),
        "sjelden: flyttet med kjede": partial(_amended, chained, MOVE),
        "sjelden: flyttet uten formler": partial(_amended, chained, ABOVE),
        "sjelden: diagram": partial(_amended, charted, RENAME),
        "sjelden: tredje ark har navnet": partial(_buttoned, third_named),
    }


def warm() -> None:
    """Make the workbooks of openpyxl now: it writes down the second in which it saves."""
    for make in (own, model, *model_of.values(), without_marks, prefixed_model, noted_in_no_row):
        make()
