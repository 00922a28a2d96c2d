"""A result that is not income minus expenses."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.layout.budget_formulas import AMOUNTS, EXPENSE_SUM, INCOME_SUM, RESULT
from orxl.rules.amounts import amount, difference, differs, header, only_line
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
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


def _sign_turned(e: Editor) -> Place:
    return e.put("tblHovedtall", "Resultat", "budget", 336.0, by="type")


def _typed_forecast(e: Editor) -> Place:
    return e.put("tblHovedtall", "Resultat", "forecast_prior", 2000.0, by="type")


def _expense_changed(e: Editor) -> tuple[Place, ...]:
    e.put("tblHovedtall", "Kommunikasjon", "budget", 250.0)
    return ()


def _typed_and_right(e: Editor) -> tuple[Place, ...]:
    e.put("tblHovedtall", "Resultat", "budget", -336.0, by="type")
    return ()


RULE = Rule(
    code="B002",
    name="resultat-stemmer-ikke",
    severity=Severity.ERROR,
    finds="Et resultat i Hovedtall som ikke er sum inntekter minus sum driftsutgifter.",
    why="Resultatet sier hvor mye av de overførte midlene budsjettet bruker.",
    remedy="La resultatet være en formel; «orxl beregn --rett» setter den tilbake.",
    check=check,
    bad=(
        Example("Resultatet er skrevet inn som 336 uten minus.", _sign_turned),
        Example("Resultatet i prognosen er rundet av til 2 000.", _typed_forecast),
    ),
    good=(
        Example("En utgift er endret, og resultatet regnes ut på nytt.", _expense_changed),
        Example("Resultatet er skrevet inn, og tallet er riktig.", _typed_and_right),
    ),
)
