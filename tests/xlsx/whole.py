"""A small workbook with two tables side by side, and all that may refer to them."""

from __future__ import annotations

from tests.xlsx.books import MAIN, sheet_xml, table_xml, workbook

OWN = "tblX[[#This Row],[Sum]]*2"
SUM = "SUM($C$2:$C$4)"


def moving(row: int) -> str:
    """The formula of «Flyttes», which reads differently in each row."""
    return f"C{row}+{SUM}"


def text(a1: str, value: str, style: int = 0) -> str:
    look = f' s="{style}"' if style else ""
    return f'<c r="{a1}"{look} t="inlineStr"><is><t>{value}</t></is></c>'


def formula(a1: str, content: str, value: float, style: int = 0) -> str:
    look = f' s="{style}"' if style else ""
    return f'<c r="{a1}"{look}><f>{content}</f><v>{value}</v></c>'


HEADERS = {"B1": "Navn", "C1": "Sum", "D1": "Egen", "E1": "Flyttes", "G1": "Kode"}
ROWS = "".join(
    [
        '<row r="1">', *(text(a1, header) for a1, header in HEADERS.items()), "</row>",
        '<row r="2" spans="2:7">', text("B2", "a", 1), '<c r="C2" s="2"><v>1</v></c>',
        formula("D2", OWN, 2), formula("E2", moving(2), 7, 2), text("G2", "x", 3), "</row>",
        '<row r="3"><c r="A3"><f t="shared" ref="A3:A4" si="0">SUM(C$2:C3)</f><v>3</v></c>',
        text("B3", "b"), '<c r="C3"><v>2</v></c>', formula("D3", SUM, 6),
        formula("E3", moving(3), 8), text("G3", "y"), "</row>",
        '<row r="4" ht="30" customHeight="1" hidden="1" s="4" customFormat="1">',
        '<c r="A4"><f t="shared" si="0"/><v>6</v></c>', text("B4", "c", 3),
        '<c r="C4" s="2"><v>3</v></c>', formula("D4", OWN, 6, 1), formula("E4", moving(4), 9),
        "</row>",
        '<row r="6"><c r="A6"><v>7</v></c><c r="C6" s="4"/></row>',
    ]
)  # fmt: skip
OTHER = (
    "<row><c><f>SUM(Ark!C2:C4)</f><v>6</v></c>"
    '<c><f t="shared" ref="B1:B2" si="1">SUM(Ark!C$2:C3)</f><v>3</v></c></row>'
    '<row r="2"><c r="B2"><f t="shared" si="1"/><v>6</v></c><c r="C2" s="3"/></row>'
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts/><cellXfs count="5"><xf numFmtId="0"/>'
    '<xf numFmtId="49" fontId="1"/><xf numFmtId="4"/><xf numFmtId="0" quotePrefix="1"/>'
    '<xf numFmtId="14"/></cellXfs></styleSheet>'
)
RULES = (
    '<conditionalFormatting sqref="C2:C4 A1:H4 G2:G3"><cfRule type="expression" priority="1">'
    f"<formula>C2&gt;{SUM}</formula></cfRule></conditionalFormatting>"
    '<hyperlinks><hyperlink ref="B4" location="To!A1"/><hyperlink ref="B2:C4" location="To!A1"/>'
    "</hyperlinks>"
)
NAMES = (
    '<definedNames><definedName name="alt">Ark!$C$2:$C$4</definedName>'
    '<definedName name="_xlnm.Print_Area" localSheetId="0">Ark!$A$1:$H$4</definedName>'
    "</definedNames>"
)


def whole() -> bytes:
    head = '<dimension ref="A1:G4"/><cols><col min="1" max="3" style="2"/></cols>'
    columns = {"Navn": None, "Sum": None, "Egen": OWN, "Flyttes": moving(2)}
    tables = [table_xml("tblX", "B1:E4", columns), table_xml("tblY", "G1:G3", {"Kode": None})]
    return workbook(
        {"Ark": sheet_xml(ROWS, before=head, after=RULES), "To": sheet_xml(OTHER)},
        tables={"Ark": tables},
        names=NAMES,
        styles=STYLES,
        chain=f'<calcChain xmlns="{MAIN}"><c r="D2" i="1"/></calcChain>',
        extra={"xl/charts/chart1.xml": "<c><f>Ark!$C$2:$C$4</f></c>"},
    )
