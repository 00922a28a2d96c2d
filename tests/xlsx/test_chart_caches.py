"""What charts repeat of their cells follows the cells, and nothing else of a chart changes."""

from __future__ import annotations

import re

import pytest

from orxl.core.edits import AppendRows, Formula, ReplaceRows, SetCached, SetCell
from orxl.core.errors import FailedGate
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError
from orxl.xlsx import patch
from orxl.xlsx.gate import check
from orxl.xlsx.gate.chartpoints import _line as gate_line
from orxl.xlsx.write.chartcaches import _line as writer_line
from tests.xlsx.books import DECLARATION, part, replaced, sheet_xml, table_xml, workbook

NAME = "xl/charts/chart1.xml"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
ROWS = (
    '<row r="1"><c r="A1" t="str"><v>Navn</v></c><c r="B1" t="str"><v>Sum</v></c></row>'
    '<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2"><v>1</v></c></row>'
    '<row r="3"><c r="A3" t="str"><v>b</v></c><c r="B3"><f>B2*2</f><v>2</v></c></row>'
    '<row r="4"><c r="A4" t="str"><v>c</v></c></row>'
)
NUMBERS = (
    '<c:formatCode>#,##0</c:formatCode><c:ptCount val="3"/>'
    '<c:pt idx="0" formatCode="0"><c:v>1.0</c:v></c:pt>\n<c:pt idx="1"><c:v>2</c:v></c:pt>'
)
TEXTS = '<c:ptCount val="3"/>' + "".join(
    f'<c:pt idx="{n}"><c:v>{text}</c:v></c:pt>' for n, text in enumerate("abc")
)


def chart(
    numbers: str = NUMBERS, texts: str = TEXTS, *, values: str = "Ark!$B$2:$B$4", more: str = ""
) -> str:
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{C}"><!-- min --><c:ser>'
        '<c:tx><c:strRef><c:f>Ark!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0">'
        "<c:v>Sum</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:f>'Ark'!$A$2:$A$4</c:f><c:strCache>{texts}</c:strCache></c:strRef>"
        f"</c:cat><c:val><c:numRef><c:f>{values}</c:f><c:numCache>{numbers}</c:numCache>"
        f"</c:numRef></c:val></c:ser>{more}</c:chartSpace>"
    )


def book(drawn: str | bytes = "", *, table: bool = False) -> bytes:
    tables = {"Ark": [table_xml("tblX", "A1:B4", {"Navn": None, "Sum": None})]} if table else {}
    return workbook({"Ark": sheet_xml(ROWS)}, tables=tables, extra={NAME: drawn or chart()})


def at(a1: str) -> CellRef:
    return CellRef.of("Ark", a1)


def points(data: bytes, cache: str) -> dict[int, str]:
    found = re.findall(rf"<c:{cache}>(.*?)</c:{cache}>", part(data, NAME), re.DOTALL)[-1]
    pairs = re.findall(r'<c:pt idx="(\d+)"[^>]*><c:v>(.*?)</c:v></c:pt>', found)
    return {int(index): text for index, text in pairs}


def test_the_point_of_a_cell_that_changes_is_all_that_changes_in_the_chart():
    old = book()
    new = patch(old, [SetCached(at("B3"), "B2*2", 2.5)])
    assert part(new, NAME) == part(old, NAME).replace("<c:v>2</c:v>", "<c:v>2.5</c:v>")


def test_a_point_that_reads_the_value_already_keeps_its_spelling():
    old = book()
    assert part(patch(old, [SetCell(at("B2"), 1.0)]), NAME) == part(old, NAME)


@pytest.mark.parametrize(
    ("cell", "content", "numbers", "texts"),
    [
        ("B4", 7.0, {0: "1.0", 1: "2", 2: "7"}, None),
        ("B2", BLANK, {1: "2"}, None),
        ("B2", "null", {1: "2"}, None),
        ("B2", True, {1: "2"}, None),
        ("B2", Formula("1/0", CellError("#DIV/0!")), {1: "2"}, None),
        ("B2", Formula("B9"), {1: "2"}, None),
        ("A3", "<ny> & æ", None, {0: "a", 1: "&lt;ny&gt; &amp; æ", 2: "c"}),
        ("A2", 2026.0, None, {1: "b", 2: "c"}),
        ("A4", BLANK, None, {0: "a", 1: "b"}),
        ("C9", 9.0, {0: "1.0", 1: "2"}, {0: "a", 1: "b", 2: "c"}),
    ],
)
def test_a_point_reads_what_the_cell_holds_or_is_not_there(cell, content, numbers, texts):
    new = patch(book(), [SetCell(at(cell), content)])
    assert numbers is None or points(new, "numCache") == numbers
    assert texts is None or points(new, "strCache") == texts


def test_points_follow_a_table_that_grows_and_one_that_shrinks():
    old = book(table=True)
    grown = patch(old, [AppendRows("tblX", (("d", 4.0), ("e", 5.0)))])
    assert points(grown, "numCache") == {0: "1.0", 1: "2", 3: "4", 4: "5"}
    assert points(grown, "strCache") == dict(enumerate("abcde"))
    assert part(grown, NAME).count('<c:ptCount val="5"/>') == 2
    shrunk = patch(grown, [ReplaceRows("tblX", (("x", 9.0),))])
    assert points(shrunk, "numCache") == {0: "9"}
    assert points(shrunk, "strCache") == {0: "x"}
    assert part(shrunk, NAME).count('<c:ptCount val="1"/>') == 3


