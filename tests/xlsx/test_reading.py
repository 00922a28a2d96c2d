import hashlib
import io
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orxl.core.edits import AppendRows, SetCell, SetFullCalcOnLoad, SetName
from orxl.core.errors import UnreadableFile
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import DefinedName, TableColumn
from orxl.core.values import BLANK, CellError
from orxl.xlsx import patch, read_book, read_bytes
from orxl.xlsx.read.styles import is_date_format
from tests.xlsx.books import DECLARATION, MAIN, one_sheet, sheet_xml, table_xml, workbook

STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="d\\.\\ mmmm\\ yyyy"/>'
    '<numFmt numFmtId="165" formatCode="#,##0&quot; dager&quot;"/></numFmts>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>'
    '<xf numFmtId="165"/></cellXfs></styleSheet>'
)


def cells(rows, **options):
    return read_bytes(one_sheet(rows, **options)).sheets[0].cells


def test_every_kind_of_value_is_told_apart():
    found = cells(
        '<row r="1"><c r="A1"><v>1.5</v></c><c r="B1" t="b"><v>1</v></c>'
        '<c r="C1" t="e"><v>#N/A</v></c><c r="D1" t="str"><f>""</f><v></v></c>'
        '<c r="E1" t="inlineStr"><is><t>æ &amp; ø</t></is></c><c r="F1" s="2"/>'
        '<c r="G1"><f>A1*2</f></c><c r="H1" t="d"><v>2026-11-23T12:00:00Z</v></c></row>'
    )
    values = [found[1, column].value for column in range(1, 9)]
    assert values == [
        1.5, True, CellError("#N/A"), "", "æ & ø", BLANK, BLANK, datetime(2026, 11, 23, 12),
    ]  # fmt: skip
    assert found[1, 7].formula == "A1*2"
    assert found[1, 6].style == 2


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("13:45:00", 13.75 / 24),
        ("T13:45", 13.75 / 24),
        ("00:00:00.500", 0.5 / 86400),
        ("13:45:00-01:00", 13.75 / 24),
        ("2026-11-23", datetime(2026, 11, 23)),
        ("24:00:00", 1.0),
        ("2026-12-31T24:00", datetime(2027, 1, 1)),
        ("1900-02-29", 60.0),
        ("1900-02-29T12:00:00Z", 60.5),
        ("2026-11-23T13:45:00+01:00", datetime(2026, 11, 23, 13, 45)),
    ],
)
def test_a_time_of_day_alone_is_the_part_of_the_day(iso, expected):
    found = cells(f'<row r="1"><c r="A1" t="d"><v>{iso}</v></c></row>')
    value = found[1, 1].value
    assert value == (pytest.approx(expected) if isinstance(expected, float) else expected)


def test_an_empty_attribute_is_one_that_is_not_there():
    rows = '<row r="1"><c r="A1" s=""><v>1</v></c><c r="B1" s="" t=""><v>2</v></c></row>'
    data = one_sheet(rows)
    found = read_bytes(data).sheets[0].cells
    assert [(found[1, c].value, found[1, c].style) for c in (1, 2)] == [(1.0, 0), (2.0, 0)]
    changed = patch(data, [SetCell(CellRef(read_bytes(data).sheets[0].name, 1, 1), 5.0)])
    assert read_bytes(changed).sheets[0].cells[1, 1].value == 5.0


@pytest.mark.parametrize(
    ("ref", "area"), [("B:C", (1, 2, 1_048_576, 3)), ("2:2", (2, 1, 2, 16_384))]
)
def test_whole_columns_and_rows_may_be_merged(ref, area):
    after = f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells>'
    book = read_bytes(one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after=after))
    sheet = book.sheets[0]
    assert sheet.merged == (Range(sheet.name, *area),)


def test_dates_are_numbers_with_a_date_format():
    rows = "".join(
        f'<c r="{c}1" s="{s}"><v>45992</v></c>' for c, s in zip("ABCD", "0123", strict=True)
    )
    book = read_bytes(workbook({"Ark": sheet_xml(f'<row r="1">{rows}</row>')}, styles=STYLES))
    found = [book.sheets[0].cells[1, column].value for column in range(1, 5)]
    assert found == [45992.0, datetime(2025, 12, 1), datetime(2025, 12, 1), 45992.0]


