"""A small book by hand in which nearly everything refers to the rows of one table."""

from __future__ import annotations

from functools import cache

from orxl.core.edits import InsertRows
from tests.xlsx.books import DECLARATION, MAIN, PACKAGE, R, sheet_xml, table_xml, workbook

SHEET, OTHER, TABLE = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/tables/table1.xml"
BELOW, BOOK = "xl/tables/table2.xml", "xl/workbook.xml"
NOTES, BOXES, TALK = "xl/comments1.xml", "xl/drawings/vml1.vml", "xl/threadedComments/t1.xml"
DRAWN, CHART, PIVOT = (
    "xl/drawings/drawing1.xml", "xl/charts/chart1.xml",
    "xl/pivotCache/pivotCacheDefinition1.xml",
)  # fmt: skip
LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
INSERT = InsertRows("tblX", 7, ((5.0, None, "ny"), (6.0, None, "to")))
"""Two rows in front of row 7; the table's rows are 5 to 8."""


def text(at: str, said: str, style: str = "") -> str:
    return f'<c r="{at}"{style} t="inlineStr"><is><t>{said}</t></is></c>'


def _data(row: int, number: int, look: str = "") -> str:
    return (
        f'<row r="{row}"{look}><c r="A{row}" s="1"><v>{number}</v></c>'
        f'<c r="B{row}" s="2"><f>A{row}*2</f><v>{2 * number}</v></c>{text(f"C{row}", "x")}</row>'
    )


