"""Merged cells inside a table."""

from __future__ import annotations

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import ACCESSIBLE

RULE = Rule(
    "S008",
    "sammenslåtte-celler",
    Severity.WARNING,
    finds="Celler i en tabell er slått sammen.",
    why="Bare den øverste av de sammenslåtte cellene har innhold; de andre radene står uten verdi. "
    "Sortering og filtrering slutter å virke.",
    remedy="Merk cellene, velg Hjem → Slå sammen og midtstill → Del opp celler, og fyll ut hver "
    "rad.",
    references=(ACCESSIBLE,),
)


@RULE.check
def check(view: View) -> Hits:
    for bound in view.bound.tables.values():
        sheet = view.book.sheet(bound.table.sheet)
        for merged in sheet.merged if sheet is not None else ():
            if merged.overlaps(bound.table.ref):
                yield Hit(
                    f"Cellene {merged.a1} er slått sammen. I en tabell må hver celle stå for seg.",
                    cell=CellRef(merged.sheet, merged.first_row, merged.first_column),
                    actual=merged.a1,
                )


@RULE.bad("To celler under hverandre i Tiltak er slått sammen.")
def _inside(e: Editor) -> Place:
    e.merge("Tiltak", "D8:D9")
    return CellRef("Tiltak", 8, 4)


@RULE.good("Tittelen over tabellen er slått sammen.")
def _above(e: Editor) -> None:
    e.merge("Tiltak", "A1:D1")
