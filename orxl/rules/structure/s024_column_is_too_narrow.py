"""A column too narrow for its numbers, so that Excel shows #### in their place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from orxl.core.refs import CellRef, column_letters
from orxl.layout import Kind
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED, MAIN
from orxl.rules.shared.inputs import spot
from orxl.rules.shared.showing import room

RULE = Rule(
    "S024",
    "kolonne-for-smal",
    Severity.WARNING,
    finds="En kolonne som er smalere enn tallene i den slik de vises, så Excel viser «####».",
    why="Tallet kan ikke leses på skjermen eller på papiret.",
    remedy="Dobbeltklikk på kanten til høyre for kolonnebokstaven, så blir kolonnen bred nok.",
    by_table=True,
)

_WIDE: Final = 12.0
"""Any sensible number has room in so many characters."""
_MARGIN: Final = 0.4
_DAY: Final = 8.0
"""No format of a whole date is shorter than «1.1.2026»."""
_SEEN: Final = frozenset(kind for kind in Kind if kind.numeric or kind in (Kind.DATE, Kind.ANY)) - {
    Kind.FLAG
}


@RULE.check
def check(view: View) -> Hits:
    narrow: dict[tuple[str, int], list[CellRef]] = {}  # of all tables: the column has one width
    for bound in view.bound.tables.values():
        sheet = view.book.sheet(bound.table.sheet)
        for column in bound.spec.columns if sheet is not None and sheet.widths else ():
            if column.key not in bound.columns or column.kind not in _SEEN or sheet is None:
                continue
            at = bound.columns[column.key]
            width = sheet.widths.get(at, _WIDE)
            if 0 < width < _WIDE:  # a hidden column shows nothing at all: U006
                narrow.setdefault((sheet.name, at), []).extend(
                    row.cells[column.key]
                    for row in bound.rows
                    if _needs(view, row.cells[column.key]) > width - _MARGIN
                )
    for cells in narrow.values():
        yield from _told(view, sorted(cells))


def _told(view: View, narrow: Sequence[CellRef]) -> Hits:
    if narrow:
        cell, letters = narrow[0], column_letters(narrow[0].column)
        also = f", og {nb.counted(len(narrow) - 1, 'celle', 'celler')} til" if narrow[1:] else ""
        yield Hit(
            f"Kolonne {letters} på arket «{cell.sheet}» er for smal: {spot(view, cell)}, "
            f"{nb.brief(view.value(cell))}, vises som «####»{also}.",
            cell=cell,
            actual=view.value(cell),
        )


def _needs(view: View, cell: CellRef) -> float:
    """How many characters' room the number in *cell* needs; 0 where it holds none."""
    value = view.value(cell)
    if isinstance(value, datetime):
        return _DAY
    code = view.book.formats.get(view.book.cell(cell).style)
    if not isinstance(value, float) or code is None:
        return 0.0
    return room(code, value) or 0.0


@RULE.bad("Kolonnen med verdiene på Forutsetninger er dratt for smal.")
def _values(e: Editor) -> Place:
    cell = e.where(ASSUMED, "Kontingentgrunnlag", "value", by="name")
    e.width(cell.sheet, cell.column, 4.0)
    return e.where(ASSUMED, "Budsjettår", "value", by="name")


@RULE.bad("Kolonnen med budsjettet er dratt for smal.")
def _narrow(e: Editor) -> Place:
    rows = e.rows_where(MAIN, type="Inngående")
    cell = e.at(MAIN, rows[0], "budget")
    e.width(cell.sheet, cell.column, 3.0)
    return cell


@RULE.good("Kolonnen er smalere enn før, men bred nok.")
def _narrower(e: Editor) -> None:
    cell = e.where(MAIN, "Kommunikasjon", "budget")
    e.width(cell.sheet, cell.column, 9.0)
