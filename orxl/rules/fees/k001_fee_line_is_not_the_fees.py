"""The main figures' line of fees is not the fees in all, in 1000 kr."""

from __future__ import annotations

from orxl.binding.convert import decimal
from orxl.layout.names import TOTAL
from orxl.programme.numbers import THOUSAND, rounded
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, FEES, MAIN
from orxl.rules.shared.amounts import amount, difference, differs

RULE = Rule(
    "K001",
    "kontingentposten-stemmer-ikke",
    Severity.ERROR,
    finds="Posten i Hovedtall som hentes fra Kontingent, er ikke kontingenten i alt i 1000 kr.",
    why="Kontingenten er den største inntekten; den skal følge medlemmene og satsen.",
    remedy="La posten være en formel; «orxl beregn --rett» setter den tilbake.",
    references=(paper("5.1.1"), paper("5.1.3")),
)


@RULE.check
def check(view: View) -> Hits:
    total = view.number(view.cell(FEES, TOTAL, "fee"))
    if total is None:
        return
    expected = float(rounded(decimal(total) / THOUSAND))
    for row in view.rows(MAIN):
        shown = amount(view, row, "budget")
        if row.values.get("source") != "Kontingent" or shown is None:
            continue
        if differs(shown, expected):
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} er {nb.number(shown)} i budsjettet, men "
                f"kontingenten i alt er {nb.number(total)} kr, altså {nb.number(expected)} i "
                f"1000 kr {difference(shown, expected)}.",
                cell=row.cells["budget"],
                expected=expected,
                actual=shown,
            )


@RULE.bad("Kontingenten er skrevet inn som 5 400.")
def _typed(e: Editor) -> Place:
    return e.put(MAIN, "Kontingenter", "budget", 5400.0)


@RULE.bad("Kontingenten er hentet i kroner, ikke i 1000 kr.")
def _in_kroner(e: Editor) -> Place:
    cell = e.where(MAIN, "Kontingenter", "budget")
    return e.formula(cell, "Kontingent_i_alt")


@RULE.good("Grunnlaget er endret, og posten regnes ut på nytt.")
def _basis_changed(e: Editor) -> None:
    e.put(ASSUMED, "Kontingentgrunnlag", "value", 5_300_500.0)
