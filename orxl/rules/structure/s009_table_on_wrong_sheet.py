"""A table that was moved to another sheet than its own."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for bound in view.bound.tables.values():
        own, ref = bound.sheet.name, bound.table.ref
        # Where the sheet itself is gone or renamed, that is what must be said (S001).
        if ref.sheet.casefold() != own.casefold() and view.book.sheet(own) is not None:
            yield Hit(
                f"Tabellen «{bound.spec.name}» står på arket «{ref.sheet}», men hører hjemme på "
                f"«{own}».",
                cell=CellRef(ref.sheet, ref.first_row, ref.first_column),
                expected=own,
                actual=ref.sheet,
            )


def _moved(e: Editor) -> Place:
    e.add_sheet("Utkast")
    e.move_table("tblPartnere", "Utkast")
    return CellRef("Utkast", e.table("tblPartnere").ref.first_row, 1)


def _sheet_renamed(e: Editor) -> tuple[Place, ...]:
    e.rename_sheet("Partnere", "Partnere og andre")
    return ()


RULE = Rule(
    code="S009",
    name="tabell-på-feil-ark",
    severity=Severity.WARNING,
    finds="En tabell er flyttet til et annet ark enn sitt eget.",
    why="Overskrifter, lenker og utskrift hører til arket. Den som leter på arket, finner ikke "
    "tallene.",
    remedy="Klipp ut hele tabellen med overskriftene og lim den inn på sitt eget ark.",
    check=check,
    bad=(Example("Tabellen over partnere er flyttet til arket «Utkast».", _moved),),
    good=(Example("Arket er omdøpt; det sier S001.", _sheet_renamed),),
)
