"""Rows that the last run had on record, and that nobody has said were meant to go."""

from __future__ import annotations

from typing import Final

from orxl.layout.names import ROWS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import (
    AHEAD_LINES,
    GRANT_YEARS,
    GRANTS,
    MAIN,
    MEASURES,
    MEMBERS,
    PROJECTS,
    TARGETS,
)
from orxl.rules.shared.recorded_rows import BETWEEN, at, records

RULE = Rule(
    "F015",
    "rader-er-borte",
    Severity.NOTE,
    finds="Rader som sto i en tabell ved forrige «orxl beregn» eller bruk av knappen, og som er "
    "borte nå. Radene kjennes på nøkkelen: navn, nummer eller kode. En rad som har fått en annen "
    "nøkkel på samme sted, regnes ikke som borte. Radene huskes på arket «Endret siden sist» til "
    "noen bekrefter at de skulle bort; en ny kontroll glemmer dem ikke.",
    why="En rad som er slettet ved et uhell, etterlater ingenting å kontrollere. Blir et medlem "
    "borte, regnes kontingenten som «ikke navngitt», og summen er den samme.",
    remedy="Angre slettingen, eller hent raden fra en sikkerhetskopi. Skulle den bort, så svar ja "
    "når «orxl beregn» eller knappen spør, eller kjør «orxl beregn --bekreft».",
)

_WEIGHTY: Final = frozenset(
    {MEASURES, TARGETS, MAIN, PROJECTS, GRANTS, GRANT_YEARS, MEMBERS, AHEAD_LINES}
)
"""The tables whose rows carry money or targets."""
_NAMED: Final = 5
"""How many of the rows are named."""


@RULE.check
def check(view: View) -> Hits:
    for kept in records(view):
        gone = kept.gone
        if not gone:
            continue
        named = [nb.quoted(key) for key in gone[:_NAMED]]
        more = len(gone) - len(named)
        listed = f"{', '.join(named)} og {more} til" if more else nb.listed(named)
        count = nb.counted(len(gone), "rad", "rader")
        yield Hit(
            f"{count} på arket «{kept.sheet}» er borte siden siste kontroll: {listed}.",
            cell=at(kept),
            expected=BETWEEN.join(gone),
            severity=Severity.WARNING if kept.table in _WEIGHTY else None,
        )


@RULE.bad("Medlemmet Halden sto i tabellen ved siste kontroll, og står der ikke nå.")
def _member(e: Editor) -> Place:
    keys = e.where(ROWS, "Medlemmer", "keys")
    e.type_in(keys, "Oslo | Halden (borte)")
    return e.where(ROWS, "Medlemmer", "state")


@RULE.bad("Et tiltak som sto der ved siste kontroll, er slettet.")
def _measure(e: Editor) -> Place:
    e.put(ROWS, "Tiltak", "keys", "1.1 | 1.0 | 1.2")
    return e.where(ROWS, "Tiltak", "state")


@RULE.good("Et prosjekt har fått et nytt navn.")
def _renamed(e: Editor) -> None:
    e.put("tblProsjektmidler", "Klima", "label", "Klima og energi")


@RULE.good("Medlemmene er sortert på en annen måte.")
def _sorted(e: Editor) -> None:
    e.sort(MEMBERS, "name")