@pytest.mark.parametrize(
    "drawn",
    [
        chart(NUMBERS.replace('val="3"', 'val="2"')),  # hidden rows are left out
        chart(values="(Ark!$B$2:$B$3,Ark!$B$4)"),
        chart(values="Ark!$B$2:$C$4"),
        chart(values="Ark!$B:$B"),
        chart(values="[1]Ark!$B$2:$B$4"),
        chart(values="Ark!$B$2:<!-- -->$B$4"),
        chart(NUMBERS.replace('idx="1"', 'idx="0"')),
        chart(NUMBERS.replace('idx="1"', 'idx="3"')),
        chart(NUMBERS.replace("<c:v>2</c:v>", "<c:v>2</c:v><c:v>2</c:v>")),
    ],
)
def test_what_is_not_one_line_repeated_in_full_is_left_for_excel(drawn):
    old = book(drawn)
    edits = [SetCell(at("B2"), 5.0), SetCell(at("B3"), BLANK)]
    assert part(patch(old, edits), NAME) == part(old, NAME)


def test_a_chart_without_caches_keeps_its_bytes():
    bare = re.sub(r"<c:(num|str)Cache>.*?</c:\1Cache>", "", chart(), flags=re.DOTALL)
    old = book(bare)
    assert part(patch(old, [SetCell(at("B2"), 5.0)]), NAME) == bare == part(old, NAME)


def test_a_chart_in_another_encoding_with_remarks_and_odd_order_follows_too():
    odd = NUMBERS.replace("<c:v>2</c:v>", "<c:v>2<!-- to --></c:v>")
    first, second = re.findall(r"<c:pt .*?</c:pt>", odd)
    odd = odd.replace(first, "@").replace(second, first).replace("@", second)
    text = chart(odd).replace(' encoding="UTF-8"', ' encoding="UTF-16"')
    new = patch(book(text.encode("utf-16")), [SetCell(at("B4"), 4.0), SetCell(at("B3"), 6.0)])
    edited = patch(new, [SetCell(at("B3"), 8.0)])
    assert edited != new
    assert "<c:v>8</c:v>".encode("utf-16-le") in part_bytes(edited)


def part_bytes(data: bytes) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(NAME)


EDITS = [SetCell(at("B4"), 7.0), SetCached(at("B3"), "B2*2", 2.5), SetCell(at("A2"), BLANK)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<c:v>7</c:v>", "<c:v>8</c:v>"),  # not what the cell holds
        ("<c:v>2.5</c:v>", "<c:v>2</c:v>"),  # left as it was
        ('<c:pt idx="2"><c:v>7</c:v></c:pt>', ""),
        ("<c:v>1.0</c:v>", "<c:v>1</c:v>"),  # a cell that no edit names
        ("<c:v>b</c:v>", "<c:v>a</c:v>"),
        ('idx="2"><c:v>7', 'idx="1"><c:v>7'),
        ("#,##0", "0"),
        ("<c:v>Sum</c:v>", "<c:v>Annet</c:v>"),
        ("<!-- min -->", ""),
        ('<c:ptCount val="3"/><c:pt idx="1"><c:v>b', '<c:ptCount val="2"/><c:pt idx="1"><c:v>b'),
        ("$B$2:$B$4", "$B$2:$B$3"),
    ],
)
def test_the_gate_refuses_a_chart_that_says_anything_else(old, new):
    data = book()
    good = patch(data, EDITS)
    text = part(good, NAME)
    assert old in text
    with pytest.raises(FailedGate):
        check(data, replaced(good, NAME, text.replace(old, new, 1)), EDITS)


def test_the_gate_refuses_a_chart_that_is_left_behind():
    data = book()
    with pytest.raises(FailedGate):
        check(data, replaced(patch(data, EDITS), NAME, part(data, NAME)), EDITS)


FORMULAS = """
Ark!$A$1:$A$5|'Ark'!$A$1:$A$5|Ark!A1|Ark!$A$1 : $A$5|'It''s'!$B$2:$F$2|Ark 1!$A$1:$A$2
|'Ark 1'!$A$1:$A$2|Ark!$A$5:$A$1|Ark!$F$2:$B$2|Ark!$A$1:$B$2|Ark!$A:$A|Ark!$1:$1|$A$1:$A$5
|[1]Ark!$A$1|'[b.xlsx]Ark'!$A$1|Ark1:Ark2!$A$1|(Ark!$A$1,Ark!$A$3)|Ark!Navn|[0]!Navn|Ark!$A$01
|Ark!$A$1048577|Ark!$A$1048576|Ark!$XFE$1|Ark!$XFD$1|Ærø.2!$A$1:$A$9|#REF!|Ark!#REF!|=Ark!$A$1
| Ark!$A$1|Ark!$A$1 |Ark!$A$1:|Ark!$A$1:$A$2:$A$3|"Ark"!$A$1|''!$A$1|Ark!$A$1,|Ark!$A1:A$3
""".replace("\n", "").split("|")


@pytest.mark.parametrize("formula", FORMULAS)
def test_writer_and_gate_see_the_same_line_of_cells(formula):
    ours, theirs = writer_line(formula), gate_line(formula)
    assert (ours is None) == (theirs is None)
    if ours is not None and theirs is not None:
        sheet, places = theirs
        assert ours.sheet == sheet.casefold()
        assert ours.count == len(places)
        assert places.first == (ours.row, ours.column)
