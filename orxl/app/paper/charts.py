"""The charts that the workbook has on its front page, with their figures as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from orxl.app.paper.fetched import source_of
from orxl.app.paper.inline import Writing, amount, clean, one, own
from orxl.binding import BoundRow
from orxl.layout.chart_figures import NOTHING
from orxl.layout.looks import ChartSpec
from orxl.report.paper.model import (
    Align,
    Chart,
    Column,
    Row,
    Series,
    Table,
    TableCell,
    Words,
)

FRONT: Final = "Forside"


def charts(writing: Writing, tables: Sequence[str]) -> Iterator[Chart]:
    """The front page's charts of *tables*, as far as they have anything to show."""
    sheet = next((s for s in writing.view.layout.sheets if s.name == FRONT), None)
    for spec in sheet.charts if sheet is not None else ():
        if spec.categories.table in tables:
            made = _chart(writing, spec)
            if made is not None:
                yield made


def _chart(writing: Writing, spec: ChartSpec) -> Chart | None:
    view, table, label = writing.view, spec.categories.table, spec.categories.column
    if not view.has(table, label, *(series.cells.column for series in spec.series)):
        return None
    rows = [row for row in view.rows(table) if _shown(writing, row, label)]
    if not rows:
        return None
    names = [str(view.value(row.cells[label])) for row in rows]
    series = []
    for one_of in spec.series:
        values = [view.value(row.cells[one_of.cells.column]) for row in rows]
        numbers = tuple(v if isinstance(v, float) else None for v in values)
        series.append(Series(one_of.name, numbers, tuple(amount(v) for v in values)))
    alt = f"{spec.alt} {_largest(names, series)}".strip()
    figures = Table(
        f"diagram-{table.removeprefix('tbl').casefold()}",
        own(f"Tallene i diagrammet: {spec.title} ({spec.unit})"),
        (Column(view.header(table, label), share=2.4),
         *(Column(s.name, Align.RIGHT) for s in series)),
        tuple(_row(writing, spec, row) for row in rows),
        "",
    )  # fmt: skip
    return Chart(
        figures.key, own(spec.title), alt, tuple(map(clean, names)), tuple(series), spec.unit,
        figures,
    )  # fmt: skip


def _shown(writing: Writing, row: BoundRow, label: str) -> bool:
    name = writing.view.value(row.cells[label])
    return isinstance(name, str) and bool(name.strip()) and name != NOTHING


def _largest(names: Sequence[str], series: Sequence[Series]) -> str:
    """«Størst er Kontingenter med 5 387 i Budsjett 2026.»"""
    first = series[0]
    known = [(v, i) for i, v in enumerate(first.values) if v is not None]
    if not known:
        return ""
    _, index = max(known, key=lambda item: item[0])
    return f"Størst er {clean(names[index])} med {first.shown[index]} i {first.name}."


def _row(writing: Writing, spec: ChartSpec, row: BoundRow) -> Row:
    view = writing.view
    label = row.cells[spec.categories.column]
    cells = [one((Words(clean(str(view.value(label))), label),))]
    for series in spec.series:
        cell = row.cells[series.cells.column]
        text = amount(view.value(cell))
        behind = source_of(view, cell)
        cells.append(one((writing.figure(text, cell, behind),)) if text else TableCell(()))
    return Row(tuple(cells))
