"""Today's rate is another than the case's."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE, paper
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption
from orxl.rules.shared.members import fee_account, plausible_rate

RULE = Rule(
    "K013",
    "satsen-er-ikke-sakens",
    Severity.WARNING,
    finds="Kontingentsatsen i dag er en annen enn sakens.",
    why="Budsjettet sier da noe annet enn saken.",
    remedy="Rett satsen, eller si i saken at den er endret.",
    references=(paper("5.1.3"), FEES_BY_CAUSE),
)


@RULE.check
def check(view: View) -> Hits:
    account = fee_account(view.programme)
    if account is None:
        return
    now, case = account.today.rate, account.case.rate
    if now == case or not plausible_rate(now, case):
        return  # a rate that cannot be meant is K010's finding
    more = account.total - account.case.total
    yield Hit(
        f"Satsen i dag er {nb.number(now, 2)} kr, men sakens er {nb.number(case, 2)} kr. "
        f"Kontingenten i alt blir {nb.number(account.total)} kr mot sakens "
        f"{nb.number(account.case.total)} kr ({'+' if more > 0 else ''}{nb.number(more)}), og "
        f"budsjettets resultat {nb.number(view.figures.columns['budget'].result)} (1000 kr).",
        cell=assumption(view, "Kontingentsats"),
        expected=float(case),
        actual=float(now),
    )


@RULE.bad("Satsen er satt opp fra 2,50 til 3,00.")
def _raised(e: Editor) -> Place:
    return e.put(ASSUMED, "Kontingentsats", "value", 3.0, by="name")


@RULE.good("Saken selv er rettet til den samme satsen.")
def _case_too(e: Editor) -> None:
    e.put(ASSUMED, "Kontingentsats", "value", 3.0, by="name")
    e.put(ASSUMED, "Kontingentsats_saken", "value", 3.0, by="name")
