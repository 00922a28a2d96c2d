"""A note code on a budget line that is not among the footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN, NOTES, PROJECTS
from orxl.rules.shared.table_keys import dangling, hint, keys, uses

RULE = Rule(
    "N007",
    "ukjent-note",
    Severity.ERROR,
    finds="En budsjettpost eller et prosjekt viser til en note som ikke finnes.",
    why="Tallet får et notemerke i saken, men ingen note under tabellen.",
    remedy="Rett koden i kolonnen «Note», eller skriv noten på arket Noter.",
    references=(paper("5.1.1"),),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(NOTES, "note_id"):
        return
    known = keys(view, NOTES, "note_id")
    for table in (MAIN, PROJECTS):
        for lost in dangling(_codes(view, table), known):
            yield Hit(
                f"Noten «{lost.key}» finnes ikke på arket Noter."
                f"{hint(lost.key, known.values())}{lost.elsewhere}",
                cell=lost.cell,
                actual=lost.key,
            )


def _codes(view: View, table: str) -> Iterator[tuple[CellRef, str]]:
    """The codes in the column «Note»; a cell may hold several."""
    for cell, text in uses(view, table, "note"):
        for code in re.split(r"[,;\s]+", text):
            if code:
                yield cell, code


@RULE.bad("Posten «Kommunikasjon» viser til noten H9, som ikke finnes.")
def _unknown(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "note", "H9")


@RULE.bad("Prosjektet «Klima» viser til PM3 og PM7, og PM7 finnes ikke.")
def _second_of_two(e: Editor) -> Place:
    return e.put(PROJECTS, "Klima", "note", "PM3, PM7")


@RULE.good("Et prosjekt viser til to noter som begge finnes.")
def _two(e: Editor) -> None:
    e.put(PROJECTS, "Klima", "note", "PM2, PM3")
