"""Something that is filled in has changed since the last run that put itself on record."""

from __future__ import annotations

from orxl.layout.fingerprint import CHANGED
from orxl.layout.names import CHANGES
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb

RULE = Rule(
    "F013",
    "endret-siden-siste-kontroll",
    Severity.NOTE,
    finds="Noe som fylles ut, er endret siden «orxl beregn» eller knappen sist ble brukt. Det ses "
    "av et avtrykk av hver kolonne som fylles ut, på arket «Endret siden sist». Ikke sett: "
    "bokstaver etter de 12 første i en tekst som er like lang, formater, merknader og egne ark.",
    why="Funnene på Kontroll og tilstanden på Forside gjelder boken slik den var da.",
    remedy="Bruk «Beregn og kontroller», eller kjør «orxl beregn».",
)

_NAMED = 4
"""How many of the changed columns are named."""


@RULE.check
def check(view: View) -> Hits:
    changed = [
        (row, cell) for row, cell, value in view.column(CHANGES, "state") if value == CHANGED
    ]
    if changed:
        named = [view.text(row, "what") for row, _ in changed[:_NAMED]]
        more = len(changed) - len(named)
        listed = f"{'; '.join(named)} og {more} til" if more else nb.listed(named)
        yield Hit(f"Endret siden siste kontroll: {listed}.", cell=changed[0][1])


@RULE.bad("Et beløp er rettet etter siste kontroll, så avtrykket fra da er et annet.")
def _amount(e: Editor) -> Place:
    e.put(CHANGES, "Hovedtall: Budsjett 2026", "recorded", 1.0)
    return e.where(CHANGES, "Hovedtall: Budsjett 2026", "state")


@RULE.good("Boken er ikke kontrollert ennå: det sier Forside.")
def _never(e: Editor) -> None:
    e.put(CHANGES, "Hovedtall: Budsjett 2026", "recorded", BLANK)
