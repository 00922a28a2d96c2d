"""The gate must catch what a broken writer could do: each test breaks the writer's result."""

import io
import zipfile

import pytest

from orxl.core.edits import (
    AppendRows,
    Formula,
    RecommendReadOnly,
    SetCached,
    SetCell,
    SetFullCalcOnLoad,
    SetName,
)
from orxl.core.errors import FailedGate
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.xlsx import patch
from orxl.xlsx.gate import check
from orxl.xlsx.write.workspace import Workspace
from tests.xlsx.books import MAIN, part, replaced, sheet_xml, table_xml, workbook

SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"
ROWS = (
    '<row r="1"><c r="A1" t="str"><v>Navn</v></c><c r="B1" t="str"><v>Sum</v></c></row>'
    '<row r="2" ht="20"><c r="A2" s="3" t="str"><v>a</v></c><c r="B2"><f>A2*2</f><v>1</v></c>'
    '<c r="D2"><v>4</v></c></row><row r="7"><c r="A7"><v>7</v></c></row>'
)
AFTER = (
    '<conditionalFormatting sqref="A2:B2"><cfRule type="expression" priority="1">'
    '<formula>A2&gt;1</formula></cfRule></conditionalFormatting><pageMargins left="1"/>'
)


def at(a1):
    return CellRef.of("Ark", a1)


def book():
    return workbook(
        {
            "Ark": sheet_xml(ROWS, before='<dimension ref="A1:D7"/>', after=AFTER),
            "To": sheet_xml(""),
        },
        tables={"Ark": [table_xml("tblX", "A1:B2", {"Navn": None, "Sum": None})]},
        names='<definedNames><definedName name="a">1</definedName></definedNames>',
    )


def broken(edits, name, old, new):
    """The right result with one more change in it."""
    data = book()
    good = patch(data, edits)
    text = part(good, name)
    assert old in text
    return data, replaced(good, name, text.replace(old, new, 1))


EDIT = [SetCell(at("D2"), 5.0, expected=4.0)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<v>7</v>", "<v>8</v>"),
        ('<row r="7"><c r="A7"><v>7</v></c></row>', ""),
        ("</sheetData>", '<row r="9"><c r="A9"><v>1</v></c></row></sheetData>'),
        ("</sheetData>", '<row r="9"/></sheetData>'),
        ("<f>A2*2</f>", "<f>A2*3</f>"),
        ("<f>A2*2</f><v>1</v>", "<v>1</v>"),
        ('s="3"', 's="4"'),
        (' s="3"', ""),
        ('ht="20"', 'ht="21"'),
        ("<v>5</v>", "<v>5.0000000001</v>"),
        ("<v>5</v>", ""),
        ('<c r="D2">', '<c r="D2" s="1">'),
        ('<c r="D2"><v>5</v></c>', '<c r="E2"><v>5</v></c>'),
        ('<c r="D2"><v>5</v></c>', '<c r="D2"><v>5</v></c><c r="E2"><v>5</v></c>'),
        ('<c r="D2"><v>5</v></c>', '<c r="D2"><v>5</v><v>6</v></c>'),
        ('<c r="D2">', '<c r="D2" t="s">'),
        ("A1:D7", "A1:B2"),
        ('left="1"', 'left="2"'),
        ("A2&gt;1", "A2&gt;2"),
        ('sqref="A2:B2"', 'sqref="A2:B3"'),
        ("</worksheet>", "<legacyDrawing/></worksheet>"),
        ('standalone="yes"', 'standalone="no"'),
        ("<sheetData>", "<sheetData>tekst"),
        ("</worksheet>", "</worksheet"),
    ],
)
def test_one_change_too_many_in_the_sheet_is_caught(old, new):
    data, bad = broken(EDIT, SHEET, old, new)
    with pytest.raises(FailedGate):
        check(data, bad, EDIT)


