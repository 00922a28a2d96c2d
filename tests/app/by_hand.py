"""What a colleague might add to the workbook by hand: a comment, a chart, a format, a shape."""

from __future__ import annotations

import io
import zipfile

from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font

SHAPE = (
    b'<xdr:twoCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    b' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    b"<xdr:from><xdr:col>11</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row>"
    b"<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>13</xdr:col><xdr:colOff>0</xdr:colOff>"
    b"<xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    b'<xdr:sp macro="Modul1.Beregn" textlink=""><xdr:nvSpPr><xdr:cNvPr id="77" name="Knapp"/>'
    b'<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    b"</xdr:spPr></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
)


def decorated(data: bytes) -> bytes:
    """The workbook *data* with a comment, a chart, a conditional format and a shape added."""
    book = load_workbook(io.BytesIO(data))
    sheet = book["Hovedtall"]
    sheet["B8"].comment = Comment("Husk å sjekke mot vedtaket.", "Kari")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=6, min_row=7, max_row=12))
    sheet.add_chart(chart, "L8")
    rule = FormulaRule(['$J7="MITT BETINGEDE FORMAT"'], font=Font(bold=True))
    sheet.conditional_formatting.add("J7:J20", rule)
    stream = io.BytesIO()
    book.save(stream)
    return _with_shape(stream.getvalue())


def _with_shape(data: bytes) -> bytes:
    """openpyxl cannot write a shape, so it is put beside the chart in the drawing."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/drawings/drawing1.xml":
                end = part.rindex(b"</")
                part = part[:end] + SHAPE + part[end:]
            new.writestr(name, part)
    return stream.getvalue()
