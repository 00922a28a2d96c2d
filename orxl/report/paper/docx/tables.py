"""Tables in a DOCX: a header that is repeated, rows that hold together, row headers, notes."""

from __future__ import annotations

from typing import Final

from orxl.report.paper.docx.blocks import Page, caption
from orxl.report.paper.docx.inline import run
from orxl.report.paper.docx.styles import twips
from orxl.report.paper.docx.xml import Element, add, child, clean
from orxl.report.paper.fitting import Measure
from orxl.report.paper.model import Align, Row, RowKind, Table, TableCell, plain

_WHOLE: Final = 0.7
"""Of a page: what a row, and a table, may take and still not be torn."""


def table(page: Page, block: Table) -> None:
    """A table under its caption, with the notes that nobody calls under it."""
    if not block.columns:
        return
    caption(page, "Tabell", block.caption)
    made = add(page.body, "w:tbl")
    _properties(page, made, block)
    measure = Measure(page.theme)
    widths = measure.widths(block)
    grid = add(made, "w:tblGrid")
    for width in widths:
        add(grid, "w:gridCol", w=twips(width * page.width / measure.line))
    _header(page, made, block)
    heights = [measure.height(row, widths) for row in block.rows]
    short = sum(heights) <= _WHOLE
    for index, row in enumerate(block.rows):
        held = row.kind is RowKind.HEADING or (short and index < len(heights) - 1)
        _row(page, made, block, row, whole=heights[index] <= _WHOLE, held=held)
    _notes(page, block)


def _properties(page: Page, made: Element, block: Table) -> None:
    properties = add(made, "w:tblPr")
    add(properties, "w:tblStyle", val=page.writer.styles["Tabell"])
    add(properties, "w:tblW", w=5000, type="pct")
    add(properties, "w:tblLayout", type="fixed")
    add(
        properties, "w:tblLook",
        val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1,
    )  # fmt: skip
    name = clean(plain(block.caption)) or block.key
    add(properties, "w:tblCaption", val=name)
    add(properties, "w:tblDescription", val=clean(block.summary) or name)


def _header(page: Page, made: Element, block: Table) -> None:
    row = add(made, "w:tr")
    properties = add(row, "w:trPr")
    add(properties, "w:cantSplit")
    add(properties, "w:tblHeader")
    for column in block.columns:
        cell = add(row, "w:tc")
        right = column.align is Align.RIGHT
        paragraph = page.paragraph("Tabelltall" if right else "Tabelltekst", cell)
        add(child(paragraph), "w:keepNext")
        run(paragraph, column.heading, strong=True)


def _row(page: Page, made: Element, block: Table, row: Row, *, whole: bool, held: bool) -> None:
    """A row; a *whole* one is not torn, a *held* one stands on the page of the next."""
    body = add(made, "w:tr")
    if whole:
        add(add(body, "w:trPr"), "w:cantSplit")
    heavy = row.kind is not RowKind.BODY
    missing = len(block.columns) - len(row.cells)
    for index, cell in enumerate((*row.cells, *[TableCell(((),))] * missing)):
        holder = add(body, "w:tc")
        if heavy:
            _shade(page, holder, total=row.kind is RowKind.TOTAL)
        right = index < len(block.columns) and block.columns[index].align is Align.RIGHT
        style = "Tabelltall" if right else "Tabelltekst"
        for number, line in enumerate(cell.lines or ((),)):
            paragraph = page.paragraph(style, holder)
            if held:
                add(child(paragraph), "w:keepNext")
            if index == number == 0 and row.anchor:
                page.writer.places.mark(paragraph, row.anchor)
            page.writer.line(paragraph, line, strong=heavy)


def _shade(page: Page, cell: Element, *, total: bool) -> None:
    properties = add(cell, "w:tcPr")
    if total:
        borders = add(properties, "w:tcBorders")
        for side in ("top", "bottom"):
            colour = page.theme.line.lstrip("#")
            add(borders, f"w:{side}", val="single", sz=8, space=0, color=colour)
    add(properties, "w:shd", val="clear", color="auto", fill=page.theme.total.lstrip("#"))


def _notes(page: Page, block: Table) -> None:
    """The notes of the table that no mark calls: the others are footnotes."""
    for key in block.notes:
        line = page.writer.notes.get(key)
        if line is not None and key not in page.writer.called:
            page.writer.line(page.paragraph("Tabellnote"), line)
