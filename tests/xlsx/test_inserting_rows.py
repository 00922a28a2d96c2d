"""Rows put in between a table's rows: all that refers follows, and nothing else is touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orxl.core.edits import Formula, InsertRows, SetCell
from orxl.core.errors import RefusedEdit
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.xlsx import patch, read_bytes
from orxl.xlsx.inserting import inserted
from tests.inserted.inserting import insert_rows
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
    PIVOT,
    SHEET,
    TABLE,
)

ODD = {
    (2, 2): "SUM(Ark!9:10)",
    (1, 3): 'ark!$B$10&"Ark!A7"&A9',
    (4, 2): "SUM(tblX[Tall])+[1]Ark!A7",
}
"""Whole rows, a sheet in small letters and another workbook: the tests' own insertion has none."""


@pytest.fixture(scope="module")
def old():
    return books.book()


def test_the_rows_are_filled_and_formulas_read_as_after_an_independent_insertion(old):
    new = read_bytes(patch(old, [INSERT]))
    wanted = insert_rows(read_bytes(old), "Ark", 7, 2)
    for sheet, other in zip(new.sheets, wanted.sheets, strict=True):
        mine = {at: (c.value, c.formula) for at, c in sheet.cells.items() if at[0] not in (7, 8)}
        theirs = {at: (c.value, c.formula) for at, c in other.cells.items() if at[0] not in (7, 8)}
        for at, text in ODD.items() if sheet.name == "To" else ():
            assert mine.pop(at)[1] == text
            theirs.pop(at)
        assert mine == theirs
        assert [t.ref for t in sheet.tables] == [t.ref for t in other.tables]
        assert sheet.merged == other.merged
    ark = new.sheets[0]
    assert [(ark[row, 1].value, ark[row, 3].value) for row in (7, 8)] == [(5, "ny"), (6, "to")]
    assert [(ark[row, 2].formula, ark[row, 2].style) for row in (7, 8)] == [
        ("A7*2", 2),
        ("A8*2", 2),
    ]
    assert [name.refers_to for name in new.names] == [name.refers_to for name in wanted.names]


def test_a_row_takes_the_height_of_the_row_above_and_is_not_hidden(old):
    text = part(patch(old, [INSERT]), SHEET)
    assert '<row r="7" ht="22" customHeight="1"><c r="A7" s="1"><v>5</v></c>' in text
    assert '<row r="9" ht="30" hidden="1">' in text


def test_edits_after_it_mean_the_rows_as_they_stand_then(old):
    cell = CellRef("Ark", 9, 1)
    again = replace(INSERT, before=9, rows=INSERT.rows[:1])
    new = read_bytes(patch(old, [SetCell(CellRef("Ark", 7, 1), 33.0), INSERT,
                                 SetCell(cell, 44.0, 33.0), again]))  # fmt: skip
    assert [new.sheets[0][row, 1].value for row in range(5, 12)] == [1, 2, 5, 6, 5, 44, 4]
    assert new.sheets[0][1, 1].formula == "SUM(A5:A11)"
    with pytest.raises(RefusedEdit, match="skulle inneholde"):
        patch(old, [INSERT, SetCell(CellRef("Ark", 7, 1), 1.0, 3.0)])


def test_no_rows_change_nothing(old):
    assert patch(old, [replace(INSERT, rows=())]) == old


@pytest.mark.parametrize("before", [6, 7, 8])
@pytest.mark.parametrize("count", [1, 3])
def test_every_place_between_the_rows_passes_the_gate(old, before, count):
    rows = ((BLANK, Formula("1+1", 2.0), None),) * count
    with pytest.raises(RefusedEdit, match="ingen formel"):
        patch(old, [InsertRows("tblX", before, rows)])
    new = patch(old, [InsertRows("tblX", before, ((BLANK, None, BLANK),) * count)])
    assert read_bytes(new).table("tblX").ref.a1 == f"A4:C{8 + count}"


def test_what_a_chart_repeats_of_the_cells_moves_along(old):
    text = part(patch(old, [INSERT]), CHART)
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{v}</c:v></c:pt>' for n, v in enumerate([1, 2, 5, 6, 3, 4])
    )
    assert f'<c:ptCount val="6"/>{points}' in text


