"""How what is new is spelled, byte for byte: no attribute that nobody needs, no number that grows.

Other spellings mean the same, so the gate lets them pass; a file that is saved a hundred times
should not change without need all the same.
"""

import io
import re
import struct
import zipfile

import pytest

from orxl.core.edits import AppendRows, Formula, SetCached, SetCell
from orxl.core.errors import RefusedEdit
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.xlsx import patch
from orxl.xlsx.gate.archive import check_container
from orxl.xlsx.package.archive import open_archive
from orxl.xlsx.package.zipwriting import rebuilt
from orxl.xlsx.write.content import formula, number, result, written
from tests.xlsx.books import one_sheet, part
from tests.xlsx.scenario_books import zipped_otherwise
from tests.xlsx.scenarios import scenarios
from tests.xlsx.whole import whole

A1 = CellRef.of("Ark", "A1")


def at(a1):
    return CellRef.of("Ark", a1)


def rows(data):
    found = re.search("<sheetData>(.*)</sheetData>", part(data, "xl/worksheets/sheet1.xml"), re.S)
    return found[1]


@pytest.mark.parametrize(
    ("value", "text"),
    [(5.0, b"5"), (-0.5, b"-0.5"), (-2.5e-7, b"-2.5E-07"), (1e15, b"1000000000000000.0"),
     (999_999_999_999_999.0, b"999999999999999"), (1e16, b"1E+16"), (1e300, b"1E+300")],
)  # fmt: skip
def test_a_number_has_the_digits_it_needs(value, text):
    assert number(value, A1) == text
    assert float(text) == value


@pytest.mark.parametrize(
    ("text", "kept"),
    [("tekst", False), ("to ord", False), ("", False), (" foran", True), ("bak ", True),
     ("a\nb", True), ("a\tb", True), ("to  blanke", True)],
)  # fmt: skip
def test_white_space_is_guarded_where_a_reader_may_drop_it(text, kept):
    attribute = b' xml:space="preserve"'
    assert (attribute in written(text, A1, "", date1904=False).value) is kept
    assert (attribute in formula(f"A1&{text}" if text else "A1", A1, "")) is (
        kept and text != " foran"
    )


ONE = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>2</v></c></row>'
NUMBERLESS = "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>"
GAP = '<row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
WITH_MORE = '<row r="2"><c r="B2"><!--a--><v>3</v></c><c r="C2"><v>3</v><extLst/></c></row>'
VALUELESS = '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><extLst/></c></row>'
CALCULATED = '<row r="2"><c r="B2" s="1"><f> A1</f><v>3</v></c></row>'


@pytest.mark.parametrize(
    ("before", "edits", "after"),
    [
        (ONE, [SetCell(at("A1"), "x")],
         ONE.replace("><v>1</v>", ' t="inlineStr"><is><t>x</t></is>')),
        (ONE, [SetCell(at("A1"), BLANK)], ONE.replace("><v>1</v></c>", "/>")),
        (ONE, [SetCell(at("B1"), BLANK)], ONE.replace("><v>2</v></c>", "/>")),
        (ONE, [SetCell(at("C1"), 3.0)], ONE.replace("</row>", '<c r="C1"><v>3</v></c></row>')),
        (NUMBERLESS, [SetCell(at("B1"), 5.0)], NUMBERLESS.replace("2", "5")),
        (NUMBERLESS, [SetCell(at("A2"), 5.0)], NUMBERLESS.replace("4", "5")),
        (GAP, [SetCell(at("B1"), 5.0)],
         GAP.replace('<c r="C1">', '<c r="B1"><v>5</v></c><c r="C1">')),
        (NUMBERLESS, [SetCell(at("A3"), 5.0)],
         NUMBERLESS + '<row r="3"><c r="A3"><v>5</v></c></row>'),
        (GAP, [SetCell(at("B1"), 5.0), SetCell(at("D1"), 6.0)],
         GAP.replace('<c r="C1">', '<c r="B1"><v>5</v></c><c r="C1">')
         .replace("<c><v>3", '<c r="D1"><v>6')),
        (VALUELESS, [SetCached(at("A1"), "1+1", 5.0), SetCell(at("B1"), 6.0)],
         VALUELESS.replace("</f>", "</f><v>5</v>").replace("<extLst", "<v>6</v><extLst")),
        (WITH_MORE, [SetCell(at("B2"), BLANK), SetCell(at("C2"), BLANK)],
         WITH_MORE.replace("<v>3</v>", "")),
        (CALCULATED, [SetCached(at("B2"), " A1", 4.5)], CALCULATED.replace("<v>3", "<v>4.5")),
        (CALCULATED, [SetCached(at("B2"), " A1", None)], CALCULATED.replace("<v>3</v>", "")),
        (CALCULATED, [SetCell(at("C2"), Formula("A1", "s"))],
         CALCULATED.replace("</row>", '<c r="C2" t="str"><f>A1</f><v>s</v></c></row>')),
    ],
)  # fmt: skip
def test_a_row_keeps_all_that_no_edit_concerns(before, edits, after):
    assert rows(patch(one_sheet(before), edits)) == after


