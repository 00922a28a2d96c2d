"""A member's fee that is not its population times the rate, in whole kroner."""

from __future__ import annotations

from orxl.programme.fees import fee as fee_of
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.shared.amounts import amount, difference, differs
from orxl.rules.shared.members import active, people, population_date

RULE = Rule(
    "K007",
    "kontingent-feil-regnet",
    Severity.ERROR,
    finds="En kontingent som ikke er folketall × sats avrundet til hele kroner, eller et folketall "
    "som ikke er det på Folketall på datoen.",
    why="Hver kommune skal faktureres etter samme regel.",
    remedy="La folketall og kontingent være formler; «orxl beregn --rett» setter dem tilbake.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    rate, at, known = view.programme.number("Kontingentsats"), population_date(view), people(view)
    for row, member in active(view):
        shown, charged = amount(view, row, "population"), amount(view, row, "fee")
        counted = amount(view, row, "active")
        if at is not None and shown is not None and member.code in known:
            expected = float(known[member.code])
            if differs(shown, expected):
                yield Hit(
                    f"{member.name} har {nb.number(shown)} innbyggere på Medlemmer, men "
                    f"{nb.number(expected)} på Folketall per {nb.day(at)} "
                    f"{difference(shown, expected)}.",
                    cell=row.cells["population"],
                    expected=expected,
                    actual=shown,
                )
        if rate is None or shown is None or charged is None or not counted:
            continue
        if shown == int(shown) and differs(charged, float(fee_of(int(shown), rate))):
            expected = float(fee_of(int(shown), rate))
            yield Hit(
                f"Kontingenten for {member.name} er {nb.number(charged)} kr, men "
                f"{nb.number(shown)} innbyggere × {nb.number(rate, 2)} kr er "
                f"{nb.number(expected)} kr {difference(charged, expected)}.",
                cell=row.cells["fee"],
                expected=expected,
                actual=charged,
            )


@RULE.bad("Kontingenten for Asker er skrevet inn.")
def _typed_fee(e: Editor) -> Place:
    return e.put(MEMBERS, "Asker", "fee", 250_000.0)


@RULE.bad("Kontingenten er ikke avrundet til hele kroner.")
def _not_rounded(e: Editor) -> Place:
    cell = e.where(MEMBERS, "Holmestrand", "fee")
    return e.formula(cell, f"H{cell.row}*Kontingentsats*G{cell.row}")


@RULE.bad("Folketallet for Oslo er fra året før.")
def _older_population(e: Editor) -> Place:
    return e.put(MEMBERS, "Oslo", "population", 717_710.0)


@RULE.good("Kontingenten er skrevet inn, men riktig.")
def _typed_and_right(e: Editor) -> None:
    e.put(MEMBERS, "Oslo", "fee", 1_810_725.0)
