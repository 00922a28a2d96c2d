"""Charts in a DOCX: Word's own bars, with the figures in the file and as a table below."""

from __future__ import annotations

from math import isfinite
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from orxl.report.paper.docx.blocks import Page, caption
from orxl.report.paper.docx.styles import font_name
from orxl.report.paper.docx.tables import table
from orxl.report.paper.docx.xml import Element, add, child, clean, new
from orxl.report.paper.model import Chart, Series

_EMU: Final = 12700
"""In a point."""
_BAR: Final = 13
"""Points of a bar."""
_TALLEST: Final = 620
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_AXES: Final = (111111111, 222222222)


def chart(page: Page, block: Chart) -> None:
    """A chart under its caption, and its figures."""
    caption(page, "Figur", block.caption)
    number = page.counted["Figur"]
    main = page.writer.main
    part = XmlPart(
        PackURI(f"/word/charts/orxl{number}.xml"), CONTENT_TYPE.DML_CHART,
        _space(page, block), main.package,
    )  # fmt: skip
    name = f"rDiagram{number}"
    main.load_rel(RELATIONSHIP_TYPE.CHART, part, name)
    paragraph = page.paragraph()
    drawing = add(add(paragraph, "w:r"), "w:drawing")
    bars = len(block.categories) * (len(block.series) + 0.6)
    height = min(60 + _BAR * bars + (20 if len(block.series) > 1 else 0), _TALLEST)
    frame = inline(drawing, page.width, height, 1000 + number, f"Figur {number}", block.alt)
    graphic = add(frame, "a:graphic")
    data = add(graphic, "a:graphicData", {"uri": _CHART})
    add(data, "c:chart", {"r:id": name})
    if block.table.rows:
        table(page, block.table)


def inline(
    drawing: Element, width: float, height: float, number: int, name: str, alt: str
) -> Element:
    """The frame of a picture in the text, *width* × *height* points, with the words for it."""
    frame = add(drawing, "wp:inline", {"distT": 0, "distB": 0, "distL": 0, "distR": 0})
    add(frame, "wp:extent", {"cx": round(width * _EMU), "cy": round(height * _EMU)})
    add(frame, "wp:docPr", {"id": number, "name": name, "descr": clean(alt)})
    add(frame, "wp:cNvGraphicFramePr")
    return frame


def _space(page: Page, block: Chart) -> Element:
    root = new("c:chartSpace", "a", "r")
    add(root, "c:lang", {"val": "nb-NO"})
    add(root, "c:roundedCorners", {"val": 0})
    drawn = add(root, "c:chart")
    add(drawn, "c:autoTitleDeleted", {"val": 1})
    area = add(drawn, "c:plotArea")
    add(area, "c:layout")
    bars = add(area, "c:barChart")
    add(bars, "c:barDir", {"val": "bar"})
    add(bars, "c:grouping", {"val": "clustered"})
    add(bars, "c:varyColors", {"val": 0})
    for index, series in enumerate(block.series):
        _series(page, bars, block, series, index)
    add(bars, "c:gapWidth", {"val": 60})
    for axis in _AXES:
        add(bars, "c:axId", {"val": axis})
    _axes(page, area, block)
    if len(block.series) > 1:
        legend = add(drawn, "c:legend")
        add(legend, "c:legendPos", {"val": "b"})
        add(legend, "c:overlay", {"val": 0})
    add(drawn, "c:plotVisOnly", {"val": 1})
    add(drawn, "c:dispBlanksAs", {"val": "gap"})
    add(add(add(root, "c:spPr"), "a:ln"), "a:noFill")
    _letters(root, page)
    return root


def _letters(parent: Element, page: Page) -> None:
    """The size and colour of all that is written in the chart."""
    text = add(parent, "c:txPr")
    add(text, "a:bodyPr")
    size = {"sz": round(page.theme.size * 88)}
    properties = add(add(add(text, "a:p"), "a:pPr"), "a:defRPr", size)
    _fill(properties, page.theme.text)
    add(properties, "a:latin", {"typeface": font_name(page.theme.font)})
    add(child(text, -1), "a:endParaRPr", {"lang": "nb-NO"})


