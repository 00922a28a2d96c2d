"""The main figures' line of fees is not the fees in all, in 1000 kr."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.binding.convert import decimal
from orxl.core import nb
from orxl.core.findings import Severity
from orxl.layout.member_sheets import TOTAL
from orxl.programme.arithmetic import THOUSAND, rounded
from orxl.rules.amounts import MAIN, amount, difference, differs
from orxl.rules.example import Editor, Example, Place
from orxl.rules.membership import FEES
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
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


def _typed(e: Editor) -> Place:
    return e.put(MAIN, "Kontingenter", "budget", 5400.0)


def _in_kroner(e: Editor) -> Place:
    cell = e.where(MAIN, "Kontingenter", "budget")
    return e.formula(cell, "Kontingent_i_alt")


def _basis_changed(e: Editor) -> tuple[Place, ...]:
    e.put("tblForutsetninger", "Kontingentgrunnlag", "value", 5_300_500.0)
    return ()


RULE = Rule(
    code="K001",
    name="kontingentposten-stemmer-ikke",
    severity=Severity.ERROR,
    finds="Posten i Hovedtall som hentes fra Kontingent, er ikke kontingenten i alt i 1000 kr.",
    why="Kontingenten er den største inntekten; den skal følge medlemmene og satsen.",
    remedy="La posten være en formel; «orxl beregn --rett» setter den tilbake.",
    check=check,
    bad=(
        Example("Kontingenten er skrevet inn som 5 400.", _typed),
        Example("Kontingenten er hentet i kroner, ikke i 1000 kr.", _in_kroner),
    ),
    good=(Example("Grunnlaget er endret, og posten regnes ut på nytt.", _basis_changed),),
)
