"""A result that is not income minus expenses."""

from __future__ import annotations

from orxl.layout.names import AMOUNTS, EXPENSE_SUM, INCOME_SUM, RESULT
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.amounts import amount, difference, differs, header, only_line

RULE = Rule(
    "B002",
    "resultat-stemmer-ikke",
    Severity.ERROR,
    finds="Et resultat i Hovedtall som ikke er sum inntekter minus sum driftsutgifter.",
    why="Resultatet sier hvor mye av de overførte midlene budsjettet bruker.",
    remedy="La resultatet være en formel; «orxl beregn --rett» setter den tilbake.",
    references=(paper("5.1.1"), paper("5.1.5")),
)


@RULE.check
def check(view: View) -> Hits:
    income, expenses = only_line(view, INCOME_SUM), only_line(view, EXPENSE_SUM)
    result = only_line(view, RESULT)
    for key in AMOUNTS:
        received, spent = amount(view, income, key), amount(view, expenses, key)
        shown = amount(view, result, key)
        if received is None or spent is None or shown is None or result is None:
            continue
        expected = round(received - spent, 6)
        if differs(shown, expected):
            yield Hit(
                f"Resultatet i kolonnen {header(view, key)} er {nb.number(shown)}, men inntekter "
                f"minus utgifter er {nb.number(received)} − {nb.number(spent)} = "
                f"{nb.number(expected)} {difference(shown, expected)}.",
                cell=result.cells[key],
                expected=expected,
                actual=shown,
            )


@RULE.bad("Resultatet er skrevet inn som 336 uten minus.")
def _sign_turned(e: Editor) -> Place:
    return e.put(MAIN, "Resultat", "budget", 336.0, by="type")


@RULE.bad("Resultatet i prognosen er rundet av til 2 000.")
def _typed_forecast(e: Editor) -> Place:
    return e.put(MAIN, "Resultat", "forecast_prior", 2000.0, by="type")


@RULE.good("En utgift er endret, og resultatet regnes ut på nytt.")
def _expense_changed(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "budget", 250.0)


@RULE.good("Resultatet er skrevet inn, og tallet er riktig.")
def _typed_and_right(e: Editor) -> None:
    e.put(MAIN, "Resultat", "budget", -336.0, by="type")
