"""An exchange rate of a grant that is in kroner, or the day of a rate that is not there."""

from __future__ import annotations

from datetime import datetime

from orxl.programme.codes import Currency
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS
from orxl.rules.shared.amounts import grants

RULE = Rule(
    "B048",
    "kurs-uten-valuta",
    Severity.WARNING,
    finds="Et tilskudd i norske kroner som har en egen kurs, en kurs på 0, eller en kursdato uten "
    "kurs.",
    why="Kursen brukes ikke, eller tilsagnet er i en annen valuta enn det står. Da er tilsagnet i "
    "kroner galt.",
    remedy="Velg riktig valuta, eller tøm «Kurs» og «Kursdato».",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(GRANTS, "rate", "rate_day", "currency"):
        return
    for row, grant in grants(view):
        rate, day = (view.value(row.cells[key]) for key in ("rate", "rate_day"))
        if isinstance(rate, float) and grant.currency is Currency.NOK:
            yield Hit(
                f"{nb.quoted(grant.label)} er i norske kroner, men har kursen "
                f"{nb.number(rate, 2)}. Er valutaen feil?",
                cell=row.cells["rate"],
                expected=BLANK,
                actual=rate,
            )
        elif isinstance(rate, float) and rate <= 0:
            yield Hit(
                f"{nb.quoted(grant.label)} har kursen {nb.number(rate, 2)}, så tilsagnet blir 0.",
                cell=row.cells["rate"],
                expected=BLANK,
                actual=rate,
                severity=Severity.ERROR,
            )
        elif isinstance(day, datetime) and rate is BLANK:
            yield Hit(
                f"{nb.quoted(grant.label)} har kursdatoen {nb.day(day)}, men ingen kurs.",
                cell=row.cells["rate_day"],
                actual=day,
            )


@RULE.bad("ORBIFY er i kroner, og har fått en kurs.")
def _in_kroner(e: Editor) -> Place:
    return e.put(GRANTS, "ORBIFY", "rate", 11.7)


@RULE.bad("Kursdatoen er skrevet, men ikke kursen.")
def _day_alone(e: Editor) -> Place:
    return e.put(GRANTS, "GEO4WATER", "rate_day", datetime(2025, 11, 28))


@RULE.bad("Kursen er 0.")
def _nothing(e: Editor) -> Place:
    return e.put(GRANTS, "GEO4WATER", "rate", 0.0)


@RULE.good("Et tilskudd i euro har en egen kurs.")
def _in_euro(e: Editor) -> None:
    e.put(GRANTS, "GEO4WATER", "rate", 11.65)
    e.put(GRANTS, "GEO4WATER", "rate_day", datetime(2025, 11, 28))
