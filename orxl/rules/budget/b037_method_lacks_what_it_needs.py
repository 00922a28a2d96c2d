"""A prognosis by a method that lacks what it needs, or beside a typed one that it does not use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from orxl.programme.codes import ForecastMethod
from orxl.programme.forecast import UNTIL, linear, months_passed
from orxl.programme.models import BudgetLine
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, MAIN
from orxl.rules.shared.amounts import assumption

RULE = Rule(
    "B037",
    "prognosemetode-mangler-grunnlag",
    Severity.WARNING,
    finds="En «Metode for prognosen» på Hovedtall som mangler det den trenger, eller en «Endret "
    "prognose» som metoden ikke bruker.",
    why="Posten står da som budsjettert, eller med et annet tall enn det som er skrevet, uten at "
    "det synes i prognosen.",
    remedy="Fyll ut det metoden trenger, eller velg en annen metode. Lineær trenger «Regnskap "
    "hittil» i posten og «Regnskap per» på Forutsetninger: siste dag i en måned i budsjettåret.",
    references=(paper("5.1.1"),),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MAIN, "label", "method", "new_forecast", "actual", "forecast"):
        return
    day = view.programme.day(UNTIL)
    months = months_passed(day, view.programme.year)
    without = []
    for row in view.rows(MAIN):
        line = row.record
        if not isinstance(line, BudgetLine) or line.method is None:
            continue
        if line.method is ForecastMethod.LINEAR and months is None:
            without.append((line.label, row.cells["method"]))
            continue
        for key, text in _said(line, months):
            yield Hit(f"{nb.quoted(line.label)}: {text}", cell=row.cells[key])
    if without:
        cell = assumption(view, UNTIL)
        told = (
            "«Regnskap per» er tom"
            if day is None
            else (
                f"«Regnskap per» er {nb.day(day)}, som ikke er siste dag i en måned i budsjettåret"
            )
        )
        lines = nb.listed([nb.quoted(label) for label, _ in without[:3]])
        more = f" og {len(without) - 3} til" if len(without) > 3 else ""
        yield Hit(
            f"{lines}{more} har lineær prognose, men {told}. Prognosen er derfor ikke beregnet.",
            # A day that does not fit is wrong itself; without one the method was chosen too early.
            cell=without[0][1] if day is None else cell,
            actual=ForecastMethod.LINEAR.value if day is None or cell is None else view.value(cell),
        )  # fmt: skip


def _said(line: BudgetLine, months: int | None) -> Iterator[tuple[str, str]]:
    """What is to be said of the method of *line*, each with the column it is said of."""
    if line.method is ForecastMethod.TYPED and line.new_forecast is None:
        yield "new_forecast", "metoden er «Skrives inn», men «Endret prognose» er tom."
    if line.method is ForecastMethod.LINEAR and line.actual is None:
        yield "actual", "metoden er «Lineær», men «Regnskap hittil» er tom."
    if line.new_forecast is None or line.method is ForecastMethod.TYPED:
        return
    if line.method is ForecastMethod.BUDGET or linear(line.actual, months) is not None:
        method = nb.quoted(line.method.value) if line.method is not None else ""
        typed = nb.number(line.new_forecast)
        yield "new_forecast", f"«Endret prognose» er {typed}, men metoden {method} bruker den ikke."


def _dated(e: Editor, day: datetime) -> None:
    e.put(ASSUMED, "Regnskap_per", "value", day, by="name")


@RULE.bad("Lineær prognose uten dato for regnskapet.")
def _no_day(e: Editor) -> Place:
    return e.put(MAIN, "Lønn sekretariatet, mv.", "method", "Lineær")


@RULE.bad("Regnskapet er per midten av august.")
def _half_a_month(e: Editor) -> Place:
    _dated(e, datetime(2026, 8, 15))
    e.put(MAIN, "Lønn sekretariatet, mv.", "actual", 3800.0)
    e.put(MAIN, "Lønn sekretariatet, mv.", "method", "Lineær")
    return e.where(ASSUMED, "Regnskap_per", "value", by="name")


@RULE.bad("Lineær prognose for en post uten regnskapstall.")
def _no_accounts(e: Editor) -> Place:
    _dated(e, datetime(2026, 8, 31))
    e.put(MAIN, "Lønn sekretariatet, mv.", "method", "Lineær")
    return e.where(MAIN, "Lønn sekretariatet, mv.", "actual")


@RULE.bad("Prognosen skal skrives inn, men er tom.")
def _nothing_typed(e: Editor) -> Place:
    e.put(MAIN, "Kommunikasjon", "method", "Skrives inn")
    return e.where(MAIN, "Kommunikasjon", "new_forecast")


@RULE.bad("En prognose er skrevet, men metoden er «Som budsjettert».")
def _typed_for_nothing(e: Editor) -> Place:
    e.put(MAIN, "Kommunikasjon", "method", "Som budsjettert")
    return e.put(MAIN, "Kommunikasjon", "new_forecast", 250.0)


@RULE.good("Lineær prognose med regnskap og dato.")
def _linear(e: Editor) -> None:
    _dated(e, datetime(2026, 8, 31))
    e.put(MAIN, "Lønn sekretariatet, mv.", "actual", 3800.0)
    e.put(MAIN, "Lønn sekretariatet, mv.", "method", "Lineær")
