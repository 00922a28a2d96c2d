"""The small workbooks that scenarios edit: tables, oddities, odd ways of writing XML and zip."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import cache

from tests.xlsx.books import DECLARATION, MAIN, R, part, replaced, sheet_xml, table_xml, workbook
from tests.xlsx.whole import whole

book = cache(whole)
ODD_ROWS = (
    '<!-- <row r="1"> --><row><c><v>1</v></c>\n <c r="C1" ><!--a--><v>3</v></c></row>'
    '<row spans="1:2"><c t="s" s="1"><v>0</v></c><c s="2"/></row>'
    '<row r="5"/><row r="7" spans="x"><c r="B7" cm="1" vm="2"><f ca="1">B1</f><v>2</v>'
    "<extLst/></c></row><?pi <row> ?>"
)


@cache
def odd() -> bytes:
    """Comments, rows and cells without numbers, attributes of cells that go with their content."""
    strings = f'<sst xmlns="{MAIN}" count="1"><si><r><t>en </t></r><r><t>tekst</t></r></si></sst>'
    return workbook(
        {"Ark": sheet_xml(ODD_ROWS, before='<dimension ref="A1:C7"/>'), "Tomt": sheet_xml("")},
        strings=strings,
        calc="",
    )


@cache
def prefixed() -> bytes:
    """SpreadsheetML with a prefix, no rows, and single quotes."""
    xml = (
        f"<x:worksheet xmlns:x='{MAIN}'><x:dimension ref='B2'/><x:sheetData/>"
        "<x:pageMargins left='1'/></x:worksheet>"
    )
    data = workbook({"Ark": xml})
    listed = f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{R}"><x:workbookPr date1904="1"/><x:sheets>'
    listed += '<x:sheet name="Ark" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>'
    return replaced(data, "xl/workbook.xml", listed)


@cache
def encoded(codec: str) -> bytes:
    """A sheet in another encoding."""
    text = sheet_xml('<row r="1"><c r="A1"><f>Å1+SUM(B2:B3)</f><v>1</v></c></row>')
    raw = text.replace('encoding="UTF-8"', f'encoding="{codec}"').encode(codec)
    return replaced(workbook({"Ark": ""}), "xl/worksheets/sheet1.xml", raw)


@cache
def bound() -> bytes:
    """An array, a data table, a merged range, a pivot table, a totals row, a protected range."""
    rows = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>1</v></c><c r="B1"><v>1</v>'
        '</c><c r="C1"><f t="array" ref="C1">SUM(E5:E6)</f><v>1</v></c><c r="O1">'
        '<f t="array" ref="O1:P1">B1:C1*2</f><v>1</v></c><c r="P1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="D2"><f t="dataTable" ref="D2:D3" r1="B1"/><v>1</v>'
        '</c></row><row r="4"><c r="E4" t="str"><v>k</v></c><c r="G4" t="str"><v>t</v></c></row>'
        '<row r="5"><c r="E5"><v>5</v></c><c r="G5"><v>1</v></c></row><row r="6"><c r="E6"><v>6</v>'
        '</c><c r="G6"><v>1</v></c></row>'
    )
    after = (
        '<protectedRanges><protectedRange sqref="E5:E6" name="a"/></protectedRanges>'
        '<mergeCells><mergeCell ref="H1:I2"/></mergeCells>'
    )
    pivot = f'<pivotTableDefinition xmlns="{MAIN}" name="Pivot"><location ref="L1:M3"/>'
    data = workbook(
        {"Ark": sheet_xml(rows, after=after)},
        tables={
            "Ark": [
                table_xml("tblE", "E4:E6", {"k": None}),
                table_xml("tblSum", "G4:G6", {"t": None}, attributes=' totalsRowCount="1"'),
            ]
        },
        extra={"xl/pivotTables/pivotTable1.xml": f"{pivot}</pivotTableDefinition>"},
    )
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    arrow = f'<Relationship Id="p" Type="{R}/pivotTable" Target="../pivotTables/pivotTable1.xml"/>'
    ends = "</Relationships>"
    return replaced(data, rels, part(data, rels).replace(ends, arrow + ends))


@cache
def linked() -> bytes:
    """Links out of the file, newer rules, a pivot's source, a table that waits for Excel."""
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xm = "http://schemas.microsoft.com/office/excel/2006/main"
    rows = (
        '<row r="1"><c r="A1" t="str"><v>k</v></c><c r="C1" t="str"><v>v</v></c></row><row r="2">'
        '<c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>'
    )
    after = (
        '<dataValidations count="1"><dataValidation type="list" sqref="A2:A3 A3"><formula1>'
        "Års_tall.1!$A$2:$A$3</formula1></dataValidation></dataValidations>"
        '<hyperlinks><hyperlink ref="A3" r:id="a"/><hyperlink ref="A2" r:id="b"/>'
        '<hyperlink ref="A2:A3" r:id="b"/><hyperlink ref="B1" r:id="c"/>'
        '<hyperlink ref="A3:B3" location="To!A1"/></hyperlinks>'
        f'<extLst><ext uri="a" xmlns:x14="{x14}" xmlns:xm="{xm}"><x14:conditionalFormattings>'
        '<x14:conditionalFormatting><x14:cfRule type="expression" priority="1"><xm:f>A2&gt;'
        "SUM(A$2:A$3)</xm:f></x14:cfRule><xm:sqref>A2:A3</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings></ext></extLst>"
    )
    pivot = (
        f'{DECLARATION}<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet">'
        '<worksheetSource ref="A1:A3" sheet="ÅRS_TALL.1"/></cacheSource></pivotCacheDefinition>'
    )
    data = workbook(
        {"Års_tall.1": sheet_xml(rows, after=after), "To": sheet_xml("")},
        tables={
            "Års_tall.1": [
                table_xml("tblK", "A1:A3", {"k": "SUM(A$2:A$3)"}),
                table_xml("tblVenter", "C1:C2", {"v": None}, attributes=' insertRow="1"'),
            ]
        },
        extra={"xl/pivotCache/pivotCacheDefinition1.xml": pivot},
    )
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    arrows = "".join(
        f'<Relationship Id="{key}" Type="{R}/hyperlink" Target="https://a.no/{key}" '
        'TargetMode="External"/>'
        for key in "abc"
    )
    ends = "</Relationships>"
    return replaced(data, rels, part(data, rels).replace(ends, arrows + ends))