def test_a_shared_formula_that_is_not_parted_stays_shared():
    rows = books.ROWS.replace("A10+$A$5", "10+$A$5")
    data = books.made(rows)
    text = part(patch(data, [INSERT]), SHEET)
    assert '<c r="E12"><f t="shared" ref="E12:E14" si="0">10+$A$5</f>' in text
    assert '<c r="E13"><f t="shared" si="0"/>' in text


def test_a_shared_formula_that_is_parted_is_written_out():
    rows = books.ROWS.replace(
        '<c r="A6" s="1"><v>2</v></c>',
        '<c r="A6" s="1"><f t="shared" ref="A6:A8" si="1">$D$1</f></c>',
    )
    for row in (7, 8):
        rows = rows.replace(
            f'<c r="A{row}" s="1"><v>{row - 4}</v></c>',
            f'<c r="A{row}" s="1"><f t="shared" si="1"/></c>',
        )
    text = part(inserted(books.made(rows), INSERT), SHEET)
    assert [f'<c r="A{row}" s="1"><f>$D$1</f></c>' in text for row in (6, 9, 10)] == [True] * 3


def test_a_row_inside_a_group_belongs_to_it():
    rows = books.ROWS
    for old in ('<row r="6" ', '<row r="7" '):
        rows = rows.replace(old, f'{old}outlineLevel="1" ')
    data = books.made(rows)
    assert '<row r="7" ht="22" customHeight="1" outlineLevel="1">' in part(
        patch(data, [INSERT]), SHEET
    )
    low = replace(INSERT, before=8)
    assert '<row r="8" ht="30">' in part(patch(data, [low]), SHEET)


def test_a_rule_for_cells_that_are_gone_stays_so():
    gone = _part(SHEET, 'sqref="A15"', 'sqref="#REF!"')()
    assert 'sqref="#REF!"' in part(patch(gone, [INSERT]), SHEET)


# --- refused --------------------------------------------------------------------------------------

_ONE = (
    '<conditionalFormatting sqref="{}"><cfRule type="expression" priority="9"><formula>{}</formula>'
)
_RULE = _ONE + "</cfRule></conditionalFormatting>"


def _ruled(sqref, formula):
    rule = _RULE.format(sqref, formula)
    return books.made(frame=books.FRAME.replace("<conditionalF", rule + "<conditionalF", 1))


def _above(cells):
    return books.made(books.ROWS.replace('<row r="4">', f'<row r="2">{cells}</row><row r="4">', 1))


def _part(name, old, new):
    def make():
        text = part(books.book(), name)
        assert old in text
        return replaced(books.book(), name, text.replace(old, new, 1))

    return make


def _framed(more):
    return _part(SHEET, '<drawing r:id="rIdD"/>', f'<drawing r:id="rIdD"/>{more}')


def _arrow(kind):
    new = f'<Relationship Id="x" Type="http://t/{kind}" Target="x.xml"/>'
    return _part(LINKS, "</Relationships>", f"{new}</Relationships>")