def test_dates_from_1904_are_four_years_later():
    data = workbook(
        {"Ark": sheet_xml('<row r="1"><c r="A1" s="1"><v>0</v></c></row>')},
        styles=STYLES,
        settings='<workbookPr date1904="1"/>',
    )
    assert read_bytes(data).sheets[0].cells[1, 1].value == datetime(1904, 1, 1)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("yyyy-mm-dd", True),
        ("[$-414]d. mmmm yyyy;@", True),
        ("h:mm", True),
        ("[h]:mm", False),
        ('#,##0 "mdr"', False),
        ("#,##0;[Red]-#,##0", False),
        ("0 \\d", False),
        ("General", False),
        ("0.00E+00", False),
        ('_-* #,##0 "kr"_-', False),
    ],
)
def test_date_formats_are_known_by_their_letters(code, expected):
    assert is_date_format(code) is expected


def test_shared_formulas_are_expanded_for_each_cell():
    found = cells(
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$D$1</f><v>1</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"></f><v>3</v></c></row>'
    )
    assert [found[row, 2].formula for row in (1, 2, 3)] == ["A1*$D$1", "A2*$D$1", "A3*$D$1"]
    assert {found[row, 2].kind for row in (1, 2, 3)} == {"shared"}


def test_array_table_and_spill_cells_are_marked():
    found = cells(
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>1</v></c>'
        '<c r="C1" cm="1"><f t="array" ref="C1:C2">_xlfn.UNIQUE(B1:B2)</f><v>1</v></c>'
        '<c r="E1"><f t="dataTable" ref="E1:E2" dt2D="0" dtr="0" r1="B1"/><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="C2"><v>2</v></c><c r="E2"><v>2</v></c></row>'
    )
    kinds = [found[row, column].kind for column in (1, 3, 5) for row in (1, 2)]
    assert kinds == ["array", "array", "array", "spill", "datatable", "datatable"]
    assert found[1, 1].formula == "B1:B2*2"
    assert found[2, 3].formula is None


def test_rows_and_cells_may_lack_their_addresses():
    found = cells("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>")
    assert {at: cell.value for at, cell in found.items()} == {
        (1, 1): 1.0, (1, 2): 2.0, (2, 1): BLANK, (2, 2): 3.0,
    }  # fmt: skip


def test_a_prefixed_strict_workbook_reads_like_any_other():
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    xml = (
        f'{DECLARATION}<x:worksheet xmlns:x="{strict}"><x:sheetData><x:row r="1">'
        '<x:c r="A1" t="inlineStr"><x:is><x:r><x:t>to </x:t></x:r><x:r><x:t>ord</x:t></x:r>'
        '<x:rPh sb="0" eb="1"><x:t>FEIL</x:t></x:rPh></x:is></x:c>'
        '<x:c r="B1"><x:f>A1&amp;"x"</x:f><x:v>4</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    found = read_bytes(workbook({"Ark": xml})).sheets[0].cells
    assert found[1, 1].value == "to ord"
    assert found[1, 2].formula == 'A1&"x"'


def test_comments_cdata_and_instructions_are_not_mistaken_for_cells():
    found = cells(
        '<!-- <row r="9"><c r="A9"><v>9</v></c></row> --><row r="1">'
        '<?x <c r="B1"><v>7</v></c>?><c r="A1" t="str"><f><![CDATA[IF(B1<2,"<c>",1)]]></f>'
        "<v>a<!-- b -->c<![CDATA[<d>]]></v></c></row>"
    )
    assert list(found) == [(1, 1)]
    assert found[1, 1].formula == 'IF(B1<2,"<c>",1)'
    assert found[1, 1].value == "ac<d>"


def test_attributes_may_hold_angle_brackets_and_come_in_any_order():
    found = cells(
        '<row ht="1" r="2"><c t="b" s=\'3\' r="C2" x="a>b"><v>0</v></c></row>'.replace(
            ' x="a>b"', ""
        )
    )
    assert found[2, 3].value is False
    assert found[2, 3].style == 3


def test_excels_own_escapes_are_undone():
    found = cells(
        '<row r="1"><c r="A1" t="str"><v>a_x000D_b_x005F_x0041_</v></c>'
        '<c r="B1" t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c></row>'
    )
    assert found[1, 1].value == "a\rb_x0041_"
    assert found[1, 2].value == "😀"


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_other_encodings_are_read(codec):
    name = {"utf-16": "UTF-16", "utf-8-sig": "UTF-8", "iso-8859-1": "ISO-8859-1"}[codec]
    xml = sheet_xml('<row r="1"><c r="A1" t="str"><v>blåbær</v></c></row>').replace("UTF-8", name)
    found = read_bytes(workbook({"Ark": xml.encode(codec)})).sheets[0].cells
    assert found[1, 1].value == "blåbær"


def test_shared_strings_join_runs_and_leave_phonetics_out():
    strings = (
        f'{DECLARATION}<sst xmlns="{MAIN}"><si><t>en</t></si><si/><si><t xml:space="preserve"> to'
        '</t></si><si><r><rPr><b/></rPr><t>t</t></r><r><t>re</t></r><rPh sb="0" eb="1"><t>X</t>'
        "</rPh></si></sst>"
    )
    row = "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABCD"))
    book = read_bytes(workbook({"Ark": sheet_xml(f'<row r="1">{row}</row>')}, strings=strings))
    assert [book.sheets[0].cells[1, c].value for c in range(1, 5)] == ["en", "", " to", "tre"]


