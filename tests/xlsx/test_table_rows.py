import io
import re

import pytest

from orxl.core.edits import AppendRows, Formula, ReplaceRows, SetCell
from orxl.core.errors import RefusedEdit
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.xlsx import patch, read_bytes
from tests.xlsx.books import (
    DECLARATION,
    MAIN,
    R,
    part,
    replaced,
    sheet_xml,
    table_xml,
    workbook,
)

SHEET = "xl/worksheets/sheet1.xml"
RELS = "xl/worksheets/_rels/sheet1.xml.rels"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
OWN = "tblX[[#This Row],[Sum]]*2"


def text(a1, value):
    return f'<c r="{a1}" s="1" t="inlineStr"><is><t>{value}</t></is></c>'


ROWS = (
    f'<row r="3">{text("B3", "Navn")}{text("C3", "Sum")}{text("D3", "Dobbel")}</row>'
    f'<row r="4">{text("B4", "a")}<c r="C4" s="2"><v>1</v></c>'
    f'<c r="D4"><f>{OWN}</f><v>2</v></c></row>'
    f'<row r="5" ht="20" customHeight="1" hidden="1" spans="2:6">{text("B5", "b")}'
    f'<c r="C5" s="3"><v>2</v></c><c r="D5" s="4"><f>{OWN}</f><v>4</v></c>'
    '<c r="F5"><v>9</v></c></row>'
)


def book(rows=ROWS, *, table=None, sheets=None, names="", extra=None, **frame):
    if table is None:
        table = table_xml("tblX", "B3:D5", {"Navn": None, "Sum": None, "Dobbel": OWN})
    return workbook(
        {"Ark": sheet_xml(rows, **frame), **(sheets or {})},
        tables={"Ark": [table]},
        names=names,
        extra=extra,
    )


def append(data, *rows):
    return patch(data, [AppendRows("tblX", rows)])


def replace(data, *rows):
    return patch(data, [ReplaceRows("tblX", rows)])


def contents(data, first=4):
    found = read_bytes(data)
    table = found.table("tblX")
    cells = found.sheets[0]
    return [
        tuple(
            cells[row, column].formula
            if cells[row, column].formula is not None
            else cells[row, column].value
            for column in range(2, 5)
        )
        for row in range(first, table.last_data_row + 1)
    ]


def test_rows_are_added_with_the_last_rows_look_and_the_columns_formula():
    new = append(book(before='<dimension ref="B3:F5"/>'), ("c", 3.0, None), ("d", BLANK, 7.0))
    assert contents(new) == [("a", 1.0, OWN), ("b", 2.0, OWN), ("c", 3.0, OWN), ("d", BLANK, 7.0)]
    xml = part(new, SHEET)
    assert '<row r="6" ht="20" customHeight="1"><c r="B6" s="1"' in xml
    assert '<c r="C7" s="3"/>' in xml
    assert '<c r="D6" s="4">' in xml
    assert '<dimension ref="B3:F7"/>' in xml
    table = part(new, "xl/tables/table1.xml")
    assert table.count('ref="B3:D7"') == 2


def test_appending_twice_and_editing_what_was_appended():
    new = patch(
        book(),
        [
            AppendRows("TBLX", (("c", 3.0, None),)),
            AppendRows("tblX", (("d", 4.0, None),)),
            SetCell(CellRef("Ark", 7, 2), "D", expected="d"),
        ],
    )
    assert contents(new, 6) == [("c", 3.0, OWN), ("D", 4.0, OWN)]


def test_rules_and_filters_on_the_tables_rows_follow():
    after = (
        '<conditionalFormatting sqref="C4:C5 A1:Z5"><cfRule type="expression" priority="1">'
        "<formula>COUNTIF($B$4:$B$5,B4)&gt;1</formula></cfRule></conditionalFormatting>"
        '<dataValidations count="1"><dataValidation type="list" sqref="B4:B5">'
        "<formula1>Lister!$A$1:$A$5</formula1></dataValidation></dataValidations>"
        '<ignoredErrors><ignoredError sqref="D4:D5" formula="1"/></ignoredErrors>'
        f'<extLst><ext uri="a" xmlns:x14="{X14}"><x14:dataValidations xmlns:xm="{XM}">'
        "<x14:dataValidation><x14:formula1><xm:f>Lister!$A$1:$A$3</xm:f></x14:formula1>"
        "<xm:sqref>C4:C5</xm:sqref></x14:dataValidation></x14:dataValidations>"
        f'<x14:sparklineGroups xmlns:xm="{XM}"><x14:sparklineGroup><x14:sparklines><x14:sparkline>'
        "<xm:f>Ark!C5:D5</xm:f><xm:sqref>B5</xm:sqref></x14:sparkline></x14:sparklines>"
        "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
    )
    xml = part(append(book(after=after), ("c", 3.0, None)), SHEET)
    assert 'sqref="C4:C6 A1:Z5 B6:D6"' in xml
    assert "COUNTIF($B$4:$B$6,B4)" in xml
    assert 'sqref="B4:B6"' in xml
    assert "Lister!$A$1:$A$5" in xml
    assert 'sqref="D4:D6"' in xml
    assert "<xm:sqref>C4:C6</xm:sqref>" in xml
    assert "<xm:sqref>B5</xm:sqref>" in xml


