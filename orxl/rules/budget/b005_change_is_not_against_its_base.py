"""A change that is not measured against the budget of the year before."""

from __future__ import annotations

from orxl.binding import BoundRow
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, Value, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN, PROJECTS
from orxl.rules.shared.amounts import amount, differs, header

RULE = Rule(
    "B005",
    "endring-mot-feil-grunnlag",
    Severity.ERROR,
    finds="En endring på Hovedtall eller Prosjektmidler som ikke er budsjettet minus budsjettet "
    "året før.",
    why="Når én linje er målt mot noe annet enn de andre, leser styret en vekst som ikke finnes.",
    remedy="La endringen være en formel; «orxl beregn --rett» setter den tilbake.",
    references=(paper("5.1.1"),),
)


@RULE.check
def check(view: View) -> Hits:
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


@RULE.bad("Endringen i inntekter er målt mot prognosen: 8 754 − 8 319.")
def _against_the_forecast(e: Editor) -> Place:
    return e.put(MAIN, "Sum inntekter", "change", 435.0, by="type")


@RULE.bad("Endringen i utgående mindreforbruk er selve beløpet.")
def _the_amount_itself(e: Editor) -> Place:
    return e.put(MAIN, "Utgående", "change", 3407.0, by="type")


@RULE.bad("Oslopolitan går fra 50 til 0, men endringen står tom.")
def _left_blank(e: Editor) -> Place:
    return e.put(PROJECTS, "Oslopolitan", "change", BLANK)


@RULE.bad("Klima går fra 100 til 0, men endringen er en strek.")
def _dash(e: Editor) -> Place:
    return e.put(PROJECTS, "Klima", "change", "–")


@RULE.good("Endringen er skrevet inn, men riktig, eller strek uten endring.")
def _typed_and_right(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "change", -50.0)
    e.put(MAIN, "SEADITO 2024–2027", "change", "–")
