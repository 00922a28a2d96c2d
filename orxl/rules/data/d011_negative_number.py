"""A negative number, or zero, where only a positive number makes sense."""

from __future__ import annotations

from typing import Final, Literal

from orxl.binding import BoundRow
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, GRANT_YEARS, GRANTS, MAIN, POPULATION, PROJECTS
from orxl.rules.shared.inputs import inputs, spot

RULE = Rule(
    "D011",
    "negativt-tall",
    Severity.ERROR,
    finds="Et negativt tall i folketall, satser, tilskudd, rammer eller budsjettposter.",
    why="Utgifter og inntekter skrives begge som positive tall. Et minustegn gjør at posten "
    "trekkes fra i stedet for å legges til.",
    remedy="Fjern minustegnet, eller skriv det riktige tallet.",
    references=(paper("5.1.1"),),
    by_table=True,
)

_AMOUNTS: Final = {
    (PROJECTS, "frame"),
    (GRANTS, "ceiling"),
    (GRANTS, "planned"),
    (GRANTS, "bound_in"),
    (GRANTS, "bound_used"),
    (GRANT_YEARS, "income"),
    (GRANT_YEARS, "own_money"),
    (GRANT_YEARS, "own_work"),
    (GRANT_YEARS, "frame"),
}
_SO_FAR: Final = ("actual", "new_forecast")
_SIGN: Final = (
    "Regnskapssystemer fører inntekter med minus. I arbeidsboken skrives inntekter og utgifter "
    "begge uten fortegn."
)
_SIZES: Final = {
    "Kontingentsats",
    "Kontingentsats_forrige",
    "Antall_medlemmer",
    "Kontingentgrunnlag",
    "Kurs_EUR",
}
"""Assumptions that cannot be zero either."""


@RULE.check
def check(view: View) -> Hits:
    for bound, row, column, cell, value in inputs(view, lambda c: c.kind.numeric):
        if not isinstance(value, float) or value > 0:
            continue
        demand = _demand(bound.spec.name, column.key, row)
        if (demand is not None and value < 0) or demand == "over 0":
            yield Hit(
                f"{spot(view, cell)} er {nb.number(value)}, men skal være {demand}.",
                cell=cell,
                actual=value,
                # A credit note may be larger than all that came before it.
                severity=Severity.WARNING if column.key in _SO_FAR else None,
                remedy=_SIGN if column.key in _SO_FAR else "",
            )


def _demand(table: str, key: str, row: BoundRow) -> Literal["over 0", "0 eller mer"] | None:
    """What the number in a column must be, or None where any number may stand."""
    if table == POPULATION and key == "inhabitants":
        return "over 0"
    if table == ASSUMED and key == "value":
        return "over 0" if row.values.get("name") in _SIZES else None
    if (table, key) in _AMOUNTS:
        return "0 eller mer"
    if table == PROJECTS and key in _SO_FAR:
        return "0 eller mer"
    if table == MAIN and key in ("budget", *_SO_FAR) and row.values.get("type") in _LINES:
        # A rounding line carries a difference of either sign; so may the years before, where a
        # repayment can make a line negative.
        label = row.values.get("label")
        rounding = isinstance(label, str) and label.casefold().startswith("avrunding")
        return None if rounding else "0 eller mer"
    return None


_LINES: Final = ("Inntekt", "Utgift")


@RULE.bad("Inntekten hittil er ført med regnskapets minus.")
def _sign_of_the_accounts(e: Editor) -> Place:
    return e.put(MAIN, "Kontingenter", "actual", -2700.0, by="label")


@RULE.bad("Folketallet i Oslo er 0.")
def _population(e: Editor) -> Place:
    return e.put(POPULATION, "Oslo", "inhabitants", 0.0)


@RULE.bad("Kontingentsatsen er −2,5.")
def _rate(e: Editor) -> Place:
    return e.put(ASSUMED, "Kontingentsats", "value", -2.5, by="name")


@RULE.bad("Utgiften til Kommunikasjon er ført som −200.")
def _expense(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "budget", -200.0)


@RULE.bad("Rammen til SEADITO er −50.")
def _frame(e: Editor) -> Place:
    return e.put(PROJECTS, "SEADITO", "frame", -50.0)


@RULE.good("Prognosen året før og avrundingen kan være negative.")
def _forecast(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "forecast_prior", -116.0)
    e.put(MAIN, "Avrunding utgifter", "budget", -1.0)
