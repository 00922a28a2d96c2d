"""Figures of the years before that are not what they were at the last run."""

from __future__ import annotations

from orxl.layout.names import ROWS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MAIN, PROJECTS
from orxl.rules.shared.recorded_rows import NOTHING, Kept, columns_of, records

RULE = Rule(
    "F016",
    "tall-for-tidligere-år-er-endret",
    Severity.ERROR,
    finds="Et tall for et tidligere år, eller fra saken, som er et annet enn ved forrige «orxl "
    "beregn» eller bruk av knappen. Tallene huskes på arket «Endret siden sist» til noen bekrefter "
    "endringen; en ny kontroll glemmer den ikke.",
    why="Det som er trykt eller vedtatt for tidligere år, endres ikke. Et tall som er skrevet over "
    "ved et uhell, flytter endringen fra året før og det som overføres, uten at noe ser galt ut.",
    remedy="Skriv tallet slik det var. Var det galt før, så svar ja når «orxl beregn» eller "
    "knappen spør, eller kjør «orxl beregn --bekreft».",
)

_NAMED = 3
"""How many of the figures are named."""


@RULE.check
def check(view: View) -> Hits:
    for kept in records(view):
        for column, keys in columns_of(kept).items():
            named = [_told(kept, key) for key in keys[:_NAMED]]
            more = len(keys) - len(named)
            listed = f"{'; '.join(named)} og {more} til" if more else "; ".join(named)
            yield Hit(
                f"{nb.quoted(view.header(kept.table, column))} på «{kept.sheet}» er endret siden "
                f"siste kontroll: {listed}.",
                cell=kept.cells[keys[0]],
                expected=_value(kept.figures[keys[0]]),
                actual=view.value(kept.cells[keys[0]]),
            )


def _told(kept: Kept, key: str) -> str:
    row = key.rpartition("/")[0]
    then, now = (
        "tom" if held[key] == NOTHING else nb.value(_value(held[key]))
        for held in (kept.figures, kept.figures_now)
    )
    return f"«{row}» fra {then} til {now}"


def _value(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


@RULE.bad("Budsjettet for 2025 er endret for én post.")
def _prior(e: Editor) -> Place:
    e.put(ROWS, "Hovedtall", "figures", "2026 | Kommunikasjon/budget_prior = 1")
    return e.where(MAIN, "Kommunikasjon", "budget_prior")


@RULE.bad("Prognosen for 2025 er endret for et prosjekt.")
def _forecast(e: Editor) -> Place:
    e.put(ROWS, "Prosjektmidler", "figures", "2026 | Klima/forecast_prior = 17")
    return e.where(PROJECTS, "Klima", "forecast_prior")


@RULE.good("Det som huskes, er fra et annet budsjettår.")
def _another_year(e: Editor) -> None:
    e.put(ROWS, "Hovedtall", "figures", "2025 | Kommunikasjon/budget_prior = 1")
