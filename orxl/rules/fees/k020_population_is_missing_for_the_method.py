"""The chosen growth of the unnamed members cannot be calculated."""

from __future__ import annotations

from datetime import date, datetime

from orxl.programme.codes import Growth
from orxl.programme.fees import DATE, GROWTH
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE, SSB_POPULATION
from orxl.rules.kit.tables import ASSUMED, POPULATION
from orxl.rules.shared.amounts import assumption
from orxl.rules.shared.members import fee_account, figures, people

RULE = Rule(
    "K020",
    "folketall-mangler-for-metoden",
    Severity.ERROR,
    finds="«Vekst for øvrige medlemmer» er en metode som Folketall ikke har tall for på begge "
    "datoer.",
    why="Da regnes veksten som 1 eller av ulike kommuner, og anslaget blir feil.",
    remedy="Legg inn folketallet for alle kommuner på begge datoer, eller velg en annen metode på "
    "Forutsetninger.",
    references=(FEES_BY_CAUSE, SSB_POPULATION),
)


@RULE.check
def check(view: View) -> Hits:
    account = fee_account(view.programme)
    if account is None or account.all_named or not people(view):
        return
    growth, case, now = account.today.growth, account.case.at, account.today.at
    counts = [len(_codes(view, at)) for at in (case, now)]
    if not account.unnamed.ratio_known:
        words = "Folketall har ikke tall for metoden på begge datoer"
    elif growth is Growth.NATIONAL and counts[0] != counts[1]:
        words = (
            f"Folketall har {nb.number(counts[0])} kommuner per {nb.day(case)}, men "
            f"{nb.number(counts[1])} per {nb.day(now)}"
        )
    else:
        return
    yield Hit(
        f"De øvrige regnes som «{growth.value}», men {words[0].lower() + words[1:]}.",
        cell=assumption(view, GROWTH),
        actual=growth.value,
    )


def _codes(view: View, at: date) -> set[int]:
    return {record.code for _, record in figures(view) if record.at == at}


def _national(e: Editor) -> Place:
    e.put(ASSUMED, DATE, "value", datetime(2026, 1, 1), by="name")
    return e.put(ASSUMED, GROWTH, "value", "Nasjonal vekst", by="name")


@RULE.bad("En kommune mangler folketall på den nye datoen.")
def _one_missing(e: Editor) -> Place:
    row = e.rows_where(POPULATION, municipality="Stavanger", at=datetime(2026, 1, 1))[0]
    e.type_in(e.at(POPULATION, row, "at"), datetime(2023, 1, 1))
    return _national(e)


@RULE.good("Folketall har alle kommuner på begge datoer.")
def _complete(e: Editor) -> None:
    _national(e)
