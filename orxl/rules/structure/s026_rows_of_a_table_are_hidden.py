"""Rows of a table that are hidden, though its sums count them."""

from __future__ import annotations

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MAIN

RULE = Rule(
    "S026",
    "rader-i-tabellen-er-skjult",
    Severity.WARNING,
    finds="Rader med innhold som er skjult i en av oppsettets tabeller, uten at et filter er på.",
    why="De regnes med i summene, men vises ikke på skjerm eller papir: linjene blir ikke summen.",
    remedy="Marker radene over og under, høyreklikk og velg «Vis».",
)

_NAMED = 3


@RULE.check
def check(view: View) -> Hits:
    for bound in view.bound.tables.values():
        sheet = view.book.sheet(bound.table.sheet)
        if sheet is None or not sheet.hidden_rows or sheet.state != "visible":
            continue
        unseen = sheet.hidden_rows - sheet.filtered_rows
        rows = [row for row in bound.filled if row.number in unseen]
        if rows:
            keys = [row.values.get(bound.spec.key) for row in rows[:_NAMED]]
            named = nb.listed([nb.value(key) for key in keys if key is not None])
            more = f" og {len(rows) - _NAMED} til" if rows[_NAMED:] else ""
            yield Hit(
                f"{nb.counted(len(rows), 'rad', 'rader')} på arket «{sheet.name}» er skjult, men "
                f"regnes med: {named}{more}.",
                cell=CellRef(sheet.name, rows[0].number, 1),
                actual=float(len(rows)),
            )


@RULE.bad("Raden med «Kommunikasjon» er skjult på Hovedtall.")
def _hidden(e: Editor) -> Place:
    row = e.where(MAIN, "Kommunikasjon", "budget").row
    e.hide_rows("Hovedtall", row)
    return CellRef("Hovedtall", row, 1)


@RULE.good("Tomme rader nedenfor tabellen er skjult.")
def _empty(e: Editor) -> None:
    e.hide_rows("Hovedtall", 200, 201)