ROWS = (
    '<row r="1"><c r="A1"><f>SUM(A5:A8)</f><v>10</v></c><c r="B1"><f>A7+A6</f><v>5</v></c>'
    '<c r="C1"><f t="array" ref="C1">SUM(A5:A8*B5:B8)</f><v>60</v></c>'
    '<c r="D1"><f>A$6</f><v>2</v></c></row>'
    + '<row r="4">' + text("A4", "Tall") + text("B4", "Dobbelt") + text("C4", "Navn") + "</row>"
    + _data(5, 1) + _data(6, 2, ' ht="22" customHeight="1"') + _data(7, 3, ' ht="30" hidden="1"')
    + _data(8, 4)
    + '<row r="10"><c r="E10"><f t="shared" ref="E10:E12" si="0">A10+$A$5</f><v>1</v></c>'
    '<c r="F10"><f t="array" ref="F10:F11">A5:A6</f><v>1</v></c></row>'
    '<row r="11"><c r="E11"><f t="shared" si="0"/><v>1</v></c><c r="F11"><v>2</v></c></row>'
    '<row><c><f>A8</f><v>4</v></c><c r="E12"><f t="shared" si="0"/><v>1</v></c></row>'
    '<row r="14">' + text("A14", "K") + '</row><row r="15"><c r="A15"><v>9</v></c></row>'
    '<row r="20" ht="40" customHeight="1"><c r="A20"><f>SUM(A5:A15)</f><v>19</v></c></row>'
)  # fmt: skip
OTHERS = (
    '<row r="1"><c r="A1"><f>SUM(Ark!A5:A8)</f><v>10</v></c><c r="B1"><f>Ark!A7</f><v>3</v></c>'
    '<c r="C1"><f>ark!$B$8&amp;"Ark!A7"&amp;A9</f><v>8</v></c>'
    '<c r="D1"><f t="array" ref="D1">MAX(Ark!A6:A9)</f><v>4</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" ref="A2:A4" si="0">Ark!A5*2</f><v>2</v></c>'
    '<c r="B2"><f>SUM(Ark!7:8)</f><v>1</v></c><c r="C2"><f>SUM(Ark!A:A)</f><v>1</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>4</v></c></row>'
    '<row r="4"><c r="A4"><f t="shared" si="0"/><v>6</v></c>'
    '<c r="B4"><f>SUM(tblX[Tall])+[1]Ark!A7</f><v>10</v></c></row>'
)
FRAME = (
    '<protectedRanges><protectedRange sqref="A5:A8" name="p"/></protectedRanges>'
    '<mergeCells count="2"><mergeCell ref="G6:G8"/><mergeCell ref="A16:B16"/></mergeCells>'
    '<conditionalFormatting sqref="A5:C8"><cfRule type="expression" priority="1">'
    "<formula>$A5&gt;$A$8</formula></cfRule></conditionalFormatting>"
    '<conditionalFormatting sqref="A9:A20 C10"><cfRule type="expression" priority="2">'
    "<formula>A9&gt;$A$6</formula></cfRule></conditionalFormatting>"
    '<conditionalFormatting sqref="A3"><cfRule type="dataBar" priority="3"><dataBar>'
    '<cfvo type="formula" val="$A$7"/><cfvo type="max"/><color rgb="FF000000"/></dataBar></cfRule>'
    "</conditionalFormatting>"
    '<dataValidations count="2"><dataValidation type="list" sqref="C5:C8">'
    "<formula1>$A$5:$A$8</formula1></dataValidation>"
    '<dataValidation type="custom" sqref="A15"><formula1>A6+A15&gt;0</formula1></dataValidation>'
    "</dataValidations>"
    '<hyperlinks><hyperlink ref="C7" location="Ark!A8"/><hyperlink ref="A1" location="A20"/>'
    "</hyperlinks>"
    '<rowBreaks count="2" manualBreakCount="2"><brk id="4" max="16383" man="1"/>'
    '<brk id="6" max="16383" man="1"/></rowBreaks>'
    '<colBreaks count="1" manualBreakCount="1"><brk id="2" max="19" man="1"/></colBreaks>'
    '<cellWatches><cellWatch r="A8"/></cellWatches>'
    '<ignoredErrors><ignoredError sqref="B5:B8" numberStoredAsText="1"/></ignoredErrors>'
    '<drawing r:id="rIdD"/><legacyDrawing r:id="rIdV"/>'
    f'<extLst><ext xmlns:x14="{X14}" xmlns:xm="{XM}" uri="{{78C0D931}}">'
    "<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule><xm:f>$B5=$B$8</xm:f>"
    "</x14:cfRule><xm:sqref>B5:B8</xm:sqref></x14:conditionalFormatting>"
    "</x14:conditionalFormattings></ext>"
    f'<ext xmlns:x14="{X14}" xmlns:xm="{XM}" uri="{{05C60535}}"><x14:sparklineGroups>'
    "<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Ark!A5:A8</xm:f>"
    "<xm:sqref>H8</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    "</x14:sparklineGroups></ext></extLst>"
)
OTHER_FRAME = (
    '<conditionalFormatting sqref="A1:A9"><cfRule type="expression" priority="1">'
    "<formula>A1&gt;Ark!$A$7</formula></cfRule></conditionalFormatting>"
    '<dataValidations count="1"><dataValidation type="list" sqref="B9">'
    "<formula1>Ark!$A$5:$A$8</formula1></dataValidation></dataValidations>"
    '<hyperlinks><hyperlink ref="A7" location="\'Ark\'!B8"/></hyperlinks>'
)
NAMES = (
    '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Ark!$A$1:$C$8'
    '</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">Ark!$4:$4</definedName>'
    '<definedName name="Bunn">Ark!$A$8</definedName><definedName name="Topp">Ark!$A$4</definedName>'
    '<definedName name="Alt">SUM(Ark!$A$5:$A$8)</definedName></definedNames>'
)
_NOTE = (
    '<v:shape id="n{id}" type="#_x0000_t202" style="visibility:hidden"><x:ClientData '
    'ObjectType="Note"><x:Anchor>2, 15, {top}, 2, 4, 15, {end}, 9</x:Anchor><x:Row>{row}</x:Row>'
    "<x:Column>0</x:Column></x:ClientData></v:shape>"
)
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    + _NOTE.format(id=1, top=3, end=8, row=4) + _NOTE.format(id=2, top=6, end=10, row=7)
    + "</xml>"
)  # fmt: skip


def note(ref: str) -> str:
    return f'<comment ref="{ref}" authorId="0"><text><t>n</t></text></comment>'


