"""XML made to hurt, in the parts that every reader opens: refused in one sentence, or harmless."""

from __future__ import annotations

import pytest

from orxl.xlsx.xml import tree
from tests.hostile.attack import read, refused, tried
from tests.xlsx.books import (
    DECLARATION,
    MAIN,
    PACKAGE,
    R,
    one_sheet,
    part,
    replaced,
    sheet_xml,
    workbook,
)

pytestmark = pytest.mark.slow

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
FRAME = (BOOK, "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
WHOLE = sheet_xml(ONE)
MANY = " ".join(f'b{n}=""' for n in range(20_000))
BARE = WHOLE.removeprefix(DECLARATION)
PREFIXED = BARE.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")


def doctype(inside: str, *, uses: str = "") -> str:
    return f'<?xml version="1.0"?><!DOCTYPE worksheet {inside}>{BARE}{uses}'


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "of nothing": doctype(""),
    "with entities in entities": doctype(f'[<!ENTITY l0 "ha">{LAUGHS}]'),
    "with one large entity": doctype(f'[<!ENTITY a "{"a" * 50_000}">]'),
    "that reads a file": doctype('[<!ENTITY a SYSTEM "file:///etc/passwd">]'),
    "that reads from the web": doctype('SYSTEM "http://example.invalid/a.dtd"'),
    "that is public": doctype('PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://example.invalid/x"'),
    "with parameters": doctype('[<!ENTITY % a SYSTEM "http://example.invalid/x"> %a;]'),
    "with attributes": doctype('[<!ATTLIST row r CDATA "7">]'),
    "behind a comment": f'<?xml version="1.0"?><!-- a --><!DOCTYPE a []>{BARE}',
    "without a declaration": f"<!DOCTYPE a>{BARE}",
    "in UTF-16": doctype('[<!ENTITY a "b">]').encode("utf-16"),
}
BROKEN: dict[str, str | bytes] = {
    "nothing": "",
    "spaces": "   \n",
    "no element": DECLARATION,
    "NULs": "\0" * 100,
    "a NUL in a text": WHOLE.replace("<v>1", "<v>\x001"),
    "a control character": WHOLE.replace("<v>1", "<v>\x0b1"),
    "bytes that are no UTF-8": WHOLE.encode().replace(b"<v>1", b"<v>\xff\xfe"),
    "overlong UTF-8": WHOLE.encode().replace(b"<v>1", b"<v>\xc0\xbc"),
    "a surrogate in UTF-8": WHOLE.encode().replace(b"<v>1", b"<v>\xed\xa0\x80"),
    "UTF-7": WHOLE.replace("UTF-8", "UTF-7"),
    "UTF-32": WHOLE.replace("UTF-8", "UTF-32").encode("utf-32"),
    "an unknown encoding": WHOLE.replace("UTF-8", "x-user-defined"),
    "EBCDIC": WHOLE.replace("UTF-8", "cp037").encode("cp037"),
    "an entity that is not there": WHOLE.replace("<v>1", "<v>&ond;"),
    "the character 0": WHOLE.replace("<v>1", "<v>&#0;"),
    "an escape by number": WHOLE.replace("<v>1", "<v>&#27;"),
    "half a pair by number": WHOLE.replace("<v>1", "<v>&#xD800;"),
    "a character beyond Unicode": WHOLE.replace("<v>1", "<v>&#x110000;"),
    "a number of 5000 digits": WHOLE.replace("<v>1", f"<v>&#{'9' * 5000};"),
    "an open element": WHOLE.replace("</worksheet>", ""),
    "an open tag": WHOLE.replace("</worksheet>", "</worksheet"),
    "an open comment": WHOLE.replace("</worksheet>", "<!-- "),
    "an open CDATA": WHOLE.replace("<v>1</v>", "<v><![CDATA[1</v>"),
    "an open instruction": WHOLE.replace("</worksheet>", "<?a "),
    "an open attribute": WHOLE.replace('r="A1"', 'r="A1'),
    "ends that cross": WHOLE.replace("</v></c>", "</c></v>"),
    "two roots": WHOLE + BARE,
    "text after the root": WHOLE + "hei",
    "the declaration twice": DECLARATION + WHOLE,
    "two dashes in a comment": WHOLE.replace("<sheetData>", "<!-- a -- b --><sheetData>"),
    "an attribute twice": WHOLE.replace('r="A1"', 'r="A1" r="A2"'),
    "an attribute twice by namespaces": WHOLE.replace(
        "<sheetData>", '<a xmlns:p="u" xmlns:q="u" p:x="1" q:x="2"/><sheetData>'
    ),
    "a prefix that nobody binds": WHOLE.replace("<sheetData>", "<p:a/><sheetData>"),
    "the prefix xmlns": WHOLE.replace("<sheetData>", '<a xmlns:xmlns="u"/><sheetData>'),
    "another root": f"{DECLARATION}<chart/>",
    "another namespace": WHOLE.replace(MAIN, "urn:noe:annet"),
    "depth": sheet_xml(ONE, after="<a>" * 2_000 + "</a>" * 2_000),
    "depth without an end": sheet_xml(ONE, after="<a>" * 20_000),
    "an endless name": sheet_xml(ONE, after=f"<{'a' * (9 * 2**20)}/>"),
    "row 0": sheet_xml('<row r="0"/>'),
    "row -1": sheet_xml('<row r="-1"/>'),
    "row 1048577": sheet_xml('<row r="1048577"/>'),
    "row 1e5": sheet_xml('<row r="1e5"/>'),
    "row ١": sheet_xml('<row r="١"/>'),
    "a row of 5000 digits": sheet_xml(f'<row r="{"9" * 5000}"/>'),
    "column XFE": sheet_xml('<row r="1"><c r="XFE1"/></row>'),
    "a column of 5000 letters": sheet_xml(f'<row r="1"><c r="{"A" * 5000}1"/></row>'),
    "cell A0": sheet_xml('<row r="1"><c r="A0"/></row>'),
    "a range for a cell": sheet_xml('<row r="1"><c r="A1:B2"/></row>'),
    "a cell of another row": sheet_xml('<row r="1"><c r="A2"/></row>'),
    "a cell twice": sheet_xml('<row r="1"><c r="A1"/><c r="A1"/></row>'),
    "a cell twice, once unnamed": sheet_xml('<row r="1"><c r="B1"/><c r="A1"/><c/></row>'),
    "a cell in a row twice": sheet_xml(ONE + ONE),
    "a cell twice, commented": sheet_xml('<row r="1"><c r="A1"/><!-- <c/> --><c r="A1"/></row>'),
    "a cell twice, with a prefix": PREFIXED.replace("</x:row>", '<x:c r="A1"/></x:row>'),
    "a date that is none": sheet_xml('<row r="1"><c r="A1" t="d"><v>9999-99-99</v></c></row>'),
    "style -1": sheet_xml('<row r="1"><c r="A1" s="-1"/></row>'),
    "style x": sheet_xml('<row r="1"><c r="A1" s="x"/></row>'),
    "a shared text that is not there": sheet_xml('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
    "shared text -1": sheet_xml('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'),
    "shared text 1E400": sheet_xml('<row r="1"><c r="A1" t="s"><v>1E400</v></c></row>'),
    "a merged range out of the sheet": sheet_xml(
        ONE, after='<mergeCells><mergeCell ref="A1:XFE9"/></mergeCells>'
    ),
}  # fmt: skip
HARMLESS: dict[str, str | bytes] = {
    "a mark of byte order": "\ufeff" + WHOLE,
    "UTF-16": WHOLE.replace("UTF-8", "UTF-16").encode("utf-16"),
    "20 000 attributes": sheet_xml(ONE, after=f"<a {MANY}/>"),
    "a long attribute": sheet_xml(ONE, after=f'<a b="{"c" * 100_000}"/>'),
    "xinclude": sheet_xml(ONE, after='<i:include xmlns:i="http://www.w3.org/2001/XInclude" '
        'href="file:///etc/passwd" parse="text"/>'),
    "a style sheet": WHOLE.replace("?>\n", '?>\n<?xml-stylesheet href="http://example.invalid/a.xsl"?>'),
    "a schema": sheet_xml(ONE, after='<a xmlns:x="http://www.w3.org/2001/XMLSchema-instance" '
        'x:schemaLocation="u http://example.invalid/a.xsd"/>'),
    "a base": sheet_xml(ONE, attributes=' xml:base="http://example.invalid/"'),
    "shared text without a number": sheet_xml('<row r="1"><c r="A1" t="s"><v/></c></row>'),
    "rows out of order": sheet_xml('<row r="2"/><row r="1"/>'),
    "an empty row twice": sheet_xml('<row r="1"/><row r="1"/>'),
    "a cell in a comment": sheet_xml('<row r="1"><c r="A1"/><!-- <c r="A1"/> --></row>'),
    "UTF-16 without its mark": WHOLE.replace("UTF-8", "UTF-16").encode("utf-16-le"),
    "a name in another script": WHOLE.replace("<sheetData>", "<стол/><sheetData>"),
}  # fmt: skip


@pytest.mark.parametrize("kind", DOCTYPES)
def test_a_doctype_is_refused(kind, tmp_path):
    refused(tmp_path, replaced(one_sheet(ONE), SHEET, DOCTYPES[kind]), "DOCTYPE")


@pytest.mark.parametrize("place", FRAME)
def test_a_doctype_is_refused_wherever_it_is(place, tmp_path):
    book = one_sheet(ONE)
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>'
    refused(tmp_path, replaced(book, place, part(book, place).replace("?>\n", f"?>{bomb}")),
            "DOCTYPE")  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_xml_is_refused(kind, tmp_path):
    refused(tmp_path, replaced(one_sheet(ONE), SHEET, BROKEN[kind]), "Kan ikke lese «bok.xlsx»")


@pytest.mark.parametrize("kind", HARMLESS)
def test_odd_xml_is_read_and_reaches_for_nothing(kind, tmp_path):
    said = read(tmp_path, replaced(one_sheet(ONE), SHEET, HARMLESS[kind]))
    assert "root:" not in said  # /etc/passwd


@pytest.mark.parametrize("place", [*FRAME, "xl/styles.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("content", ["", "<a>", "<a/>", "\0", "<a>" * 600 + "</a>" * 600])
def test_any_part_may_be_broken(place, content, tmp_path):
    book = workbook({"Ark": WHOLE}, strings=f'<sst xmlns="{MAIN}"/>',
                    styles=f'<styleSheet xmlns="{MAIN}"/>')  # fmt: skip
    tried(tmp_path, replaced(book, place, content))


def test_a_flood_of_elements_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tree, "MAX_TAGS", 2_000)
    refused(tmp_path, replaced(one_sheet(ONE), SHEET, sheet_xml(ONE, after="<a/>" * 3_000)))


ARROWS = {
    "a part that is not there": ('Target="worksheets/sheet1.xml"', 'Target="worksheets/borte.xml"'),
    "the workbook as a sheet": ("worksheets/sheet1.xml", "workbook.xml"),
    "the arrows as a sheet": ("worksheets/sheet1.xml", "_rels/workbook.xml.rels"),
    "out of the file": ("worksheets/sheet1.xml", "../../../etc/passwd"),
    "a file of this machine": ('Target="worksheets/sheet1.xml"', 'Target="file:///etc/passwd"'),
    "the web": ('Target="worksheets/sheet1.xml"',
                'TargetMode="External" Target="http://example.invalid/a.xml"'),
    "nowhere": ('Target="worksheets/sheet1.xml"', 'Target=""'),
    "no target": ('Target="worksheets/sheet1.xml"', ""),
    "another type": (f'Type="{R}/worksheet"', f'Type="{R}/image"'),
    "a type of 100 000 letters": (f'Type="{R}/worksheet"', f'Type="{"a" * 100_000}"'),
    "no id": ('Id="rId1"', ""),
    "another id": ('Id="rId1"', 'Id="rId99"'),
    "a folder": ("worksheets/sheet1.xml", "worksheets/"),
    "coded steps": ("worksheets/sheet1.xml", "%2e%2e/%2e%2e/etc/passwd"),
    "a broken code": ("worksheets/sheet1.xml", "worksheets/sheet%1.xml%"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ARROWS)
def test_a_sheet_that_is_nowhere_is_refused(kind, tmp_path):
    book, place = one_sheet(ONE), "xl/_rels/workbook.xml.rels"
    old, new = ARROWS[kind]
    text = part(book, place)
    assert old in text
    answers = tried(tmp_path, replaced(book, place, text.replace(old, new, 1)))
    assert all(answer.refused for answer in answers) or kind.startswith(
        ("another type", "a type of")
    )


LOOPS = {
    "to itself": "sheet1.xml",
    "to its own arrows": "_rels/sheet1.xml.rels",
    "to the workbook": "../workbook.xml",
    "to the package": "../../_rels/.rels",
    "to nothing": "borte.xml",
    "out of the file": "../../../../ut.xml",
}


@pytest.mark.parametrize("kind", ["table", "comments", "drawing", "vmlDrawing", "pivotTable",
                                  "hyperlink", "printerSettings", "oleObject"])  # fmt: skip
@pytest.mark.parametrize("loop", LOOPS)
def test_arrows_that_lead_in_a_ring_come_to_an_end(kind, loop, tmp_path):
    arrows = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{LOOPS[loop]}"/>' for n in (1, 2)
    )
    rels = f'<Relationships xmlns="{PACKAGE}/relationships">{arrows}</Relationships>'
    after = (
        '<drawing r:id="rId1"/><legacyDrawing r:id="rId1"/>'
        '<tableParts><tablePart r:id="rId1"/></tableParts>'
    )
    book = one_sheet(ONE, after=after)
    tried(tmp_path, replaced(book, "xl/worksheets/_rels/sheet1.xml.rels", rels))
