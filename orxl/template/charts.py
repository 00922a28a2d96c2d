"""The native charts, each with a text that is read aloud in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout as Room
from openpyxl.chart.layout import ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)

from orxl.core.refs import CellRef, Range, column_number, parse_a1
from orxl.core.values import Value
from orxl.layout import Layout, SheetSpec
from orxl.layout.looks import Cells, ChartSpec
from orxl.template import styles

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LANGUAGE: Final = "nb-NO"
INSET: Final = 60_000
NEARLY_A_COLUMN: Final = 1_440_000
"""Where charts begin and end in their outer columns, in EMU: side by side they do not touch."""
STRIPE: Final = "6F86AE"
TINT: Final = "D5DEEE"
NUMBERS: Final = "#,##0;-#,##0;;"
"""The labels' number format; a zero has no label."""

Rows = Mapping[str, Sequence[Mapping[str, Value]]]
Shown = Mapping[CellRef, Value]


class _DescribedAnchor(TwoCellAnchor):
    """A chart's place with its name and the text to be read aloud; openpyxl gives it neither."""

    # openpyxl collects these for each class from its own body alone.
    __elements__ = TwoCellAnchor.__elements__
    __attrs__ = TwoCellAnchor.__attrs__
    __nested__ = TwoCellAnchor.__nested__

    def __init__(self, spec: ChartSpec) -> None:
        super().__init__(_from=_marker(spec.at, past=False), to=_marker(spec.to, past=True))
        self.__dict__["spec"] = spec

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "graphicFrame" and value is not None:
            spec: ChartSpec = self.__dict__["spec"]
            described = value.nvGraphicFramePr.cNvPr
            described.name = described.title = spec.title
            described.descr = spec.alt
        super().__setattr__(name, value)


class _Labels(DataLabelList):
    """Labels with a number format of their own; openpyxl leaves it to the reader whose it is."""

    __elements__ = DataLabelList.__elements__
    __attrs__ = DataLabelList.__attrs__
    __nested__ = DataLabelList.__nested__

    def to_tree(self, *args: Any, **kwargs: Any) -> Any:
        tree: Any = super().to_tree(*args, **kwargs)
        for element in tree:
            if element.tag.endswith("numFmt"):
                element.set("sourceLinked", "0")
        return tree


def add_charts(sheet: Worksheet, spec: SheetSpec, layout: Layout, rows: Rows, shown: Shown) -> None:
    """Add the charts of *spec*; *shown* holds what the formulas they draw give, where known."""
    for chart in spec.charts:
        sheet.add_chart(_chart(sheet, chart, layout, rows, shown))


def _chart(sheet: Worksheet, spec: ChartSpec, layout: Layout, rows: Rows, shown: Shown) -> Any:
    chart: Any = BarChart()
    chart.type = "bar" if spec.horizontal else "col"
    chart.gapWidth, chart.overlap = 45, 100 if spec.stacked else 0
    if spec.stacked:
        chart.grouping = "stacked"
    chart.title = _title(spec)
    chart.roundedCorners = False
    for item in spec.series:
        cells = _reference(sheet, item.cells, layout, rows)
        series: Any = Series(cells, title=item.name)
        series.val.numRef.numCache = _numbers(sheet.parent, cells, shown)
        series.cat = _categories(sheet, spec, layout, rows, shown)
        series.graphicalProperties = _fill(item.colour)
        # Stacked, the labels stand inside the bars, of which the first is dark.
        inside = spec.stacked and item.colour == 0
        series.dLbls = _labels(styles.PAPER if inside else styles.INK)
        chart.series.append(series)
    chart.x_axis.delete, chart.y_axis.delete = False, True
    chart.y_axis.majorGridlines = None
    chart.x_axis.txPr = _text(800)
    chart.x_axis.majorTickMark = "none"
    chart.x_axis.tickLblPos = "low"
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=styles.LINE))
    if spec.horizontal:
        chart.x_axis.scaling.orientation = "maxMin"  # the first category on top, as in the table
    if len(spec.series) > 1:
        chart.legend.position, chart.legend.txPr = "b", _text(900)
    else:
        chart.legend = None
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=styles.LINE))
    chart.anchor = _DescribedAnchor(spec)
    return chart


