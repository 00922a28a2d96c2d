import io
import zipfile
from datetime import datetime

import pytest

from orxl.core.edits import Formula, SetCached, SetCell, SetFullCalcOnLoad, SetName
from orxl.core.errors import RefusedEdit
from orxl.core.refs import CellRef, Range
from orxl.core.values import BLANK, CellError
from orxl.xlsx import patch, pivot_areas, read_bytes
from orxl.xlsx.inspect import inspect
from tests.xlsx.books import (
    DECLARATION,
    MAIN,
    PACKAGE,
    R,
    one_sheet,
    part,
    replaced,
    sheet_xml,
    table_xml,
    workbook,
)
from tests.xlsx.compare import losses

SHEET = "xl/worksheets/sheet1.xml"


def at(a1, sheet="Ark"):
    return CellRef.of(sheet, a1)


def put(data, a1, content, **options):
    return patch(data, [SetCell(at(a1), content, **options)])


def value(data, a1):
    return read_bytes(data).cell(at(a1))


def test_no_edits_give_the_very_same_bytes():
    data = one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    assert patch(data, []) is data


@pytest.mark.parametrize(
    "content",
    [12.5, -0.1, 1e300, 5e-324, True, False, "tekst", "", " mellomrom ", "a\nb", "_x0041_", "a\rb",
     "=1+1", "😀 <&>\"'", CellError("#N/A"), datetime(2026, 11, 23), Formula("A2*2", 3.0),
     Formula('IF(A2<1,"a","b")', "b"), Formula("1/0", CellError("#DIV/0!")), Formula("A2")],
)  # fmt: skip
@pytest.mark.parametrize(
    "there", ["", '<c r="B2" s="1"/>', '<c r="B2" s="1" t="str"><f>1</f><v>x</v></c>']
)
def test_what_is_written_is_read_again(content, there):
    shows_dates = 14 if isinstance(content, datetime) else 0
    styles = (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="{shows_dates}"/>'
        "</cellXfs></styleSheet>"
    )
    rows = f'<row r="2"><c r="A2"><v>1</v></c>{there}</row>'
    frame = {"before": '<cols><col min="2" max="2" style="1"/></cols>'}
    data = workbook({"Ark": sheet_xml(rows, **frame)}, styles=styles)
    found = value(put(data, "B2", content), "B2")
    if isinstance(content, Formula):
        cached = BLANK if content.cached is None else content.cached
        assert (found.value, found.formula) == (cached, content.text)
    else:
        assert (found.value, found.formula) == (content, None)
    assert found.style == 1


def test_the_cell_keeps_its_style_and_extensions():
    data = one_sheet(
        '<row r="1"><c r="A1" s="7" t="str" cm="1" vm="2"><v>x</v>'
        '<extLst><ext uri="x"/></extLst></c></row>'
    )
    xml = part(put(data, "A1", 3.0), SHEET)
    assert '<c r="A1" s="7"><v>3</v><extLst><ext uri="x"/></extLst></c>' in xml


def test_blank_clears_the_content_and_leaves_the_style():
    data = one_sheet('<row r="1"><c r="A1" s="7" t="b"><f>TRUE()</f><v>1</v></c></row>')
    assert '<c r="A1" s="7"/>' in part(put(data, "A1", BLANK), SHEET)


def test_blank_where_there_is_nothing_changes_nothing():
    data = one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    assert put(data, "Z9", BLANK) == data


def test_rows_and_cells_are_put_in_order_and_hints_are_widened():
    data = one_sheet(
        '<row r="2" spans="2:3"><c r="B2"><v>1</v></c></row><row r="5"/>',
        before='<dimension ref="B2:C5"/>',
    )
    new = patch(
        data,
        [SetCell(at(a1), 1.0) for a1 in ("F2", "A2", "A1", "C5", "B5", "A9", "A4", "A3")],
    )
    xml = part(new, SHEET)
    cells = [
        xml.index(f'r="{a1}"') for a1 in ("A1", "A2", "B2", "F2", "A3", "A4", "B5", "C5", "A9")
    ]
    assert cells == sorted(cells)
    assert 'spans="1:6"' in xml
    assert '<dimension ref="A1:F9"/>' in xml


def test_a_new_cell_takes_the_style_of_its_row_or_column():
    data = one_sheet(
        '<row r="2" s="4" customFormat="1"/><row r="3" s="4"/>',
        before='<cols><col min="2" max="5" style="9"/></cols>',
    )
    xml = part(patch(data, [SetCell(at("B2"), 1.0), SetCell(at("B3"), 1.0)]), SHEET)
    assert '<c r="B2" s="4">' in xml
    assert '<c r="B3" s="9">' in xml


