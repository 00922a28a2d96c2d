"""How what is new is spelled, byte for byte: no attribute that nobody needs, no number that grows.

Other spellings mean the same, so the gate lets them pass; a file that is saved a hundred times
should not change without need all the same.
"""

import re
import struct

import pytest

from orxl.core.edits import AppendRows, Formula, SetCached, SetCell
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.xlsx import patch
from orxl.xlsx.write.content import formula, number, written
from tests.xlsx.books import one_sheet, part
from tests.xlsx.scenarios import zipped_otherwise
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
