"""A rate of exchange of a day that has not been yet, or of no day."""

from __future__ import annotations

from datetime import datetime

from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import GRANTS

RULE = Rule(
    "D021",
    "kursdato-i-framtiden",
    Severity.WARNING,
    finds="En dato for en valutakurs som er senere enn både i dag og «Status per», og en kurs uten "
    "dato.",
    why="Ingen kjenner en kurs som kommer, og ingen kan etterprøve en kurs uten dag.",
    remedy="Skriv dagen kursen er hentet fra.",
)


@RULE.check
def check(view: View) -> Hits:
    for row, cell, value in view.column(GRANTS, "rate_day"):
        if value is BLANK and isinstance(row.values.get("rate"), float):
            yield Hit(
                f"Kursen for {nb.quoted(view.text(row, 'grant_id'))} har ingen dato.", cell=cell,
                severity=Severity.NOTE,
            )  # fmt: skip
    days = [day for day in (view.day, view.status_day) if day is not None]
    if not days:
        return
    for _, cell, value in view.column(GRANTS, "rate_day"):
        if isinstance(value, datetime) and value.date() > max(days):
            yield Hit(
                f"Kursen er fra {nb.day(value)}, som ikke har vært ennå.", cell=cell, actual=value
            )


@RULE.bad("Kursen er datert i januar 2031.")
def _future(e: Editor) -> Place:
    e.put(GRANTS, "GEO4WATER", "rate", 11.65)
    return e.put(GRANTS, "GEO4WATER", "rate_day", datetime(2031, 1, 15))


@RULE.bad("Kursen står uten dato.")
def _undated(e: Editor) -> Place:
    e.put(GRANTS, "GEO4WATER", "rate", 11.65)
    return e.where(GRANTS, "GEO4WATER", "rate_day")


@RULE.good("Kursen er fra november 2025.")
def _past(e: Editor) -> None:
    e.put(GRANTS, "GEO4WATER", "rate", 11.65)
    e.put(GRANTS, "GEO4WATER", "rate_day", datetime(2025, 11, 28))
