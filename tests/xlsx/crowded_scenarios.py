"""Tables with something in their way, and sheets that are written as few programs write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from orxl.core.edits import AppendRows, Edit, Formula, ReplaceRows, SetCached, SetCell
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from tests.xlsx.books import DECLARATION, MAIN, R, part, replaced, sheet_xml, table_xml, workbook

HEADER = '<row r="1"><c r="A1" t="str"><v>k</v></c><c r="B1" t="str"><v>l</v></c></row>'
ROW = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
THIRD = '<row r="3"><c r="A3"><v>3</v></c><c r="B3"><v>4</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
FREE: Mapping[str, str] = {
    "tom celle": '<row r="4"><c r="A4" s="0"/></row>',
    "til høyre": '<row r="4"><c r="C4"><v>1</v></c></row>',
    "langt under": '<row r="6"><c r="A6"><v>1</v></c></row>',
}
"""What a table of columns A and B, rows 1 to 3, may grow by two rows beside or above."""
TAKEN: Mapping[str, str] = {
    "i siste kolonne": '<row r="4"><c r="B4"><v>1</v></c></row>',
    "i siste rad": '<row r="5"><c r="A5"><v>1</v></c></row>',
    "formel uten verdi": '<row r="4"><c r="A4"><f>C1</f></c></row>',
    "matrise": '<row r="4"><c r="A4"><f t="array" ref="A4:A5">C1:C2</f><v>1</v></c></row>',
    "tom tekst": '<row r="4"><c r="A4" t="str"><v></v></c></row>',
}
MERGED = '<mergeCells><mergeCell ref="{}"/></mergeCells>'


@cache
def small(under: str = "", after: str = "", table: str = "") -> bytes:
    """A table of two columns and two rows, with what stands *under* it."""
    tables = [table_xml("tblL", "A1:B3", {"k": None, "l": None}, attributes=table)]
    rows = HEADER + ROW + THIRD + under
    return workbook({"Ark": sheet_xml(rows, after=after)}, tables={"Ark": tables})


@cache
def over_another() -> bytes:
    """A table with another one under it."""
    rows = HEADER + ROW + THIRD + HEADER.replace("1", "5") + ROW.replace("2", "6", 3)
    other = table_xml("tblM", "A5:B6", {"k": None, "l": None}).replace('id="1"', 'id="2"', 1)
    tables = [table_xml("tblL", "A1:B3", {"k": None, "l": None}), other]
    return workbook({"Ark": sheet_xml(rows)}, tables={"Ark": tables})


@cache
def over_a_pivot() -> bytes:
    pivot = (
        f'{DECLARATION}<pivotTableDefinition xmlns="{MAIN}" name="Pivot">'
        '<location ref="B5:C6"/></pivotTableDefinition>'
    )
    data = replaced(small(), "xl/pivotTables/pivotTable1.xml", pivot)
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    arrow = f'<Relationship Id="p" Type="{R}/pivotTable" Target="../pivotTables/pivotTable1.xml"/>'
    ends = "</Relationships>"
    return replaced(data, rels, part(data, rels).replace(ends, arrow + ends))


@cache
def tall() -> bytes:
    """Rows whose heights newer programs write down with a prefix."""
    rows = HEADER + ROW + THIRD.replace(' r="3"', ' r="3" ht="30" x:dyDescent="0.25" hidden="1"', 1)
    text = sheet_xml(rows, attributes=' xmlns:x="http://schemas.microsoft.com/office/x14ac"')
    tables = [table_xml("tblL", "A1:B3", {"k": None, "l": None})]
    return workbook({"Ark": text}, tables={"Ark": tables})


@cache
def sharing() -> bytes:
    """A shared formula whose own cell is in a table's last row, and a dependent outside."""
    third = (
        '<row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" ref="B3:D3" si="0">A$1+A3</f>'
        '<v>4</v></c><c r="D3"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    tables = [table_xml("tblL", "A1:B3", {"k": None, "l": None})]
    return workbook({"Ark": sheet_xml(HEADER + ROW + third)}, tables={"Ark": tables})


@cache
def chained() -> bytes:
    """A table without formulas in a workbook that has a calculation chain."""
    chain = f'<calcChain xmlns="{MAIN}"><c r="D1" i="1"/></calcChain>'
    first = HEADER.replace("</row>", '<c r="D1"><f>1+1</f><v>2</v></c></row>')
    tables = [table_xml("tblL", "A1:B3", {"k": None, "l": None})]
    return workbook({"Ark": sheet_xml(first + ROW + THIRD)}, tables={"Ark": tables}, chain=chain)


@cache
def volatile() -> bytes:
    """A formula that is to be calculated each time, beside a table."""
    first = HEADER.replace("</row>", '<c r="D1"><f ca="1">D2</f><v>2</v></c></row>')
    tables = [table_xml("tblL", "A1:B3", {"k": None, "l": "SUM(A$2:A$3)"})]
    return workbook({"Ark": sheet_xml(first + ROW + THIRD)}, tables={"Ark": tables})


@cache
def commented() -> bytes:
    """A comment on a cell in the table's last row."""
    comments = (
        f'{DECLARATION}<comments xmlns="{MAIN}"><authors><author/></authors><commentList>'
        '<comment ref="A3" authorId="0"><text><t>?</t></text></comment></commentList></comments>'
    )
    data = replaced(small(), "xl/comments1.xml", comments)
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    arrow = f'<Relationship Id="c" Type="{R}/comments" Target="../comments1.xml"/>'
    ends = "</Relationships>"
    return replaced(data, rels, part(data, rels).replace(ends, arrow + ends))


@cache
def arrayed() -> bytes:
    """An array formula in the table's last row."""
    third = '<row r="3"><c r="A3"><f t="array" ref="A3">SUM(D1:D2)</f><v>3</v></c></row>'
    tables = [table_xml("tblL", "A1:B3", {"k": None, "l": None})]
    return workbook({"Ark": sheet_xml(HEADER + ROW + third)}, tables={"Ark": tables})


def cells(*inside: str) -> str:
    """A row that leaves numbers out, as some programs write them."""
    return f"<row>{''.join(f'<c>{cell}</c>' for cell in inside)}</row>"


@cache
def numberless(beside: bool) -> bytes:
    """A table in rows and cells without numbers; *beside* it there may be a third column."""
    third = ("<v>9</v>",) if beside else ()
    rows = cells("<v>k</v>", "<v>l</v>", *third) + 2 * cells("<v>1</v>", "<v>2</v>", *third)
    rows += cells("<v>8</v>") if not beside else ""
    rows = rows.replace("<c><v>k", '<c t="str"><v>k').replace("<c><v>l", '<c t="str"><v>l')
    tables = [table_xml("tblL", "A1:B3", {"k": None, "l": None})]
    return workbook({"Ark": sheet_xml(rows)}, tables={"Ark": tables})


@cache
def bare() -> bytes:
    """A table whose last row has no cells, in a sheet with a comment between its rows."""
    first = HEADER.replace("</row>", '<c r="D1"><f ca="1">SUM(A2:A3)</f><v>1</v></c></row>')
    tables = [table_xml("tblL", "A1:B3", {"k": None, "l": None})]
    return workbook({"Ark": sheet_xml(f"{first}<!-- a -->{ROW}")}, tables={"Ark": tables})


@cache
def prefixed() -> bytes:
    """The same table without the comment, in a sheet whose elements all have a prefix."""
    first = HEADER.replace("</row>", '<c r="D1"><f ca="1">SUM(A2:A3)</f><v>1</v></c></row>')
    text = sheet_xml(first + ROW).partition("?>")[2].replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    text = text.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    tables = [table_xml("tblL", "A1:B3", {"k": None, "l": None})]
    return workbook({"Ark": text}, tables={"Ark": tables})


@cache
def followed() -> bytes:
    """What follows a table from sheets that no edit opens, and a pivot that reads it by name."""
    rule = (
        '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>'
        "A1&gt;SUM(Ark!A$2:A$3)</formula></cfRule></conditionalFormatting>"
    )
    pivot = (
        f'{DECLARATION}<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet">'
        '<worksheetSource name="tblL"/></cacheSource></pivotCacheDefinition>'
    )
    links = '<hyperlinks><hyperlink ref="A3" location="To!A1"/></hyperlinks>'
    return workbook(
        {"Ark": sheet_xml(HEADER + ROW + THIRD, after=links), "To": sheet_xml("", after=rule)},
        tables={"Ark": [table_xml("tblL", "A1:B3", {"k": None, "l": None})]},
        extra={"xl/pivotCache/pivotCacheDefinition1.xml": pivot},
    )


@cache
def blanked() -> bytes:
    """A formula that follows, in a section that hides it from a quick look."""
    inside = '<c r="D1"><f><![CDATA[SUM(A2:A3)]]></f><v>1</v></c></row>'
    tables = [table_xml("tblL", "A1:B3", {"k": None, "l": None})]
    rows = HEADER.replace("</row>", inside) + ROW + THIRD
    return workbook({"Ark": sheet_xml(rows)}, tables={"Ark": tables})


@cache
def sharing_twice() -> bytes:
    """Two formulas that are each shared by two cells, in the same two rows."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c>'
        + "".join(
            f'<c r="{column}{row}"><f t="shared"'
            + (f' ref="{column}1:{column}2" si="{si}">{text}</f>' if row == 1 else f' si="{si}"/>')
            + "<v>1</v></c>"
            for si, (column, text) in enumerate((("B", "A1+1"), ("C", "A1*2")))
        )
        + "</row>"
        for row in (1, 2)
    )
    return workbook({"Ark": sheet_xml(rows)})


@cache
def ruled() -> bytes:
    """Rules on some of a table's rows, not the last."""
    rule = '<cfRule type="top10" priority="1"/></conditionalFormatting>'
    after = "".join(
        f'<conditionalFormatting sqref="{ref}">{rule}' for ref in ("A2", "A1:B2", "B2 A3", "A5:A6")
    )
    return small("", after)


@cache
def raw(text: str) -> bytes:
    return workbook({"Ark": text})


WITHOUT_CELLS = f'{DECLARATION}<worksheet xmlns="{MAIN}"><dimension ref="A1"/></worksheet>'
NOT_A_SHEET = f'{DECLARATION}<dialogsheet xmlns="{MAIN}"><sheetData/></dialogsheet>'
LOOSE_ARRAY = '<row r="1"><c r="A1"><f t="array" ref="tull">B1:B2</f><v>1</v></c></row>'
ARRAY_COLUMN = table_xml("tblL", "A1:B3", {"k": None, "l": "A2:A3*2"}).replace(
    "<calculatedColumnFormula>", '<calculatedColumnFormula array="1">'
)


@cache
def with_array_column() -> bytes:
    return workbook({"Ark": sheet_xml(HEADER + ROW + THIRD)}, tables={"Ark": [ARRAY_COLUMN]})


def at(a1: str) -> CellRef:
    return CellRef.of("Ark", a1)


TWO = [AppendRows("tblL", ((5.0, 6.0), (7.0, 8.0)))]
ONE_LEFT = [ReplaceRows("tblL", ((9.0, 10.0),))]
CROWDED: Mapping[str, tuple[Callable[[], bytes], Sequence[Edit]]] = {
    **{f"fritt: {what}": (partial(small, rows), TWO) for what, rows in FREE.items()},
    **{f"trangt: {what}": (partial(small, rows), TWO) for what, rows in TAKEN.items()},
    "trangt: flettet": (partial(small, "", MERGED.format("B5:C6")), TWO),
    "fritt: flettet": (partial(small, "", MERGED.format("C4:D6")), TWO),
    "trangt: tabell": (over_another, TWO),
    "fritt: tabell": (over_another, [AppendRows("tblM", ((5.0, 6.0),))]),
    "trangt: pivot": (over_a_pivot, TWO),
    "høye rader": (tall, TWO),
    "høye rader, så færre": (tall, [*TWO, *ONE_LEFT]),
    "delt formel i raden som går": (sharing, ONE_LEFT),
    "færre rader uten formler": (chained, ONE_LEFT),
    "færre rader, og en formel": (chained, [*ONE_LEFT, SetCell(at("E1"), Formula("1", 1.0))]),
    "formel bort i en celle": (chained, [SetCell(at("D1"), 2.0)]),
    "formel bort med raden": (sharing, [*ONE_LEFT, SetCell(at("D3"), BLANK)]),
    "verdi ved siden av ny rad": (volatile, [SetCached(at("D1"), "D2", 4.0), *TWO]),
    "rader uten tall": (partial(numberless, False), ONE_LEFT),
    "celler uten tall": (partial(numberless, True), ONE_LEFT),
    "tomme rader": (tall, [AppendRows("tblL", ((BLANK, BLANK), (BLANK, 1.0)))]),
    "tomme rader under en tom": (bare, [AppendRows("tblL", ((BLANK, BLANK), (BLANK, 1.0)))]),
    "over den ene av to delte": (sharing_twice, [SetCell(at("B1"), 1.0)]),
    "regler på noen av radene": (ruled, TWO),
    "regler på noen av færre": (ruled, ONE_LEFT),
    "formel i en skjult del": (blanked, TWO),
    "område som ikke er et": (
        partial(raw, sheet_xml(ROW, before='<dimension ref="tull"/>')), [SetCell(at("C9"), 1.0)]
    ),
    "rader og forstavelse": (prefixed, TWO),
    "formel skrevet ordrett, og rader": (small, [SetCell(at("D1"), Formula("SUM(A2:A3)")), *TWO]),
    "rader, og formel skrevet ordrett": (small, [*TWO, SetCell(at("D1"), Formula("SUM(A2:A3)"))]),
    "det som følger med andre steder": (followed, TWO),
    "det som går med andre steder": (followed, ONE_LEFT),
    "merknad i raden som går": (commented, ONE_LEFT),
    "merknad i raden som blir": (
        commented, [ReplaceRows("tblL", ((9.0, 10.0), (3.0, 4.0), (5.0, 6.0)))]
    ),
    "venter på rader": (partial(small, "", "", ' insertRow="1"'), ONE_LEFT),
    "erstatning uten formel": (small, [ReplaceRows("tblL", ((None, 1.0),))]),
    "kolonne med matrise": (with_array_column, [AppendRows("tblL", ((5.0, None),))]),
    "ark uten celler": (partial(raw, WITHOUT_CELLS), [SetCell(at("A1"), 1.0)]),
    "ikke noe regneark": (partial(raw, NOT_A_SHEET), [SetCell(at("A1"), 1.0)]),
    "matrise uten område": (partial(raw, sheet_xml(LOOSE_ARRAY)), [SetCell(at("B1"), 1.0)]),
    "matrise i raden som går": (arrayed, ONE_LEFT),
}  # fmt: skip
