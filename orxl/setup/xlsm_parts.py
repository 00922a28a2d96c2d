"""The parts of a workbook's package, and the few texts in them that a button changes."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from typing import Final

from orxl.core.errors import RefusedEdit
from orxl.core.refs import Range

MACRO: Final = "SampleCall"
"""The Sub of xlwings that runs ``import <the workbook's name>; <name>.main()``."""
CAPTION: Final = "Beregn og kontroller"
VBA: Final = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_AFTER_DRAWING: Final = (
    "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip


class Parts:
    """The parts of the package, and the few texts that change."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = dict(parts)

    def put(self, name: str, data: bytes) -> None:
        self._parts[name] = data

    def text(self, name: str) -> str:
        try:
            return self._parts[name].decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise RefusedEdit(
                f"Delen «{name}» i arbeidsboken er ikke lagret som UTF-8.",
                "Åpne og lagre filen i Excel først.",
            ) from error

    def set(self, name: str, text: str) -> None:
        self._parts[name] = text.encode()

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship from *part*; returns its id."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        empty = f'{_HEAD}<Relationships xmlns="{_RELS}"></Relationships>'
        text = self.text(name) if name in self._parts else empty
        text = re.sub(r"<Relationships\b([^>]*)/>", r"<Relationships\1></Relationships>", text)
        used = [int(i) for i in re.findall(r'\bId="rId(\d+)"', text)]
        new = f"rId{max(used, default=0) + 1}"
        line = f'<Relationship Id="{new}" Type="{kind}" Target="{target}"/>'
        self.set(name, text.replace("</Relationships>", line + "</Relationships>"))
        return new

    def code_name(self, part: str, element: str, name: str) -> None:
        """Give the workbook or a sheet the name by which VBA knows it; one it has is kept."""
        text = self.text(part)
        tag = re.search(rf"<(\w+:)?{element}\b[^>]*>", text)
        if tag is None:
            root = re.search(r"<(\w+:)?(?:workbook|worksheet)\b[^>]*>", text)
            if root is None:
                raise RefusedEdit(f"Delen «{part}» i arbeidsboken er ikke som ventet.")
            new = f'<{root[1] or ""}{element} codeName="{name}"/>'
            at = root.end()
            if element == "workbookPr":  # comes after fileVersion and fileSharing
                for before in re.finditer(r"<(?:\w+:)?(?:fileVersion|fileSharing)\b[^>]*/>", text):
                    at = max(at, before.end())
            self.set(part, text[:at] + new + text[at:])
        elif "codeName=" not in tag[0]:
            at = tag.start() + len(f"<{tag[1] or ''}{element}")
            self.set(part, f'{text[:at]} codeName="{name}"{text[at:]}')

    def add_drawing(self, sheet: str, place: Range) -> None:
        """A drawing of the button's own, tied to *sheet*."""
        folder = posixpath.join(posixpath.dirname(posixpath.dirname(sheet)), "drawings")
        name = posixpath.join(folder, "drawingKnapp.xml")
        head = f'{_HEAD}<xdr:wsDr xmlns:xdr="{_DRAWING}" xmlns:a="{_MAIN_DRAWING}">'
        self.set(name, f"{head}{_anchor(place, 2)}</xdr:wsDr>")
        link = self.relate(sheet, f"{_OFFICE}/drawing", "../drawings/drawingKnapp.xml")
        text = self.text(sheet)
        later = "|".join(_AFTER_DRAWING)
        tag = re.search(rf"<(?:\w+:)?(?:{later})\b|</(?:\w+:)?worksheet>", text)
        prefix = re.search(r"<(\w+:)?worksheet\b", text)
        if tag is None or prefix is None:
            raise RefusedEdit("Arket «Forside» er ikke som ventet.", "Lagre filen i Excel først.")
        drawing = f'<{prefix[1] or ""}drawing xmlns:r="{_OFFICE}" r:id="{link}"/>'
        self.set(sheet, text[: tag.start()] + drawing + text[tag.start() :])

    def join_drawing(self, drawing: str, place: Range) -> None:
        """The button among the charts and shapes that the front page has."""
        text = self.text(drawing)
        ids = [int(i) for i in re.findall(r"<(?:\w+:)?cNvPr\b[^>]*?\bid=\"(\d+)\"", text)]
        end = re.search(r"</(?:\w+:)?wsDr>", text)
        if end is None:
            raise RefusedEdit(
                "Tegningene på arket «Forside» er ikke som ventet.", "Lagre filen i Excel først."
            )
        anchor = _anchor(place, max(ids, default=1) + 1)
        self.set(drawing, text[: end.start()] + anchor + text[end.start() :])

    def types(self, *, added_drawing: bool) -> None:
        """The content types of what is new."""
        name = "[Content_Types].xml"
        text = self.text(name).replace(_PLAIN, _MACROS)
        binary = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        project = (
            '<Override PartName="/xl/vbaProject.bin" '
            'ContentType="application/vnd.ms-office.vbaProject"/>'
        )
        if 'Extension="bin"' in text:  # printer settings, say: then ours is named apart
            text = text.replace("</Types>", project + "</Types>")
        else:
            text = re.sub(r"(<Types\b[^>]*>)", rf"\1{binary}", text, count=1)
        if added_drawing:
            override = (
                '<Override PartName="/xl/drawings/drawingKnapp.xml" '
                'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>'
            )
            text = text.replace("</Types>", override + "</Types>")
        self.set(name, text)

    def packed(self) -> bytes:
        """The zip, the same bytes for the same parts."""
        stream = io.BytesIO()
        first = "[Content_Types].xml"
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
            for name in (first, *(n for n in self._parts if n != first)):
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(info, self._parts[name])
        return stream.getvalue()


def _anchor(place: Range, number: int) -> str:
    """The shape over *place* that runs the macro when it is clicked."""
    caption = html.escape(CAPTION)
    return (
        f'<xdr:twoCellAnchor xmlns:xdr="{_DRAWING}" xmlns:a="{_MAIN_DRAWING}" editAs="absolute">'
        f"<xdr:from><xdr:col>{place.first_column - 1}</xdr:col><xdr:colOff>36000</xdr:colOff>"
        f"<xdr:row>{place.first_row - 1}</xdr:row><xdr:rowOff>18000</xdr:rowOff></xdr:from>"
        f"<xdr:to><xdr:col>{place.last_column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{place.last_row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        f'<xdr:sp macro="[0]!{MACRO}" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{number}" name="Knapp" descr="{caption}"/><xdr:cNvSpPr/></xdr:nvSpPr>'
        '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1828800" cy="381000"/></a:xfrm>'
        '<a:prstGeom prst="roundRect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill></xdr:spPr>'
        '<xdr:txBody><a:bodyPr vertOverflow="clip" rtlCol="0" anchor="ctr"/><a:lstStyle/>'
        '<a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="nb-NO" sz="1200" b="1">'
        '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:latin typeface="+mn-lt"/></a:rPr>'
        f"<a:t>{caption}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        '<xdr:clientData fPrintsWithSheet="0"/></xdr:twoCellAnchor>'
    )
