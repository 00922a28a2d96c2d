"""Merged cells inside a table."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for bound in view.bound.tables.values():
        sheet = view.book.sheet(bound.table.sheet)
        for merged in sheet.merged if sheet is not None else ():
            if merged.overlaps(bound.table.ref):
                yield Hit(
                    f"Cellene {merged.a1} er slått sammen. I en tabell må hver celle stå for seg.",
                    cell=CellRef(merged.sheet, merged.first_row, merged.first_column),
                    actual=merged.a1,
                )


def _inside(e: Editor) -> Place:
    e.merge("Tiltak", "D8:D9")
    return CellRef("Tiltak", 8, 4)


def _above(e: Editor) -> tuple[Place, ...]:
    e.merge("Tiltak", "A1:D1")
    return ()


RULE = Rule(
    code="S008",
    name="sammenslåtte-celler",
    severity=Severity.WARNING,
    finds="Celler i en tabell er slått sammen.",
    why="Bare den øverste av de sammenslåtte cellene har innhold; de andre radene står uten verdi. "
    "Sortering og filtrering slutter å virke.",
    remedy="Merk cellene, velg Hjem → Slå sammen og midtstill → Del opp celler, og fyll ut hver "
    "rad.",
    check=check,
    bad=(Example("To celler under hverandre i Tiltak er slått sammen.", _inside),),
    good=(Example("Tittelen over tabellen er slått sammen.", _above),),
)
