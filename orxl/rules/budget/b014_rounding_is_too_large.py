"""A rounding line that hides more than rounding."""

from __future__ import annotations

from orxl.layout.names import AMOUNTS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import ASSUMED, MAIN
from orxl.rules.shared.amounts import amount, header

RULE = Rule(
    "B014",
    "avrunding-for-stor",
    Severity.ERROR,
    finds="En avrundingslinje som er større enn toleransen, eller som har beløp i budsjettåret.",
    why="En stor avrunding er ikke avrunding, men en feil som er gjemt.",
    remedy="Finn linjen som er feil i det trykte tallgrunnlaget. Er avviket kjent og i orden, hev "
    "«Toleranse for avrunding» på Forutsetninger.",
    references=(CODES,),
)


@RULE.check
def check(view: View) -> Hits:
    tolerance = view.programme.number("Toleranse_avrunding")
    for row in view.rows(MAIN):
        label = view.text(row, "label")
        if not label.casefold().startswith("avrunding"):
            continue
        for key in AMOUNTS:
            shown = amount(view, row, key)
            if not shown:
                continue
            if key == "budget":
                yield Hit(
                    f"{nb.quoted(label)} er {nb.number(shown)} i kolonnen {header(view, key)}. "
                    "Budsjettåret regnes ut og skal ikke avrundes.",
                    cell=row.cells[key],
                    expected=0.0,
                    actual=shown,
                    remedy="Tøm cellen, og finn linjen som gjør at summen ikke stemmer.",
                )
            elif tolerance is not None and abs(shown) > tolerance:
                yield Hit(
                    f"{nb.quoted(label)} er {nb.number(shown)} i kolonnen {header(view, key)}, "
                    f"mer enn toleransen på {nb.number(tolerance)}.",
                    cell=row.cells[key],
                    expected=float(tolerance),
                    actual=shown,
                )


@RULE.bad("Avrundingen skjuler 99 i prognosen.")
def _hides_a_line(e: Editor) -> Place:
    return e.put(MAIN, "Avrunding utgifter", "forecast_prior", -99.0)


@RULE.bad("Avrunding er ført i budsjettåret.")
def _in_the_budget_year(e: Editor) -> Place:
    return e.put(MAIN, "Avrunding inntekter", "budget", 1.0)


@RULE.bad("Toleransen er satt ned til 1.")
def _tolerance_lowered(e: Editor) -> Place:
    e.put(ASSUMED, "Toleranse_avrunding", "value", 1.0)
    return e.where(MAIN, "Avrunding inntekter", "forecast_prior")


@RULE.good("Avrundingen er lik toleransen, og 0 i budsjettåret.")
def _within(e: Editor) -> None:
    e.put(MAIN, "Avrunding utgifter", "budget_prior", 2.0)
    e.put(MAIN, "Avrunding utgifter", "budget", 0.0)
