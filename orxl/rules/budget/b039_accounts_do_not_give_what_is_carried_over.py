"""The accounts of the year before, which are not whole, or do not give what is carried over."""

from __future__ import annotations

from orxl.layout.names import CARRY_IN, CARRY_OUT, EXPENSE, INCOME
from orxl.programme.closing import CARRIED, closed_year
from orxl.programme.models import BudgetLine
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.amounts import assumption, difference, differs, lines, only_line
from orxl.rules.shared.closing import CLOSING, accounts, decided

RULE = Rule(
    "B039",
    "regnskapet-gir-ikke-overføringen",
    Severity.WARNING,
    finds="Regnskapet for året før der en post med budsjett eller prognose er tom, eller der "
    "inngående pluss resultat ikke er det som er overført.",
    why="Overføringen er inngående mindreforbruk pluss resultatet i regnskapet. Stemmer den ikke, "
    "mangler det noe i regnskapstallene, eller beløpet er feil.",
    remedy="Skriv 0 der regnskapet er null. Kontroller tallene og beløpet mot det vedtatte "
    "regnskapet.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MAIN, "label", "type", "actual_prior"):
        return
    year, carried = closed_year(view.programme), view.programme.number(CARRIED)
    if all(part is None for part in (year.opening, year.income, year.expenses)):
        return
    blank = [
        (row, row.record.label)
        for row in lines(view, CARRY_IN, INCOME, EXPENSE)
        if isinstance(row.record, BudgetLine)
        and row.record.actual_prior is None
        and (row.record.budget_prior or row.record.forecast_prior)
        and not row.record.label.casefold().startswith("avrunding")
    ]
    if blank:
        filled = [
            row.cells["actual_prior"]
            for row in lines(view, CARRY_IN, INCOME, EXPENSE)
            if isinstance(row.record, BudgetLine) and row.record.actual_prior is not None
        ]
        named = nb.listed([nb.quoted(label) for _, label in blank[:3]])
        more = f" og {len(blank) - 3} til" if len(blank) > 3 else ""
        alone = len(filled) == 1
        header = view.header(MAIN, "actual_prior")
        yield Hit(
            f"{header} er tom for {named}{more}.",
            cell=filled[0] if alone else blank[0][0].cells["actual_prior"],
            actual=BLANK,
            remedy=f"Fyll ut {nb.quoted(header)} for alle postene, med 0 der regnskapet er null."
            if alone
            else "",
        )
        return  # what is not whole gives no sum
    closing = only_line(view, CARRY_OUT)
    if carried is None or year.closing is None or closing is None:
        return
    shown, expected = float(carried), float(year.closing)
    if differs(shown, expected):
        yield Hit(
            f"Overført etter regnskapet er {nb.number(shown)}, men "
            f"{view.header(MAIN, 'actual_prior')} gir {nb.number(expected)} "
            f"{difference(shown, expected)}.",
            cell=assumption(view, CARRIED),
            expected=expected,
            actual=shown,
        )  # fmt: skip


@RULE.bad("Regnskapet gir 3 843, men 3 900 er overført.")
def _another_sum(e: Editor) -> Place:
    accounts(e)
    return decided(e, 3900.0)


@RULE.bad("Bare én post har fått regnskapstall.")
def _one_line(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "actual_prior", 116.0)


@RULE.good("Regnskapet gir det som er overført.")
def _the_same(e: Editor) -> None:
    accounts(e)
    decided(e, CLOSING)
