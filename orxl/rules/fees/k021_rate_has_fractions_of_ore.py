"""A rate with more than two decimals."""

from __future__ import annotations

from orxl.programme.fees import CASE_RATE, RATE
from orxl.programme.reconciliation import PREVIOUS_RATE
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption

RULE = Rule(
    "K021",
    "satsen-har-brøkdeler-av-øre",
    Severity.WARNING,
    finds="En kontingentsats med mer enn to desimaler.",
    why="Satser vedtas i hele øre. Formlene regner nøyaktig med inntil fire desimaler; med flere "
    "blir kontingenten til hver kommune en annen enn den skal.",
    remedy="Skriv satsen slik den er vedtatt, i kroner og øre.",
    references=(FEES_BY_CAUSE,),
)


@RULE.check
def check(view: View) -> Hits:
    for name in (RATE, CASE_RATE, PREVIOUS_RATE):
        cell, rate = assumption(view, name), view.programme.number(name)
        if cell is None or rate is None or rate == round(rate, 2):
            continue
        exact = rate == round(rate, 4)
        yield Hit(
            f"Satsen er {nb.number(rate)} kr, med brøkdeler av øre."
            + ("" if exact else " Så nøyaktig kan arbeidsboken ikke regne."),
            cell=cell,
            expected=float(round(rate, 2)),
            actual=float(rate),
            severity=None if exact else Severity.ERROR,
        )


@RULE.bad("Satsen er 2,505 kr.")
def _half_ore(e: Editor) -> Place:
    return e.put(ASSUMED, RATE, "value", 2.505, by="name")


@RULE.bad("Satsen er regnet ut og har mange desimaler.")
def _calculated(e: Editor) -> Place:
    return e.put(ASSUMED, RATE, "value", 2.6559487, by="name")


@RULE.good("Satsen er 2,55 kr.")
def _whole_ore(e: Editor) -> None:
    e.put(ASSUMED, RATE, "value", 2.55, by="name")