def test_addresses_are_written_out_where_they_no_longer_follow():
    data = one_sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    new = patch(data, [SetCell(at("A1"), BLANK), SetCell(at("C1"), 5.0), SetCell(at("B2"), 6.0)])
    found = {k: c.value for k, c in read_bytes(new).sheets[0].cells.items()}
    assert found == {(1, 1): BLANK, (1, 2): 2.0, (1, 3): 5.0, (2, 1): 3.0, (2, 2): 6.0}


def test_a_row_put_before_rows_without_numbers_lets_them_keep_theirs():
    data = one_sheet('<row r="3"><c><v>3</v></c></row><row><c><v>4</v></c></row>')
    new = patch(data, [SetCell(at("A1"), 1.0), SetCell(at("A2"), 2.0)])
    found = {k: c.value for k, c in read_bytes(new).sheets[0].cells.items()}
    assert found == {(1, 1): 1.0, (2, 1): 2.0, (3, 1): 3.0, (4, 1): 4.0}


def test_an_expectation_that_fails_names_the_cell_and_both_contents():
    data = one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    with pytest.raises(RefusedEdit) as caught:
        put(data, "A1", 3.0, expected=2.0)
    assert caught.value.message == "Ark!A1 skulle inneholde 2, men der står 1."
    assert value(put(data, "A1", 3.0, expected=1.0), "A1").value == 3.0


@pytest.mark.parametrize("expected", [BLANK, "", 0.0, False, "1", Formula("A2")])
def test_a_value_is_not_expected_by_another_kind(expected):
    data = one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    with pytest.raises(RefusedEdit):
        put(data, "A1", 3.0, expected=expected)


def test_edits_see_what_the_edits_before_them_did():
    data = one_sheet("")
    new = patch(
        data,
        [
            SetCell(at("A1"), 1.0, expected=BLANK),
            SetCell(at("A1"), Formula("B1"), expected=1.0),
            SetCached(at("A1"), "B1", 7.0),
        ],
    )
    assert value(new, "A1")[:2] == (7.0, "B1")


def test_a_cached_value_is_renewed_and_nothing_else():
    data = one_sheet('<row r="1"><c r="A1" t="str" cm="3"><f ca="1">B1</f><v>x</v></c></row>')
    xml = part(patch(data, [SetCached(at("A1"), "B1", 4.0)]), SHEET)
    assert '<c r="A1" cm="3"><f ca="1">B1</f><v>4</v></c>' in xml
    xml = part(patch(data, [SetCached(at("A1"), "B1", None)]), SHEET)
    assert '<c r="A1" cm="3"><f ca="1">B1</f></c>' in xml


def test_a_cached_value_for_another_formula_is_refused():
    data = one_sheet('<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>')
    with pytest.raises(RefusedEdit, match="«=B2»"):
        patch(data, [SetCached(at("A1"), "B2", 4.0)])


SHARED = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0" ca="1">B1</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>'
)


def test_dependents_get_their_own_formula_before_a_shared_one_is_overwritten():
    new = put(one_sheet(SHARED), "A1", 9.0)
    cells = read_bytes(new).sheets[0].cells
    assert [cells[row, 1].formula for row in (1, 2, 3)] == [None, "B2", "B3"]
    assert [cells[row, 1].value for row in (1, 2, 3)] == [9.0, 2.0, 3.0]


def test_a_dependents_value_and_its_master_may_change_together():
    new = patch(one_sheet(SHARED), [SetCached(at("A2"), "B2", 20.0), SetCell(at("A1"), 9.0)])
    cells = read_bytes(new).sheets[0].cells
    assert [cells[row, 1].formula for row in (1, 2, 3)] == [None, "B2", "B3"]
    assert cells[2, 1].value == 20.0


def test_a_dependent_may_be_overwritten_alone():
    xml = part(put(one_sheet(SHARED), "A2", 9.0), SHEET)
    assert 'si="0" ca="1">B1</f>' in xml
    assert '<c r="A3"><f t="shared" si="0"/>' in xml


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        ('<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3</f><v>1</v></c></row>', ""),
        ('<row r="1"><c r="A1"><f t="dataTable" ref="A1:A3" r1="B1"/><v>1</v></c></row>', ""),
        ("", '<mergeCells><mergeCell ref="A1:A3"/></mergeCells>'),
    ],
)
def test_what_an_array_fills_or_a_merge_hides_is_refused(rows, after):
    with pytest.raises(RefusedEdit, match="Ark!A2"):
        put(one_sheet(rows, after=after), "A2", 1.0)


PIVOT = (
    f'<pivotTableDefinition xmlns="{MAIN}" name="Pivot år" cacheId="1">'
    '<location ref="B6:C9" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"{pages}/>'
    "</pivotTableDefinition>"
)