def test_formulas_names_and_charts_that_cover_the_column_follow():
    other = sheet_xml(
        '<row r="1"><c r="A1"><f>SUM(Ark!$C$4:$C$5)</f><v>3</v></c>'
        '<c r="B1"><f>SUM(Ark!$C$4:$C$4)</f><v>1</v></c>'
        '<c r="C1"><f t="shared" ref="C1:C2" si="0">SUM(Ark!C$4:C$5)</f><v>3</v></c></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>3</v></c></row>'
    )
    chart = f'{DECLARATION}<c:chart xmlns:c="http://chart"><c:f>Ark!$C$4:$C$5</c:f></c:chart>'
    pivot = (
        f'{DECLARATION}<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet">'
        '<worksheetSource ref="B3:D5" sheet="Ark"/></cacheSource></pivotCacheDefinition>'
    )
    data = book(
        sheets={"Annet": other},
        names='<definedNames><definedName name="summer">Ark!$C$4:$C$5</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">Ark!$A$1:$F$5</definedName>'
        "</definedNames>",
        extra={"xl/charts/chart1.xml": chart, "xl/pivotCache/pivotCacheDefinition1.xml": pivot},
    )
    new = append(data, ("c", 3.0, None))
    found = read_bytes(new)
    cells = found.sheet("Annet").cells
    assert cells[1, 1][:2] == (3.0, "SUM(Ark!$C$4:$C$6)")
    assert cells[1, 2].formula == "SUM(Ark!$C$4:$C$4)"
    assert cells[1, 3].formula == cells[2, 3].formula == "SUM(Ark!C$4:C$6)"
    assert [name.refers_to for name in found.names] == ["Ark!$C$4:$C$6", "Ark!$A$1:$F$6"]
    assert "Ark!$C$4:$C$6" in part(new, "xl/charts/chart1.xml")
    assert 'ref="B3:D6"' in part(new, "xl/pivotCache/pivotCacheDefinition1.xml")


def test_a_column_formula_over_the_column_itself_follows_too():
    own = "tblX[[#This Row],[Sum]]/SUM($C$4:$C$5)"
    rows = ROWS.replace(OWN, own)
    table = table_xml("tblX", "B3:D5", {"Navn": None, "Sum": None, "Dobbel": own})
    new = append(book(rows, table=table), ("c", 3.0, None))
    grown = own.replace("$C$5", "$C$6")
    assert {row[2] for row in contents(new)} == {grown}
    assert grown in part(new, "xl/tables/table1.xml")


def test_a_column_formula_with_moving_references_is_filled_down_from_the_last_row():
    rows = ROWS.replace(f'<c r="D5" s="4"><f>{OWN}', '<c r="D5" s="4"><f>C5*2')
    table = table_xml("tblX", "B3:D5", {"Navn": None, "Sum": None, "Dobbel": "C4*2"})
    new = append(book(rows, table=table), ("c", 3.0, None), ("d", 4.0, None))
    assert [row[2] for row in contents(new, 6)] == ["C6*2", "C7*2"]


@pytest.mark.parametrize(
    ("rows", "frame"),
    [
        (ROWS + '<row r="6"><c r="D6"><v>1</v></c></row>', {}),
        (ROWS + '<row r="6"><c r="D6"><f>1</f></c></row>', {}),
        (ROWS, {"after": '<mergeCells><mergeCell ref="A6:B6"/></mergeCells>'}),
        (ROWS.replace('<c r="F5">', '<c r="E5"><f t="array" ref="D6:E6">1</f></c><c r="F5">'), {}),
    ],
)
def test_what_stands_below_the_table_is_never_overwritten(rows, frame):
    with pytest.raises(RefusedEdit, match="under tabellen"):
        append(book(rows, **frame), ("c", 3.0, None))