ALL_KINDS = (
    "A1+$A1+A$1+$A$1+B2:C3+SUM(A:B,$A:B,$A:$B)+SUM(1:2,$1:2)+tbl[[#This Row],[A1]]"
    "*tbl[A'[B1]+A1+tbl[C']D1]+A1",
    "'A1 B2''s'!A1+[1]Ark!A1+'[Bok.xlsx]A1'!A1+&quot;A1 &quot;&quot;B1&quot;&quot;&quot;&amp;A1",
    "LOG10(A1)+ABC1X+A1.B+1E5+1.5E-3+#REF!+#N/A+XFC1048575+XFD1048576+A1048577+XFE1"
    "+Å1+{1,2}+navn.B2+a1:b2",
)


@cache
def shared() -> bytes:
    """Shared formulas with references of every kind, down and to the right."""
    return workbook({"Ark": sheet_xml(_blocks())})


def _blocks() -> str:
    """For each kind a block of three rows and two columns that shares its formula."""
    out = ""
    for si, text in enumerate(ALL_KINDS):
        for row in range(3):
            cells = ""
            for column in "CD":
                first = row == 1 and column == "D"
                inside = (
                    f' ref="C{4 * si + 2}:D{4 * si + 4}" si="{si}">{text}</f>'
                    if first
                    else (f' si="{si}"/>')
                )
                cells += f'<c r="{column}{4 * si + 2 + row}"><f t="shared"{inside}<v>1</v></c>'
            out += f'<row r="{4 * si + 2 + row}">{cells}</row>'
    return out