LINKED = (
    '<xml xmlns:x="urn:schemas-microsoft-com:office:excel"><x:FmlaLink>Ark!$A$8</x:FmlaLink></xml>'
)
REFUSED = {
    "first row": (books.book, replace(INSERT, before=5), "foran radene 6 til 8"),
    "below": (books.book, replace(INSERT, before=9), "foran radene 6 til 8"),
    "no table": (books.book, replace(INSERT, table="tblZ"), "ingen tabell"),
    "width": (books.book, replace(INSERT, rows=((1.0,),)), "har 1 verdier"),
    "two tables": (_part(BELOW, 'ref="A14:A15"', 'ref="E4:E8"'), INSERT, "tblY"),
    "array": (lambda: books.made(books.ROWS.replace('ref="F10:F11"', 'ref="F6:F11"')), INSERT,
              "matriseformel"),
    "data table": (lambda: _above('<c r="A2"><f t="dataTable" ref="A2" r1="A3"/></c>'), INSERT,
                   "datatabell"),
    "looks down": (lambda: _ruled("A1:A4", "A8&gt;1"), INSERT, "gjelder flere celler"),
    "looks up": (lambda: _ruled("A9:A12", "A6&gt;1"), INSERT, "gjelder flere celler"),
    "from afar": (lambda: books.made(other_frame=_RULE.format("A1:A9", "Ark!A7&gt;1")), INSERT,
                  "gjelder flere celler"),
    "relative name": (lambda: books.made(names=books.NAMES.replace("Ark!$A$8<", "Ark!A8<")),
                      INSERT, "gjelder flere celler"),
    "column formula": (lambda: books.made(own="A9*2"), INSERT, "gjelder flere celler"),
    "both ends named": (lambda: books.made(others=books.OTHERS.replace("Ark!7:8", "Ark!A1:Ark!A7")),
                        INSERT, "flere ark"),
    "several sheets": (lambda: books.made(others=books.OTHERS.replace("Ark!7:8", "A1:Ark!A7")),
                       INSERT, "flere ark"),
    "unknown frame": (_framed("<controls/>"), INSERT, "controls"),
    "unknown extension": (_part(SHEET, "<extLst>", '<extLst><ext uri="{1}"><noeNytt/></ext>'),
                          INSERT, "noeNytt"),
    "unknown arrow": (_arrow("queryTable"), INSERT, "queryTable"),
    "kept size": (_part(DRAWN, "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0"
                        "</xdr:colOff><xdr:row>3<", '<xdr:twoCellAnchor editAs="oneCell"><xdr:from>'
                        "<xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3<"), INSERT,
                  "beholde størrelsen"),
    "kept place": (_part(DRAWN, "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0"
                         "</xdr:colOff><xdr:row>9<", '<xdr:twoCellAnchor editAs="absolute">'
                         "<xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9<"),
                   INSERT, "beholde størrelsen"),
    "button": (_part(BOXES, 'ObjectType="Note"><x:Anchor>2, 15, 6',
                     'ObjectType="Button"><x:Anchor>2, 15, 6'), INSERT, "en knapp"),
    "running total": (lambda: books.made(books.ROWS.replace("<f>A7*2</f>", "<f>B6+A7</f>")
                                         .replace("<f>A6*2</f>", "<f>B5+A6</f>")), INSERT,
                      "ikke samme formel"),
    "no range": (_part(SHEET, 'hyperlink ref="C7"', 'hyperlink ref="C7;C8"'), INSERT, "C7;C8"),
    "consolidated": (_framed('<dataConsolidate><dataRefs><dataRef ref="A1" sheet="To"/></dataRefs>'
                             "</dataConsolidate>"), INSERT, "konsoliderer"),
    "linked field": (lambda: replaced(books.book(), "xl/drawings/vml2.vml", LINKED), INSERT,
                     "koblet til"),
    "own points": (lambda: replaced(books.book(), CHART, books.chart(
        '<c:dPt><c:idx val="2"/></c:dPt>')), INSERT, "hver for seg"),
    "full sheet": (lambda: books.made(books.ROWS.replace('<row r="20"', '<row r="1048575"')
                                      .replace("A20", "A1048575")), INSERT, "plass"),
    "strict": (_part(BOOK, "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                     "http://purl.oclc.org/ooxml/spreadsheetml/main"), INSERT, "Strict"),
    "embedded": (_part(BOOK, "</workbook>", '<oleSize ref="A1"/></workbook>'), INSERT,
                 "annet dokument"),
    "link in a drawing": (_part(LINKS, "</Relationships>", '<Relationship Id="h" Type="http://t/'
                                'hyperlink" Target="#Ark!A8" TargetMode="External"/>'
                                "</Relationships>"), INSERT, "#Ark!A8"),
    "many areas of a pivot": (_part(PIVOT, "worksheetSource", "rangeSet"), INSERT, "flere områder"),
    "no formula above": (lambda: books.made(books.ROWS.replace("<f>A6*2</f>", "")), INSERT,
                         "som kan fylles ned"),
    "array column": (_part(TABLE, "<calculatedColumnFormula>",
                           '<calculatedColumnFormula array="1">'), INSERT, "matriseformel"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_follow_is_refused_in_one_sentence(what):
    make, edit, said = REFUSED[what]
    with pytest.raises(RefusedEdit, match=said) as refused:
        patch(make(), [edit])
    assert refused.value.message.endswith(".")
    assert refused.value.remedy