def test_tables_names_settings_and_frames_are_read():
    table = table_xml(
        "tblTiltak", "A1:B3", {"Navn": None, "Sum": "tblTiltak[[#This Row],[Navn]]*2"}
    )
    data = workbook(
        {
            "Tiltak": sheet_xml("", after='<sheetProtection sheet="1"/><mergeCells count="1">'
                                '<mergeCell ref="D1:E2"/></mergeCells>'),
            "Andre": sheet_xml(""),
        },
        tables={"Tiltak": [table]},
        names='<definedNames><definedName name="sats">Andre!$A$1</definedName>'
        '<definedName name="lokal" localSheetId="1" hidden="1">1</definedName></definedNames>',
        calc='<calcPr calcMode="manual" iterate="1" fullCalcOnLoad="1"/>',
    )  # fmt: skip
    book = read_bytes(data)
    found = book.table("TBLTILTAK")
    assert found is not None
    assert found.ref == Range("Tiltak", 1, 1, 3, 2)
    assert found.columns[1] == TableColumn("Sum", "tblTiltak[[#This Row],[Navn]]*2")
    assert book.names == (
        DefinedName("sats", "Andre!$A$1"), DefinedName("lokal", "1", "Andre", hidden=True),
    )  # fmt: skip
    assert (book.calc.mode, book.calc.iterate, book.calc.full_calc_on_load) == (
        "manual",
        True,
        True,
    )
    assert book.sheets[0].merged == (Range("Tiltak", 1, 4, 2, 5),)
    assert book.sheets[0].protected
    assert not book.sheets[1].protected


def test_the_fingerprint_is_the_hash_of_the_files_bytes(tmp_path):
    path = tmp_path / "bok.xlsx"
    path.write_bytes(one_sheet(""))
    book = read_book(path)
    assert book.fingerprint == hashlib.sha256(path.read_bytes()).hexdigest()
    assert book.source == "bok.xlsx"


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ('<c r="B2"><v>tolv</v></c>', "B2"),
        ('<c r="B2"><v>NaN</v></c>', "B2"),
        ('<c r="B2"><v>1_000</v></c>', "B2"),
        ('<c r="B2" t="s"><v>4</v></c>', "B2"),
        ('<c r="B2" t="b"><v>ja</v></c>', "B2"),
        ('<c r="B2" t="d"><v>i går</v></c>', "B2"),
        ('<c r="B2" t="d"><v>2026-02-29</v></c>', "B2"),
        ('<c r="B2" t="d"><v>24:30:00</v></c>', "B2"),
        ('<c r="XFE2"><v>1</v></c>', "rad 2"),
        ('<c r="B3"><v>1</v></c>', "B3"),
        ('<c r="B2"><f t="shared" si="7"/><v>1</v></c>', "B2"),
    ],
)
def test_a_value_that_is_not_what_it_says_is_refused_by_name(cell, what):
    with pytest.raises(UnreadableFile) as caught:
        cells(f'<row r="2">{cell}</row>')
    assert what in caught.value.message
    assert "«Ark»" in caught.value.message


