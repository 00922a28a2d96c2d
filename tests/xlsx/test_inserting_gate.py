"""The gate of rows that are put in between stops what did not follow, and what should not have."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from orxl.core.edits import Formula
from orxl.core.errors import FailedGate
from orxl.xlsx import patch
from orxl.xlsx.gate.archive import check_container
from orxl.xlsx.gate.insertedrows import check_inserted
from orxl.xlsx.inserting import inserted
from orxl.xlsx.references.insertion import Insertion
from orxl.xlsx.write import tablerows as rows
from tests.xlsx import inserted_books as books
from tests.xlsx.books import part, replaced
from tests.xlsx.inserted_books import (
    BELOW,
    BOOK,
    BOXES,
    CHART,
    DRAWN,
    INSERT,
    LINKS,
    NOTES,
    OTHER,
    PIVOT,
    SHEET,
    TABLE,
    TALK,
)

FAULTS = [
    (SHEET, "SUM(A5:A10)", "SUM(A5:A8)"),
    (SHEET, "<f>A9+A6</f>", "<f>A7+A6</f>"),
    (SHEET, "<f>A9+A6</f>", "<f>A9+A8</f>"),
    (SHEET, "SUM(A5:A10*B5:B10)", "SUM(A5:A8*B5:B10)"),
    (SHEET, "<f>A10*2</f>", "<f>A9*2</f>"),
    (SHEET, "A12+$A$5", "A10+$A$5"),
    (SHEET, 'ref="F12:F13"', 'ref="F10:F11"'),
    (SHEET, '<row r="22"', '<row r="20"'),
    (SHEET, '<row r="22" ht="40"', '<row r="22" ht="41"'),
    (SHEET, '<row r="9" ht="30" hidden="1">', '<row r="9" hidden="1">'),
    (SHEET, '<row r="9" ht="30" hidden="1">', '<row r="9" ht="30">'),
    (SHEET, '<row r="8" ht="22" customHeight="1">', '<row r="8">'),
    (SHEET, '<row r="8" ht="22" customHeight="1">', '<row r="8" ht="22" hidden="1">'),
    (SHEET, '<c r="A8" s="1"/>', '<c r="A8" s="2"/>'),
    (SHEET, '<c r="A8" s="1"/>', ""),
    (SHEET, '<c r="A8" s="1"/>', '<c r="A8" s="1"><v>0</v></c>'),
    (SHEET, '<c r="B8" s="2"/>', '<c r="B8" s="2"/><c r="D8"/><c r="E8"><v>1</v></c>'),
    (SHEET, '<c r="A9" s="1"><v>3</v></c>', '<c r="A9" s="1"><v>4</v></c>'),
    (SHEET, '<c r="A9" s="1"><v>3</v></c>', ""),
    (SHEET, '<c r="A9" s="1">', '<c r="A9">'),
    (SHEET, '<c r="F13"><v>2</v></c>', '<c r="F12"><v>2</v></c>'),
    (SHEET, 'dimension ref="A1:H22"', 'dimension ref="A1:H20"'),
    (SHEET, 'protectedRange sqref="A5:A10"', 'protectedRange sqref="A5:A8"'),
    (SHEET, 'mergeCell ref="G6:G10"', 'mergeCell ref="G6:G8"'),
    (SHEET, 'mergeCell ref="A18:B18"', 'mergeCell ref="A16:B16"'),
    (SHEET, 'sqref="A5:C10"', 'sqref="A5:C9"'),
    (SHEET, "$A5&gt;$A$10", "$A5&gt;$A$8"),
    (SHEET, 'sqref="A11:A22 C12"', 'sqref="A11:A22 C10"'),
    (SHEET, "A11&gt;$A$6", "A9&gt;$A$6"),
    (SHEET, "A11&gt;$A$6", "A11&gt;$A$8"),
    (SHEET, 'val="$A$9"', 'val="$A$7"'),
    (SHEET, 'sqref="C5:C10"', 'sqref="C5:C11"'),
    (SHEET, "$A$5:$A$10</formula1>", "$A$5:$A$8</formula1>"),
    (SHEET, 'sqref="A17"', 'sqref="A16"'),
    (SHEET, "A6+A17", "A6+A15"),
    (SHEET, 'hyperlink ref="C9"', 'hyperlink ref="C7"'),
    (SHEET, 'location="Ark!A10"', 'location="Ark!A8"'),
    (SHEET, 'location="A22"', 'location="A20"'),
    (SHEET, 'brk id="8"', 'brk id="6"'),
    (SHEET, 'brk id="4"', 'brk id="6"'),
    (SHEET, 'max="21"', 'max="19"'),
    (SHEET, 'cellWatch r="A10"', 'cellWatch r="A8"'),
    (SHEET, 'ignoredError sqref="B5:B10"', 'ignoredError sqref="B5:B8"'),
    (SHEET, "$B5=$B$10", "$B5=$B$8"),
    (SHEET, "<xm:sqref>B5:B10<", "<xm:sqref>B5:B8<"),
    (SHEET, "<xm:f>Ark!A5:A10<", "<xm:f>Ark!A5:A8<"),
    (SHEET, "<xm:sqref>H10<", "<xm:sqref>H8<"),
    (SHEET, 'topLeftCell="A5"', 'topLeftCell="A7"'),
    (OTHER, "SUM(Ark!A5:A10)", "SUM(Ark!A5:A8)"),
    (OTHER, "<f>Ark!A9</f>", "<f>Ark!A7</f>"),
    (OTHER, 'ark!$B$10&amp;"Ark!A7"', 'ark!$B$8&amp;"Ark!A7"'),
    (OTHER, '"Ark!A7"&amp;A9', '"Ark!A9"&amp;A9'),
    (OTHER, '"Ark!A7"&amp;A9', '"Ark!A7"&amp;A11'),
    (OTHER, "MAX(Ark!A6:A11)", "MAX(Ark!A6:A9)"),
    (OTHER, "<f>Ark!A9*2</f>", '<f t="shared" si="0"/>'),
    (OTHER, "SUM(Ark!9:10)", "SUM(Ark!7:8)"),
    (OTHER, "[1]Ark!A7", "[1]Ark!A9"),
    (OTHER, "Ark!$A$9</formula>", "Ark!$A$7</formula>"),
    (OTHER, "Ark!$A$5:$A$10</formula1>", "Ark!$A$5:$A$8</formula1>"),
    (OTHER, "'Ark'!B10", "'Ark'!B8"),
    (OTHER, 'hyperlink ref="A7"', 'hyperlink ref="A9"'),
    (TABLE, 'displayName="tblX" ref="A4:C10"', 'displayName="tblX" ref="A4:C8"'),
    (TABLE, 'autoFilter ref="A4:C10"', 'autoFilter ref="A4:C8"'),
    (TABLE, 'sortState ref="A5:C10"', 'sortState ref="A5:C8"'),
    (TABLE, 'sortCondition ref="A5:A10"', 'sortCondition ref="A5:A8"'),
    (TABLE, "A5*2", "A7*2"),
    (BELOW, 'ref="A16:A17"', 'ref="A14:A15"'),
    (BOOK, "Ark!$A$1:$C$10", "Ark!$A$1:$C$8"),
    (BOOK, "Ark!$A$10<", "Ark!$A$8<"),
    (BOOK, "Ark!$A$4<", "Ark!$A$6<"),
    (BOOK, "Ark!$4:$4", "Ark!$6:$6"),
    (BOOK, "SUM(Ark!$A$5:$A$10)", "SUM(Ark!$A$5:$A$8)"),
    (NOTES, 'ref="A10"', 'ref="A8"'),
    (NOTES, 'ref="A5"', 'ref="A7"'),
    (TALK, 'ref="A10"', 'ref="A8"'),
    (BOXES, "<x:Row>9<", "<x:Row>7<"),
    (BOXES, "8, 2, 4, 15, 12", "6, 2, 4, 15, 10"),
    (DRAWN, "<xdr:row>11<", "<xdr:row>9<"),
    (DRAWN, "<xdr:row>14<", "<xdr:row>12<"),
    (DRAWN, "<xdr:row>2<", "<xdr:row>4<"),
    (DRAWN, 'textlink="$A$10"', 'textlink="$A$8"'),
    (CHART, "Ark!$A$5:$A$10", "Ark!$A$5:$A$8"),
    (CHART, 'ptCount val="6"', 'ptCount val="4"'),
    (CHART, 'pt idx="5"', 'pt idx="3"'),
    (CHART, 'pt idx="4"><c:v>3<', 'pt idx="4"><c:v>9<'),
    (CHART, "Ark!$A$4", "Ark!$A$6"),
    (PIVOT, 'ref="A4:C10"', 'ref="A4:C8"'),
    ("xl/styles.xml", '<cellXfs count="3">', '<cellXfs count="4">'),
    (LINKS, "rIdT", "rIdU"),
]  # fmt: skip


@pytest.fixture(scope="module")
def old():
    return books.book()


@pytest.fixture(scope="module")
def made(old):
    """The book with its rows made, blank."""
    return inserted(old, INSERT)


@pytest.mark.parametrize(("name", "right", "wrong"), FAULTS)
def test_the_gate_stops_a_planted_fault(old, made, name, right, wrong):
    text = part(made, name)
    assert right in text
    with pytest.raises(FailedGate):
        check_inserted(old, replaced(made, name, text.replace(right, wrong, 1)), INSERT)


def test_the_gate_passes_what_was_written_and_nothing_else(old, made):
    check_container(old, made)
    check_inserted(old, made, INSERT)
    for other in (replace(INSERT, before=6), replace(INSERT, rows=INSERT.rows[:1])):
        with pytest.raises(FailedGate):
            check_inserted(old, made, other)
    with pytest.raises(FailedGate):
        check_inserted(old, old, INSERT)


def test_a_chain_that_stays_is_stopped(old, made):
    chained = books.made(chain=None)
    with pytest.raises(FailedGate):
        check_inserted(old, replaced(made, "xl/calcChain.xml", "<calcChain/>"), INSERT)
    assert inserted(chained, INSERT)


def test_what_is_filled_in_is_judged_too(old, monkeypatch):
    right = rows._own_formula
    monkeypatch.setattr(
        rows, "_own_formula", lambda *args: Formula(right(*args).text.replace("A", "B"))
    )
    with pytest.raises(FailedGate):
        patch(old, [INSERT])


WRITER = "orxl.xlsx.write.inserted"
MISTAKES = {
    "one row too low": (Insertion, "row", lambda self, row: row + 2 * (row > self.before)),
    "too far": (Insertion, "row", lambda self, row: row + 3 * (row >= self.before)),
    "ranges left": (Insertion, "ref", lambda _, text: text),
    "formulas left": (Insertion, "formula", lambda _, text, *rest: text),
    "links left": (Insertion, "location", lambda _, text, home: text),
    "frame left": (f"{WRITER}rows", "frame_splices", lambda *_: ()),
    "parts left": (f"{WRITER}rows", "other_parts", lambda *_: ()),
    "addresses left": (f"{WRITER}rows", "_numbers", lambda *_: ()),
    "shared ranges left": (f"{WRITER}rows", "_ranges", lambda *_: ()),
    "no new rows": (f"{WRITER}rows", "_new_rows", lambda *_: []),
    "new rows without looks": (f"{WRITER}rows", "row_looks", lambda *_: {}),
    "charts left": (f"{WRITER}parts", "chart_splices", lambda *_: []),
    "points left": (f"{WRITER}charts", "_cache", lambda *_: ()),
    "anchors left": (f"{WRITER}parts", "_anchor", lambda *_: ()),
    "notes left": (f"{WRITER}parts", "_notes", lambda *_: ()),
    "names left": (f"{WRITER}parts", "_names", lambda *_: ()),
    "breaks left": (f"{WRITER}frame", "_break", lambda *_: ()),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_gate_stops_a_writer_that_errs(old, monkeypatch, mistake):
    home, name, wrong = MISTAKES[mistake]
    monkeypatch.setattr(import_module(home) if isinstance(home, str) else home, name, wrong)
    with pytest.raises(FailedGate):
        inserted(old, INSERT)