@pytest.mark.parametrize(
    "edits",
    [
        [],
        [SetCell(at("D2"), 6.0)],
        [SetCell(at("D2"), "5")],
        [SetCell(at("D2"), BLANK)],
        [SetCell(at("D2"), Formula("5"))],
        [*EDIT, SetCell(at("E9"), 1.0)],
        [*EDIT, SetCached(at("B2"), "A2*2", 3.0)],
        [*EDIT, SetName("b", "2")],
        [*EDIT, SetFullCalcOnLoad(True)],
    ],
)
def test_an_edit_that_was_not_made_is_caught(edits):
    data = book()
    with pytest.raises(FailedGate):
        check(data, patch(data, EDIT), edits)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/worksheets/sheet2.xml", sheet_xml('<row r="1"/>')),
        ("_rels/.rels", "<a/>"),
        ("xl/new.xml", "<a/>"),
    ],
)
def test_a_part_that_no_edit_names_may_not_change(name, content):
    data = book()
    with pytest.raises(FailedGate):
        check(data, replaced(patch(data, EDIT), name, content), EDIT)


APPEND = [AppendRows("tblX", (("b", 3.0),))]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (TABLE, 'ref="A1:B3"', 'ref="A1:B2"'),
        (TABLE, '<autoFilter ref="A1:B3"', '<autoFilter ref="A1:B9"'),
        (TABLE, 'name="Sum"', 'name="Sum2"'),
        (SHEET, 'sqref="A2:B3"', 'sqref="A2:B4"'),
        (SHEET, 'sqref="A2:B3"', 'sqref="A2:D3"'),
        (SHEET, 'sqref="A2:B3"', 'sqref="A3:B3"'),
        (SHEET, "<v>3</v>", "<v>4</v>"),
        (SHEET, "</is></c>", '</is></c><c r="C3"><v>1</v></c>'),
        ("xl/workbook.xml", 'name="a">1<', 'name="a">2<'),
    ],
)
def test_one_change_too_many_around_a_table_is_caught(name, old, new):
    data, bad = broken(APPEND, name, old, new)
    with pytest.raises(FailedGate):
        check(data, bad, APPEND)


def test_a_damaged_zip_is_caught():
    data = book()
    good = bytearray(patch(data, EDIT))
    place = good.index(b"xl/worksheets/sheet1.xml") + 60
    good[place] ^= 0xFF
    with pytest.raises(FailedGate):
        check(data, bytes(good), EDIT)


def test_a_sheet_with_comments_is_judged_too():
    rows = '<!--x--><row r="1"><c r="A1"><v>1</v></c></row>'
    data = workbook({"Ark": sheet_xml(rows)})
    edits = [SetCell(at("B1"), 5.0)]
    good = patch(data, edits)
    check(data, good, edits)
    bad = replaced(good, SHEET, part(good, SHEET).replace("<v>1</v>", "<v>2</v>"))
    with pytest.raises(FailedGate):
        check(data, bad, edits)


ODD = (
    "<row><c><v>1</v></c></row><!-- <row> en --><row><c><v>2</v></c></row>"
    '<row r="9"><c><v>9</v></c></row><!-- to --><row><c><v>10</v></c></row><row/>'
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-be", "iso-8859-1"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<v>9</v>", "<v>8</v>"),
        ("<v>10</v>", "<v>8</v>"),
        ("<v>2</v></c></row>", "<v>2</v></c></row><row/>"),
        ("</sheetData>", "<row/></sheetData>"),
        ('<row><c r="B11"><v>7</v></c></row>', ""),
        ('<row r="9">', '<row r="8">'),
        ('<row r="9">', "<row>"),
        ("<!-- to -->", ""),
        ("<!-- to -->", "<!-- tre -->"),
        ("<!-- <row> en -->", "<!-- <row> en --><!-- x -->"),
        ("<?xml", "\n<?xml"),
        ("<worksheet", "<!-- x --><worksheet"),
        ("standalone", "standalonE"),
    ],
)
def test_rows_without_numbers_remarks_and_encodings_hide_nothing(codec, old, new):
    name = "utf-16" if codec == "utf-16-be" else codec

    def raw(text):
        data = text.replace('encoding="UTF-8"', f'encoding="{name}"').encode(codec)
        return b"\xfe\xff" + data if codec == "utf-16-be" else data

    data = replaced(workbook({"Ark": sheet_xml("")}), SHEET, raw(sheet_xml(ODD)))
    edits = [SetCell(at("B1"), 5.0), SetCell(at("A5"), 6.0), SetCell(at("B11"), 7.0)]
    good = patch(data, edits)  # has passed the gate
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        text = archive.read(SHEET).decode("utf-16" if "16" in codec else codec)
    assert old in text
    bad = text.replace(old, new, 1).removeprefix("\ufeff")
    if name == "utf-16":
        encoded = (b"\xfe\xff" if codec == "utf-16-be" else b"\xff\xfe") + bad.encode(
            "utf-16-be" if codec == "utf-16-be" else "utf-16-le"
        )
    else:
        encoded = bad.encode(codec)
    with pytest.raises(FailedGate):
        check(data, replaced(good, SHEET, encoded), edits)


