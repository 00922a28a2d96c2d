"""A small sound workbook as bytes, and the ways a person or a program may change its file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table, TableStyleInfo

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
Change = Callable[[bytes], bytes]


def sound() -> bytes:
    """A workbook with one sheet «Budsjett», a table and a sum: nothing to say about it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Budsjett"
    for row in (("Post", "Beløp"), ("Møter", 40.0), ("Reiser", 150.0), ("Trykking", 90.0)):
        sheet.append(row)
    table = Table(displayName="tblPoster", ref="A1:B4")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(table)
    sheet["B6"] = "=SUM(tblPoster[Beløp])"
    book.properties.title = "Budsjett for møter"
    book.properties.language = "nb-NO"
    book.properties.created = book.properties.modified = datetime(2026, 11, 23)
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_openpyxl(change: Callable[[Workbook], object]) -> Change:
    """A change that openpyxl can make."""

    def changed(data: bytes) -> bytes:
        book = load_workbook(io.BytesIO(data))
        change(book)
        return _saved(book)

    return changed


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def replaced(part: str, old: str, new: str) -> Change:
    """A change of one place in a part's text, which must be there."""

    def changed(data: bytes) -> bytes:
        parts = parts_of(data)
        text = parts[part].decode()
        assert old in text, (part, old)
        return zipped({**parts, part: text.replace(old, new, 1).encode()})

    return changed


def in_sheet(before: str, xml: str) -> Change:
    """Put *xml* in front of *before* on the sheet."""
    return replaced(SHEET, before, xml + before)


def attached(
    owner: str, kind: str, target: str, content: str | bytes = "", *, family: str = OFFICE
) -> Change:
    """Let the part *owner* point to a new part *target* (from the package's root)."""

    def changed(data: bytes) -> bytes:
        raw = content.encode() if isinstance(content, str) else content
        arrow = f'<Relationship Id="rIdNy" Type="{family}/{kind}" Target="/{target}"/>'
        return _pointed({**parts_of(data), target: raw}, owner, arrow)

    return changed


def pointing_out(owner: str, kind: str, target: str) -> Change:
    """Let the part *owner* point out of the package."""

    def changed(data: bytes) -> bytes:
        arrow = (
            f'<Relationship Id="rIdUt" Type="{OFFICE}/{kind}" Target="{target}" '
            'TargetMode="External"/>'
        )
        return _pointed(parts_of(data), owner, arrow)

    return changed


def _pointed(parts: dict[str, bytes], owner: str, arrow: str) -> bytes:
    folder, _, base = owner.rpartition("/")
    rels = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
    empty = f'<Relationships xmlns="{PACKAGE}"></Relationships>'.encode()
    text = parts.get(rels, empty).decode()
    return zipped(
        {**parts, rels: text.replace("</Relationships>", arrow + "</Relationships>").encode()}
    )


def both(*changes: Change) -> Change:
    """One change after the other."""

    def changed(data: bytes) -> bytes:
        for change in changes:
            data = change(data)
        return data

    return changed


def drawing(inside: str, *, extra: str = "") -> Change:
    """Put a drawing with one anchored object on the sheet, its corner in C8."""
    corner = "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{2}</xdr:row>"
    corner += "<xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    xml = (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:r="{OFFICE}"><xdr:twoCellAnchor>'
        f"{corner.format('from', 2, 7)}{corner.format('to', 4, 12)}{inside}<xdr:clientData/>"
        f"</xdr:twoCellAnchor>{extra}</xdr:wsDr>"
    )
    return both(
        attached(SHEET, "drawing", "xl/drawings/drawing1.xml", xml),
        in_sheet("<tableParts", f'<drawing xmlns:r="{OFFICE}" r:id="rIdNy"/>'),
    )


def shape(name: str, text: str = "", attributes: str = "") -> str:
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="{name}" {attributes}/><xdr:cNvSpPr/>'
        f"</xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
        "</xdr:txBody></xdr:sp>"
    )


def picture(name: str, attributes: str = "", link: str = "") -> str:
    return (
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="{name}" {attributes}/><xdr:cNvPicPr/>'
        f"</xdr:nvPicPr><xdr:blipFill><a:blip {link}/></xdr:blipFill><xdr:spPr/></xdr:pic>"
    )
