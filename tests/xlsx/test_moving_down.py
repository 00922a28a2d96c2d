"""A block of cells moves down with its tables, rules and links; what is read by address stays."""

import pytest

from orxl.core.errors import FailedGate, RefusedEdit
from orxl.core.grafts import MoveDown
from orxl.core.refs import Range
from orxl.xlsx import amend, read_bytes
from orxl.xlsx.gate.moveddown import check_move
from tests.xlsx.books import part, replaced, sheet_xml, table_xml, workbook

SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
ROWS = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>9</v></c></row>'
    '<row r="4" ht="20"><c r="A4" s="1" t="inlineStr"><is><t>Funn</t></is></c></row>'
    '<row r="5"><c r="A5" t="inlineStr"><is><t>Navn</t></is></c>'
    '<c r="B5" t="inlineStr"><is><t>Sum</t></is></c><c r="D5"><v>7</v></c></row>'
    '<row r="6"><c r="A6"><v>3</v></c><c r="B6"><f>1+1</f><v>2</v></c></row>'
)
AFTER = (
    '<conditionalFormatting sqref="A6:A40"><cfRule type="expression" priority="1">'
    "<formula>$A6=3</formula></cfRule></conditionalFormatting>"
    '<hyperlinks><hyperlink ref="A4" location="Ark!A1"/></hyperlinks><pageMargins left="1"/>'
)
MOVE = MoveDown(Range.of("Ark", "A4:B6"), 2)


def book(other="", after=AFTER):
    return workbook(
        {"Ark": sheet_xml(ROWS, after=after), "To": sheet_xml(other)},
        tables={"Ark": [table_xml("tblX", "A5:B6", {"Navn": None, "Sum": None})]},
    )


def test_cells_tables_rules_and_links_move_and_all_else_stays():
    new = amend(book(), [MOVE])
    sheet = read_bytes(new).sheets[0]
    assert [sheet[row, 1].value for row in range(1, 9)][3:] == [
        sheet[4, 1].value, sheet[5, 1].value, "Funn", "Navn", 3.0,
    ]  # fmt: skip
    assert (sheet[8, 2].formula, sheet[6, 1].style) == ("1+1", 1)
    assert [sheet[row, 4].value for row in (1, 5)] == [9.0, 7.0]
    assert read_bytes(new).table("tblX").ref.a1 == "A7:B8"
    text = part(new, SHEET)
    assert 'sqref="A8:A42"' in text
    assert "<formula>$A8=3</formula>" in text
    assert '<hyperlink ref="A6"' in text


@pytest.mark.parametrize(
    ("other", "rows", "where"),
    [
        ('<row r="1"><c r="A1"><f>Ark!A6*2</f></c></row>', "", "To!A1"),
        ('<row r="1"><c r="A1"><f>SUM(Ark!A:A)</f></c></row>', "", "To!A1"),
        ("", '<row r="8"><c r="B8"><v>1</v></c></row>', "B8"),
    ],
)
def test_what_is_read_by_address_or_has_no_room_is_refused(other, rows, where):
    data = book(other)
    if rows:
        text = part(data, SHEET).replace("</sheetData>", f"{rows}</sheetData>")
        data = replaced(data, SHEET, text)
    with pytest.raises(RefusedEdit, match=where):
        amend(data, [MOVE])


def test_a_reference_to_all_of_the_columns_stays_as_in_excel():
    new = amend(book('<row r="1"><c r="A1"><f>SUM(Ark!A:B)</f><v>6</v></c></row>'), [MOVE])
    assert read_bytes(new).sheets[1][1, 1].formula == "SUM(Ark!A:B)"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SHEET, "<v>3</v>", "<v>4</v>"),
        (SHEET, "<v>7</v>", "<v>8</v>"),
        (SHEET, "<f>1+1</f>", "<f>1+2</f>"),
        (SHEET, 's="1"', 's="2"'),
        (SHEET, 'sqref="A8:A42"', 'sqref="A6:A40"'),
        (SHEET, "$A8=3", "$A6=3"),
        (SHEET, 'hyperlink ref="A6"', 'hyperlink ref="A4"'),
        (TABLE, "A7:B8", "A7:B9"),
    ],
)
def test_the_gate_stops_a_broken_move(name, old, new):
    data = book()
    good = amend(data, [MOVE])
    text = part(good, name)
    assert old in text
    with pytest.raises(FailedGate):
        check_move(data, replaced(good, name, text.replace(old, new, 1)), MOVE)
