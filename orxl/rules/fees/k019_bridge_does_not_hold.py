"""The bridge from the case does not end in the fees in all."""

from __future__ import annotations

from orxl.layout.names import BRIDGE, BRIDGED, TOTAL
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE
from orxl.rules.kit.tables import FEES

RULE = Rule(
    "K019",
    "broen-går-ikke-opp",
    Severity.ERROR,
    finds="Trinnene fra sakens kontingent til i dag gir ikke kontingenten i alt.",
    why="Hvert trinn regnes for seg, og summen av kontingentene regnes for seg. Er de ikke like, "
    "er en av formlene endret.",
    remedy="La cellene på Kontingent og Medlemmer være formler; «orxl beregn --rett» setter dem "
    "tilbake.",
    references=(FEES_BY_CAUSE,),
)

_NOTHING = 0.005


@RULE.check
def check(view: View) -> Hits:
    at = view.cell(BRIDGE, BRIDGED, "amount")
    end, total = view.number(at), view.number(view.cell(FEES, TOTAL, "fee"))
    if at is None or end is None or total is None or abs(end - total) <= _NOTHING:
        return
    yield Hit(
        f"Broen ender i {nb.number(end, 2)} kr, men kontingenten i alt er {nb.number(total, 2)} kr "
        f"(differanse {nb.number(end - total, 2)}).",
        cell=at,
        expected=total,
        actual=end,
    )


@RULE.bad("Et trinn i broen er skrevet inn.")
def _typed(e: Editor) -> Place:
    e.put(BRIDGE, "Medlemmer ut", "amount", 1000.0)
    return e.where(BRIDGE, BRIDGED, "amount")


@RULE.bad("Kontingenten i alt er skrevet inn.")
def _total_typed(e: Editor) -> Place:
    e.put(FEES, TOTAL, "fee", 5_400_000.0)
    return e.where(BRIDGE, BRIDGED, "amount")


@RULE.good("Trinnet er skrevet inn, men riktig.")
def _typed_and_right(e: Editor) -> None:
    e.put(BRIDGE, "Medlemmer ut", "amount", 0.0)
