"""A change that is not measured against the budget of the year before."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.values import BLANK, Value
from orxl.rules.amounts import MAIN, PROJECTS, amount, differs, header
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for table in (MAIN, PROJECTS):
        for row, cell, shown in view.column(table, "change"):
            budget, base = amount(view, row, "budget"), amount(view, row, "budget_prior")
            if budget is None or base is None:
                continue
            if not (isinstance(shown, (float, str)) or shown is BLANK):
                continue
            expected = round(budget - base, 6)
            if isinstance(shown, float) and not differs(shown, expected):
                continue
            if not isinstance(shown, float) and not expected:
                continue  # nothing has changed, and nothing is said
            yield Hit(
                f"Endringen for {nb.quoted(view.text(row, 'label'))} {_as_shown(shown)}, men "
                f"{nb.number(budget)} − {nb.number(base)} = {nb.number(expected)}."
                f"{_cause(view, row, shown, expected)}",
                cell=cell,
                expected=expected,
                actual=shown,
            )


def _as_shown(shown: Value) -> str:
    return "står tom" if shown is BLANK else f"er {nb.value(shown)}"


def _cause(view: View, row: BoundRow, shown: Value, expected: float) -> str:
    """The likely slip behind a wrong change, as a sentence of its own."""
    budget, forecast = amount(view, row, "budget"), amount(view, row, "forecast_prior")
    if not isinstance(shown, float):
        return " Endringen er ikke ført selv om posten er endret."
    if forecast is not None and budget is not None and not differs(shown, budget - forecast):
        return f" Tallet er målt mot {header(view, 'forecast_prior')} i stedet."
    if budget is not None and not differs(shown, budget):
        return " Tallet er selve beløpet, ikke endringen."
    if not differs(shown, -expected):
        return " Fortegnet er snudd."
    return ""


def _against_the_forecast(e: Editor) -> Place:
    return e.put(MAIN, "Sum inntekter", "change", 435.0, by="type")


def _the_amount_itself(e: Editor) -> Place:
    return e.put(MAIN, "Utgående", "change", 3407.0, by="type")


def _left_blank(e: Editor) -> Place:
    return e.put(PROJECTS, "Oslopolitan", "change", BLANK)


def _dash(e: Editor) -> Place:
    return e.put(PROJECTS, "Klima", "change", "–")


def _typed_and_right(e: Editor) -> tuple[Place, ...]:
    e.put(MAIN, "Kommunikasjon", "change", -50.0)
    e.put(MAIN, "SEADITO 2024–2027", "change", "–")
    return ()


RULE = Rule(
    code="B005",
    name="endring-mot-feil-grunnlag",
    severity=Severity.ERROR,
    finds="En endring på Hovedtall eller Prosjektmidler som ikke er budsjettet minus budsjettet "
    "året før.",
    why="Når én linje er målt mot noe annet enn de andre, leser styret en vekst som ikke finnes.",
    remedy="La endringen være en formel; «orxl beregn --rett» setter den tilbake.",
    check=check,
    bad=(
        Example(
            "Endringen i inntekter er målt mot prognosen: 8 754 − 8 319.", _against_the_forecast
        ),
        Example("Endringen i utgående mindreforbruk er selve beløpet.", _the_amount_itself),
        Example("Oslopolitan går fra 50 til 0, men endringen står tom.", _left_blank),
        Example("Klima går fra 100 til 0, men endringen er en strek.", _dash),
    ),
    good=(
        Example(
            "Endringen er skrevet inn, men riktig, eller strek uten endring.", _typed_and_right
        ),
    ),
)