def test_what_stands_beside_the_new_rows_is_left_alone():
    rows = (
        ROWS + '<row r="6" spans="6:6"><c r="A6"><v>7</v></c><c r="C6" s="9"/>'
        '<c r="F6"><v>8</v></c></row>'
    )
    new = append(book(rows), ("c", 3.0, None))
    cells = read_bytes(new).sheets[0].cells
    assert (cells[6, 1].value, cells[6, 6].value) == (7.0, 8.0)
    assert cells[6, 3] == (3.0, None, 3, "")


@pytest.mark.parametrize(
    ("rows", "table"),
    [
        ((("c", 3.0),), "tblX"),
        (((None, 3.0, None),), "tblX"),
        ((("c", 3.0, None),), "tblY"),
        ((("c\x01", 3.0, None),), "tblX"),
    ],
)
def test_rows_that_do_not_fit_are_refused(rows, table):
    with pytest.raises(RefusedEdit):
        patch(book(), [AppendRows(table, rows)])


def test_a_table_with_a_totals_row_is_refused():
    table = table_xml(
        "tblX",
        "B3:D5",
        {"Navn": None, "Sum": None, "Dobbel": OWN},
        attributes=' totalsRowCount="1"',
    )
    for edit in (AppendRows("tblX", (("c", 3.0, None),)), ReplaceRows("tblX", (("c", 3.0, None),))):
        with pytest.raises(RefusedEdit, match="summeringsrad"):
            patch(book(table=table), [edit])


def test_excels_placeholder_for_no_rows_is_left_to_excel():
    columns = {"Navn": None, "Sum": None, "Dobbel": OWN}
    table = table_xml("tblX", "B3:D5", columns, attributes=' insertRow="1"')
    with pytest.raises(RefusedEdit, match="bare Excel"):
        append(book(table=table), ("c", 3.0, None))


def test_appending_no_rows_changes_nothing():
    data = book()
    assert append(data) == data


def test_all_rows_are_replaced_and_the_table_grows():
    new = replace(book(), ("x", 1.0, None), ("y", 2.0, None), ("z", BLANK, Formula("1+1", 2.0)))
    assert contents(new) == [("x", 1.0, OWN), ("y", 2.0, OWN), ("z", BLANK, "1+1")]
    assert read_bytes(new).sheets[0].cells[5, 6].value == 9.0


def test_the_table_shrinks_and_what_stands_beside_it_stays():
    after = (
        '<conditionalFormatting sqref="C4:C5"><cfRule type="top10" priority="1"/>'
        "</conditionalFormatting>"
    )
    new = replace(book(after=after), ("x", 1.0, None))
    found = read_bytes(new)
    assert contents(new) == [("x", 1.0, OWN)]
    assert [at for at in found.sheets[0].cells if at[0] == 5] == [(5, 6)]
    assert found.table("tblX").ref.a1 == "B3:D4"
    assert 'sqref="C4"' in part(new, SHEET)


def commented(*places):
    """The book with a comment on each of these cells."""
    inside = "".join(
        f'<comment ref="{a1}" authorId="0"><text><t>Spurt Kari</t></text></comment>'
        for a1 in places
    )
    notes = f'<comments xmlns="{MAIN}"><authors><author>Ola</author></authors><commentList>'
    data = book(extra={"xl/comments1.xml": f"{notes}{inside}</commentList></comments>"})
    arrow = f'<Relationship Id="n" Type="{R}/comments" Target="../comments1.xml"/>'
    relations = part(data, RELS).replace("</Relationships>", f"{arrow}</Relationships>")
    return replaced(data, RELS, relations)


@pytest.mark.parametrize("a1", ["B4", "C5", "D5"])
def test_a_comment_on_a_row_that_becomes_another_or_goes_is_no_longer_about_it(a1):
    with pytest.raises(RefusedEdit, match=f"Ark!{a1} har en kommentar"):
        replace(commented(a1), ("x", 1.0, None))


def test_a_comment_stays_on_a_row_that_stays_and_beside_the_table():
    data = commented("B4", "F5", "B3")
    new = replace(data, ("a", 1.0, None), ("y", 3.0, None), ("z", 4.0, None))
    assert contents(new) == [("a", 1.0, OWN), ("y", 3.0, OWN), ("z", 4.0, OWN)]
    assert part(new, "xl/comments1.xml") == part(data, "xl/comments1.xml")
    append(commented("B4", "B5"), ("x", 1.0, None))