def with_pivot(pages=""):
    arrow = (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{R}/pivotTable" Target="../pivotTables/pivotTable1.xml"/></Relationships>'
    )
    rows = '<row r="8"><c r="B8"><v>1</v></c></row>'
    data = replaced(one_sheet(rows), "xl/worksheets/_rels/sheet1.xml.rels", arrow)
    return replaced(data, "xl/pivotTables/pivotTable1.xml", PIVOT.format(pages=pages))


@pytest.mark.parametrize(
    ("a1", "pages"),
    [("B6", ""), ("B8", ""), ("C9", ""), ("C4", ' rowPageCount="2" colPageCount="1"'),
     ("B3", ' rowPageCount="2" colPageCount="1"')],
)  # fmt: skip
def test_a_cell_of_a_pivot_table_is_refused(a1, pages):
    for content in (1.0, BLANK):
        with pytest.raises(RefusedEdit, match="pivottabellen «Pivot år»"):
            patch(with_pivot(pages), [SetCell(CellRef.of("Ark", a1), content)])


@pytest.mark.parametrize(("a1", "pages"), [("A6", ""), ("D9", ""), ("B10", ""), ("B4", "")])
def test_a_cell_beside_a_pivot_table_may_be_written(a1, pages):
    at = CellRef.of("Ark", a1)
    assert read_bytes(patch(with_pivot(pages), [SetCell(at, 1.0)])).cell(at).value == 1.0


def test_where_the_pivot_tables_of_a_workbook_stand():
    assert [str(area) for area in pivot_areas(with_pivot())] == [str(Range.of("Ark", "B6:C9"))]
    assert pivot_areas(one_sheet("")) == ()


def test_the_anchor_of_a_merged_range_may_be_written():
    data = one_sheet("", after='<mergeCells><mergeCell ref="A1:A3"/></mergeCells>')
    assert value(put(data, "A1", 1.0), "A1").value == 1.0


def test_a_tables_header_is_refused_unless_it_stays_the_same():
    data = workbook(
        {"Ark": sheet_xml('<row r="1"><c r="A1" t="str"><v>Navn</v></c></row>')},
        tables={"Ark": [table_xml("tblX", "A1:A2", {"Navn": None})]},
    )
    with pytest.raises(RefusedEdit, match="overskrift"):
        put(data, "A1", "Annet")
    assert value(put(data, "A1", "Navn"), "A1").value == "Navn"


@pytest.mark.parametrize(
    "content",
    [float("nan"), float("inf"), "a\x07b", "x" * 32_768, "\ud800", CellError("#HULL!"),
     Formula(""), Formula("=A1"), Formula("A" * 8_193), Formula("A1", float("nan")),
     datetime(1850, 1, 1), Formula("A1\x00")],
)  # fmt: skip
def test_what_a_cell_cannot_hold_is_refused(content):
    with pytest.raises(RefusedEdit, match="Ark!B2"):
        put(one_sheet(""), "B2", content)


@pytest.mark.parametrize(
    "ref", [CellRef("Ark", 0, 1), CellRef("Ark", 1, 16_385), CellRef("Nei", 1, 1)]
)
def test_a_cell_that_is_nowhere_is_refused(ref):
    with pytest.raises(RefusedEdit):
        patch(one_sheet(""), [SetCell(ref, 1.0)])


def test_the_calculation_chain_goes_when_formulas_come_or_go():
    chain = f'{DECLARATION}<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'
    rows = '<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1"><v>1</v></c></row>'
    data = workbook({"Ark": sheet_xml(rows)}, chain=chain)
    assert part(put(data, "B1", 2.0), "xl/calcChain.xml") == chain
    assert part(put(data, "A1", Formula("B1*2")), "xl/calcChain.xml") == chain
    for new in (put(data, "A1", 2.0), put(data, "C1", Formula("1"))):
        with pytest.raises(KeyError):
            part(new, "xl/calcChain.xml")
        assert "calcChain" not in part(new, "[Content_Types].xml")
        assert "calcChain" not in part(new, "xl/_rels/workbook.xml.rels")


def test_names_are_set_and_made():
    names = (
        '<definedNames><definedName name="Sats">Ark!$A$1</definedName>'
        '<definedName name="sats" localSheetId="0">1</definedName></definedNames>'
    )
    data = workbook({"Ark": sheet_xml("")}, names=names)
    new = patch(data, [SetName("sats", "Ark!$B$2"), SetName("ny", '"a&b"')])
    assert [(n.name, n.refers_to, n.sheet) for n in read_bytes(new).names] == [
        ("Sats", "Ark!$B$2", None), ("sats", "1", "Ark"), ("ny", '"a&b"', None),
    ]  # fmt: skip
    bare = patch(one_sheet(""), [SetName("ny", "Ark!$A$1")])
    assert "</sheets><definedNames><definedName" in part(bare, "xl/workbook.xml")


