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
    "av et avtrykk som formler regner ut for hvert ark. Egne ark, formater, merknader og to "
    "bokstaver som bytter plass etter tegn 20 i en tekst, ses ikke.",
    why="Funnene på Kontroll og tilstanden på Forside gjelder boken slik den var da.",
    remedy="Bruk «Beregn og kontroller», eller kjør «orxl beregn».",
)


@RULE.check
def check(view: View) -> Hits:
    changed = [
        (row, cell) for row, cell, value in view.column(CHANGES, "state") if value == CHANGED
    ]
    if changed:
        sheets = nb.listed([view.text(row, "sheet") for row, _ in changed])
        yield Hit(f"Endret siden siste kontroll: {sheets}.", cell=changed[0][1])


@RULE.bad("Et beløp er rettet etter siste kontroll, så avtrykket fra da er et annet.")
def _amount(e: Editor) -> Place:
    e.put(CHANGES, "Hovedtall", "recorded", 1.0)
    return e.where(CHANGES, "Hovedtall", "state")


@RULE.good("Boken er ikke kontrollert ennå: det sier Forside.")
def _never(e: Editor) -> None:
    e.put(CHANGES, "Hovedtall", "recorded", BLANK)
