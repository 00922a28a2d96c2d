"""An amount larger than the whole budget, in a column of 1000 kr that nothing is compared with."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from orxl.layout import Kind
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AMENDMENTS, ASSUMED, GRANT_YEARS, MAIN, PROJECTS
from orxl.rules.shared.amounts import whole_budget
from orxl.rules.shared.inputs import inputs, kind_in, spot

RULE = Rule(
    "B047",
    "beløp-i-kroner",
    Severity.ERROR,
    finds="Et beløp i en kolonne i 1000 kr som er minst tre ganger hele budsjettet året før: "
    "budsjettendringer, regnskap, endret prognose, bundne midler, egeninnsats og forutsetninger. "
    "Budsjett, prognose, ramme og inntekt kontrolleres av D012.",
    why="Beløpene føres i 1000 kr. Ett beløp i hele kroner gjør summene tusen ganger for store.",
    remedy="Skriv beløpet i 1000 kr.",
)

_TIMES: Final = 3
_OF_D012: Final = frozenset(
    {
        *((MAIN, key) for key in ("budget_prior", "forecast_prior", "budget", "case")),
        *((PROJECTS, key) for key in ("budget_prior", "forecast_prior", "frame")),
        *((GRANT_YEARS, key) for key in ("income", "frame")),
    }
)


@RULE.check
def check(view: View) -> Hits:
    whole = whole_budget(view)
    if whole is None:
        return
    for bound, row, column, cell, value in inputs(view, lambda c: c.kind is Kind.THOUSANDS):
        if not isinstance(value, float) or abs(value) < _TIMES * whole:
            continue
        if (bound.spec.name, column.key) in _OF_D012 or bound.spec.content == "log":
            continue
        if kind_in(column, row) is Kind.THOUSANDS:
            meant = float(round(value / 1000))
            yield Hit(
                f"{spot(view, cell)} er {nb.number(value)}, men hele budsjettet året før var "
                f"{nb.number(whole)}. Beløpene føres i 1000 kr; mente du {nb.number(meant)}?",
                cell=cell,
                expected=meant,
                actual=value,
            )


@RULE.bad("En budsjettendring er ført i kroner.")
def _amendment(e: Editor) -> Place:
    row = e.add_row(
        AMENDMENTS, decision="sak 5/26", day=datetime(2026, 3, 12), line="Kommunikasjon"
    )
    return e.type_in(e.at(AMENDMENTS, row, "amount"), 150_000.0)


@RULE.bad("Bundne midler er ført i kroner.")
def _bound(e: Editor) -> Place:
    return e.put(ASSUMED, "Bundet_i_saken", "value", 400_000.0, by="name")


@RULE.good("Regnskapet for lønn er større enn hele budsjettet for prosjektene.")
def _accounts(e: Editor) -> None:
    e.put(MAIN, "Lønn sekretariatet, mv.", "actual", 5800.0)
