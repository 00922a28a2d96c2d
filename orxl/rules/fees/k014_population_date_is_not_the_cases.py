"""Today's population date is another than the case's."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from orxl.programme.fees import DATE, span
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE, SSB_POPULATION
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption
from orxl.rules.shared.members import fee_account, people

RULE = Rule(
    "K014",
    "folketallsdatoen-er-ikke-sakens",
    Severity.WARNING,
    finds="Kontingenten i dag regnes av folketallet på en annen dato enn sakens.",
    why="Budsjettet sier da noe annet enn saken, og hvordan medlemmene uten navn har vokst, er et "
    "valg.",
    remedy="Rett datoen, eller si i saken at folketallet er et annet, og velg «Vekst for øvrige "
    "medlemmer» på Forutsetninger.",
    references=(FEES_BY_CAUSE, SSB_POPULATION),
)

_PUBLISHED = timedelta(days=52)
"""SSB publishes the population of 1 January late in February."""


@RULE.check
def check(view: View) -> Hits:
    account, totals = fee_account(view.programme), span(view.programme)
    if account is None or totals is None:
        return
    at, case = account.today.at, account.case.at
    if at == case or (at.month, at.day) != (1, 1) or not people(view):
        return  # a date without figures, or off 1 January, is K009's finding
    low, high = (nb.number(amount) for amount in totals)
    yield Hit(
        f"Kontingenten regnes av folketallet per {nb.day(at)}, men saken er regnet av det per "
        f"{nb.day(case)}{', som er nyere' if at < case else ''}. De øvrige regnes som "
        f"«{account.today.growth.value}»; etter metode blir kontingenten i alt {low}–{high} kr mot "
        f"sakens {nb.number(account.case.total)} kr.{_not_known(view, at)}",
        cell=assumption(view, DATE),
        expected=datetime(case.year, case.month, case.day),
        actual=datetime(at.year, at.month, at.day),
    )


def _not_known(view: View, at: date) -> str:
    day = view.programme.day("Vedtaksmøte")
    if day is None or at + _PUBLISHED <= day:
        return ""
    return f" Det folketallet var ikke kjent da saken ble behandlet {nb.day(day)}."


@RULE.bad("Folketallet er fra 1.1.2026, saken fra 18.12.2025.")
def _newer(e: Editor) -> Place:
    return e.put(ASSUMED, DATE, "value", datetime(2026, 1, 1), by="name")


@RULE.bad("Folketallet er eldre enn sakens.")
def _older(e: Editor) -> Place:
    return e.put(ASSUMED, DATE, "value", datetime(2024, 1, 1), by="name")


@RULE.good("Datoen finnes ikke på Folketall; det sier K009.")
def _no_figures(e: Editor) -> None:
    e.put(ASSUMED, DATE, "value", datetime(2025, 7, 1), by="name")
