"""More in the accounts so far than is expected for the whole year."""

from __future__ import annotations

from datetime import datetime

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, MAIN, PROJECTS
from orxl.rules.shared.accounts import posted
from orxl.rules.shared.amounts import amount, assumption

RULE = Rule(
    "B034",
    "regnskap-over-prognosen",
    Severity.WARNING,
    finds="En post eller et prosjekt der «Regnskap hittil» er større enn prognosen for hele året.",
    why="Da er prognosen for lav, eller tallet står i feil kolonne. Trafikklyset vurderer "
    "prognosen og ser det ikke.",
    remedy="Skriv det som nå ventes for hele året, i «Endret prognose», eller rett "
    "regnskapstallet.",
    references=(paper("5.1.1"),),
)


_KRONER = 100
"""So many times the whole year's forecast is an amount in kroner."""


@RULE.check
def check(view: View) -> Hits:
    slack = view.number(assumption(view, "Toleranse_avrunding")) or 0.0
    for table in (MAIN, PROJECTS):
        for row, cell, actual in posted(view, table):
            expected = amount(view, row, "forecast")
            if expected is not None and actual > 0 and actual > max(expected, 0) + slack:
                yield Hit(
                    f"{nb.quoted(view.text(row, 'label'))} har {nb.number(actual)} i regnskapet så "
                    f"langt, men prognosen for hele året er bare {nb.number(expected)}.",
                    cell=cell,
                    expected=expected,
                    actual=actual,
                    severity=Severity.ERROR if actual >= _KRONER * max(expected, 10) else None,
                )


def _dated(e: Editor) -> None:
    e.put(ASSUMED, "Regnskap_per", "value", datetime(2026, 8, 31), by="name")


@RULE.bad("Regnskapet for lønn er 6 100, men prognosen er budsjettet.")
def _salaries(e: Editor) -> Place:
    _dated(e)
    return e.put(MAIN, "Lønn sekretariatet, mv.", "actual", 6100.0)


@RULE.bad("Et prosjekt har brukt mer enn prognosen.")
def _project(e: Editor) -> Place:
    _dated(e)
    e.put(PROJECTS, "GEO4Water", "new_forecast", 600.0)
    return e.put(PROJECTS, "GEO4Water", "actual", 700.0)


@RULE.good("Prognosen er hevet til det regnskapet viser.")
def _forecast_raised(e: Editor) -> None:
    _dated(e)
    e.put(MAIN, "Lønn sekretariatet, mv.", "actual", 6100.0)
    e.put(MAIN, "Lønn sekretariatet, mv.", "new_forecast", 6300.0)