def test_cells_that_held_it_all_along_are_found_in_rows_without_numbers():
    data = workbook({"Ark": sheet_xml(ODD)})
    check(data, data, [SetCell(at("A2"), 2.0), SetCell(at("A10"), 10.0)])
    with pytest.raises(FailedGate):
        check(data, data, [SetCell(at("A3"), 2.0)])


CHAIN = f'<calcChain xmlns="{MAIN}"><c r="B2" i="1"/></calcChain>'


def chained():
    return workbook({"Ark": sheet_xml(ROWS)}, chain=CHAIN)


def test_a_stale_calculation_chain_is_caught(monkeypatch):
    data = chained()
    monkeypatch.setattr(Workspace, "chain_removal", lambda self: ({}, set()))
    with pytest.raises(FailedGate):
        patch(data, [SetCell(at("B2"), 3.0)])


def test_a_calculation_chain_that_goes_for_nothing_is_caught():
    data = chained()
    gone = patch(data, [SetCell(at("B2"), 3.0)])
    edits = [SetCached(at("B2"), "A2*2", 9.0)]
    with pytest.raises(FailedGate):
        check(data, replaced(gone, SHEET, part(patch(data, edits), SHEET)), edits)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<definedNames>", '<definedNames><definedName name="b">3</definedName>'),
        ("</definedNames><calcPr", "</definedNames><!----><calcPr"),
        ('name="b">2', 'name="B">2'),
        (' fullCalcOnLoad="1"', ' fullCalcOnLoad="1" calcMode="manual"'),
    ],
)
def test_names_and_settings_are_what_was_declared_and_nothing_else(old, new):
    data = book()
    edits = [SetName("b", "2"), SetFullCalcOnLoad(True)]
    good = patch(data, edits)
    text = part(good, "xl/workbook.xml")
    assert old in text
    with pytest.raises(FailedGate):
        check(data, replaced(good, "xl/workbook.xml", text.replace(old, new, 1)), edits)


def test_names_stand_where_the_schema_puts_them():
    data = workbook({"Ark": sheet_xml(ROWS)})
    edits = [SetName("b", "2")]
    text = part(patch(data, edits), "xl/workbook.xml")
    names = '<definedNames><definedName name="b">2</definedName></definedNames>'
    assert text.count(f"</sheets>{names}<calcPr") == 1
    misplaced = text.replace(names, "").replace("<sheets>", f"{names}<sheets>")
    with pytest.raises(FailedGate):
        check(data, replaced(patch(data, edits), "xl/workbook.xml", misplaced), edits)


def test_other_dates_or_marks_in_the_zip_are_caught():
    data = book()
    good = patch(data, EDIT)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        infos = [(info, archive.read(info)) for info in archive.infolist()]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for info, content in infos:
            if info.filename == "_rels/.rels":
                info.date_time = (2001, 2, 3, 4, 5, 6)
            archive.writestr(info, content)
    with pytest.raises(FailedGate, match="andre merker"):
        check(data, buffer.getvalue(), EDIT)


def test_a_recommendation_that_was_not_made_and_one_that_was_not_asked_for() -> None:
    data = book()
    locked = patch(data, [RecommendReadOnly()])
    assert '<fileSharing readOnlyRecommended="1"/>' in part(locked, "xl/workbook.xml")
    assert patch(locked, [RecommendReadOnly()]) == locked
    with pytest.raises(FailedGate):
        check(data, data, [RecommendReadOnly()])
    with pytest.raises(FailedGate):
        check(data, locked, [])
