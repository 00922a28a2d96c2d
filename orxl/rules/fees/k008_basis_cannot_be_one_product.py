"""An adopted basis that no number of inhabitants times the rate can give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.formulas.norwegian import shown
from orxl.layout.member_sheets import NAMED, TOTAL
from orxl.rules.amounts import assumption
from orxl.rules.example import Editor, Example, Place
from orxl.rules.membership import FEES, all_named
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View

_PRODUCT = re.compile(r"\*\s*Kontingentsats\b(?!_)|\bKontingentsats\s*\*", re.IGNORECASE)


def check(view: View) -> Iterator[Hit]:
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
    rate = view.programme.number("Kontingentsats")
    basis = view.programme.number("Kontingentgrunnlag")
    if rate is None or rate <= 0 or basis is None or all_named(view):
        return
    inhabitants = basis / rate
    if inhabitants != int(inhabitants):
        yield Hit(
            f"Grunnlaget {nb.number(basis)} kr er ikke ett folketall × {nb.number(rate, 2)} kr "
            f"(det ville vært {nb.number(round(inhabitants, 2))} innbyggere). Det er en sum av "
            "kontingenter avrundet kommune for kommune, og kan ikke kontrolleres før alle "
            "er navngitt.",
            cell=assumption(view, "Kontingentgrunnlag"),
            actual=float(basis),
        )


def _as_shipped(e: Editor) -> Place:
    return e.where("tblForutsetninger", "Kontingentgrunnlag", "value")


def _one_product(e: Editor) -> Place:
    cell = e.where(FEES, NAMED, "fee")
    return e.formula(cell, f"ROUND(C{cell.row}*Kontingentsats,0)")


def _could_be_a_product(e: Editor) -> tuple[Place, ...]:
    e.put("tblForutsetninger", "Kontingentgrunnlag", "value", 5_386_625.0)
    return ()


RULE = Rule(
    code="K008",
    name="grunnlaget-er-ikke-ett-produkt",
    severity=Severity.NOTE,
    finds="Et kontingentgrunnlag som ikke kan være ett folketall ganger satsen, eller en "
    "kontingentsum som er regnet slik.",
    why="Kontingenten rundes av for hver kommune; en sum regnet i ett blir noen kroner feil.",
    remedy="Navngi resten av medlemmene på arket Medlemmer; da kontrolleres grunnlaget "
    "mot summen av registeret.",
    check=check,
    bad=(
        Example("5 386 627 kr / 2,50 kr er ikke et helt antall innbyggere.", _as_shipped),
        Example("Kontingenten for de navngitte er innbyggere × sats.", _one_product),
    ),
    good=(Example("Grunnlaget går opp i satsen.", _could_be_a_product),),
)
