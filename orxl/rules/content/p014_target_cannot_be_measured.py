"""Measures of which no target has a number."""

from __future__ import annotations

from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS

RULE = Rule(
    "P014",
    "mål-kan-ikke-måles",
    Severity.NOTE,
    finds="Tiltak der ingen av målene har et tall eller sier hva som skal til.",
    why="Et mål som ikke kan måles, kan verken nås eller bommes på, og årsmeldingen får ikke noe å "
    "vise til.",
    remedy="Sett krav, tall og enhet på minst ett mål der det er mulig, eller skriv i «Kommentar» "
    "hva som skal til for at målet regnes som nådd.",
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(TARGETS, "measure", "number", "comment"):
        return
    rows = view.rows(TARGETS)
    measured: dict[str, bool] = {}
    for row in rows:
        told = any(row.values[key] is not BLANK for key in ("number", "comment"))
        number = view.text(row, "measure")
        measured[number] = measured.get(number, False) or told
    words = [number for number, told in measured.items() if number and not told]
    if words:
        yield Hit(
            f"{len(words)} av {len(measured)} tiltak har ingen mål med tall: {nb.listed(words)}. "
            "Om de er nådd, kan bare vurderes med ord.",
            sheet="Mål",
        )


@RULE.bad("Alle tall i målene for tiltak 1.1 er fjernet.")
def _number_taken_away(e: Editor) -> Place:
    for row in e.rows_where(TARGETS, measure="1.1"):
        for key in ("operator", "number", "upper", "unit", "operator2", "number2", "unit2"):
            e.type_in(e.at(TARGETS, row, key), BLANK)
    return "Mål"


@RULE.good("Kommentaren sier hva som skal til.")
def _said_in_words(e: Editor) -> None:
    e.put(TARGETS, "1.2-R1", "comment", "Nådd når styret har behandlet planen.")
