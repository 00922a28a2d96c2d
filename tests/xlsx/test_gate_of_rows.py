"""The gate works out by itself what new rows and overwritten cells bring, and how they look."""

from dataclasses import replace

import pytest

from orxl.core.edits import (
    AppendRows,
    SetCell,
)
from orxl.core.errors import FailedGate
from orxl.core.values import BLANK
from orxl.xlsx import patch
from orxl.xlsx.gate import check
from orxl.xlsx.references.growth import Growth
from tests.xlsx.books import MAIN, part, replaced, sheet_xml, table_xml, workbook
from tests.xlsx.test_gate import SHEET, TABLE, at, book

TWO_ROWS = (
    '<row r="1"><c r="A1" t="str"><v>Navn</v></c><c r="B1" t="str"><v>Sum</v></c></row>'
    '<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2"><v>1</v></c></row>'
    '<row r="3"><c r="A3" t="str"><v>b</v></c><c r="B3"><v>2</v></c></row>'
)
READS_IT = (
    '<row r="1"><c r="A1"><f>SUM(Ark!B2:B3)</f><v>3</v></c>'
    '<c r="C1"><f t="shared" ref="C1:C2" si="0">SUM(Ark!B$2:B3)</f><v>3</v></c></row>'
    '<row r="2"><c r="C2"><f t="shared" si="0"/><v>3</v></c></row>'
)
CHART = '<c:chartSpace xmlns:c="http://chart"><c:f>Ark!$B$2:$B$3</c:f></c:chartSpace>'
PIVOT = (
    f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet">'
    '<worksheetSource ref="A1:B3" sheet="Ark"/></cacheSource></pivotCacheDefinition>'
)


def grown_book():
    rule = (
        '<conditionalFormatting sqref="B2:B3"><cfRule type="expression" priority="1">'
        "<formula>B2&gt;SUM($B$2:$B$3)</formula></cfRule></conditionalFormatting>"
    )
    data = workbook(
        {"Ark": sheet_xml(TWO_ROWS, after=rule), "To": sheet_xml(READS_IT)},
        tables={"Ark": [table_xml("tblX", "A1:B3", {"Navn": None, "Sum": None})]},
        names='<definedNames><definedName name="alt">Ark!$B$2:$B$3</definedName></definedNames>',
        extra={"xl/charts/chart1.xml": CHART, "xl/pivotCache/pivotCacheDefinition1.xml": PIVOT},
    )
    return data, [AppendRows("tblX", (("c", 3.0),))]


def test_a_reference_that_the_writer_lets_grow_too_far_is_caught(monkeypatch):
    data, edits = grown_book()
    right = Growth._corners

    def seven_too_far(self, part, *, wide):
        found = right(self, part, wide=wide)
        return found and (found[0], replace(found[1], row=found[1].row + 7))

    monkeypatch.setattr(Growth, "_corners", seven_too_far)
    with pytest.raises(FailedGate):
        patch(data, edits)


@pytest.mark.parametrize("name", ["formula", "ref", "sqref"])
def test_what_the_writer_does_not_let_follow_is_caught(monkeypatch, name):
    data, edits = grown_book()
    monkeypatch.setattr(Growth, name, lambda self, text, *_, **__: text)
    with pytest.raises(FailedGate):
        patch(data, edits)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", 'sqref="B2:B4"', 'sqref="B2:B3"'),
        ("xl/worksheets/sheet1.xml", "$B$4", "$B$3"),
        ("xl/worksheets/sheet2.xml", "SUM(Ark!B2:B4)", "SUM(Ark!B2:B3)"),
        ("xl/worksheets/sheet2.xml", "SUM(Ark!B2:B4)", "SUM(Ark!B2:B5)"),
        ("xl/workbook.xml", "$B$4", "$B$3"),
        ("xl/charts/chart1.xml", "$B$4", "$B$3"),
        ("xl/pivotCache/pivotCacheDefinition1.xml", "B4", "B3"),
        (TABLE, '<autoFilter ref="A1:B4"', '<autoFilter ref="A1:B3"'),
    ],
)
def test_one_place_that_does_not_follow_the_table_is_caught(name, old, new):
    data, edits = grown_book()
    good = patch(data, edits)
    text = part(good, name)
    assert old in text
    with pytest.raises(FailedGate):
        check(data, replaced(good, name, text.replace(old, new, 1)), edits)