def anchor(top: int, end: int, kept: str = "", shown: str = "") -> str:
    corner = "<xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row>".format
    off = "<xdr:rowOff>0</xdr:rowOff>"
    return (
        f"<xdr:twoCellAnchor{kept}><xdr:from>{corner(top)}{off}</xdr:from><xdr:to>{corner(end)}"
        f'{off}</xdr:to><xdr:sp macro="" textlink="{shown}"/><xdr:clientData/></xdr:twoCellAnchor>'
    )


def drawing(*anchors: str) -> str:
    return f'{DECLARATION}<xdr:wsDr xmlns:xdr="{XDR}">{"".join(anchors)}</xdr:wsDr>'


def chart(points: str = "") -> str:
    kept = "".join(f'<c:pt idx="{n}"><c:v>{n + 1}</c:v></c:pt>' for n in range(4))
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{C}"><c:ser><c:idx val="0"/>{points}'
        "<c:tx><c:strRef><c:f>Ark!$A$4</c:f></c:strRef></c:tx>"
        "<c:val><c:numRef><c:f>Ark!$A$5:$A$8</c:f><c:numCache><c:formatCode>0</c:formatCode>"
        f'<c:ptCount val="4"/>{kept}</c:numCache></c:numRef></c:val></c:ser></c:chartSpace>'
    )


def _arrow(number: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{number}" Type="{R}/{kind}" Target="{target}"/>'


def links(more: str = "") -> str:
    return (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        + _arrow("rId1", "table", "../tables/table1.xml")
        + _arrow("rId2", "table", "../tables/table2.xml")
        + _arrow("rIdD", "drawing", "../drawings/drawing1.xml")
        + _arrow("rIdV", "vmlDrawing", "../drawings/vml1.vml")
        + _arrow("rIdC", "comments", "../comments1.xml")
        + _arrow("rIdT", "threadedComment", "../threadedComments/t1.xml")
        + more + "</Relationships>"
    )  # fmt: skip


def made(
    rows: str = ROWS, frame: str = FRAME, others: str = OTHERS, other_frame: str = OTHER_FRAME,
    names: str = NAMES, chain: str | None = "<calcChain/>", own: str = "A5*2",
) -> bytes:  # fmt: skip
    size = '<dimension ref="A1:H20"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="4" '
    size += 'topLeftCell="A5" state="frozen"/><selection activeCell="A8" sqref="A8"/></sheetView>'
    size += "</sheetViews>"
    sort = '<sortState ref="A5:C8"><sortCondition ref="A5:A8"/></sortState>'
    kinds = {"Tall": None, "Dobbelt": own, "Navn": None}
    below = table_xml("tblY", "A14:A15", {"K": None}).replace('id="1"', 'id="2"', 1)
    return workbook(
        {
            "Ark": sheet_xml(rows, before=size, after=frame),
            "To": sheet_xml(others, after=other_frame),
        },
        tables={"Ark": [table_xml("tblX", "A4:C8", kinds, extra=sort), below]},
        names=names,
        chain=chain,
        styles=_STYLES,
        extra={
            LINKS: links(),
            NOTES: f'{DECLARATION}<comments xmlns="{MAIN}"><authors><author/></authors>'
            f"<commentList>{note('A5')}{note('A8')}</commentList></comments>",
            TALK: '<ThreadedComments xmlns="t"><threadedComment ref="A8" id="{1}"/>'
            "</ThreadedComments>",
            BOXES: _VML,
            DRAWN: drawing(anchor(0, 2), anchor(3, 7), anchor(9, 12, shown="$A$8")),
            CHART: chart(),
            PIVOT: f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet">'
            '<worksheetSource ref="A4:C8" sheet="Ark"/></cacheSource></pivotCacheDefinition>',
        },
    )


_STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1">'
    '<fill/></fills><borders count="1"><border/></borders><cellXfs count="3"><xf/><xf/><xf/>'
    "</cellXfs></styleSheet>"
)


@cache
def book() -> bytes:
    """The book of all that is here."""
    return made()
