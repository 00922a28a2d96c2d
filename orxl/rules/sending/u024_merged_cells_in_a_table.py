"""Merged cells in a table that the layout does not know."""

from __future__ import annotations

from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import ACCESSIBLE, wcag

RULE = Rule(
    "U024",
    "sammenslåtte-celler-i-tabell",
    Severity.WARNING,
    asks=FileView,
    finds="Sammenslåtte celler i en tabell som ikke hører til malen (malens prøves av S008).",
    why="En skjermleser mister rad og kolonne, og sortering og filter virker ikke.",
    remedy="Marker cellene og velg Hjem → Slå sammen og midtstill, så de deles igjen.",
    references=(ACCESSIBLE, wcag("1.3.1", "info-and-relationships")),
)


@RULE.check
def check(view: FileView) -> Hits:
    known = {bound.table.name for bound in view.inside.bound.tables.values()}  # S008 reports these
    for sheet in view.book.sheets if view.inspection is not None else ():
        for table in sheet.tables:
            for merged in sheet.merged if table.name not in known else ():
                first = CellRef(sheet.name, merged.first_row, merged.first_column)
                last = CellRef(sheet.name, merged.last_row, merged.last_column)
                if first in table.ref or last in table.ref:
                    yield Hit(
                        f"Cellene {merged.a1} i tabellen «{table.name}» er slått sammen.",
                        cell=first,
                        actual=merged.a1,
                    )


@RULE.bad("To celler i tabellen på et eget ark er slått sammen.")
def _merged(e: Editor) -> Place:
    e.add_sheet("Notater", "tblNotater")
    e.merge("Notater", "A1:A2")
    return CellRef("Notater", 1, 1)


@RULE.good("Sammenslåtte celler utenfor tabellen.")
def _outside(e: Editor) -> None:
    e.add_sheet("Notater", "tblNotater")
    e.merge("Notater", "D10:F10")
