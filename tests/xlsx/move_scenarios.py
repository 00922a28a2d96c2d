"""Blocks moved down among what may stand in the way, read them, or follow: small books by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from orxl.core.grafts import MoveDown
from orxl.core.refs import MAX_ROW, Range
from tests.xlsx.books import MAIN, PACKAGE, R, part, replaced, sheet_xml, table_xml, workbook
from tests.xlsx.test_moving_down import AFTER, MOVE, ROWS, SHEET

LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def marked(sqref: str, formula: str, kind: str = "conditionalFormatting") -> str:
    """A rule for the cells *sqref*."""
    if kind == "dataValidations":
        inside = f'<dataValidation type="custom" sqref="{sqref}"><formula1>{formula}</formula1>'
        return f'<dataValidations count="1">{inside}</dataValidation></dataValidations>'
    rule = f'<cfRule type="expression" priority="7"><formula>{formula}</formula></cfRule>'
    return f'<conditionalFormatting sqref="{sqref}">{rule}</conditionalFormatting>'


def extended(sqref: str, formula: str) -> str:
    """A rule of a later Excel, which says its cells in an element."""
    return (
        f'<extLst><ext xmlns:x14="{X14}" xmlns:xm="{XM}" uri="{{78C0D931}}">'
        f"<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule><xm:f>{formula}</xm:f>"
        f"</x14:cfRule><xm:sqref>{sqref}</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings></ext></extLst>"
    )


def broken(*rows: int) -> str:
    """Breaks between pages, before these rows, and one between columns."""
    found = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in rows)
    return (
        f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{found}</rowBreaks>'
        '<colBreaks count="1" manualBreakCount="1"><brk id="5" man="1"/></colBreaks>'
    )


def merged(ref: str) -> str:
    return f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells>'


RULE, REST = AFTER.partition("<hyperlinks>")[0], "".join(AFTER.partition("<hyperlinks>")[1:])
AROUND: Mapping[str, str] = {
    "flettet": merged("A6:B6") + AFTER, "flettet under": merged("B8:C8") + AFTER,
    "flettet ved siden": merged("D1:E1") + AFTER, "brudd": AFTER + broken(3, 4, 6, 7),
    "ny regel": AFTER + extended("A6:A7", "D1"), "ny regel under": AFTER + extended("B8", "D1"),
    "ny regel ved siden": AFTER + extended("D1:D9", "D1>2"),
    "ny regel som leser": AFTER + extended("D1:D9", "$A$6>2"),
    "regel som leser": marked("D1:D9", "$A$6>2") + AFTER,
    "regel som leser alt": marked("D1:D9", "SUM($A:$B)>2") + AFTER,
    "regel ved siden": marked("D1:D9", "D5>$D$1") + AFTER,
    "regel over alt": marked("A1:B40", "D5>$D$1") + AFTER,
    "regel over noe": marked("A1:B5", "D5>$D$1") + AFTER,
    "regel som rekker under": marked("A1:A7", "D5>$D$1") + AFTER,
    "to områder": marked("A6:A40 B6:B9", "$A6+$B6+$D$1+To!A6+A5>3") + AFTER,
    "to områder, ett blir": marked("A6:A40 D1:D9", "$D$1>3") + AFTER,
    "for bred regel": marked("A6:D6", "$D$1>3") + AFTER,
    "like bred regel": marked("A4:B6", "SUM(A4:B6,A4:B7,A3:B6,A:A,4:6)>3") + AFTER,
    "fra første rad": marked("B4", "B4>3") + AFTER,
    "inndata": RULE + marked("B6:B40", "AND($A6>1,B6>0)", "dataValidations") + REST,
    "nesten sist": marked(f"A6:A{MAX_ROW - 1}", "$A6>3") + AFTER,
}  # fmt: skip
CELLS: Mapping[str, tuple[str, str]] = {
    "matrise": ("<f>1+1</f>", '<f t="array" ref="B6">1+1</f>'),
    "utseende uten innhold": ("</row><row r=\"5\">", '<c r="B4" s="2"/></row><row r="5">'),
    "noe over": ('<row r="4" ht', '<row r="3"><c r="B3"><v>5</v></c></row><row r="4" ht'),
    "noe nederst": ("</sheetData>", '<row r="8"><c r="A8"><v>1</v></c></row></sheetData>'),
    "noe rett under": ("</sheetData>", '<row r="7"><c r="A7"><v>1</v></c></row></sheetData>'),
    "formel under": ("</sheetData>", '<row r="7"><c r="B7"><f>1</f></c></row></sheetData>'),
    "noe til høyre": ("</sheetData>", '<row r="7"><c r="C7"><v>1</v></c></row></sheetData>'),
    "utseende under": (
        "</sheetData>",
        '<row r="7" ht="31"><c r="B7" s="3"/></row><row r="8"><c r="B8" s="3"/></row></sheetData>',
    ),
    "utseende under, tomt over": (
        '<c r="B6"><f>1+1</f><v>2</v></c></row></sheetData>',
        '</row><row r="8"><c r="B8" s="3"/></row></sheetData>',
    ),
    "rad med utseende": ('<row r="4" ht="20">', '<row r="4" ht="20" customHeight="1" s="2" '
                         'customFormat="1">'),
}  # fmt: skip
READERS: Mapping[str, str] = {
    "navn": "Ark!$A$6", "navn ved siden": "Ark!$D$5", "navn på alt": "Ark!$A$1:$B$99",
    "navn på rader": "Ark!$6:$6", "navn på kolonner": "Ark!$A:$B",
    "navn på første rader": "Ark!$1:$3",
}  # fmt: skip
MOVES: Mapping[str, MoveDown] = {
    "ingen rader": MoveDown(MOVE.area, 0), "ut av arket": MoveDown(MOVE.area, MAX_ROW - 5),
    "helt ned": MoveDown(MOVE.area, MAX_ROW - 6), "én rad": MoveDown(MOVE.area, 1),
    "langt": MoveDown(MOVE.area, 9), "bare navnet": MoveDown(Range.of("ark", "A4:B4"), 1),
    "til tabellen": MoveDown(Range.of("Ark", "A1:B2"), 3),
}  # fmt: skip


TOP = MoveDown(Range.of("Ark", "A1:B2"), 1)


@cache
def around(what: str) -> bytes:
    return _book(after=AROUND[what])


@cache
def with_cells(what: str) -> bytes:
    old, new = CELLS[what]
    data = _book()
    text = part(data, SHEET)
    assert old in text, old
    return replaced(data, SHEET, text.replace(old, new, 1))


@cache
def read_by_name(what: str) -> bytes:
    name = f'<definedName name="n">{READERS[what]}</definedName>'
    return _book(names=f"<definedNames>{name}</definedNames>")


@cache
def read_by_chart(formula: str) -> bytes:
    text = f'<c:chartSpace xmlns:c="{CHART}"><c:v>Ark!A6</c:v><c:f>{formula}</c:f></c:chartSpace>'
    return replaced(_book(), "xl/charts/chart1.xml", text)


@cache
def commented(at: str) -> bytes:
    data = _book()
    text = f'<comments xmlns="{MAIN}"><authors/><commentList><comment ref="{at}"/></commentList>'
    arrow = f'<Relationship Id="rId9" Type="{R}/comments" Target="../comments1.xml"/>'
    links = part(data, LINKS).replace("</Relationships>", f"{arrow}</Relationships>")
    assert PACKAGE in links
    return replaced(replaced(data, "xl/comments1.xml", f"{text}</comments>"), LINKS, links)


@cache
def two_tables() -> bytes:
    other = table_xml("tblY", "D1:D5", {"1": None}).replace(' id="1"', ' id="2"', 1)
    third = table_xml("tblZ", "A5:B6", {"Navn": None, "Sum": None}).replace(' id="1"', ' id="3"', 1)
    return _book(more=[other], others=[third])


def _book(
    after: str = AFTER, names: str = "", more: Sequence[str] = (), others: Sequence[str] = ()
) -> bytes:
    own = table_xml("tblX", "A5:B6", {"Navn": None, "Sum": None})
    tables = {"Ark": [*more, own], "To": list(others)}
    rows = '<row r="5"><c r="A5"><v>1</v></c><c r="B5"><f>D5*2</f></c></row>'
    sheets = {"Ark": sheet_xml(ROWS, after=after), "To": sheet_xml(rows)}
    return workbook(sheets, tables=tables, names=names)


def _moved(make: Callable[[], bytes], move: MoveDown) -> bytes:
    from orxl.xlsx import amend  # asked for anew: a mutant may have come

    return amend(make(), [move])


@cache
def move_scenarios() -> Mapping[str, Callable[[], bytes]]:
    """The scenarios by name."""
    makes: dict[str, Callable[[], bytes]] = {
        **{n: partial(around, n) for n in AROUND},
        **{n: partial(with_cells, n) for n in CELLS},
        **{n: partial(read_by_name, n) for n in READERS},
        **{f"diagram: {f}": partial(read_by_chart, f) for f in ("Ark!$A$6", "Ark!$D$1", "To!A6")},
        **{f"kommentar {at}": partial(commented, at) for at in ("A6", "B8", "D1")},
        "flere tabeller": two_tables,
    }
    return {
        **{f"flytt: {n}": partial(_moved, make, MOVE) for n, make in makes.items()},
        **{f"flytt: {n}": partial(_moved, _book, move) for n, move in MOVES.items()},
        **{
            f"flytt: fra toppen, {n}": partial(_moved, partial(read_by_name, n), TOP)
            for n in ("navn på kolonner", "navn på første rader")
        },
    }
