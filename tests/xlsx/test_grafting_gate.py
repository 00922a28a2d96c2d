"""The gate of grafts must catch what a broken writer could do: each test breaks its result."""

import pytest

from orxl.core.errors import FailedGate
from orxl.core.grafts import AddColumns, AddSheet, AddTable, TakeCell
from orxl.core.refs import CellRef
from orxl.xlsx import graft
from orxl.xlsx.gate.grafts import check_grafts
from tests.xlsx.books import part, replaced
from tests.xlsx.graft_books import model, owned

COLUMNS = AddColumns("tblX", ("Dobbelt", "Andel"))
ALL = [
    COLUMNS,
    AddSheet("Nytt", after="Ark"),
    AddTable("tblListe"),
    TakeCell(CellRef.of("Ark", "H1")),
]
SHEET = "xl/worksheets/sheet1.xml"
NEW_SHEET = "xl/worksheets/sheet3.xml"
TABLE = "xl/tables/table1.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
TYPES = "[Content_Types].xml"


@pytest.fixture(scope="module")
def books():
    old, source = owned(), model()
    return old, graft(old, source, ALL), source


def test_the_right_result_passes(books):
    old, new, source = books
    check_grafts(old, new, source, ALL)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        # what was there
        (SHEET, "ved siden av", "ved siden"),
        (SHEET, 'hidden="1"', 'hidden="0"'),
        (SHEET, "<v>2</v>", "<v>3</v>"),
        (SHEET, 'width="31"', 'width="30"'),
        (SHEET, "<formula>$B4&gt;2</formula>", "<formula>$B4&gt;3</formula>"),
        (SHEET, 'sqref="B4:B6"', 'sqref="B4:B7"'),
        (SHEET, 'type="whole"', 'type="decimal"'),
        (SHEET, "<legacyDrawing", "<picture"),
        (SHEET, "</sheetData>", '<row r="30"/></sheetData>'),
        (SHEET, "</sheetData>", '<row r="30"><c r="A30"><v>1</v></c></row></sheetData>'),
        (TABLE, 'name="Sum"', 'name="Summ"'),
        (TABLE, 'name="TableStyleLight1"', 'name="TableStyleLight2"'),
        (STYLES, "FFFF00", "FFFF01"),
        (BOOK, "Ark!$B$4", "Ark!$B$5"),
        (BOOK, 'name="Andre"', 'name="Andr"'),
        ("xl/worksheets/sheet2.xml", "SUM", "MAX"),
        ("xl/theme/theme1.xml", "Office", "Offica"),
        ("docProps/core.xml", "openpyxl", "openpyxm"),
        # what came
        (SHEET, "<f>tblX[[#This Row],[Sum]]*2</f>", "<f>tblX[[#This Row],[Sum]]*3</f>"),
        (SHEET, "<f>tblX[[#This Row],[Sum]]*2</f>", "<v>2</v>"),
        (SHEET, "<v>0.5</v>", "<v>0.6</v>"),
        (SHEET, "Til Nytt", "Til gammelt"),
        (SHEET, "'Nytt'!A1", "'Nytt'!A2"),
        (SHEET, 'width="17"', 'width="16"'),
        (SHEET, 'sqref="E4:E40"', 'sqref="E4:E5"'),
        (SHEET, 'sqref="E4:E40"', 'sqref="E5:E40"'),
        (SHEET, 'sqref="E4:E40"', 'sqref="D4:E40"'),
        (SHEET, 'operator="between"', 'operator="notBetween"'),
        (SHEET, 'sqref="D4:D40"', 'sqref="D4:D5"'),
        (SHEET, "<formula>$E4&gt;0.4</formula>", "<formula>$E4&gt;0.5</formula>"),
        (SHEET, 'priority="2"', 'priority="1"'),
        (SHEET, 'priority="2"', 'priority="9"'),
        (SHEET, "<formula2>1</formula2>", "<formula2>2</formula2>"),
        (SHEET, 'dataValidations count="2"', 'dataValidations count="3"'),
        (SHEET, 'tableParts count="2"', 'tableParts count="1"'),
        (TABLE, 'ref="A3:E6" ', 'ref="A3:F6" '),
        (TABLE, 'name="Andel"', 'name="Andell"'),
        (TABLE, 'id="5"', 'id="4"'),
        (TABLE, "[Sum]]*2", "[Sum]]*4"),
        (NEW_SHEET, "post 3", "post 4"),
        (NEW_SHEET, "<f>SUM(tblX[Sum])*3</f>", "<f>SUM(tblX[Sum])*4</f>"),
        (NEW_SHEET, "70AD47", "70AD48"),
        (NEW_SHEET, 'dxfId="', 'dxfId="0'),
        (NEW_SHEET, "<sheetView ", '<sheetView tabSelected="1" '),
        ("xl/charts/chart1.xml", "clustered", "stacked"),
        ("xl/tables/table2.xml", 'name="Tall"', 'name="Tal"'),
        ("xl/tables/table2.xml", 'id="2"', 'id="1"'),
        ("xl/tables/table3.xml", "H9:H11", "H9:H12"),
        (STYLES, "#,##0_-;-#", "#,##0_-;#"),
        (STYLES, 'sz val="14"', 'sz val="15"'),
        (STYLES, "CCCCFF", "CCCCFE"),
        (BOOK, "'Nytt'!$1:$1", "'Nytt'!$2:$2"),
        (BOOK, 'sheetId="3"', 'sheetId="2"'),
        (BOOK, 'activeTab="2"', 'activeTab="1"'),
        (BOOK, 'localSheetId="2"', 'localSheetId="0"'),
        (TYPES, 'PartName="/xl/tables/table2.xml"', 'PartName="/xl/tables/table9.xml"'),
        (TYPES, "officedocument.theme", "officedocument.them"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet3.xml", "worksheets/sheet2.xml"),
        ("xl/worksheets/_rels/sheet3.xml.rels", "drawing", "drawings"),
    ],
)
def test_a_broken_result_is_stopped(books, name, old, new):
    before, good, source = books
    text = part(good, name)
    if old == 'dxfId="':
        at = text.index(old) + len(old)
        wrong = str((int(text[at]) + 1) % 3)
        broken = text[:at] + wrong + text[at + 1 :]
    else:
        assert old in text, f"nothing to break: {old}"
        broken = text.replace(old, new, 1)
    with pytest.raises(FailedGate):
        check_grafts(before, replaced(good, name, broken), source, ALL)


@pytest.mark.parametrize("left", range(len(ALL)))
def test_a_graft_that_was_not_made_is_missed(books, left):
    before, _, source = books
    less = graft(before, source, [g for i, g in enumerate(ALL) if i != left])
    with pytest.raises(FailedGate):
        check_grafts(before, less, source, ALL)


@pytest.mark.parametrize("left", range(len(ALL)))
def test_a_graft_that_was_not_asked_for_is_stopped(books, left):
    before, good, source = books
    with pytest.raises(FailedGate):
        check_grafts(before, good, source, [g for i, g in enumerate(ALL) if i != left])


def test_a_part_that_nothing_asked_for_is_stopped(books):
    before, good, source = books
    with pytest.raises(FailedGate):
        check_grafts(before, replaced(good, "xl/extra.xml", "<a/>"), source, ALL)


def test_what_is_no_workbook_is_stopped(books):
    before, _, source = books
    with pytest.raises(FailedGate):
        check_grafts(before, b"PK", source, ALL)