def test_the_new_rows_of_a_table_without_looks_have_none():
    new = rows(patch(whole(), [AppendRows("tblY", (("z",),))]))
    assert re.search(r'<c r="G\d"( t="inlineStr"><is><t>z</t></is>)</c>', new)


def outcome(name):
    return scenarios()[name]()


def test_a_formula_whose_value_alone_is_new_keeps_its_marks_though_a_table_grows():
    assert '<c r="D1"><f ca="1">D2</f><v>4</v></c>' in rows(outcome("verdi ved siden av ny rad"))


def test_marks_of_a_formula_that_follows_stay_in_a_sheet_with_a_prefix():
    new = part(outcome("rader og forstavelse"), "xl/worksheets/sheet1.xml")
    assert '<x:f ca="1">SUM(A2:A5)</x:f><x:v>1</x:v>' in new


def test_a_formula_that_was_asked_for_word_for_word_stays_so():
    for name in ("formel skrevet ordrett, og rader", "rader, og formel skrevet ordrett"):
        assert '<c r="D1"><f>SUM(A2:A3)</f></c>' in rows(outcome(name))


def test_a_row_that_was_only_there_for_a_table_that_shrank_again_is_not_made():
    new = rows(outcome("høye rader, så færre"))
    assert re.findall(r'<row r="(\d)"', new) == ["1", "2"]


def test_a_row_looks_as_the_table_that_still_wants_it_has_it():
    new = rows(outcome("rad i begge tabeller, så i den ene"))
    assert "ht=" not in re.search('<row r="5"[^>]*>', new)[0]


def test_rows_and_cells_without_numbers_get_one_where_what_was_before_them_goes():
    left = "<row><c><v>9</v></c><c><v>10</v></c>{}</row>"
    assert rows(outcome("rader uten tall")).endswith(
        left.format("") + '<row r="4"><c><v>8</v></c></row>'
    )
    assert rows(outcome("celler uten tall")).endswith(
        left.format("<c><v>9</v></c>") + '<row><c r="C3"><v>9</v></c></row>'
    )


def test_rows_without_content_are_written_where_the_table_has_them():
    tall = rows(outcome("tomme rader"))
    assert '<row r="4" ht="30" x:dyDescent="0.25"><c r="A4"/><c r="B4"/></row>' in tall
    bare = rows(outcome("tomme rader under en tom"))
    assert bare.endswith('</row><row r="4"/><row r="5"><c r="B5"><v>1</v></c></row>')
    assert '<f ca="1">SUM(A2:A5)</f><v>1</v>' in bare


def test_new_rows_have_the_height_of_the_last_and_are_not_hidden():
    new = rows(outcome("høye rader"))
    assert new.count('ht="30" x:dyDescent="0.25" hidden="1"') == new.count('hidden="1"') == 1
    assert new.count('ht="30" x:dyDescent="0.25"') == 3


def test_the_calculation_chain_goes_only_with_a_formula():
    chain = "xl/calcChain.xml"
    for name, stays in (
        ("færre rader uten formler", True),
        ("færre rader, og en formel", False),
        ("formel bort i en celle", False),
    ):
        assert (chain in names(outcome(name))) is stays, name


KR = '<numFmt numFmtId="164" formatCode="0.00\\ kr"/>'