def _fill(parent: Element, colour: str) -> None:
    add(add(parent, "a:solidFill"), "a:srgbClr", {"val": colour.lstrip("#")})


def _series(page: Page, bars: Element, block: Chart, series: Series, index: int) -> None:
    made = add(bars, "c:ser")
    add(made, "c:idx", {"val": index})
    add(made, "c:order", {"val": index})
    add(add(made, "c:tx"), "c:v").text = clean(series.name)
    colours = page.theme.series
    _fill(add(made, "c:spPr"), colours[index % len(colours)])
    add(made, "c:invertIfNegative", {"val": 0})
    labels = add(made, "c:dLbls")
    add(labels, "c:numFmt", {"formatCode": _format(series), "sourceLinked": 0})
    add(labels, "c:spPr")
    add(child(labels, -1), "a:noFill")
    for name, shown in (
        ("LegendKey", 0), ("Val", 1), ("CatName", 0), ("SerName", 0), ("Percent", 0),
        ("BubbleSize", 0),
    ):  # fmt: skip
        add(labels, f"c:show{name}", {"val": shown})
    names = add(add(made, "c:cat"), "c:strLit")
    add(names, "c:ptCount", {"val": len(block.categories)})
    for at, category in enumerate(block.categories):
        add(add(names, "c:pt", {"idx": at}), "c:v").text = clean(category)
    numbers = add(add(made, "c:val"), "c:numLit")
    add(numbers, "c:formatCode").text = "General"
    add(numbers, "c:ptCount", {"val": len(series.values)})
    for at, value in enumerate(series.values):
        if value is not None and isfinite(value):
            add(add(numbers, "c:pt", {"idx": at}), "c:v").text = repr(value)


def _format(series: Series) -> str:
    """As many decimals as the figures are printed with."""
    decimals = max((len(text.partition(",")[2]) for text in series.shown), default=0)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _axes(page: Page, area: Element, block: Chart) -> None:
    categories, values = _AXES
    axis = add(area, "c:catAx")
    _axis(axis, categories, "maxMin", "l")
    add(axis, "c:majorTickMark", {"val": "none"})
    add(axis, "c:minorTickMark", {"val": "none"})
    add(axis, "c:tickLblPos", {"val": "low"})
    line = add(add(axis, "c:spPr"), "a:ln", {"w": 6350})
    _fill(line, page.theme.line)
    add(axis, "c:crossAx", {"val": values})
    add(axis, "c:crosses", {"val": "autoZero"})
    axis = add(area, "c:valAx")
    _axis(axis, values, "minMax", "t")
    _unit(axis, block.unit)
    add(axis, "c:numFmt", {"formatCode": "#,##0", "sourceLinked": 0})
    add(axis, "c:majorTickMark", {"val": "none"})
    add(axis, "c:minorTickMark", {"val": "none"})
    add(axis, "c:tickLblPos", {"val": "none"})
    add(add(add(axis, "c:spPr"), "a:ln"), "a:noFill")
    add(axis, "c:crossAx", {"val": categories})
    add(axis, "c:crosses", {"val": "autoZero"})


def _axis(axis: Element, number: int, direction: str, side: str) -> None:
    add(axis, "c:axId", {"val": number})
    add(add(axis, "c:scaling"), "c:orientation", {"val": direction})
    add(axis, "c:delete", {"val": 0})
    add(axis, "c:axPos", {"val": side})


def _unit(axis: Element, unit: str) -> None:
    if not unit:
        return
    title = add(axis, "c:title")
    rich = add(add(title, "c:tx"), "c:rich")
    add(rich, "a:bodyPr")
    paragraph = add(rich, "a:p")
    add(add(paragraph, "a:pPr"), "a:defRPr", {"b": 0})
    run = add(paragraph, "a:r")
    add(run, "a:rPr", {"lang": "nb-NO", "b": 0})
    add(run, "a:t").text = clean(unit)
    add(title, "c:overlay", {"val": 0})