def test_a_sheet_dimension_as_large_as_excel_costs_nothing():
    book = read_bytes(one_sheet("", before='<dimension ref="A1:XFD1048576"/>'))
    assert book.sheets[0].cells == {}


def test_reading_imports_no_lxml(tmp_path: Path):
    path = tmp_path / "bok.xlsx"
    path.write_bytes(one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    code = (
        "import sys, pathlib; from orxl.xlsx import read_book; "
        f"read_book(pathlib.Path({str(path)!r})); print('lxml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


CELLS = (
    "<v>1.5</v>", "<v>1e999</v>", "<v>1_0</v>", "<v> 7 </v>", "<v>nan</v>", "<v></v>", "",
    "<f>A1*2</f><v>3</v>", "<f>A1&amp;B1</f><v>3</v>", "<f>=A1</f><v>3</v>", "<f></f><v>3</v>",
    '<f t="shared" si="0" ref="A1:C2">A1</f><v>3</v>', '<f t="shared" si="0"/><v>4</v>',
    "<v>TRUE</v>", "<v>0</v>", "<v>1</v>", "<v>9</v>", "<v>æ_x0041_</v>", "<v>a &amp; b</v>",
    "<is><t>inni</t></is>", "<is><r><t>to</t></r><r><t> løp</t></r></is>", "<v>2026-11-23</v>",
    "<f>A1</f>", "<f>=</f>", "<v>45992.25</v>", "<v>12</v><extLst/>",
)  # fmt: skip
ATTRIBUTES = ("", ' s="1"', ' s="2"', ' t="s"', ' t="b"', ' t="str"', ' t="inlineStr"', ' t="e"',
              ' t="d"', ' s="1" t="n"', ' s="x"', ' cm="1"', ' t="q"', ' s="1" a=">"')  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(ATTRIBUTES), st.sampled_from(CELLS)), min_size=1, max_size=4)
)
@settings(max_examples=120, deadline=None)
def test_a_row_read_at_once_is_the_row_read_cell_by_cell(row):
    """A comment anywhere in the part makes the reader look at every cell by itself."""
    inside = "".join(
        f'<c r="{letter}2"{attributes}' + (f">{content}</c>" if content else "/>")
        for letter, (attributes, content) in zip("ABCD", row, strict=False)
    )
    strings = f'{DECLARATION}<sst xmlns="{MAIN}"><si><t>null</t></si><si><t>én</t></si></sst>'

    def read(after):
        xml = sheet_xml(f'<row r="2">{inside}</row>', after=after)
        try:
            found = read_bytes(workbook({"Ark": xml}, strings=strings, styles=STYLES))
        except UnreadableFile as error:
            return error.message
        return found.sheets[0].cells

    assert read("") == read("<!-- nøye -->")


@pytest.mark.parametrize("number", ["²", "9" * 5000, "1.5", "-1", ""])
def test_numbers_that_are_none_end_in_a_sentence(number):
    rows = {
        "style": f'<row r="1"><c r="A1" s="{number}"><v>1</v></c></row>',
        "row": f'<row r="{number}"><c><v>1</v></c></row>',
        "text": f'<row r="1"><c r="A1" t="s"><v>{number}</v></c></row>',
    }
    for name, xml in rows.items():
        if number == "" and name in ("text", "style"):
            continue  # a cell without a value, or without a style of its own
        with pytest.raises(UnreadableFile, match="«Ark»"):
            cells(xml)


FILTER = '<autoFilter ref="A2:B4"><filterColumn colId="0">{}</filterColumn></autoFilter>'
CHOICE = '<filters><filter val="x"/></filters>'