def _reference(sheet: Worksheet, cells: Cells, layout: Layout, rows: Rows) -> Any:
    if not cells.table:
        area = Range.of(sheet.title, cells.column.replace("$", ""))
        return Reference(
            sheet,
            min_col=area.first_column,
            min_row=area.first_row,
            max_col=area.last_column,
            max_row=area.last_row,
        )
    home, table = layout.tables[cells.table]
    column = column_number(table.letter(cells.column))
    first = table.header_row + 1
    book: Any = sheet.parent
    last = table.header_row + len(rows[cells.table])
    return Reference(book[home.name], min_col=column, min_row=first, max_row=last)


def _categories(
    sheet: Worksheet, spec: ChartSpec, layout: Layout, rows: Rows, shown: Shown
) -> AxDataSource:
    """What the bars are called: the cells, and the texts in them as a preview shows them."""
    cells = _reference(sheet, spec.categories, layout, rows)
    held = _held(sheet.parent, cells, shown)
    points = [StrVal(idx=n, v=text) for n, text in enumerate(held) if isinstance(text, str)]
    texts = StrData(ptCount=len(held), pt=points)
    return AxDataSource(strRef=StrRef(f=str(cells), strCache=texts))


def _numbers(book: Any, cells: Any, shown: Shown) -> NumData:
    held = _held(book, cells, shown)
    points = [
        NumVal(idx=n, v=f"{value:.15g}")
        for n, value in enumerate(held)
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    first = book[cells.sheetname.strip("'")].cell(cells.min_row, cells.min_col)
    return NumData(formatCode=first.number_format, ptCount=len(held), pt=points)


def _held(book: Any, cells: Any, shown: Shown) -> list[Any]:
    """What the cells that a chart draws hold; None where that waits for a formula."""
    name = cells.sheetname.strip("'")
    area = Range(name, cells.min_row, cells.min_col, cells.max_row, cells.max_col)
    found = []
    for at in area.cells():
        cell = book[name].cell(at.row, at.column)
        found.append(shown.get(at) if cell.data_type == "f" else cell.value)
    return found


def _marker(at: str, *, past: bool) -> AnchorMarker:
    """The corner at the top left of the cell *at*, or *past* most of it at its bottom right."""
    row, column = parse_a1(at)
    if past:
        return AnchorMarker(col=column - 1, row=row, colOff=NEARLY_A_COLUMN, rowOff=0)
    return AnchorMarker(col=column - 1, row=row - 1, colOff=INSET, rowOff=0)


def _title(spec: ChartSpec) -> Any:
    runs = [(f"{spec.title}", 1200, True)]
    if spec.unit:
        runs.append((f"  ({spec.unit})", 900, False))
    parts = [
        RegularTextRun(rPr=_characters(size, bold=bold, colour=styles.NAVY), t=text)
        for text, size, bold in runs
    ]
    title: Any = Title()
    rich = _text(1200)
    rich.p = [Paragraph(pPr=ParagraphProperties(defRPr=_characters(1200)), r=parts)]
    title.tx = Text(rich=rich)
    title.overlay = False
    title.layout = Room(manualLayout=ManualLayout(xMode="edge", yMode="edge", x=0.02, y=0.02))
    return title


def _characters(size: int, *, bold: bool = False, colour: str = styles.INK) -> CharacterProperties:
    return CharacterProperties(
        lang=LANGUAGE, sz=size, b=bold, solidFill=colour, latin=Font(typeface=styles.FONT)
    )


def _text(size: int, colour: str = styles.INK) -> RichText:
    end = _characters(size, colour=colour)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=end), endParaRPr=end)])


def _labels(colour: str) -> DataLabelList:
    labels = _Labels()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.numFmt = NUMBERS
    labels.txPr = _text(800, colour)
    return labels


def _fill(colour: int) -> GraphicalProperties:
    """The first series is solid, the second striped: told apart without colour too."""
    # No outline: a bar of zero would be seen as a line on the axis.
    look = GraphicalProperties(ln=LineProperties(noFill=True))
    if colour == 0:
        look.solidFill = styles.NAVY
    else:
        stripe: Any = STRIPE
        tint: Any = TINT
        look.pattFill = PatternFillProperties(
            prst="wdUpDiag", fgClr=ColorChoice(srgbClr=stripe), bgClr=ColorChoice(srgbClr=tint)
        )
    return look
