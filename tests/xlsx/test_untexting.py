"""A number put in a cell formatted as text: the style must change with it, and nothing else."""

import io
from datetime import datetime

import openpyxl
import pytest

from orxl.core.edits import Formula, SetCell
from orxl.core.errors import FailedGate
from orxl.core.refs import CellRef
from orxl.xlsx import patch, read_bytes
from orxl.xlsx.gate import check
from tests.xlsx.books import DECLARATION, MAIN, part, replaced, sheet_xml, workbook

STYLES = "xl/styles.xml"
AMOUNT = '#,##0_-;-#,##0_-;"–"_-'
TEXT = '<xf numFmtId="49" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"/>'
QUOTED = '<xf numFmtId="14" fontId="0" fillId="2" borderId="0" xfId="0" quotePrefix="1"/>'
PLAIN = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
ROWS = (
    '<row r="1"><c r="A1" s="1" t="str"><v>200</v></c><c r="B1" s="2" t="str"><v>5</v></c>'
    '<c r="C1" s="1" t="str"><v>a</v></c><c r="D1"><v>4</v></c></row>'
)


def at(a1):
    return CellRef.of("Ark", a1)


def book(styles=f'<cellXfs count="3">{PLAIN}{TEXT}{QUOTED}</cellXfs>', before=""):
    looks = (
        '<fonts count="1"><font><sz val="11"/></font></fonts><fills count="3">'
        "<fill><patternFill/></fill><fill><patternFill/></fill>"
        '<fill><patternFill patternType="solid"/></fill></fills><borders count="1"><border/>'
        "</borders>"
    )
    whole = f'{DECLARATION}<styleSheet xmlns="{MAIN}">{before}{looks}{styles}</styleSheet>'
    return workbook({"Ark": sheet_xml(ROWS)}, styles=whole)


def put(data, a1, content, code):
    return patch(data, [SetCell(at(a1), content, number_format=code)])


def test_a_number_in_a_text_cell_is_shown_as_a_number_with_the_cells_own_look():
    new = put(book(), "A1", 200.0, AMOUNT)
    cell = openpyxl.load_workbook(io.BytesIO(new))["Ark"]["A1"]
    assert (cell.value, cell.number_format, cell.fill.patternType) == (200, AMOUNT, "solid")
    assert read_bytes(new).cell(at("C1")).style == 1  # its neighbour is still a text


def test_a_date_in_a_text_cell_is_read_again_as_a_date():
    new = put(book(), "A1", datetime(2026, 12, 31), "dd.mm.yyyy")
    assert read_bytes(new).cell(at("A1")).value == datetime(2026, 12, 31)


def test_the_hidden_apostrophe_goes_and_the_format_stays():
    new = put(book(), "B1", 46022.0, AMOUNT)
    assert 'quotePrefix="1"' in part(new, STYLES)  # other cells may have it
    assert read_bytes(new).cell(at("B1")).value == datetime(2025, 12, 31)
    assert part(new, STYLES).count("<numFmt ") == 0


def test_a_style_that_is_there_is_used_again():
    own = '<numFmts count="1"><numFmt numFmtId="170" formatCode="0.0"/></numFmts>'
    there = TEXT.replace('"49"', '"170"').replace("/>", ' applyNumberFormat="1"/>')
    data = book(f'<cellXfs count="4">{PLAIN}{TEXT}{QUOTED}{there}</cellXfs>', own)
    new = put(data, "A1", 2.5, "0.0")
    assert part(new, STYLES) == part(data, STYLES)
    assert read_bytes(new).cell(at("A1")).style == 3


def test_two_cells_share_a_new_style_and_a_new_format_joins_the_old_ones():
    data = book(before='<numFmts count="1"><numFmt numFmtId="170" formatCode="0.0"/></numFmts>')
    edits = [SetCell(at(a1), 1.0, number_format=AMOUNT) for a1 in ("A1", "C1")]
    new = patch(data, edits)
    cells = [read_bytes(new).cell(at(a1)).style for a1 in ("A1", "C1")]
    assert cells == [3, 3]
    assert '<numFmts count="2">' in part(new, STYLES)
    assert '<cellXfs count="4">' in part(new, STYLES)


@pytest.mark.parametrize(("a1", "code"), [("D1", AMOUNT), ("A1", "")])
def test_any_other_cell_keeps_its_style(a1, code):
    data = book()
    new = put(data, a1, 7.0, code)
    assert part(new, STYLES) == part(data, STYLES)
    assert read_bytes(new).cell(at(a1)).style == read_bytes(data).cell(at(a1)).style


def test_a_formula_in_a_text_cell_calculates():
    new = put(book(), "A1", Formula("D1*2", 8.0), "General")
    assert openpyxl.load_workbook(io.BytesIO(new))["Ark"]["A1"].number_format == "General"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (STYLES, "</cellXfs>", f"{PLAIN}</cellXfs>"),
        (STYLES, 'fillId="2" borderId="0" xfId="0" applyFill="1" ', 'fillId="1" '),
        (STYLES, 'patternType="solid"', 'patternType="none"'),
        (STYLES, "–", "-"),
        (STYLES, 'numFmtId="49"', 'numFmtId="1"'),
        ("xl/worksheets/sheet1.xml", 's="3"', 's="0"'),
        ("xl/worksheets/sheet1.xml", 's="3"', 's="2"'),
        ("xl/worksheets/sheet1.xml", '<c r="C1" s="1"', '<c r="C1" s="3"'),
    ],
)
def test_the_gate_lets_only_the_declared_format_through(name, old, new):
    data = book()
    edits = [SetCell(at("A1"), 200.0, number_format=AMOUNT)]
    good = patch(data, edits)
    text = part(good, name)
    assert old in text
    with pytest.raises(FailedGate):
        check(data, replaced(good, name, text.replace(old, new, 1)), edits)
