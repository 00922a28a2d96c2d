"""Edits of every kind over small workbooks: what the writing side is tried with, mutant by mutant.

A scenario gives the bytes of a new workbook, or raises what a user would be told. The same
scenarios always give the same bytes.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from functools import cache, partial

from orxl.core.edits import (
    AppendRows,
    Edit,
    Formula,
    ReplaceRows,
    SetCached,
    SetCell,
    SetFullCalcOnLoad,
    SetName,
)
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError
from tests.xlsx import test_button
from tests.xlsx.books import DECLARATION, MAIN, R, part, replaced, sheet_xml, table_xml, workbook
from tests.xlsx.crowded_scenarios import CROWDED
from tests.xlsx.graft_scenarios import graft_scenarios
from tests.xlsx.graft_scenarios import warm as warm_grafts
from tests.xlsx.move_scenarios import move_scenarios
from tests.xlsx.rich_scenarios import rich_scenarios
from tests.xlsx.rich_scenarios import warm as warm_rich
from tests.xlsx.styled_scenarios import ODD, STYLED
from tests.xlsx.whole import OWN, SUM, moving, whole

Scenario = Callable[[], bytes]


def _patched(make: Callable[[], bytes], edits: Sequence[Edit]) -> bytes:
    from orxl.xlsx import patch  # asked for anew: a mutant may have come

    return patch(make(), edits)


def _normalised(make: Callable[[], bytes], moment: datetime) -> bytes:
    from orxl.xlsx import normalise

    return normalise(make(), moment)


# --- workbooks ------------------------------------------------------------------------------------

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


# --- edits ----------------------------------------------------------------------------------------


def at(a1: str, sheet: str = "Ark") -> CellRef:
    return CellRef.of(sheet, a1)


VALUES = ("tekst", " rom ", "", "a\nb", "<&>\"_x0041_", 1.0, -2.5e-7, 1e15, True, BLANK,
          CellError("#N/A"), datetime(2026, 1, 2, 3, 4))  # fmt: skip
FORMULAS = (Formula("1+1"), Formula("SUM(C2:C4)", 6.0), Formula(" B1 ", "s"), Formula("C2", True))
CACHED = (OWN, SUM, *map(moving, range(2, 7)), "SUM(C$2:C3)", "SUM(Ark!C2:C4)", "1+1")


def _rows(dice: random.Random, width: int, most: int) -> tuple[tuple[object, ...], ...]:
    kinds = (*VALUES[:7], *FORMULAS, None, None)
    free = VALUES[:7]
    return tuple(
        tuple(dice.choice(free if column < 2 else kinds) for column in range(width))
        for _ in range(dice.randint(0, most))
    )


def _random_edit(dice: random.Random) -> Edit:
    place = CellRef("Ark", dice.randint(1, 7), dice.randint(1, 8))
    kind = dice.randrange(9)
    if kind <= 2:
        content = dice.choice((*VALUES, *FORMULAS))
        return SetCell(place, content, number_format=dice.choice(["", "", "0.00", "#,##0.0"]))
    if kind == 3:
        column, formula = dice.choice([(4, OWN), (4, SUM), (5, moving(3)), (1, "SUM(C$2:C3)")])
        return SetCached(
            CellRef("Ark", dice.randint(2, 4), column), formula, dice.choice([None, 5.0])
        )
    if kind <= 6:
        edit = dice.choice([AppendRows, ReplaceRows])
        return edit("tblX", _rows(dice, 4, 4))  # type: ignore[arg-type]
    if kind == 7:
        return AppendRows("tblY", _rows(dice, 1, 2))  # type: ignore[arg-type]
    return dice.choice([SetName("ny", "Ark!$C$2:$C$4"), SetFullCalcOnLoad(True)])


def _random_scenarios(count: int) -> dict[str, Scenario]:
    found: dict[str, Scenario] = {}
    dice = random.Random(11)
    for number in range(count):
        edits = [_random_edit(dice) for _ in range(dice.randint(1, 5))]
        found[f"tilfeldig {number}"] = partial(_patched, book, edits)
    return found


GROWS = [AppendRows("tblX", (("d", 4.0, None, None),))]
LISTS: Mapping[str, tuple[Callable[[], bytes], Sequence[Edit]]] = {
    **{f"innhold {n}": (book, [SetCell(at("C3"), value)]) for n, value in enumerate(VALUES)},
    **{f"nytt {n}": (book, [SetCell(at("J9"), value)]) for n, value in enumerate(VALUES)},
    **{f"formel {n}": (book, [SetCell(at("B2"), value)]) for n, value in enumerate(FORMULAS)},
    "over en delt formel": (book, [SetCell(at("A3"), 1.0)]),
    "over en avhengig celle": (book, [SetCell(at("A4"), 1.0)]),
    "over en delt formel i et ark uten tall": (book, [SetCell(at("B1", "To"), 1.0)]),
    "verdi i en delt formel": (book, [SetCached(at("A4"), "SUM(C$2:C4)", 7.0)]),
    "verdi og rad": (book, [SetCached(at("D3"), SUM, 7.0), *GROWS]),
    "rad og verdi": (book, [*GROWS, SetCached(at("D5"), OWN, 8.0)]),
    "rad og ny verdi": (book, [*GROWS, SetCell(at("B5"), "D"), SetCell(at("B5"), "E")]),
    "verdi som tekst": (book, [SetCached(at("D2"), OWN, "to")]),
    "verdi bort": (book, [SetCached(at("D2"), OWN, None)]),
    "verdi i feil formel": (book, [SetCached(at("D2"), "1+1", 5.0)]),
    "forventet": (book, [SetCell(at("C3"), 9.0, expected=2.0)]),
    "uventet": (book, [SetCell(at("C3"), 9.0, expected=3.0)]),
    "uventet formel": (book, [SetCell(at("D3"), 9.0, expected=Formula("1"))]),
    "forventet formel": (book, [SetCell(at("D3"), 9.0, expected=Formula(SUM))]),
    "rad": (book, GROWS),
    "to rader": (book, [*GROWS, AppendRows("tblX", (("e", BLANK, 5.0, FORMULAS[1]),))]),
    "rad og rad": (book, [*GROWS, AppendRows("TBLX", (("e", 5.0, None, None),))]),
    "ingen rader": (book, [AppendRows("tblX", ())]),
    "rad i begge tabeller": (book, [*GROWS, AppendRows("tblY", (("z",), ("å",)))]),
    "rad i begge tabeller, så i den ene": (book, [
        AppendRows("tblY", (("z",), ("å",))), *GROWS,
        ReplaceRows("tblX", (("a", 1.0, None, 2.0),) * 3),
    ]),
    "rad i den korte tabellen": (book, [AppendRows("tblY", (("z",),))]),
    "én rad igjen": (book, [ReplaceRows("tblX", (("a", 1.0, None, None),))]),
    "ingen rad igjen": (book, [ReplaceRows("tblX", ())]),
    "like mange rader": (book, [ReplaceRows("tblX", (("a", 1.0, None, None),) * 3)]),
    "flere rader": (book, [ReplaceRows("tblX", (("a", 1.0, None, None),) * 5)]),
    "flere, så færre": (book, [ReplaceRows("tblX", (("a", 1.0, None, 2.0),) * 6), *GROWS,
                        ReplaceRows("tblX", (("b", 2.0, 3.0, None),) * 2)]),
    "flere, så færre, hele rader": (book, [
        ReplaceRows("tblX", (("a", 1.0, None, 2.0),) * 6),
        ReplaceRows("tblX", (("b", 2.0, 3.0, 4.0),) * 2),
    ]),
    "færre, så flere": (book, [ReplaceRows("tblX", ()), *GROWS, *GROWS]),
    "rader som ikke passer": (book, [AppendRows("tblX", (("d", 4.0),))]),
    "kolonne uten formel": (book, [AppendRows("tblX", ((None, 4.0, None, None),))]),
    "ukjent tabell": (book, [AppendRows("tblZ", (("d",),))]),
    "noe under": (book, [SetCell(at("D5"), 1.0), *GROWS]),
    "noe langt under": (book, [SetCell(at("D8"), 1.0), *GROWS]),
    "overskrift": (book, [SetCell(at("C1"), "Ny")]),
    "samme overskrift": (book, [SetCell(at("C1"), "Sum")]),
    "ukjent ark": (book, [SetCell(at("A1", "Nei"), 1.0)]),
    "utenfor arket": (book, [SetCell(CellRef("Ark", 1, 16385), 1.0)]),
    "ytterst": (book, [SetCell(CellRef("Ark", 1_048_576, 16_384), 1.0)]),
    "utenfor arket nedover": (book, [SetCell(CellRef("Ark", 1_048_577, 1), 1.0)]),
    "tekstcelle": (book, [SetCell(at("B2"), 5.0, number_format="0.0"),
                          SetCell(at("B4"), 5.0, number_format="0.0"),
                          SetCell(at("G2"), 5.0, number_format="#,##0.00")]),
    "vanlig celle med format": (book, [SetCell(at("C2"), 5.0, number_format="0.0")]),
    "tom celle med format": (book, [SetCell(at("A9"), 5.0, number_format="0.0")]),
    "navn": (book, [SetName("nytt", "Ark!$A$1"), SetName("ALT", "2"), *GROWS]),
    "navn med likhetstegn": (book, [SetName("nytt", "=1")]),
    "navn uten navn": (book, [SetName(" ", "1")]),
    "navn uten innhold": (book, [SetName("nytt", " ")]),
    "navn på usynlig tegn": (book, [SetName("nytt", "A\x011")]),
    "matriseverdi i én rad": (bound, [SetCached(at("O1"), "B1:C1*2", 3.0)]),
    "tøm flettet": (bound, [SetCell(at("I2"), BLANK)]),
    "ukjent feilverdi": (book, [SetCell(at("C3"), CellError("#FEIL!"))]),
    "ukjent feilverdi i formel": (book, [SetCached(at("D2"), OWN, CellError("#FEIL!"))]),
    "navn foran beregningsvalg": (linked, [SetName("nytt", "1")]),
    "navn der ingen er": (odd, [SetName("nytt", "A&B"), SetName("to", "2")]),
    "navn med forstavelse": (prefixed, [SetName("nytt", "1"), SetFullCalcOnLoad(True)]),
    "full beregning": (odd, [SetFullCalcOnLoad(True)]),
    "ikke full beregning": (odd, [SetFullCalcOnLoad(False)]),
    "full beregning av og på": (book, [SetFullCalcOnLoad(True), SetFullCalcOnLoad(False)]),
    "rare rader": (odd, [SetCell(at("A1"), 5.0), SetCell(at("B1"), 6.0), SetCell(at("D1"), 7.0)]),
    "foran rader": (odd, [SetCell(at("A2"), "x"), SetCell(at("E2"), 1.0), SetCell(at("A3"), 2.0)]),
    "mellom rader": (odd, [SetCell(at("B4"), 1.0), SetCell(at("B6"), 1.0), SetCell(at("B5"), 1.0)]),
    "celle med vedlegg": (odd, [SetCell(at("B7"), 1.0), SetCell(at("A7"), 1.0)]),
    "verdi med vedlegg": (odd, [SetCached(at("B7"), "B1", 4.0)]),
    "tøm": (odd, [SetCell(at("A1"), BLANK), SetCell(at("A2"), BLANK), SetCell(at("B7"), BLANK)]),
    "fyll og tøm": (odd, [SetCell(at("K9"), 1.0), SetCell(at("K9"), BLANK)]),
    "tomt ark": (odd, [SetCell(at("B3", "Tomt"), "ord"), SetCell(at("A3", "Tomt"), 1.0)]),
    "forstavelse": (prefixed, [SetCell(at("B2"), "ord"), SetCell(at("C2"), Formula("B2", 1.0)),
                               SetCell(at("A4"), datetime(2026, 1, 2))]),
    "dato for tidlig": (prefixed, [SetCell(at("B2"), datetime(1900, 1, 1))]),
    "utf-16": (partial(encoded, "utf-16"), [SetCell(at("B1"), "æ€")]),
    "latin-1": (partial(encoded, "iso-8859-1"), [SetCell(at("B1"), "æ€")]),
    "matrise": (bound, [SetCell(at("A2"), 1.0)]),
    "matriseverdi": (bound, [SetCached(at("C1"), "SUM(E5:E6)", 3.0)]),
    "matriseverdi i flere celler": (bound, [SetCached(at("A1"), "B1:B2*2", 3.0)]),
    "datatabell": (bound, [SetCell(at("D3"), 1.0)]),
    "flettet": (bound, [SetCell(at("I2"), 1.0)]),
    "flettet hjørne": (bound, [SetCell(at("H1"), 1.0)]),
    "pivot": (bound, [SetCell(at("M2"), 1.0)]),
    "ved siden av pivot": (bound, [SetCell(at("N2"), 1.0), SetCell(at("L4"), 1.0)]),
    "matrise over tabellen": (bound, [AppendRows("tblE", ((7.0,),))]),
    "summeringsrad": (bound, [AppendRows("tblSum", ((7.0,),))]),
    "celle i summeringsrad": (bound, [SetCell(at("G6"), 7.0)]),
    "nye rader og regler": (linked, [AppendRows("tblK", ((3.0,), (4.0,)))]),
    "egen formel i ny rad": (linked, [AppendRows("tblK", ((None,),))]),
    "lenker bort": (linked, [ReplaceRows("tblK", ((3.0,),))]),
    "venter på Excel": (linked, [AppendRows("tblVenter", ((3.0,),))]),
    **{
        f"delt formel {n}": (shared, [SetCell(at(f"D{4 * n + 3}"), 1.0)]) for n in range(3)
    },
    "navn på ark i fnutter": (quoted, [AppendRows("tblQ", ((3.0, None),))]),
    "færre rader i fnutter": (quoted, [ReplaceRows("tblQ", ((3.0, None),))]),
    "rar zip": (zipped_otherwise, [SetCell(at("A1"), 5.0), SetCell(at("A1", "To"), 6.0)]),
    "for lang tekst": (book, [SetCell(at("A1"), "x" * 32_768)]),
    "for lang formel": (book, [SetCell(at("A1"), Formula("1" * 8193))]),
    "tom formel": (book, [SetCell(at("A1"), Formula(" "))]),
    "ulovlig tegn": (book, [SetCell(at("A1"), "a\x01")]),
    "uendelig": (book, [SetCell(at("A1"), float("inf"))]),
}  # fmt: skip


@cache
def buttoned() -> bytes:
    """A workbook with a part that is no XML, before others."""
    data = replaced(test_button.book(), "xl/a.bin", b"&#230;")
    return replaced(data, "xl/b.xml", "<a>&#230;</a>")


@cache
def two_encodings() -> bytes:
    """A part in another encoding before one that has letters as numbers."""
    text = sheet_xml('<row r="1"><c r="A1" t="str"><v>&#230;</v></c></row>')
    data = workbook({"Ark": "", "To": text})
    latin = text.replace('encoding="UTF-8"', 'encoding="iso-8859-1"')
    return replaced(data, "xl/worksheets/sheet1.xml", latin.encode("iso-8859-1"))


NORMALISED: Mapping[str, Callable[[], bytes]] = {
    "bok": book, "rar zip": zipped_otherwise, "utf-16": partial(encoded, "utf-16"),
    "latin-1": partial(encoded, "iso-8859-1"), "knapp": buttoned, "to skriftsett": two_encodings,
}  # fmt: skip
MOMENTS = (
    datetime(2026, 11, 27, 13, 45, 51),
    datetime(1979, 12, 31, 23, 59, 59, 999),
    datetime(2026, 1, 2, 0, 30, tzinfo=timezone(timedelta(hours=2))),
    datetime(2107, 12, 31, 23, 59, 58),
)


EVERY = {**LISTS, **CROWDED, **STYLED, **ODD}


@cache
def scenarios(random_ones: int = 60) -> Mapping[str, Scenario]:
    """The scenarios by name; the first are made by hand, then come *random_ones* of chance."""
    by_hand: dict[str, Scenario] = {
        name: partial(_patched, make, edits) for name, (make, edits) in EVERY.items()
    }
    for name, make in NORMALISED.items():
        by_hand[f"normalisert {name}"] = partial(_normalised, make, MOMENTS[0])
    for number, moment in enumerate(MOMENTS):
        by_hand[f"normalisert {number}"] = partial(_normalised, described, moment)
    others = {**graft_scenarios(), **move_scenarios(), **rich_scenarios()}
    return {**by_hand, **_random_scenarios(random_ones), **others}


def warm() -> None:
    """Make all workbooks now, so that processes that are forked from this one have the same."""
    for make, _ in EVERY.values():
        make()
    zipped_otherwise()
    described()
    warm_grafts()
    warm_rich()
