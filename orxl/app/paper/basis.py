"""«Tallgrunnlag»: where each figure of a paper comes from, cell by cell, down to what was typed.

Each cell stands once, with its formula as a Norwegian Excel shows it and ways to what it builds on.
Numbers and dates are shown, for they are what the figures are made of; other texts only where
everyone may read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from orxl.app.paper.fetched import SOURCES
from orxl.app.paper.following import Basis, Part
from orxl.app.paper.inline import anchor_of, clean, one, own
from orxl.app.trace import area_name, named
from orxl.binding import BoundRow, BoundTable
from orxl.core import nb
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.formulas.form import Form
from orxl.formulas.graph import graph_of
from orxl.formulas.norwegian import shown
from orxl.layout import Kind, Level
from orxl.layout.names import ASSUMED, FIGURES
from orxl.report.paper.model import (
    Align,
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Line,
    Link,
    Paragraph,
    Row,
    Table,
    TableCell,
    Words,
)
from orxl.rules.kit.view import View
from orxl.rules.shared.placeholders import in_words, kind_of

TITLE: Final = "Tallgrunnlag"
_UNITS: Final[Mapping[Kind, str]] = {
    Kind.THOUSANDS: " (1000 kr)", Kind.KRONER: " kr", Kind.RATE: " kr",
}  # fmt: skip
_FORMS: Final[Mapping[Kind, str]] = {Kind.KRONER: "kr", Kind.RATE: "kr2"}
_SOURCED: Final = frozenset({ASSUMED, FIGURES})
"""The tables whose column «Kilde» is printed: they are there to say what the paper builds on."""


def basis_blocks(view: View, roots: Iterable[CellRef]) -> list[Block]:
    """The appendix: a table for each sheet, a row for each cell."""
    basis = Basis(view, roots)
    if not basis.parts:
        return []
    blocks: list[Block] = [
        Heading(1, own(TITLE), "tallgrunnlag"),
        Paragraph(own(
            "Her står hvor hvert tall i saken kommer fra: cellen i arbeidsboken, formelen slik "
            "Excel viser den, og cellene den bygger på, ned til det som er skrevet inn."
        )),
    ]  # fmt: skip
    if basis.left:
        more = nb.counted(basis.left, "celle", "celler")
        blocks.append(Paragraph(own(f"Grunnlaget er avgrenset: {more} til står i arbeidsboken.")))
    sheets: dict[str, list[CellRef]] = {}
    for cell in basis.parts:
        sheets.setdefault(cell.sheet, []).append(cell)
    for sheet, cells in sheets.items():
        anchor = anchor_of(CellRef(sheet, 1, 1)).rpartition("-")[0]
        blocks.append(Heading(2, own(clean(sheet)), f"{anchor}-ark"))
        ordered = sorted(cells, key=lambda cell: (cell.column, cell.row))
        blocks.append(_table(view, basis, sheet, ordered))
    return blocks


def declared_blocks(view: View, reported: Iterable[tuple[str, CellRef]]) -> list[Block]:
    """The figures of the texts that no cell gives: declared with their source, or *reported*."""
    if not view.has(FIGURES, "text", "place", "source"):
        return []
    keys = [key for key in ("text", "place", "source", "at") if view.has(FIGURES, key)]
    blocks: list[Block] = []
    rows = [row for row in view.rows(FIGURES) if view.text(row, "text")]
    if rows:
        blocks += [
            Heading(2, own("Tall som bare står i tekstene"), "faste-tall"),
            Table(
                "faste-tall",
                own("Tall som er ført med kilde på arket Faste tall"),
                tuple(Column(view.header(FIGURES, key), share=_SHARES[key]) for key in keys),
                tuple(Row(tuple(one(_typed(view, row, key)) for key in keys)) for row in rows),
                "Hvert tall har en rad: hvor det står, og hvor det er hentet fra.",
            ),
        ]
    found = tuple(reported)
    if found:
        blocks += [
            Heading(2, own("Tall uten celle og uten kilde"), "tall-uten-kilde"),
            Bullets(tuple((Words(f"«{clean(text)}» ({cell})", cell),) for text, cell in found)),
        ]
    return blocks


_SHARES: Final = {"text": 0.7, "place": 1.0, "source": 2.2, "at": 0.6}


def _typed(view: View, row: BoundRow, key: str) -> Line:
    value = row.values.get(key, BLANK)
    if isinstance(value, datetime):
        return (Words(nb.day(value), row.cells[key]),)
    text = view.text(row, key)
    return (Words(clean(text), row.cells[key]),) if text else ()


def _table(view: View, basis: Basis, sheet: str, cells: list[CellRef]) -> Table:
    columns = (
        Column("Celle", share=0.6), Column("Hva det er", share=1.8),
        Column("Verdi", Align.RIGHT, share=1.0),
        Column("Slik kommer det fram", share=2.1), Column("Bygger på", share=2.1),
    )  # fmt: skip
    return Table(
        f"grunnlag-{anchor_of(cells[0]).rpartition('-')[0].removeprefix('tall-')}",
        own(f"Celler på arket {clean(sheet)}"),
        columns,
        tuple(_row(view, basis, cell, model) for cell, model in _modelled(view, cells)),
        "Hver celle har en rad, med lenker til cellene den bygger på.",
    )


def _modelled(view: View, cells: Iterable[CellRef]) -> Iterator[tuple[CellRef, CellRef | None]]:
    """Each cell with the first one above it that its formula is a copy of, if any."""
    formulas = graph_of(view.book).formulas
    first: dict[tuple[int, Form], CellRef] = {}
    for cell in cells:
        if cell not in formulas:
            yield cell, None
            continue
        key = cell.column, formulas[cell].form
        yield cell, first.get(key)
        first.setdefault(key, cell)


def _row(view: View, basis: Basis, cell: CellRef, model: CellRef | None) -> Row:
    """The row of *cell*; a copy of the formula in *model* names only what it takes besides."""
    known = basis.parts[model] if model is not None else ()
    parts = [part for part in basis.parts[cell] if part not in known]
    return Row(
        (
            one(own(cell.a1)),
            one((Words(clean(_called(view, cell)), cell),)),
            one(_value(view, cell)),
            TableCell(tuple(_how(view, cell, model))),
            TableCell(tuple(_ways(view, basis, part) for part in parts)),
        ),
        anchor=anchor_of(cell),
    )


def _called(view: View, cell: CellRef) -> str:
    """What users call *cell*; outside the layout's sheets only that it is outside."""
    if all(sheet.name.casefold() != cell.sheet.casefold() for sheet in view.layout.sheets):
        return "Celle på et ark utenfor oppsettet"
    bound = view.bound.table_at(cell)
    if bound is not None and bound.spec.name == ASSUMED and cell.row in bound.table.data_rows:
        return view.text(bound.rows[cell.row - bound.table.first_data_row], "label")
    if bound is not None and bound.spec.name in SOURCES and cell.row in bound.table.data_rows:
        label = view.value(bound.rows[cell.row - bound.table.first_data_row].cells["label"])
        return f"{label}, {view.header(bound.spec.name, bound.key_at(cell))}"
    for placed in view.bound.fixed:
        if placed.cell == cell and placed.spec.over and placed.table:
            return f"Totalt, {view.header(placed.table, placed.spec.over)}"
    return named(view, cell) or "Celle uten navn"


