"""A button on any workbook: nothing else changes, and the gate catches a writer that is wrong."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from orxl.core.button import Button
from orxl.core.errors import FailedGate, RefusedEdit
from orxl.core.refs import Range
from orxl.xlsx import add_button, read_bytes
from orxl.xlsx.gate.button import check_button
from orxl.xlsx.package import Package
from orxl.xlsx.write.button import VBA
from tests.xlsx.books import MAIN, part, replaced, sheet_xml, workbook, zipped

BUTTON = Button(Range.of("Ark", "E4:F5"), "Beregn & «kontroller»", "Kall", b"\xd0\xcfprosjekt")
TABBED = replace(BUTTON, ribbon=b"<customUI/>")
ROWS = '<row r="1"><c r="A1" t="str"><v> to  ord </v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
SHEET, OTHER, BOOK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
TYPES, LINKS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
SHEET_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
DRAWING, PROJECT = "xl/drawings/drawing1.xml", "xl/vbaProject.bin"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
SHAPE = (
    '<xdr:oneCellAnchor><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="7" name="Form"/></xdr:nvSpPr></xdr:sp>'
    "</xdr:oneCellAnchor>"
)


def book(front: str = sheet_xml(ROWS), other: str = sheet_xml(""), **options: str) -> bytes:
    return workbook({"Ark": front, "Andre": other}, **options)


def with_shapes(shapes: str = SHAPE, link: str = "rId1", root: str = "wsDr") -> bytes:
    """A workbook whose sheet has shapes already."""
    data = book(sheet_xml(ROWS, after=f'<drawing r:id="{link}"/>'))
    arrow = f'<Relationship Id="rId1" Type="{R}/drawing" Target="../drawings/drawing1.xml"/>'
    data = replaced(
        data, SHEET_LINKS, f'<Relationships xmlns="{PACKAGE}/relationships">{arrow}</Relationships>'
    )
    inside = f">{shapes}</xdr:{root}>" if shapes else "/>"
    return replaced(data, DRAWING, f'<xdr:{root} xmlns:xdr="{XDR}"{inside}')


def changed(old: bytes, new: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(old)) as a, zipfile.ZipFile(io.BytesIO(new)) as b:
        names = set(a.namelist())
        return {n for n in b.namelist() if n not in names or a.read(n) != b.read(n)}


def test_only_what_the_button_needs_is_new() -> None:
    old = book()
    new = add_button(old, BUTTON)
    assert changed(old, new) == {
        SHEET, OTHER, BOOK, TYPES, LINKS, SHEET_LINKS, DRAWING, PROJECT
    }  # fmt: skip
    assert read_bytes(new).sheets == read_bytes(old).sheets
    assert load_workbook(io.BytesIO(new)).sheetnames == ["Ark", "Andre"]
    with zipfile.ZipFile(io.BytesIO(new)) as held:
        assert held.read(PROJECT) == BUTTON.project
        assert held.testzip() is None


def test_the_shape_lies_on_its_cells_and_shows_its_caption() -> None:
    shape = part(add_button(book(), BUTTON), DRAWING)
    assert re.findall(r"<xdr:(col|row)>(\d+)<", shape) == [
        ("col", "4"), ("row", "3"), ("col", "6"), ("row", "5")
    ]  # fmt: skip
    assert 'macro="[0]!Kall"' in shape
    assert "<a:t>Beregn &amp; «kontroller»</a:t>" in shape


def test_the_workbook_is_said_to_have_macros() -> None:
    types = part(add_button(book(), BUTTON), TYPES)
    assert 'ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"' in types
    assert 'PartName="/xl/vbaProject.bin"' in types


def test_a_workbook_whose_type_is_the_default_of_its_ending_gets_one_of_its_own() -> None:
    old = book()
    types = re.sub(r'<Override PartName="/xl/workbook.xml"[^>]*/>', "", part(old, TYPES))
    new = add_button(replaced(old, TYPES, types), BUTTON)
    assert re.search(
        r'PartName="/xl/workbook.xml" ContentType="[^"]*macroEnabled', part(new, TYPES)
    )


def code_names(data: bytes) -> list[str]:
    return [
        name
        for sheet in Package(data).sheets
        for name in re.findall(r'codeName="(\w+)"', part(data, sheet.part))
    ]


def test_every_sheet_has_a_name_for_the_macros_and_keeps_one_it_has() -> None:
    front = sheet_xml(ROWS, before='<sheetPr filterMode="0"><tabColor rgb="FF0000"/></sheetPr>')
    other = sheet_xml("", before='<sheetPr codeName="Sheet1"/>')
    assert code_names(add_button(book(front, other), BUTTON)) == ["Sheet2", "Sheet1"]
    assert code_names(add_button(book(), BUTTON)) == ["Sheet1", "Sheet2"]


@pytest.mark.parametrize(
    ("settings", "after"),
    [
        ("", '<workbookPr codeName="ThisWorkbook"/>'),
        ('<workbookPr date1904="1"/>', '<workbookPr date1904="1" codeName="ThisWorkbook"/>'),
        ('<workbookPr codeName="Boka"/>', '<workbookPr codeName="Boka"/>'),
        (
            '<fileVersion appName="xl"/><bookViews><workbookView/></bookViews>',
            '<fileVersion appName="xl"/><workbookPr codeName="ThisWorkbook"/><bookViews>',
        ),
    ],
)
def test_the_workbook_has_a_name_for_the_macros(settings: str, after: str) -> None:
    assert after in part(add_button(book(settings=settings), BUTTON), BOOK)


def test_the_shape_comes_before_what_the_schema_puts_after_drawings() -> None:
    front = sheet_xml(ROWS, after="<pageMargins/><legacyDrawing r:id='rId9'/><extLst/>")
    text = part(add_button(book(front), BUTTON), SHEET)
    assert re.search(r"<pageMargins/><drawing [^>]+/><legacyDrawing", text)


def test_a_name_that_is_taken_is_not_used_for_the_drawing() -> None:
    old = replaced(book(), DRAWING, f'<xdr:wsDr xmlns:xdr="{XDR}"/>')
    new = add_button(old, BUTTON)
    assert "Kall" in part(new, "xl/drawings/drawing2.xml")
    assert part(new, DRAWING) == part(old, DRAWING)


def test_a_list_of_links_that_is_empty_gets_its_first() -> None:
    old = replaced(book(), SHEET_LINKS, f'<Relationships xmlns="{PACKAGE}/relationships"/>')
    assert "../" not in part(add_button(old, BUTTON), SHEET_LINKS)
    assert f'Target="/{DRAWING}"/></Relationships>' in part(add_button(old, BUTTON), SHEET_LINKS)


def test_a_sheet_that_is_a_chart_is_left_alone() -> None:
    old = book()
    links = part(old, LINKS).replace(
        'relationships/worksheet" Target="worksheets/sheet2',
        'relationships/chartsheet" Target="worksheets/sheet2',
    )
    old = replaced(old, LINKS, links)
    new = add_button(old, BUTTON)
    assert OTHER not in changed(old, new)


def test_the_button_comes_last_among_shapes_that_are_there() -> None:
    old = with_shapes()
    new = add_button(old, BUTTON)
    assert changed(old, new) == {SHEET, OTHER, BOOK, TYPES, LINKS, DRAWING, PROJECT}
    ids = re.findall(r'cNvPr id="(\d+)"', part(new, DRAWING))
    assert ids == ["7", "8"]
    assert part(new, DRAWING).startswith(part(old, DRAWING).removesuffix("</xdr:wsDr>"))


def test_other_ways_of_writing_xml_are_kept() -> None:
    front = sheet_xml(ROWS).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    front = front.replace("xmlns=", "xmlns:x=")
    old = book(front)
    wide = part(old, SHEET).replace("UTF-8", "UTF-16").encode("utf-16")
    new = add_button(replaced(old, SHEET, wide), BUTTON)
    with zipfile.ZipFile(io.BytesIO(new)) as held:
        text = held.read(SHEET).decode("utf-16")
    assert '<x:sheetPr codeName="Sheet1"/>' in text
    assert re.search(r"<x:drawing [^>]+/></x:worksheet>", text)


STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda d: replaced(d, "xl/vbaProject.bin", b"x"), "makroer fra før"),
        (lambda d: _linked(d, LINKS, VBA), "makroer fra før"),
        (lambda d: _linked(d, "_rels/.rels", f"{PACKAGE}/relationships/digital-signature/origin"),
         "signert"),
        (lambda d: replaced(d, BOOK, part(d, BOOK).replace(MAIN, STRICT)), "Strict"),
        (lambda d: with_shapes(link="rId5"), "Tegningene på arket «Ark»"),
        (lambda d: with_shapes(root="userShapes"), "Tegningene på arket «Ark»"),
        (lambda d: with_shapes(""), "Tegningene på arket «Ark»"),
    ],
    ids=["project", "linked project", "signed", "strict", "no drawing", "other root", "empty"],
)  # fmt: skip
def test_what_a_button_does_not_fit_is_refused(
    damage: Callable[[bytes], bytes], reason: str
) -> None:
    with pytest.raises(RefusedEdit, match=reason):
        add_button(damage(book()), BUTTON)


def _linked(data: bytes, links: str, kind: str) -> bytes:
    arrow = f'<Relationship Id="rId77" Type="{kind}" Target="ny.bin"/></Relationships>'
    return replaced(data, links, part(data, links).replace("</Relationships>", arrow))


@pytest.mark.parametrize("name", ["Borte", "Diagram"])
def test_a_sheet_that_cannot_have_it_is_refused(name: str) -> None:
    data = book()
    chart = part(data, LINKS).replace("relationships/worksheet", "relationships/chartsheet", 1)
    data = replaced(data, LINKS, chart)
    button = replace(BUTTON, place=Range.of("Ark" if name == "Diagram" else name, "A1"))
    with pytest.raises(RefusedEdit, match="har ikke arket"):
        add_button(data, button)


def edited(name: str, old: str, new: str) -> Callable[[bytes], bytes]:
    def edit(data: bytes) -> bytes:
        text = part(data, name)
        assert old in text, (name, old)
        return replaced(data, name, text.replace(old, new, 1))

    return edit


def dropped(name: str) -> Callable[[bytes], bytes]:
    def drop(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            return zipped({n: held.read(n) for n in held.namelist() if n != name})

    return drop


BREAKS = {
    "cell": edited(SHEET, "<v>2</v>", "<v>3</v>"),
    "white space in a cell": edited(SHEET, " to  ord ", "to ord"),
    "frame": edited(SHEET, "</sheetData>", "</sheetData><pageMargins/>"),
    "no shape on the sheet": lambda d: replaced(
        d, SHEET, re.sub(r"<drawing [^>]+/>", "", part(d, SHEET))
    ),
    "another sheet": edited(OTHER, "<sheetData>", '<sheetData><row r="9"/>'),
    "code name with more": edited(OTHER, 'codeName="Sheet2"', 'codeName="Sheet2" filterMode="1"'),
    "code name lost": edited(OTHER, ' codeName="Sheet2"', ""),
    "code name never given": edited(OTHER, '<sheetPr codeName="Sheet2"/>', ""),
    "the workbook's never given": edited(BOOK, '<workbookPr codeName="ThisWorkbook"/>', ""),
    "code name twice": edited(OTHER, 'codeName="Sheet2"', 'codeName="sheet1"'),
    "a new part": lambda d: replaced(d, "xl/ekstra.xml", "<a/>"),
    "a lost part": dropped("xl/styles.xml"),
    "project": lambda d: replaced(d, PROJECT, b"noe annet"),
    "project not linked": edited(LINKS, "office/2006/relationships/vbaProject", "x"),
    "link of another kind": edited(SHEET_LINKS, "relationships/drawing", "relationships/image"),
    "an old link changed": edited(LINKS, "worksheets/sheet2", "./worksheets/sheet2"),
    "content type of the workbook": edited(TYPES, "sheet.macroEnabled.main", "sheet.main"),
    "content type of a sheet": edited(TYPES, "worksheet+xml", "chartsheet+xml"),
    "a content type twice": edited(
        TYPES, "</Types>", '<Override PartName="/xl/vbaProject.bin" ContentType="x"/></Types>'
    ),
    "settings": edited(BOOK, "<sheets>", "<bookViews/><sheets>"),
    "place": edited(DRAWING, "<xdr:col>4<", "<xdr:col>5<"),
    "macro": edited(DRAWING, "[0]!Kall", "[0]!Annet"),
    "caption": edited(DRAWING, "kontroller»</a:t>", "slett»</a:t>"),
    "a second shape": edited(DRAWING, "<xdr:two", "<xdr:oneCellAnchor/><xdr:two"),
    "no number at all": edited(DRAWING, "<xdr:col>4<", "<xdr:col>fire<"),
    "another workbook": lambda d: replaced(
        replaced(d, "xl/workbook2.xml", part(d, BOOK)),
        "_rels/.rels",
        part(d, "_rels/.rels").replace("xl/workbook.xml", "xl/workbook2.xml"),
    ),
    "no rows": edited(OTHER, "<sheetData></sheetData>", ""),
    "damaged": lambda d: d[: len(d) // 2],
    "not well-formed": lambda d: replaced(d, BOOK, "<workbook"),
}  # fmt: skip


TAB, PACKAGE_LINKS = "customUI/customUI14.xml", "_rels/.rels"
TAB_BREAKS = {
    "another tab": lambda d: replaced(d, TAB, "<customUI></customUI>"),
    "a tab without a link": edited(PACKAGE_LINKS, "ui/extensibility", "ui/annet"),
    "an old link changed": edited(PACKAGE_LINKS, "xl/workbook.xml", "./xl/workbook.xml"),
    "content type of the tab": edited(
        TYPES, 'customUI14.xml" ContentType="application/xml"', 'customUI14.xml" ContentType="x"'
    ),
}


def test_the_tab_belongs_to_the_package() -> None:
    old = book()
    new = add_button(old, TABBED)
    more = changed(old, new) - changed(old, add_button(old, BUTTON))
    assert more == {TAB, PACKAGE_LINKS}
    assert part(new, TAB) == "<customUI/>"
    with pytest.raises(RefusedEdit, match="har en del «customUI/"):
        add_button(replaced(old, TAB, "<customUI/>"), TABBED)
    links = part(new, PACKAGE_LINKS)
    with pytest.raises(RefusedEdit, match="har en egen fane"):
        add_button(replaced(old, PACKAGE_LINKS, links), TABBED)


@pytest.mark.parametrize("what", TAB_BREAKS)
def test_the_gate_stops_a_wrong_writer_of_the_tab(what: str) -> None:
    old = book()
    new = add_button(old, TABBED)
    check_button(old, new, TABBED)
    with pytest.raises(FailedGate):
        check_button(old, TAB_BREAKS[what](new), TABBED)


def test_the_gate_stops_a_tab_that_nobody_asked_for() -> None:
    old = book()
    for made, wanted in ((TABBED, BUTTON), (BUTTON, TABBED)):
        with pytest.raises(FailedGate):
            check_button(old, add_button(old, made), wanted)


@pytest.mark.parametrize("what", BREAKS)
def test_the_gate_stops_a_wrong_writer(what: str) -> None:
    old = replaced(book(), "xl/styles.xml", f'<styleSheet xmlns="{MAIN}"/>')
    new = add_button(old, BUTTON)
    check_button(old, new, BUTTON)
    with pytest.raises(FailedGate):
        check_button(old, BREAKS[what](new), BUTTON)


@pytest.mark.parametrize(
    "break_it",
    [
        edited(DRAWING, 'id="7"', 'id="9"'),
        edited(DRAWING, 'id="8"', 'id="7"'),
        edited(DRAWING, "</xdr:wsDr>", f"{SHAPE}</xdr:wsDr>"),
        edited(SHEET_LINKS, "../drawings", "../drawings/../drawings"),
        edited(SHEET, 'r:id="rId1"', 'r:id="rId2"'),
    ],
)
def test_the_gate_knows_the_shapes_that_were_there(break_it: Callable[[bytes], bytes]) -> None:
    old = with_shapes()
    new = add_button(old, BUTTON)
    check_button(old, new, BUTTON)
    with pytest.raises(FailedGate):
        check_button(old, break_it(new), BUTTON)