@pytest.mark.parametrize("calc", ["", "<calcPr/>", '<calcPr fullCalcOnLoad="0"/>'])
def test_full_calculation_is_asked_for_and_unasked(calc):
    data = workbook({"Ark": sheet_xml("")}, calc=calc)
    asked = patch(data, [SetFullCalcOnLoad(True)])
    assert read_bytes(asked).calc.full_calc_on_load
    assert not read_bytes(patch(asked, [SetFullCalcOnLoad(False)])).calc.full_calc_on_load
    assert patch(asked, [SetFullCalcOnLoad(True)]) == asked


def test_a_signed_workbook_is_not_written():
    data = workbook({"Ark": sheet_xml("")}, extra={"_xmlsignatures/origin.sigs": b""})
    with pytest.raises(RefusedEdit, match="signert"):
        put(data, "A1", 1.0)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-8-sig", "iso-8859-1", "us-ascii"])
def test_other_encodings_are_kept(codec):
    name = {"utf-16-be": "UTF-16", "utf-8-sig": "UTF-8"}.get(codec, codec)
    text = "" if codec == "us-ascii" else "blåbær"
    rows = f'<row r="1"><c r="A1" t="str"><v>{text}</v></c></row>'
    raw = sheet_xml(rows).replace("UTF-8", name).encode(codec)
    raw = b"\xfe\xff" + raw if codec == "utf-16-be" else raw
    data = workbook({"Ark": raw})
    new = put(data, "B1", "søt € 😀")
    assert value(new, "A1").value == (text or "")
    assert value(new, "B1").value == "søt € 😀"
    written = zipfile.ZipFile(io.BytesIO(new)).read(SHEET)
    assert written[:40] == raw[:40]
    written.decode(codec)


def test_a_prefixed_part_gets_prefixed_cells():
    xml = f'{DECLARATION}<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'
    new = put(workbook({"Ark": xml}), "B2", "ord")
    assert (
        '<x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>ord</x:t></x:is></x:c>'
        "</x:row></x:sheetData>" in part(new, SHEET)
    )


def test_comments_and_odd_attributes_are_left_as_they_are():
    rows = (
        '<!-- <c r="A1"> --><row r="1" customFormat = \'0\' >\n <c r="A1" ><!--a--><v>1</v></c>\n'
        '</row><?pi <row r="2">?>'
    )
    data = one_sheet(
        rows,
        attributes=' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' mc:Ignorable="r"',
    )
    new = put(data, "B1", 5.0)
    assert part(new, SHEET) == part(data, SHEET).replace(
        "</c>\n</row>", '</c>\n<c r="B1"><v>5</v></c></row>'
    )
    cleared = put(data, "A1", 2.0)
    assert '<c r="A1" ><!--a--><v>2</v></c>' in part(cleared, SHEET)


def test_untouched_parts_keep_their_packed_bytes():
    extra = {"xl/media/image1.png": bytes(range(256)) * 50, f"customXml/æ{PACKAGE[:4]}.xml": "<a/>"}
    data = workbook({"Ark": sheet_xml(""), "To": sheet_xml("")}, extra=extra)
    new = put(data, "A1", 1.0)
    assert losses(data, new) == []
    start = data.index(b"xl/media/image1.png")
    assert data[start : start + 200] in new


def test_rows_out_of_order_are_refused():
    with pytest.raises(RefusedEdit, match="rekkefølge"):
        put(one_sheet('<row r="3"/><row r="2"/>'), "A1", 1.0)


def test_a_module_from_excel_5_is_a_sheet_without_cells_and_stays() -> None:
    data = one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    listed = part(data, "xl/workbook.xml").replace(
        "</sheets>",
        '<sheet name="Modul1" sheetId="8" state="veryHidden" r:id=""/>'
        '<sheet name="Modul2" sheetId="9" state="veryHidden" r:id=""/></sheets>',
    )
    data = replaced(data, "xl/workbook.xml", listed)
    book = read_bytes(patch(data, [SetCell(CellRef("Ark", 1, 1), 2.0)]))
    assert book.sheets[0][1, 1].value == 2.0
    assert [(s.name, s.state, s.cells) for s in book.sheets[1:]] == [
        ("Modul1", "veryHidden", {}),
        ("Modul2", "veryHidden", {}),
    ]
    assert [s.name for s in inspect(data, "bok.xlsm").sheets] == ["Ark", "Modul1", "Modul2"]
    with pytest.raises(RefusedEdit, match="«Modul1» er ikke et regneark"):
        patch(data, [SetCell(CellRef("Modul1", 1, 1), 2.0)])


def test_a_cell_that_is_filled_and_cleared_in_one_go_is_blank():
    data = one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    new = patch(data, [SetCell(at("C9"), 5.0), SetCell(at("C9"), BLANK)])
    assert read_bytes(new).sheets[0][9, 3].value is BLANK