def linked(*links):
    """The book with hyperlinks of its own: (range, relationship's id or none)."""
    inside = "".join(
        f'<hyperlink ref="{ref}"' + (f' r:id="{key}"/>' if key else ' location="Ark!A1"/>')
        for ref, key in links
    )
    data = book(after=f"<hyperlinks>{inside}</hyperlinks>")
    arrows = "".join(
        f'<Relationship Id="{key}" Type="{R}/hyperlink" Target="https://example.no/{key}" '
        'TargetMode="External"/>'
        for key in dict.fromkeys(key for _, key in links if key)
    )
    relations = part(data, RELS).replace("</Relationships>", f"{arrows}</Relationships>")
    return replaced(data, RELS, relations)


def test_links_of_removed_rows_go_and_the_others_stay():
    data = linked(("B4", "a"), ("B5", "b"), ("C5", "a"), ("B4:C5", ""), ("F5", "c"), ("A4:F5", ""))
    new = replace(data, ("x", 1.0, None))
    xml = part(new, SHEET)
    assert re.findall('<hyperlink ref="([^"]*)"', xml) == ["B4", "B4:C4", "F5", "A4:F5"]
    assert re.findall('Id="([a-c])"', part(new, RELS)) == ["a", "c"]


def test_where_no_link_is_left_their_list_goes_too():
    new = replace(linked(("B5", "b")), ("x", 1.0, None))
    assert "hyperlinks" not in part(new, SHEET)
    assert "hyperlink" not in part(new, RELS)
    assert contents(new) == [("x", 1.0, OWN)]


def test_a_link_in_the_last_row_does_not_follow_to_new_rows():
    data = linked(("B5", "b"), ("B4:B5", ""))
    assert 'ref="B5"' in part(append(data, ("c", 3.0, None)), SHEET)
    assert 'ref="B4:B5"' in part(append(data, ("c", 3.0, None)), SHEET)
    assert part(append(data, ("c", 3.0, None)), RELS) == part(data, RELS)


def test_no_rows_leave_one_blank_row():
    new = replace(book())
    assert contents(new) == [(BLANK, BLANK, BLANK)]
    assert read_bytes(new).sheets[0].cells[4, 2].style == 1


def test_growing_and_shrinking_again_and_again_leaves_no_litter():
    after = (
        '<conditionalFormatting sqref="A1:Z5"><cfRule type="top10" priority="1"/>'
        "</conditionalFormatting>"
    )
    data = book(after=after)
    for count in (5, 1, 7, 2, 9, 2):
        data = replace(data, *[(f"rad {n}", float(n), None) for n in range(count)])
    xml = part(data, SHEET)
    assert xml.count("<row ") == 3
    assert len(contents(data)) == 2
    assert len(xml.partition('sqref="')[2].partition('"')[0].split()) <= 2


def test_libre_openpyxl_reads_the_grown_table():
    openpyxl = pytest.importorskip("openpyxl")
    source = openpyxl.Workbook()
    sheet = source.active
    sheet.title = "Ark"
    for row in (("Navn", "Sum", "Dobbel"), ("a", 1, "=B2*2")):
        sheet.append(row)
    sheet.add_table(openpyxl.worksheet.table.Table(displayName="tblX", ref="A1:C2"))
    buffer = io.BytesIO()
    source.save(buffer)
    new = append(buffer.getvalue(), ("b", 2.0, Formula("B3*2", 4.0)))
    again = openpyxl.load_workbook(io.BytesIO(new))
    assert again["Ark"].tables["tblX"].ref == "A1:C3"
    assert again["Ark"]["C3"].value == "=B3*2"


def test_a_filled_in_formula_wins_over_a_typed_over_one_that_would_follow():
    rows = ROWS.replace(f'<c r="D5" s="4"><f>{OWN}', '<c r="D5" s="4"><f>SUM($C$4:$C$5)')
    new = replace(book(rows), ("a", 1.0, None), ("b", 2.0, None), ("c", 3.0, None))
    assert [row[2] for row in contents(new)] == [OWN, OWN, OWN]


def test_rows_appended_and_replaced_in_one_go_keep_the_look_of_the_last_row():
    edits = [
        AppendRows("tblX", (("c", 3.0, None),)),
        ReplaceRows("tblX", (("x", 1.0, None), ("y", 2.0, None), ("z", 3.0, None))),
    ]
    cells = read_bytes(patch(book(), edits)).sheets[0].cells
    assert [cells[6, column].style for column in (2, 3, 4)] == [1, 3, 4]
