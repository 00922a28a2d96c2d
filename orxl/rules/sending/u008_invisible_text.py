"""A text in the colour of its background, or a format that shows nothing."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.inspection import Look
from orxl.core.refs import CellRef
from orxl.core.snapshot import Sheet
from orxl.core.values import BLANK
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    cell_list,
    contrast,
    inspected,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    unseen = {n: look for n, look in enumerate(inspected(view).looks) if _unseen(look)}
    for sheet in view.book.sheets if unseen else ():
        cells: list[CellRef] = []
        for (row, column), cell in sheet.cells.items():
            if cell.style in unseen and cell.value is not BLANK and cell.value != "":
                at = CellRef(sheet.name, row, column)
                look = unseen[cell.style]
                if look.invisible or look.filled or not _in_header(sheet, at):
                    cells.append(at)
        if cells:
            first = min(cells, key=lambda c: (c.row, c.column))
            yield Hit(
                f"{nb.counted(len(cells), 'celle', 'celler')} på arket «{sheet.name}» har innhold "
                f"som ikke vises ({cell_list(cells)}). I {first.a1} står "
                f"{nb.value(view.book.cell(first).value)}.",
                cell=first,
                actual=view.book.cell(first).value,
            )


def _unseen(look: Look) -> bool:
    same = look.background is not None and contrast(look.colour, look.background) < 1.1
    return look.invisible or same


def _in_header(sheet: Sheet, cell: CellRef) -> bool:
    """A table's style may give its headers a dark background that the cell does not know of."""
    return any(cell in t.ref and cell.row < t.ref.first_row + t.header_rows for t in sheet.tables)


def _white(e: Editor) -> Place:
    at = e.type_in(CellRef("Hovedtall", 60, 12), "Ikke vis dette til styret")
    return e.restyle(at, e.parcel.look(Look(colour="FFFFFF")))


def _no_format(e: Editor) -> Place:
    at = e.type_in(CellRef("Hovedtall", 61, 12), 1234.0)
    return e.restyle(at, e.parcel.look(Look(invisible=True)))


def _white_on_blue(e: Editor) -> tuple[Place, ...]:
    at = e.type_in(CellRef("Hovedtall", 60, 12), "Overskrift")
    e.restyle(at, e.parcel.look(Look(colour="FFFFFF", background="1F3864", filled=True)))
    return ()


RULE = Rule(
    code="U008",
    name="usynlig-tekst",
    severity=Severity.WARNING,
    finds="Celler med skrift i samme farge som bakgrunnen, eller med tallformatet «;;;».",
    why="Innholdet vises ikke, men sendes med. Den som markerer alt, ser det straks.",
    remedy="Gjør teksten synlig (Hjem → Skriftfarge → Automatisk), eller slett den.",
    check=check,
    bad=(
        Example("Hvit tekst på hvit bakgrunn.", _white),
        Example("Et tall med tallformatet «;;;», som ikke viser noe.", _no_format),
    ),
    good=(Example("Hvit tekst på mørkeblå bakgrunn.", _white_on_blue),),
)