@pytest.mark.parametrize(
    ("frame", "filtered"),
    [
        ({}, set()),
        ({"after": FILTER.format("")}, set()),  # only its arrow is hidden
        ({"after": FILTER.format(CHOICE)}, {3}),
        ({"before": '<sheetPr filterMode="1"/>'}, {3, 5, 7}),
    ],
)
def test_rows_hidden_by_hand_and_by_a_filter_are_told_apart(frame, filtered):
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="3" hidden="1"/>'
        '<row r="5" hidden="true"><c r="A5"><v>1</v></c></row><row r="6" hidden="0"/>'
        '<row r="7" ht="0" customHeight="1"/>'
    )
    sheet = read_bytes(one_sheet(rows, **frame)).sheets[0]
    assert sheet.hidden_rows == {3, 5, 7}
    assert sheet.filtered_rows == filtered


def test_a_sheet_whose_rows_are_hidden_unless_said_does_not_know_them_all():
    frame = '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>'
    assert read_bytes(one_sheet("", before=frame)).sheets[0].hidden_rows is None


@pytest.mark.parametrize(
    ("edits", "kept"),
    [
        ([SetCell(CellRef("En", 1, 1), 5.0)], "To Tre"),
        ([SetCell(CellRef("To", 1, 1), "tekst")], "En Tre"),
        ([AppendRows("tblTre", ((9.0,),))], "En To"),
        ([SetCell(CellRef("En", 2, 1), 7.0, number_format="0.00")], "To Tre"),
        ([SetName("Sats", "En!$A$1")], "En To Tre"),
        ([SetFullCalcOnLoad(True)], "En To Tre"),
        ([], "En To Tre"),
    ],
)
def test_only_what_a_save_has_changed_is_read_again(edits, kept):
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    text = first + '<row r="2"><c r="A2" s="1" t="str"><v>4</v></c></row>'
    table = first.replace("><v>1", ' t="str"><v>Kr') + '<row r="2"><c r="A2"><v>4</v></c></row>'
    part = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    styles = (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1">'
        '<fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>'
        '</cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="49"/></cellXfs></styleSheet>'
    )
    before = workbook(
        {"En": sheet_xml(text), "To": sheet_xml(text), "Tre": sheet_xml(table, after=part)},
        tables={"Tre": [table_xml("tblTre", "A1:A2", {"Kr": None})]},
        names='<definedNames><definedName name="Sats">To!$A$1</definedName></definedNames>',
        styles=styles,
    )
    book = read_bytes(before)
    after = patch(before, edits)
    again = read_bytes(after, known=(before, book))
    assert again == read_bytes(after)
    assert {s.name for s in again.sheets if any(s is old for old in book.sheets)} == {*kept.split()}


def shared(*texts: str) -> str:
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{DECLARATION}<sst xmlns="{MAIN}">{items}</sst>'


@pytest.mark.parametrize(
    ("texts", "cell", "date1904", "kept"),
    [
        (("én", "to", "tre"), "1", False, "En To"),  # a text was added, and nobody uses it
        (("én", "to", "tre"), "2", False, "En"),
        (("to", "én"), "1", False, ""),  # as another program has put them
        (("én",), "0", False, ""),
        (("én", "to"), "1", True, ""),
    ],
)
def test_texts_that_another_save_has_added_or_moved(texts, cell, date1904, kept):
    def saved(texts, cell, date1904):
        epoch = '<workbookPr date1904="1"/>' if date1904 else ""
        sheets = {
            name: sheet_xml(f'<row r="1"><c r="A1" t="s"><v>{number}</v></c></row>')
            for name, number in (("En", "0"), ("To", cell))
        }
        return workbook(sheets, strings=shared(*texts), settings=epoch)

    before = saved(("én", "to"), "1", False)
    after = saved(texts, cell, date1904)
    book = read_bytes(before)
    again = read_bytes(after, known=(before, book))
    assert again == read_bytes(after)
    assert {s.name for s in again.sheets if any(s is old for old in book.sheets)} == {*kept.split()}


def test_what_another_program_has_packed_anew_is_not_read_again():
    before = workbook({"En": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')})
    with zipfile.ZipFile(io.BytesIO(before)) as old:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
    book = read_bytes(before)
    assert read_bytes(packed.getvalue(), known=(before, book)).sheets[0] is book.sheets[0]
