"""The budget's two tables as the sheets «Tabell 5.1.1» and «Tabell 5.1.2» show them, and charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from orxl.app.paper.fetched import source_of
from orxl.app.paper.inline import Writing, amount, clean, one, own
from orxl.binding import BoundRow
from orxl.core.light import dataclass
from orxl.layout.names import MAIN, NOTES, PROJECTS
from orxl.programme.codes import LineType
from orxl.report.paper.model import (
    Align,
    Column,
    Inline,
    Line,
    NoteMark,
    Row,
    RowKind,
    Table,
    TableCell,
    Words,
)

AMOUNTS: Final = ("budget_prior", "forecast_prior", "budget", "change")
UNIT: Final = "1000 kr"
_TOTALS: Final = frozenset(
    {LineType.INCOME_SUM, LineType.EXPENSE_SUM, LineType.RESULT, LineType.CARRY_OUT}
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A budget table of the paper: the sheet's table, and the table its rows are fetched from."""

    key: str
    table: str
    source: str
    notes: str
    """What «Noter» calls the table."""


PRINTED: Final[Mapping[str, Printed]] = {
    "Hovedtall": Printed("511", "tblTabell511", MAIN, "Hovedtall"),
    "Prosjektmidler": Printed("512", "tblTabell512", PROJECTS, "Prosjektmidler"),
}


def budget_table(writing: Writing, printed: Printed) -> Table:
    """The table as the workbook's own sheet shows it."""
    view = writing.view
    sheet = next(s for s in view.layout.sheets if any(t.name == printed.table for t in s.tables))
    columns = (
        Column(view.header(printed.table, "label"), share=2.4),
        *(Column(view.header(printed.table, key), Align.RIGHT) for key in AMOUNTS),
    )
    return Table(
        printed.key,
        own(f"Tabell {sheet.title} ({UNIT})"),
        columns,
        tuple(_rows(writing, printed)),
        f"Beløpene er i {UNIT}. Endringen er målt mot budsjettet året før.",
        tuple(key for key, _ in notes_of(writing, printed.notes)),
    )


def overfull(writing: Writing, printed: Printed) -> str:
    """What the sheet says where the table has more rows than it has room for; else ``""``."""
    bound = writing.view.bound.tables.get(printed.table)
    for placed in writing.view.bound.fixed if bound is not None else ():
        value = writing.view.value(placed.cell)
        here = bound is not None and placed.cell.sheet == bound.table.sheet
        if here and placed.spec.role == "label_strong" and isinstance(value, str) and value:
            return f"{placed.cell}: {value}"
    return ""


def notes_of(writing: Writing, table: str) -> Iterator[tuple[str, Line]]:
    """The notes under a table, by their codes: the mark is not part of the line."""
    for row in writing.view.rows(NOTES):
        if writing.view.text(row, "table") == table and writing.view.text(row, "note_id"):
            text = writing.line(row.cells["text"], writing.view.text(row, "text"))
            yield writing.view.text(row, "note_id"), text


def mark_of(writing: Writing, note: str) -> str:
    """The stars of a note; ``""`` where there is no such note."""
    rows = writing.view.rows(NOTES)
    marks = (writing.view.text(r, "mark") for r in rows if writing.view.text(r, "note_id") == note)
    return next(marks, "")


def _rows(writing: Writing, printed: Printed) -> Iterator[Row]:
    view = writing.view
    source = view.bound.tables.get(printed.source)
    for row in view.rows(printed.table):
        label = view.value(row.cells["label"])
        if not isinstance(label, str) or not label.strip():
            continue
        index = view.number(row.cells["index"])
        of = source.rows[int(index) - 1] if source is not None and index else None
        yield Row(
            (one(_label(writing, row, label, of)),
             *(_amount(writing, printed, row, of, key) for key in AMOUNTS)),
            _kind(writing, printed, row, of),
        )  # fmt: skip


def _label(writing: Writing, row: BoundRow, label: str, of: BoundRow | None) -> Line:
    """The line's name with the mark of its note: the name is the line's own, where it has one."""
    note = writing.view.text(of, "note") if of is not None else ""
    mark = mark_of(writing, note)
    bare = label.removesuffix(f" {mark}") if mark else label
    line: list[Inline] = [Words(clean(bare), row.cells["label"])]
    if mark:
        line += [Words(" "), NoteMark(note, mark)]
    return tuple(line)


def _amount(
    writing: Writing, printed: Printed, row: BoundRow, of: BoundRow | None, key: str
) -> TableCell:
    cell = row.cells[key]
    text = amount(writing.view.value(cell))
    if not text:
        return TableCell(())
    total = writing.view.bound.over(printed.source, key) if of is None else None
    return one((writing.figure(text, cell, total or source_of(writing.view, cell)),))


def _kind(writing: Writing, printed: Printed, row: BoundRow, of: BoundRow | None) -> RowKind:
    view = writing.view
    if printed.key == "511":
        kind = view.text(of, "type") if of is not None else ""
        if of is None:
            return RowKind.HEADING
        return RowKind.TOTAL if kind in _TOTALS else RowKind.BODY
    return RowKind.BODY if of is not None else RowKind.TOTAL