@pytest.mark.parametrize(
    "name",
    [
        "xl/worksheets/sheet2.xml",
        "xl/workbook.xml",
        "xl/charts/chart1.xml",
        "xl/pivotCache/pivotCacheDefinition1.xml",
    ],
)
def test_a_part_that_does_not_follow_the_table_at_all_is_caught(name):
    data, edits = grown_book()
    with pytest.raises(FailedGate):
        check(data, replaced(patch(data, edits), name, part(data, name)), edits)


SHARED = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>1</v></c></row>'
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<f>B3*2</f>", '<f t="shared" si="0"/>'),
        ("<f>B3*2</f>", "<f>B2*2</f>"),
        ("<f>B2*2</f><v>1</v>", "<v>1</v>"),
    ],
)
def test_cells_that_shared_an_overwritten_formula_keep_theirs(old, new):
    data = workbook({"Ark": sheet_xml(SHARED)})
    edits = [SetCell(at("A1"), 7.0)]
    good = patch(data, edits)
    text = part(good, SHEET)
    assert old in text
    with pytest.raises(FailedGate):
        check(data, replaced(good, SHEET, text.replace(old, new, 1)), edits)


LOOKS = (
    '<row r="1"><c r="A1" s="1" t="str"><v>Navn</v></c><c r="B1" t="str"><v>Sum</v></c></row>'
    '<row r="2" ht="20" customHeight="1" hidden="1" spans="1:4"><c r="A2" s="3" t="str"><v>a</v>'
    '</c><c r="B2" s="4"><v>1</v></c><c r="D2"><v>9</v></c></row>'
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<row r="3" ht="20"', '<row r="3" ht="21"'),
        (' customHeight="1"><c r="A3"', '><c r="A3"'),
        ('<row r="3" ', '<row r="3" hidden="1" '),
        ('<c r="A3" s="3"', '<c r="A3"'),
        ('<c r="A3" s="3"', '<c r="A3" s="4"'),
        ('<c r="B3" s="4"/>', ""),
        ('<c r="E2" s="7">', '<c r="E2">'),
        ('spans="1:5"', 'spans="1:4"'),
        ('xml:space="preserve"', ""),
        ('<dimension ref="A1:E3"/>', '<dimension ref="A1:F3"/>'),
        ('<c r="E2" s="7"><v>5</v></c>', "<!---->"),
        ('<c r="D2"><v>9</v></c><c r="E2" s="7"><v>5</v></c>',
         '<c r="E2" s="7"><v>5</v></c><c r="D2"><v>9</v></c>'),
    ],
)  # fmt: skip
def test_new_cells_look_like_the_row_above_or_their_column(old, new):
    head = '<dimension ref="A1:D2"/><cols><col min="5" max="6" width="9" style="7"/></cols>'
    data = workbook(
        {"Ark": sheet_xml(LOOKS, before=head)},
        tables={"Ark": [table_xml("tblX", "A1:B2", {"Navn": None, "Sum": None})]},
    )
    edits = [AppendRows("tblX", ((" b", BLANK),)), SetCell(at("E2"), 5.0)]
    good = patch(data, edits)
    text = part(good, SHEET)
    assert old in text
    with pytest.raises(FailedGate):
        check(data, replaced(good, SHEET, text.replace(old, new, 1)), edits)


def test_a_new_row_in_the_wrong_place_is_caught():
    data = book()
    edits = [SetCell(at("A5"), 5.0)]
    good = patch(data, edits)
    new = '<row r="5"><c r="A5"><v>5</v></c></row>'
    text = part(good, SHEET)
    misplaced = text.replace(new, "").replace("</sheetData>", f"{new}</sheetData>")
    assert misplaced != text
    with pytest.raises(FailedGate, match="rekkefølge"):
        check(data, replaced(good, SHEET, misplaced), edits)
