"""An adopted basis that no number of inhabitants times the rate can give."""

from __future__ import annotations

import re

from orxl.core.patterns import regex
from orxl.formulas.norwegian import shown
from orxl.layout.names import NAMED, TOTAL
from orxl.programme.fees import case_of
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, FEES
from orxl.rules.shared.amounts import assumption
from orxl.rules.shared.members import all_named

RULE = Rule(
    "K008",
    "grunnlaget-er-ikke-ett-produkt",
    Severity.NOTE,
    finds="Et kontingentgrunnlag som ikke kan være ett folketall ganger satsen, eller en "
    "kontingentsum som er regnet slik.",
    why="Kontingenten rundes av for hver kommune; en sum regnet i ett blir noen kroner feil.",
    remedy="Navngi resten av medlemmene på arket Medlemmer; da kontrolleres grunnlaget "
    "mot summen av registeret.",
    references=(paper("5.1.3"),),
)

_PRODUCT = regex(r"\*\s*Kontingentsats\b(?!_)|\bKontingentsats\s*\*", re.IGNORECASE)


@RULE.check
def check(view: View) -> Hits:
    for group in (NAMED, TOTAL):
        at = view.cell(FEES, group, "fee")
        formula = view.book.cell(at).formula if at is not None else None
        if formula is not None and _PRODUCT.search(formula):
            yield Hit(
                f"{nb.quoted(group)} er regnet som innbyggere × sats i ett. Kontingenten avrundes "
                "for hver kommune, så summen må være summen av kontingentene.",
                cell=at,
                actual=shown(formula),
                severity=Severity.ERROR,
                remedy="La cellen summere kontingentene på Medlemmer; «orxl beregn --rett» setter "
                "formelen tilbake.",
            )
    case = case_of(view.programme)
    if case is None or all_named(view):
        return
    rate, basis = case.rate, case.total
    inhabitants = basis / rate
    if inhabitants != int(inhabitants):
        yield Hit(
            f"Kontingentinntektene i saken, {nb.number(basis)} kr, kan ikke være ett folketall "
            f"ganget med {nb.number(rate, 2)} kr (det ville vært "
            f"{nb.number(round(inhabitants, 2))} innbyggere). De er summen av kontingenter "
            "avrundet kommune for kommune, og kan ikke kontrolleres før alle er navngitt.",
            cell=assumption(view, "Kontingentgrunnlag"),
            actual=float(basis),
        )


@RULE.bad("5 386 627 kr / 2,50 kr er ikke et helt antall innbyggere.")
def _as_shipped(e: Editor) -> Place:
    return e.where(ASSUMED, "Kontingentgrunnlag", "value")


@RULE.bad("Kontingenten for de navngitte er innbyggere × sats.")
def _one_product(e: Editor) -> Place:
    cell = e.where(FEES, NAMED, "fee")
    return e.formula(cell, f"ROUND(C{cell.row}*Kontingentsats,0)")


@RULE.good("Grunnlaget går opp i satsen.")
def _could_be_a_product(e: Editor) -> None:
    e.put(ASSUMED, "Kontingentgrunnlag", "value", 5_386_625.0)
