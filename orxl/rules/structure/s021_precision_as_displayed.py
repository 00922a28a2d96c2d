"""A workbook in which Excel rounds every number to what its cell shows."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import CALCULATION

RULE = Rule(
    "S021",
    "presisjon-som-vist",
    Severity.WARNING,
    finds="Innstillingen «Angi nøyaktighet som vist» i arbeidsboken.",
    why="Excel runder da alle tall av til det cellene viser, og desimalene er borte for godt: en "
    "sats på 2,55 som vises som 2,6, blir 2,6. Alt som regnes ut, kan bli et annet tall.",
    remedy="Slå av «Angi nøyaktighet som vist» under Fil → Alternativer → Avansert, og "
    "kontroller satsene og andelene mot saken.",
    references=(CALCULATION,),
)


@RULE.check
def check(view: View) -> Hits:
    if view.book.calc.as_displayed:
        yield Hit(
            "Arbeidsboken regner med tallene slik de vises («Angi nøyaktighet som vist»): Excel "
            "runder dem av til det cellene viser, og desimalene er borte for godt.",
            expected="av",
            actual="på",
        )


@RULE.bad("Innstillingen er på.")
def _on(e: Editor) -> Place:
    e.calculation(as_displayed=True)
    return None


@RULE.good("Tallene vises med færre desimaler, men innstillingen er av.")
def _off(e: Editor) -> None:
    e.calculation(as_displayed=False)
