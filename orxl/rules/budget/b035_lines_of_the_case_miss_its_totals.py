"""Lines whose figures in the case do not meet the case's own totals: one is gone, or changed."""

from __future__ import annotations

from decimal import Decimal

from orxl.layout.names import (
    CARRY_IN,
    CARRY_OUT,
    EXPENSE,
    EXPENSE_SUM,
    INCOME,
    INCOME_SUM,
    RESULT,
)
from orxl.programme.models import BudgetLine
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.amounts import difference, lines, only_line

RULE = Rule(
    "B035",
    "linjene-i-saken-stemmer-ikke",
    Severity.ERROR,
    finds="Linjene i «I saken» på Hovedtall blir noe annet enn saken selv sier i summene.",
    why="Slettes en linje, følger budsjettet med, og det ser ut som om saken alltid var slik. "
    "Summene i saken står fast, så det synes at noe er borte.",
    remedy="Er en linje slettet, hentes den fra forrige utgave. Er et tall i «I saken» skrevet "
    "over, skrives det saken sier.",
    references=(paper("5.1.1"),),
)

_MADE_OF = (
    (INCOME_SUM, ((INCOME, 1),)),
    (EXPENSE_SUM, ((EXPENSE, 1),)),
    (RESULT, ((INCOME_SUM, 1), (EXPENSE_SUM, -1))),
    (CARRY_OUT, ((CARRY_IN, 1), (RESULT, 1))),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MAIN, "type", "case"):
        return
    for total, parts in _MADE_OF:
        row = only_line(view, total)
        if row is None or not isinstance(row.record, BudgetLine) or row.record.case is None:
            continue
        made = [
            sign * line.record.case
            for kind, sign in parts
            for line in lines(view, kind)
            if isinstance(line.record, BudgetLine) and line.record.case is not None
        ]
        stated, found = row.record.case, sum(made, Decimal(0))
        if made and stated != found:
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} er {nb.number(stated)} i saken, men linjene "
                f"i «I saken» blir {nb.number(found)} {difference(float(stated), float(found))}. "
                "Er en linje slettet?",
                cell=row.cells["case"],
                expected=float(stated),
                actual=float(found),
            )


@RULE.bad("Sakens tall for en post er borte, som når linjen slettes.")
def _gone(e: Editor) -> Place:
    e.put(MAIN, "Kommunikasjon", "case", BLANK)
    return e.where(MAIN, "Sum utgifter", "case", by="type")


@RULE.bad("Sakens tall for en post er skrevet over.")
def _written_over(e: Editor) -> Place:
    e.put(MAIN, "Kommunikasjon", "case", 260.0)
    return e.where(MAIN, "Sum utgifter", "case", by="type")


@RULE.good("En post er endret etter saken; det saken sier, står.")
def _changed_since(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "budget", 260.0)
