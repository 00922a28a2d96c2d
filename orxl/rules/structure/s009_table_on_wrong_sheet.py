"""A table that was moved to another sheet than its own."""

from __future__ import annotations

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.tables import PARTNERS

RULE = Rule(
    "S009",
    "tabell-på-feil-ark",
    Severity.WARNING,
    finds="En tabell er flyttet til et annet ark enn sitt eget.",
    why="Overskrifter, lenker og utskrift hører til arket. Den som leter på arket, finner ikke "
    "tallene.",
    remedy="Klipp ut hele tabellen med overskriftene og lim den inn på sitt eget ark.",
)


@RULE.check
def check(view: View) -> Hits:
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


@RULE.bad("Tabellen over partnere er flyttet til arket «Utkast».")
def _moved(e: Editor) -> Place:
    e.add_sheet("Utkast")
    e.move_table(PARTNERS, "Utkast")
    return CellRef("Utkast", e.table(PARTNERS).ref.first_row, 1)


@RULE.good("Arket er omdøpt; det sier S001.")
def _sheet_renamed(e: Editor) -> None:
    e.rename_sheet("Partnere", "Partnere og andre")