@cache
def quoted() -> bytes:
    """A table on a sheet whose name needs quotes, further down, and what reads it."""
    rows = (
        '<row r="3"><c r="B3" t="str"><v>k</v></c><c r="C3" t="str"><v>l</v></c></row><row r="4">'
        '<c r="B4"><v>1</v></c><c r="C4"><v>1</v></c></row><row r="5"><c r="B5"><v>2</v></c>'
        '<c r="C5"><v>2</v></c></row>'
    )
    name = "'Ark''s to'!"
    texts = [
        f"SUM({name}B4:B5)", f"SUM({name}B3:B5)+SUM({name}B4:C5)", f"SUM({name}A4:B5,{name}C4:D5)",
        f"{name}B4:B5+B4:B5+{name}B5", f"SUM({name}$B$2:$B$5,{name}B5:B5)",
        f"sum({name}b1:b5)", f"SUM(To!B4:B5,{name}B4:B5)",
        f"SUM(Jan:Ark!B4:B5,[1]Ark!B4:B5,{name}B4:B4)", f"&quot;''&quot;&amp;{name}C4:C5",
    ]  # fmt: skip
    reads = "".join(
        f'<row r="{row}"><c r="A{row}"><f>{text}</f><v>1</v></c></row>'
        for row, text in enumerate(texts, start=1)
    )
    areas = (
        "$A$1:$D$5",
        "$C$4:$H$5",
        "$D$1:$H$5",
        "$A$5:$D$5",
        "$A$1:$A$5",
        "$A$1:$B$5",
        "$B$3:$C$6",
        "$1:$3",
    )
    names = "".join(
        f'<definedName name="_xlnm.Print_Area" localSheetId="{n}">{name}{area}</definedName>'
        for n, area in enumerate(areas)
    )
    rules = "".join(
        f'<conditionalFormatting sqref="{ref}"><cfRule type="top10" priority="1"/>'
        "</conditionalFormatting>"
        for ref in (
            "B4:B5",
            "B5",
            "A1:A5",
            "A4:B5",
            "C4:F5",
            "D4:F5",
            "B4:C5 B5:C5",
            "B5:F6",
            "A5:D5",
        )
    )
    data = workbook(
        {"ARK": sheet_xml(rows, after=rules), "To": sheet_xml(reads)},
        tables={
            "ARK": [
                table_xml(
                    "tblQ", "B3:C5", {"k": None, "l": "SUM($B$4:$B$5)"},
                    extra='<sortState ref="B4:C5"><sortCondition ref="C4:C5"/></sortState>',
                )
            ]
        },
        names=f"<definedNames>{names}</definedNames>",
    )  # fmt: skip
    listed = part(data, "xl/workbook.xml").replace('name="ARK"', 'name="Ark\'s to"')
    return replaced(data, "xl/workbook.xml", listed)


@cache
def zipped_otherwise() -> bytes:
    """Zip records with extra fields, a data descriptor, stored parts, bytes in front, a comment."""
    from orxl.xlsx.package.archive import open_archive

    archive = open_archive(workbook({"Ark": sheet_xml("<row/>"), "To": sheet_xml("")}))
    out, directory = bytearray(b"foran"), bytearray()
    for number, entry in enumerate(archive):
        content = archive.read(entry.name)
        name, at = entry.name.encode(), len(out) - 5
        packed, method = content, 0
        flags = 8 if number % 2 else 0
        sizes = (0, 0, 0) if flags else (entry.crc, len(packed), len(content))
        extra = struct.pack("<2HI", 0x9999, 4, number)
        out += struct.pack(
            "<4s5H3L2H", b"PK\3\4", 20, flags, method, 17, 33, *sizes, len(name), len(extra)
        )
        out += name + extra + packed
        if flags:
            out += struct.pack("<4s3L", b"PK\7\10", entry.crc, len(packed), len(content))
        wide = {
            2: struct.pack("<2H3QL", 1, 28, len(content), len(packed), at, 0),
            3: struct.pack("<2H2Q", 1, 16, len(content), at),
            4: struct.pack("<2H3Q", 1, 24, len(content), len(packed), at),
        }.get(number, b"")
        known = (
            0xFFFFFFFF if number in (2, 4) else len(packed),
            0xFFFFFFFF if wide else len(content),
        )
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, flags, method, 17, 33, entry.crc, *known, len(name),
            len(wide + extra), 3, 0, 1, 32, 0xFFFFFFFF if wide else at,
        )  # fmt: skip
        directory += name + wide + extra + b"ord"
    place, count = len(out) - 5, len(archive.entries)
    out += directory
    out += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), place, 3)
    return bytes(out + b"hei")


@cache
def described() -> bytes:
    """Document properties, letters written as numbers, and zip fields that hold times."""
    core = (
        '<coreProperties xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>2001'
        "</dcterms:created><dcterms:modified>2002</dcterms:modified></coreProperties>"
    )
    letters = "".join(f"&#{n};" for n in (230, 160, 10, 161, 8364, 55295, 57344, 65533))
    letters += "&#0230;&#xe6;&#128161;"
    rows = f'<row r="1"><c r="A1" t="str"><v>{letters}</v></c></row>'
    data = workbook({"Ark": sheet_xml(rows)}, extra={"docProps/core.xml": core})
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    arrow = f'<Relationship Id="c" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    rels = part(data, "_rels/.rels").replace("</Relationships>", arrow)
    data = replaced(data, "_rels/.rels", rels)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            times = zipfile.ZipInfo(info.filename, (2001, 2, 3, 4, 5, 6))
            times.extra = struct.pack("<2H4s", 0x5455, 4, b"tid!") + struct.pack(
                "<2H2s2H4s", 7, 2, b"ok", 0x000A, 4, b"ntfs"
            )
            new.writestr(times, old.read(info), compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
