"""Laws that hold for any workbook and any edits: nothing is lost, and what is written is there."""

from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orxl.core.edits import AppendRows, Formula, ReplaceRows, SetCell
from orxl.core.refs import CellRef, column_letters
from orxl.core.values import BLANK
from orxl.xlsx import patch, read_bytes
from orxl.xlsx.xml.text import from_xstring, to_xstring
from tests.xlsx.books import sheet_xml, table_xml, workbook
from tests.xlsx.compare import losses

pytestmark = pytest.mark.slow

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="".join(map(chr, [*range(32), 0xFFFE, 0xFFFF])))
    | st.sampled_from("\t\n\r <&>\"'_x"),
    max_size=12,
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.one_of(TEXTS, NUMBERS, st.booleans(), st.just(BLANK))
CONTENTS = st.one_of(
    VALUES, st.builds(Formula, st.sampled_from(["A1*2", 'IF(A1<1,"æ","<")']), VALUES)
)
PLACES = st.tuples(st.integers(1, 6), st.integers(1, 6))


def written(at, value, has_address):
    address = f' r="{column_letters(at[1])}{at[0]}"' if has_address else ""
    if isinstance(value, str):
        return f'<c{address} t="str" s="1"><f>"{at}"</f><v>{escape(to_xstring(value))}</v></c>'
    if value is BLANK:
        return f'<c{address} s="2"/>'
    if isinstance(value, bool):
        return f'<c{address} t="b"><v>{int(value)}</v></c>'
    return f"<c{address}>\n<v>{value!r}</v><extLst/></c>"


@st.composite
def sheets(draw):
    """A sheet's rows with gaps, missing addresses, comments and line breaks, and its cells."""
    cells = draw(st.dictionaries(PLACES, VALUES.filter(lambda v: v == v), max_size=12))
    rows, last_row = "", 0
    for number in sorted({row for row, _ in cells}):
        inside, last = "", 0
        for at in sorted(at for at in cells if at[0] == number):
            may_lack = at[1] == last + 1
            inside += written(at, cells[at], not (may_lack and draw(st.booleans())))
            last = at[1]
        named = number != last_row + 1 or draw(st.booleans())
        gap = draw(st.sampled_from(["", "\n", "<!-- <row> -->", " "]))
        address = f' r="{number}"' if named else ""
        rows += f"{gap}<row{address}>{inside}</row>"
        last_row = number
    return rows


def contents(data):
    return {
        at: (cell.value, cell.formula)
        for at, cell in read_bytes(data).sheets[0].cells.items()
        if cell.value is not BLANK or cell.formula is not None
    }


@SLOW
@given(sheets(), st.dictionaries(PLACES, CONTENTS, max_size=8))
def test_edits_change_what_they_say_and_nothing_else(rows, edits):
    data = workbook({"Ark": sheet_xml(rows, before='<dimension ref="A1"/>'), "To": sheet_xml(rows)})
    new = patch(data, [SetCell(CellRef("Ark", *at), content) for at, content in edits.items()])
    expected = contents(data)
    for at, content in edits.items():
        expected.pop(at, None)
        if isinstance(content, Formula):
            expected[at] = (content.cached, content.text)
        elif content is not BLANK:
            expected[at] = (content, None)
    assert contents(new) == expected
    # Nodes of other rows, of other sheets and of the frame are all there still.
    touched = {row for row, _ in edits}
    lost = losses(data, new, ignore=("}dimension",))
    assert all(any(f"[{row}]" in line for row in touched) or "}row " in line or "}c " in line
               or "}c/" in line or "}row/" in line for line in lost)  # fmt: skip


@SLOW
@given(sheets(), st.dictionaries(PLACES, CONTENTS, max_size=8))
def test_the_same_edits_again_change_nothing(rows, edits):
    todo = [SetCell(CellRef("Ark", *at), content) for at, content in edits.items()]
    once = patch(workbook({"Ark": sheet_xml(rows)}), todo)
    assert contents(patch(once, todo)) == contents(once)


@SLOW
@given(sheets())
def test_no_edit_gives_the_very_same_bytes(rows):
    data = workbook({"Ark": sheet_xml(rows)})
    assert patch(data, []) == data


@SLOW
@given(
    st.lists(st.tuples(TEXTS, NUMBERS), max_size=6), st.lists(st.tuples(TEXTS, NUMBERS), max_size=4)
)
def test_replaced_and_appended_rows_are_the_tables_rows(replaced, appended):
    header = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
    rows = header + '<row r="2"><c r="A2" s="1"/></row><row r="3"><c r="D3"><v>1</v></c></row>'
    data = workbook(
        {"Ark": sheet_xml(rows)},
        tables={"Ark": [table_xml("tbl", "A1:B3", {"a": None, "b": None})]},
    )
    new = patch(data, [ReplaceRows("tbl", tuple(replaced)), AppendRows("tbl", tuple(appended))])
    book = read_bytes(new)
    found = [
        tuple(book.sheets[0][row, column].value for column in (1, 2))
        for row in book.table("tbl").data_rows
    ]
    wanted = replaced if replaced else [(BLANK, BLANK)]
    assert found == [*wanted, *appended]
    assert book.sheets[0][3, 4].value == 1.0


@given(st.text())
def test_excels_escapes_are_undone_exactly(text):
    assert from_xstring(to_xstring(text)) == text
