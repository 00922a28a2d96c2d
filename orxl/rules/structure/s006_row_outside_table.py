"""Data typed right under or beside a table that did not grow with it."""

from __future__ import annotations

from orxl.binding import BoundTable
from orxl.core.snapshot import Sheet
from orxl.rules.kit import BLANK, CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import PROTECTION, TABLES
from orxl.rules.kit.tables import GRANTS, MAIN, PARTNERS
from orxl.rules.shared.inputs import looks_blank

RULE = Rule(
    "S006",
    "utenfor-tabellen",
    Severity.ERROR,
    finds="Noe er skrevet rett under eller inntil en tabell uten at tabellen har tatt det med.",
    why="Formler, lister og kontroller leser bare det som er i tabellen. En rad under den telles "
    "ikke.",
    remedy="Dra hjørnet nederst til høyre i tabellen ned så raden kommer med, eller skriv raden på "
    "nytt i raden rett under tabellen.",
    references=(PROTECTION, TABLES),
    by_table=True,
)


@RULE.check
def check(view: View) -> Hits:
    fixed = {placed.cell for placed in view.bound.fixed}
    for bound in view.bound.tables.values():
        sheet = view.book.sheet(bound.table.sheet)
        if sheet is None:
            continue
        if below := _first(sheet, _below(bound, sheet), fixed):
            touching = below.row == bound.table.ref.last_row + 1
            if touching or bound.spec.grows:
                yield _under(view, bound, below, touching)
        elif beside := _first(sheet, _beside(bound, sheet), fixed):
            yield Hit(
                f"{nb.value(sheet[beside.row, beside.column].value)} står inntil tabellen, men "
                "hører ikke med i den.",
                cell=beside,
                severity=Severity.WARNING,
                remedy="Flytt teksten til en ledig kolonne lenger til høyre, eller utvid tabellen "
                "ved å dra i hjørnet nederst til høyre.",
            )


def _under(view: View, bound: BoundTable, cell: CellRef, touching: bool) -> Hit:
    there = nb.value(view.book.cell(cell).value)
    where = "rett under" if touching else "lenger ned under"
    return Hit(
        f"{there} står {where} tabellen, som slutter i rad {bound.table.ref.last_row}. Raden er "
        "ikke med i tabellen, så ingen formel eller liste tar den med.",
        cell=cell,
        severity=Severity.ERROR if touching else Severity.WARNING,
    )


def _below(bound: BoundTable, sheet: Sheet) -> list[CellRef]:
    """The filled cells under the table, down to the next table."""
    ref = bound.table.ref
    if max(sheet.cells, default=(0, 0))[0] <= ref.last_row:
        return []
    others = [t.ref.first_row for t in sheet.tables if t.ref.first_row > ref.last_row]
    end = min(others, default=1_048_577)
    return sorted(
        CellRef(sheet.name, row, column)
        for row, column in sheet.cells
        if ref.last_row < row < end and ref.first_column <= column <= ref.last_column
    )


def _beside(bound: BoundTable, sheet: Sheet) -> list[CellRef]:
    """The cells right beside the table that the sheet has, row by row."""
    ref = bound.table.ref
    columns = (ref.first_column - 1, ref.last_column + 1)
    rows = range(ref.first_row, ref.last_row + 1)
    at = [(row, column) for row in rows for column in columns]
    return [CellRef(ref.sheet, *place) for place in at if place in sheet.cells]


def _first(sheet: Sheet, cells: list[CellRef], fixed: set[CellRef]) -> CellRef | None:
    """The first of *cells* that holds anything and belongs to no table and not to the layout."""
    for cell in cells:
        held = sheet[cell.row, cell.column]
        empty = held.formula is None and (held.value is BLANK or looks_blank(held.value))
        if not empty and cell not in fixed and not any(cell in t.ref for t in sheet.tables):
            return cell
    return None


@RULE.bad("Et tilskudd er skrevet under tabellen uten at den vokste.")
def _typed_below(e: Editor) -> Place:
    last = e.table(GRANTS).ref.last_row
    e.type_in(CellRef("Tilskudd", last + 1, 2), "Nytt klimatilskudd")
    return e.type_in(CellRef("Tilskudd", last + 1, 1), "KLIMA2")


@RULE.bad("En partner er skrevet to rader under tabellen.")
def _after_a_gap(e: Editor) -> Place:
    last = e.table(PARTNERS).ref.last_row
    return e.type_in(CellRef("Partnere", last + 3, 2), "Ruter")


@RULE.bad("En merknad er skrevet inntil tabellen på Hovedtall.")
def _beside_the_table(e: Editor) -> Place:
    ref = e.table(MAIN).ref
    return e.type_in(CellRef("Hovedtall", ref.first_row + 3, ref.last_column + 1), "Sjekkes")


@RULE.good("En partner er lagt til, og tabellen har vokst.")
def _with_the_table(e: Editor) -> None:
    e.add_row(PARTNERS, measure="1.1", name="Ruter")


@RULE.good("Et notat står et stykke til høyre for tabellen.")
def _far_right(e: Editor) -> None:
    ref = e.table(MAIN).ref
    e.type_in(CellRef("Hovedtall", ref.first_row, ref.last_column + 2), "Mine notater")