def _value(view: View, cell: CellRef) -> Line:
    value = view.value(cell)
    if isinstance(value, str) and not view.bound.is_public(cell):
        return (Words("vises ikke", cell),)
    kind = kind_of(view, cell)
    form = _FORMS.get(kind, "") if kind is not None and isinstance(value, float) else ""
    told = in_words(value, kind, form)
    if told is None or isinstance(value, str):
        return (Words(clean(told) if told is not None else nb.value(value), cell),)
    unit = own(_UNITS[kind].replace(" ", nb.NBSP)) if kind is not None and kind in _UNITS else ()
    return (Figure(told, cell), *unit)


def _how(view: View, cell: CellRef, model: CellRef | None) -> Iterator[Line]:
    """The formula; or that it was typed, with its decision and its source."""
    formula = view.book.cell(cell).formula
    if formula is not None and model is not None:
        yield (*own("Samme formel som "), Link(model.a1, f"#{anchor_of(model)}"))
        return
    if formula is not None:
        yield (Words(clean(shown(formula)), cell),)
        return
    bound = view.bound.table_at(cell)
    if bound is None or cell.row not in bound.table.data_rows:
        yield own("Skrevet inn.")
        return
    row = bound.rows[cell.row - bound.table.first_data_row]
    key = bound.key_at(cell)
    history = bool(key) and (
        bound.spec.level(row.values.get(bound.spec.key, BLANK), key) is Level.HISTORY
    )
    yield own("Tallet som det er trykt." if history else "Skrevet inn.")
    yield from _told(view, bound, row)


def _told(view: View, bound: BoundTable, row: BoundRow) -> Iterator[Line]:
    """How firm the value is, its day and its source, as far as they are printed."""
    public = {
        column.key: column
        for column in bound.spec.columns
        if column.key in row.cells
        and (
            view.bound.is_public(row.cells[column.key])
            or (column.kind is Kind.SOURCE and bound.spec.name in _SOURCED)
        )
    }
    for key, column in public.items():
        value = row.values.get(key, BLANK)
        if value is BLANK or value == "":
            continue
        if key == "standing" and isinstance(value, str):
            day = row.values.get("day")
            when = f" {nb.day(day)}" if isinstance(day, datetime) and "day" in public else ""
            yield (Words(f"{clean(value)}{when}.", row.cells[key]),)
        elif column.kind is Kind.SOURCE and isinstance(value, str):
            yield (Words(f"{column.header}: {clean(value)}.", row.cells[key]),)
        elif column.kind is Kind.DATE and key == "at" and isinstance(value, datetime):
            yield (Words(f"{column.header}: {nb.day(value)}.", row.cells[key]),)


def _ways(view: View, basis: Basis, part: Part) -> Line:
    """The ways on: to a cell, or to those of a range that count, with their number and total."""
    if part.area is None:
        return (_way(view, basis, part.cells[0], _called(view, part.cells[0])),)
    area = part.area
    numbers = nb.counted(part.numbers, "tall", "tall")
    where = f"{area_name(view, area)}: {numbers}, til sammen {nb.number(round(part.total, 4))}"
    line: list[Words | Link] = [Words(clean(where))]
    for index, cell in enumerate(part.cells):
        place = view.bound.place(cell)
        called = place[0] if place is not None and place[0] else cell.a1
        line.append(Words(": " if index == 0 else ", "))
        line.append(_way(view, basis, cell, called))
    if part.left:
        line.append(Words(f" og {part.left} til"))
    return tuple(line)


def _way(view: View, basis: Basis, cell: CellRef, called: str) -> Words | Link:
    text = clean(called or str(cell))
    if cell not in basis.parts:
        return Words(text, cell)
    return Link(text, f"#{anchor_of(cell)}", cell)
