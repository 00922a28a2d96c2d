"""A note code on a budget line that is not among the footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.keyed import dangling, hint, keys, uses
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if not view.has("tblNoter", "note_id"):
        return
    known = keys(view, "tblNoter", "note_id")
    for table in ("tblHovedtall", "tblProsjektmidler"):
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


def _unknown(e: Editor) -> Place:
    return e.put("tblHovedtall", "Kommunikasjon", "note", "H9")


def _second_of_two(e: Editor) -> Place:
    return e.put("tblProsjektmidler", "Klima", "note", "PM3, PM7")


def _two(e: Editor) -> tuple[Place, ...]:
    e.put("tblProsjektmidler", "Klima", "note", "PM2, PM3")
    return ()


RULE = Rule(
    code="N007",
    name="ukjent-note",
    severity=Severity.WARNING,
    finds="En budsjettpost eller et prosjekt viser til en note som ikke finnes.",
    why="Tallet får et notemerke i saken, men ingen note under tabellen.",
    remedy="Rett koden i kolonnen «Note», eller skriv noten på arket Noter.",
    check=check,
    bad=(
        Example("Posten «Kommunikasjon» viser til noten H9, som ikke finnes.", _unknown),
        Example("Prosjektet «Klima» viser til PM3 og PM7, og PM7 finnes ikke.", _second_of_two),
    ),
    good=(Example("Et prosjekt viser til to noter som begge finnes.", _two),),
)