@pytest.mark.parametrize(
    ("name", "codes", "looks"),
    [
        ("egne koder", f'<numFmts>{KR}<numFmt numFmtId="165" formatCode="0.000"/></numFmts>',
         ["165", "165"]),
        ("talte koder",
         f'<numFmts count="2">{KR}<numFmt numFmtId="165" formatCode="0.000"/></numFmts>',
         ["165", "165"]),
        ("tom liste", '<numFmts><numFmt numFmtId="164" formatCode="0.000"/></numFmts>',
         ["164", "164"]),
        ("ingen liste", '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.000"/></numFmts>',
         ["164", "164"]),
        ("to nye koder",
         '<numFmts count="2"><numFmt numFmtId="164" formatCode="0.000"/>'
         '<numFmt numFmtId="165" formatCode="0.0000"/></numFmts>', ["164", "165"]),
        ("kjent kode", f"<numFmts>{KR}</numFmts>", ["164"]),
        ("som et annet", f"<numFmts>{KR}</numFmts>", []),
        ("ukjent nummer", "", []),
    ],
)  # fmt: skip
def test_a_text_cell_that_gets_a_number_takes_the_first_free_number_format(name, codes, looks):
    """One new look for each that is needed, none where a known one will do."""
    styles = part(outcome(f"utseende: {name}"), "xl/styles.xml")
    assert styles.partition(">")[2].partition("<fonts/>")[0].endswith(codes)
    old = styled_looks(name)
    assert re.findall(r'numFmtId="(\d+)" fontId="1" applyNumberFormat="1"', styles)[old:] == looks


def styled_looks(name):
    """How many looks of the kind there were before."""
    return 1 if name in ("kjent kode", "som et annet") else 0


def test_cells_of_one_look_get_one_look():
    sheet = rows(outcome("utseende: to nye koder"))
    assert re.findall(r's="(\d)"', sheet) == ["4", "5", "4"]


def test_names_and_the_choice_of_calculation_stand_where_the_schema_has_them():
    book = part(outcome("navn og beregning"), "xl/workbook.xml")
    assert re.findall(r"<(\w+)[ />]", book.partition("</sheets>")[2]) == [
        "externalReferences", "definedNames", "definedName", "calcPr", "oleSize",
        "customWorkbookViews",
    ]  # fmt: skip


def test_a_new_part_whose_name_has_other_letters_says_so():
    data = one_sheet(ONE)
    new = rebuilt(open_archive(data), {}, added={"xl/æ.xml": b"<a/>", "xl/a.xml": b"<b/>"})
    check_container(data, new)
    with zipfile.ZipFile(io.BytesIO(new)) as held:
        assert held.testzip() is None
        assert held.namelist()[-2:] == ["xl/æ.xml", "xl/a.xml"]
        assert [info.flag_bits for info in held.infolist()[-2:]] == [0x800, 0]


def test_what_is_no_value_is_refused():
    with pytest.raises(RefusedEdit, match="Ark!A1"):
        result(object(), A1, "", date1904=False)


def names(data):
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def fields(data):
    """By part: where the central record says that it begins, and the tags of its extra fields."""
    found = {}
    place = data.index(b"PK\1\2")
    while data[place : place + 4] == b"PK\1\2":
        name, extra, comment = struct.unpack_from("<3H", data, place + 28)
        (offset,) = struct.unpack_from("<L", data, place + 42)
        start = place + 46 + name
        tags, here = [], start
        while here < start + extra:
            tag, size = struct.unpack_from("<2H", data, here)
            tags.append(tag)
            here += 4 + size
        found[data[place + 46 : start].decode()] = (offset == 0xFFFFFFFF, 1 in tags)
        place = start + extra + comment
    return found


def test_wide_numbers_stay_wide_in_parts_that_stay_and_go_from_those_that_change():
    before = zipped_otherwise()
    wide = [name for name, (is_wide, has_field) in fields(before).items() if is_wide and has_field]
    changed = {"Ark": "xl/worksheets/sheet1.xml", "To": "xl/worksheets/sheet2.xml"}
    for sheet, name in changed.items():
        after = fields(patch(before, [SetCell(CellRef.of(sheet, "A1"), 5.0)]))
        assert [n for n, facts in after.items() if facts == (True, True)] == [
            n for n in wide if n != name
        ]
        assert after[name] == (False, False)
    assert set(wide) & set(changed.values())
