# ruff: noqa: E501 - a damage a line reads better than one an argument
"""Real files: each damage done to a package is reported by its own rule, at its place, alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.scenario import InputCells, Scenario, ScenarioList
from openpyxl.worksheet.worksheet import Worksheet

from orxl.app.check import check
from orxl.core.errors import UnreadableFile
from orxl.core.findings import Severity
from tests.helpers import TODAY
from tests.rules.sending.files import (
    BOOK,
    MAIN,
    OFFICE,
    SHEET,
    Change,
    attached,
    both,
    drawing,
    in_sheet,
    picture,
    pointing_out,
    replaced,
    shape,
    sound,
    with_openpyxl,
)

MS = "http://schemas.microsoft.com/office"
THREADS = f"{MS}/spreadsheetml/2018/threadedcomments"
CORE, APP, STYLES = "docProps/core.xml", "docProps/app.xml", "xl/styles.xml"
PERSONS = (
    f'<personList xmlns="{THREADS}"><person displayName="Kari Nordmann" id="{{1}}"/></personList>'
)


def sheet_of(book: Workbook) -> Worksheet:
    return book["Budsjett"]


@with_openpyxl
def note(book: Workbook) -> None:
    sheet_of(book)["B3"].comment = Comment("Er dette nok?", "Kari Nordmann")


@with_openpyxl
def second_sheet(book: Workbook) -> None:
    book.create_sheet("Notater")["A1"] = "Lønn"


@with_openpyxl
def hidden_name(book: Workbook) -> None:
    book.defined_names["Gammel"] = DefinedName("Gammel", attr_text="Budsjett!$B$2", hidden=True)


@with_openpyxl
def white(book: Workbook) -> None:
    sheet_of(book)["D9"] = "Hemmelig"
    sheet_of(book)["D9"].font = Font(color="FFFFFFFF")


@with_openpyxl
def themed_white(book: Workbook) -> None:
    sheet_of(book)["D9"] = "Hemmelig"
    sheet_of(book)["D9"].font = Font(color=Color(theme=0))


@with_openpyxl
def three_semicolons(book: Workbook) -> None:
    sheet_of(book)["B3"].number_format = ";;;"


@with_openpyxl
def grey(book: Workbook) -> None:
    sheet_of(book)["D9"] = "Foreløpig"
    sheet_of(book)["D9"].font = Font(color="FF999999")


@with_openpyxl
def grey_on_grey(book: Workbook) -> None:
    sheet_of(book)["D9"] = "Foreløpig"
    sheet_of(book)["D9"].fill = PatternFill("solid", start_color="FF595959")


def typed(value: object, at: str = "D9") -> Change:
    def change(book: Workbook) -> None:
        sheet_of(book)[at] = value

    return with_openpyxl(change)


@with_openpyxl
def footer(book: Workbook) -> None:
    sheet_of(book).oddFooter.left.text = "UTKAST"
    sheet_of(book).oddFooter.left.size = 9


@with_openpyxl
def print_area(book: Workbook) -> None:
    sheet_of(book).print_area = "A1:B5"


@with_openpyxl
def frozen_scrolled(book: Workbook) -> None:
    sheet_of(book).freeze_panes = "A4"
    sheet_of(book).sheet_view.topLeftCell = "A3"


@with_openpyxl
def merged(book: Workbook) -> None:
    sheet_of(book).merge_cells("A3:B3")


@with_openpyxl
def renamed(book: Workbook) -> None:
    sheet_of(book).title = "Ark1"


@with_openpyxl
def disguised_link(book: Workbook) -> None:
    sheet_of(book)["D9"] = "www.ks.no"
    sheet_of(book)["D9"].hyperlink = "https://ks.example.com/"
    sheet_of(book)["D9"].font = Font()


@with_openpyxl
def own_disk(book: Workbook) -> None:
    sheet_of(book)["D9"] = "Notatet"
    sheet_of(book)["D9"].hyperlink = "file:///C:/Users/kari/notat.docx"
    sheet_of(book)["D9"].font = Font()


@with_openpyxl
def hidden_row(book: Workbook) -> None:
    sheet_of(book).row_dimensions[3].hidden = True


@with_openpyxl
def hidden_column(book: Workbook) -> None:
    sheet_of(book).column_dimensions["B"].hidden = True


@with_openpyxl
def white_on_condition(book: Workbook) -> None:
    rule = FormulaRule(formula=["TRUE"], font=Font(color=Color(theme=0)))
    sheet_of(book).conditional_formatting.add("B3:B4", rule)


@with_openpyxl
def noughts_white(book: Workbook) -> None:
    rule = CellIsRule(operator="equal", formula=["0"], font=Font(color="FFFFFFFF"))
    sheet_of(book).conditional_formatting.add("B2:B4", rule)


@with_openpyxl
def tiny(book: Workbook) -> None:
    sheet_of(book)["D9"] = "Hemmelig"
    sheet_of(book)["D9"].font = Font(size=1)


@with_openpyxl
def squeezed_row(book: Workbook) -> None:
    sheet_of(book).row_dimensions[3].height = 1


@with_openpyxl
def squeezed_column(book: Workbook) -> None:
    sheet_of(book).column_dimensions["B"].width = 0.1


@with_openpyxl
def message(book: Workbook) -> None:
    check = DataValidation(type="whole", formula1="0", prompt="TODO: spør Kari")
    check.add("D9")
    sheet_of(book).add_data_validation(check)


@with_openpyxl
def scenario(book: Workbook) -> None:
    cut = Scenario(name="Kutt", user="Kari Nordmann", inputCells=[InputCells(r="B2", val="1")])
    sheet_of(book).scenarios = ScenarioList(scenario=[cut])


@with_openpyxl
def draft_chart(book: Workbook) -> None:
    chart = BarChart()
    chart.title = "UTKAST"
    chart.add_data(Reference(sheet_of(book), min_col=2, min_row=2, max_row=4))
    sheet_of(book).add_chart(chart, "C8")


PRINT_COLUMN = replaced(
    BOOK,
    "<definedNames/>",
    '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Budsjett!$A:$A'
    "</definedName></definedNames>",
)


def thread(comment: str) -> Change:
    """A comment in a thread with its twin of the old kind, as Excel writes them."""
    twin = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{9}}</author></authors><commentList>'
        '<comment ref="B3" authorId="0"><text><t>[Kommentartråd]</t></text></comment>'
        "</commentList></comments>"
    )
    return both(
        attached(SHEET, "comments", "xl/comments1.xml", twin),
        replaced("xl/worksheets/_rels/sheet1.xml.rels", "rIdNy", "rIdTvilling"),
        attached(
            SHEET,
            "threadedComment",
            "xl/threadedComments/threadedComment1.xml",
            f'<ThreadedComments xmlns="{THREADS}">{comment}</ThreadedComments>',
            family=f"{MS}/2017/10/relationships",
        ),
        attached(
            BOOK, "person", "xl/persons/person.xml", PERSONS, family=f"{MS}/2017/10/relationships"
        ),
    )


OPEN_THREAD = thread(
    '<threadedComment ref="B3" personId="{1}" id="{9}"><text>Er dette nok?</text></threadedComment>'
)
FILTER = both(
    hidden_row,
    replaced(
        "xl/tables/table1.xml",
        '<autoFilter ref="A1:B4"/>',
        '<autoFilter ref="A1:B4"><filterColumn colId="0"><filters><filter val="Møter"/></filters>'
        "</filterColumn></autoFilter>",
    ),
)
CONNECTION = (
    f'<connections xmlns="{MAIN}"><connection id="1" name="Regnskap" type="5">'
    '<dbPr connection="Provider=SQLOLEDB;Server=db1;User ID=kari;Password=hemmelig"/>'
    "</connection></connections>"
)
DDE = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="Excel" ddeTopic="Kurs"/></externalLink>'
EXTERNAL = (
    f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="rIdUt"/></externalLink>'
)
LINK_PART = "xl/externalLinks/externalLink1.xml"
LINKED = both(
    attached(BOOK, "externalLink", LINK_PART, EXTERNAL),
    pointing_out(LINK_PART, "externalLinkPath", "file:///M:/Regnskap.xlsx"),
)
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
    '<property name="Saksbehandler"><v>Kari Nordmann</v></property></Properties>'
)
PRINTER = "Kari-rom-512".encode("utf-16-le").ljust(64, b"\0") + bytes(100)
CONTROL_TWIN = shape("Knapp 1", attributes='hidden="1"').replace(
    "/><xdr:cNvSpPr/>",
    '><a:extLst><a:ext uri="{63B3BB69}"><a14:compatExt '
    'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" spid="_x0000_s1"/></a:ext>'
    "</a:extLst></xdr:cNvPr><xdr:cNvSpPr/>",
)
PROPERTY = '<dc:language xmlns:dc="http://purl.org/dc/elements/1.1/">nb-NO</dc:language>'

DAMAGES: list[tuple[str, Change, str, str | None]] = [
    ("a note", note, "U001", "B3"),
    ("an open thread", OPEN_THREAD, "U002", "B3"),
    ("a hidden sheet", both(second_sheet, replaced(BOOK, 'sheetId="2" state="visible"', 'sheetId="2" state="hidden"')), "U003", "Notater"),
    ("a very hidden sheet", both(second_sheet, replaced(BOOK, 'sheetId="2" state="visible"', 'sheetId="2" state="veryHidden"')), "U004", "Notater"),
    ("a hidden row", hidden_row, "U005", "A3"),
    ("a hidden column", hidden_column, "U006", "B1"),
    ("a hidden name", hidden_name, "U007", None),
    ("white on white", white, "U008", "D9"),
    ("white by theme", themed_white, "U008", "D9"),
    ("a format that shows nothing", three_semicolons, "U008", "B3"),
    ("a text of one point", tiny, "U008", "D9"),
    ("white on a condition", white_on_condition, "U008", "B3"),
    ("a squeezed row", squeezed_row, "U005", "A3"),
    ("a squeezed column", squeezed_column, "U006", "B1"),
    ("a message to whoever selects a cell", message, "U016", "D9"),
    ("a print area of one column", PRINT_COLUMN, "U020", "B1"),
    ("a scenario", scenario, "U045", "Budsjett"),
    ("another workbook", LINKED, "U009", None),
    ("a connection", attached(BOOK, "connections", "xl/connections.xml", CONNECTION), "U010", None),
    ("macros", attached(BOOK, "vbaProject", "xl/vbaProject.bin", b"\0", family=f"{MS}/2006/relationships"), "U011", None),
    ("a Word document", attached(SHEET, "package", "xl/embeddings/Brev.docx", b"PK"), "U012", "Budsjett"),
    ("who saved it last", replaced(CORE, "</cp:coreProperties>", "<cp:lastModifiedBy>Kari Nordmann</cp:lastModifiedBy></cp:coreProperties>"), "U013", None),
    ("a manager", replaced(APP, "</Properties>", "<Manager>Ola Dahl</Manager></Properties>"), "U013", None),
    ("a custom property", attached("", "custom-properties", "docProps/custom.xml", CUSTOM), "U014", None),
    ("a placeholder", typed("Saken gjelder {saksnummer}"), "U015", "D9"),
    ("an unfinished text", typed("Vedtatt xx. juni"), "U016", "D9"),
    ("a draft mark in a cell", typed("UTKAST 3"), "U017", "D9"),
    ("a draft mark in a footer", footer, "U017", "Budsjett"),
    ("a draft mark in a text box", drawing(shape("Tekst 1", "Utkast")), "U017", "C8"),
    ("a filter", FILTER, "U018", "A1"),
    ("a frozen pane, scrolled", frozen_scrolled, "U019", "A3"),
    ("a print area", print_area, "U020", "B6"),
    ("a picture without a word", drawing(picture("Bilde 1")), "U021", "C8"),
    ("no header row", replaced("xl/tables/table1.xml", 'headerRowCount="1"', 'headerRowCount="0"'), "U022", "A1"),
    ("grey on white", grey, "U023", "D9"),
    ("black on dark grey", grey_on_grey, "U023", "D9"),
    ("merged cells in the table", merged, "U024", "A3"),
    ("a sheet called Ark1", renamed, "U025", "Ark1"),
    ("WEBSERVICE", typed('=_xlfn.WEBSERVICE("https://api.example.no/")'), "U026", "D9"),
    ("DDE in a formula", typed("=cmd|'/c calc'!A0"), "U026", "D9"),
    ("DDE as LibreOffice writes it", typed('=DDE("soffice","/a.ods","Ark1.A1")'), "U026", "D9"),
    ("DDE in a link", attached(BOOK, "externalLink", LINK_PART, DDE), "U026", None),
    ("a link to an own disk", own_disk, "U027", "D9"),
    ("a disguised link", disguised_link, "U027", "D9"),
    ("a computed link", typed('=HYPERLINK(A2&".no","Se her")'), "U027", "D9"),
    ("a signature", attached("", "origin", "_xmlsignatures/origin.sigs", b""), "U028", None),
    ("no title", replaced(CORE, "Budsjett for møter", ""), "U029", None),
    ("no language", replaced(CORE, PROPERTY, ""), "U030", None),
    ("a linked picture", both(drawing(picture("Logo", 'descr="Kommunens logo"', 'r:link="rIdUt"')), pointing_out("xl/drawings/drawing1.xml", "image", "file:///M:/logo.png")), "U031", "C8"),
    ("custom XML", attached(BOOK, "customXml", "customXml/item1.xml", "<sak/>"), "U032", None),
    ("a printer", attached(SHEET, "printerSettings", "xl/printerSettings/printerSettings1.bin", PRINTER), "U033", None),
    ("ink", attached(SHEET, "customXml", "xl/ink/ink1.xml", "<ink/>"), "U034", "Budsjett"),
    ("persons without comments", attached(BOOK, "person", "xl/persons/person.xml", PERSONS, family=f"{MS}/2017/10/relationships"), "U035", None),
    ("a reserved file", replaced(BOOK, "<workbookPr", '<fileSharing userName="Ola Dahl"/><workbookPr'), "U040", None),
    ("a pivot's copy", attached(BOOK, "pivotCacheRecords", "xl/pivotCache/pivotCacheRecords1.xml", "<r/>"), "U041", None),
    ("an add-in", attached("", "webextension", "xl/webextensions/webextension1.xml", "<w/>"), "U042", None),
    ("the folder", replaced(BOOK, "<sheets>", f'<x15ac:absPath xmlns:x15ac="{MS}/spreadsheetml/2010/11/ac" url="C:\\Users\\kari\\"/><sheets>'), "U043", None),
    ("a hidden text box", drawing(shape("Tekst 1", "Lønn", 'hidden="1"')), "U044", "C8"),
]  # fmt: skip

HARMLESS: list[tuple[str, Change]] = [
    ("nothing", lambda data: data),
    ("another visible sheet", second_sheet),
    ("noughts that a condition hides", noughts_white),
    ("a described picture", drawing(picture("Logo", 'descr="Kommunens logo"'))),
    ("a control's hidden twin", drawing(CONTROL_TWIN)),
    ("a text box", drawing(shape("Tekst 1", "Godt nytt år"))),
    ("a link to a web page", typed('=HYPERLINK("https://www.ks.no/","KS")')),
    ("a link inside", typed('=HYPERLINK("#Budsjett!A1","Til toppen")')),
    ("braces in a formula", typed("=SUM({1,2,3})")),
    ("a hidden empty row", in_sheet("</sheetData>", '<row r="40" hidden="1"/>')),
    ("a header of page and date", replaced(SHEET, "<tableParts", "<headerFooter><oddFooter>&amp;L&amp;\"Calibri,Regular\"&amp;9&amp;K000000Side &amp;P</oddFooter></headerFooter><tableParts")),
]  # fmt: skip


def found(change: Change, folder: Path) -> dict[str, set[str | None]]:
    path = folder / "bok.xlsx"
    path.write_bytes(change(sound()))
    report = check(path, today=TODAY, sending=True)
    places: dict[str, set[str | None]] = {}
    for finding in report.findings:
        at = finding.cell.a1 if finding.cell is not None else finding.sheet
        places.setdefault(finding.code, set()).add(at)
    return places


@pytest.mark.parametrize(
    ("change", "code", "place"), [d[1:] for d in DAMAGES], ids=[d[0] for d in DAMAGES]
)
def test_a_damaged_file_is_reported_by_one_rule_at_one_place(
    change: Change, code: str, place: str | None, tmp_path: Path
) -> None:
    assert found(change, tmp_path) == {code: {place}}


@pytest.mark.parametrize("change", [h[1] for h in HARMLESS], ids=[h[0] for h in HARMLESS])
def test_a_harmless_file_has_no_finding(change: Change, tmp_path: Path) -> None:
    assert found(change, tmp_path) == {}


def test_the_title_of_a_chart_is_read(tmp_path: Path) -> None:
    assert found(draft_chart, tmp_path)["U017"] == {"C8"}


def test_a_password_in_a_connection_is_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    change = attached(BOOK, "connections", "xl/connections.xml", CONNECTION)
    path.write_bytes(change(sound()))
    (finding,) = check(path, today=TODAY, sending=True).findings
    assert "db1" in finding.message
    assert "hemmelig" not in finding.message


@pytest.mark.parametrize(
    "content", ["<comments", '<!DOCTYPE a [<!ENTITY b "c">]><comments>&b;</comments>']
)
def test_a_broken_or_hostile_part_is_refused_in_one_sentence(content: str, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(attached(SHEET, "comments", "xl/comments1.xml", content)(sound()))
    with pytest.raises(UnreadableFile) as caught:
        check(path, today=TODAY, sending=True)
    assert "comments1.xml" in caught.value.message


def test_what_must_stop_a_sending_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(typed("UTKAST 3")(sound()))
    report = check(path, today=TODAY, sending=True)
    assert report.count(Severity.ERROR) == 1
    assert report.exit_code == 1
    assert not report.programme


def test_many_of_one_kind_are_counted_and_not_repeated(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for row in range(10, 50):
            sheet_of(book).cell(row, 4, f"TODO {row}")

    path = tmp_path / "bok.xlsx"
    path.write_bytes(with_openpyxl(change)(sound()))
    messages = [f.message for f in check(path, today=TODAY, sending=True).findings]
    assert len(messages) == 6
    assert "35 steder til" in "".join(messages)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (replaced(SHEET, 'r="A2"', 'r="A2" s="999"'), "a style that does not exist"),
        (replaced(STYLES, 'rgb="00000000"', 'rgb="xyz"'), "a colour that is none"),
        (in_sheet("<tableParts", '<pageMargins left="a"/>'), "a margin that is no number"),
        (replaced(SHEET, "<sheetData>", '<cols><col min="x" max="2" hidden="1"/></cols><sheetData>'), "a column that is none"),
    ],
)  # fmt: skip
def test_a_careless_program_s_file_is_still_read(change: Change, what: str, tmp_path: Path) -> None:
    codes = set(found(change, tmp_path))
    assert "X001" not in codes, what
