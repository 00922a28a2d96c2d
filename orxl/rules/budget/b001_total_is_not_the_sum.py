"""A total of the main figures that is not the sum of its lines."""

from __future__ import annotations

from orxl.layout.names import AMOUNTS, EXPENSE, EXPENSE_SUM, INCOME, INCOME_SUM
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.amounts import difference, differs, header, only_line, sum_of_lines

RULE = Rule(
    "B001",
    "sum-stemmer-ikke",
    Severity.ERROR,
    finds="En sum i Hovedtall som ikke er summen av linjene den skal summere.",
    why="Styret og representantskapet vedtar summen. Er den feil, er vedtaket feil.",
    remedy="La summen være en formel (orxl beregn --rett setter den tilbake), eller før "
    "avrundingen synlig på linjen «Avrunding».",
    references=(paper("5.1.1"),),
)

_TOTALS = (
    (INCOME_SUM, INCOME, "inntektspostene"),
    (EXPENSE_SUM, EXPENSE, "utgiftspostene"),
)


@RULE.check
def check(view: View) -> Hits:
    for key in AMOUNTS:
        for total, part, parts in _TOTALS:
            at = view.cell(MAIN, total, key, by="type")
            shown, expected = view.number(at), sum_of_lines(view, part, key)
            if shown is None or expected is None:
                continue  # a value that is no number is another rule's finding
            if differs(shown, expected):
                line = only_line(view, total)
                post = view.text(line, "label") if line is not None else total
                yield Hit(
                    f"«{post}» i kolonnen {header(view, key)} er {nb.number(shown)}, men {parts} "
                    f"blir {nb.number(expected)} {difference(shown, expected)}.",
                    cell=at,
                    expected=expected,
                    actual=shown,
                )


@RULE.bad("Sum inntekter er skrevet inn for hånd som 8 756.")
def _typed_total(e: Editor) -> Place:
    return e.put(MAIN, "Sum inntekter", "budget", 8756.0, by="type")


@RULE.bad("Trykt sum i prognosen er 8 319, linjene gir 8 321, og ingen avrunding er ført.")
def _without_rounding_line(e: Editor) -> Place:
    e.put(MAIN, "Avrunding inntekter", "forecast_prior", 0.0)
    return e.put(MAIN, "Sum inntekter", "forecast_prior", 8319.0, by="type")


@RULE.good("En post er endret, og summen regnes ut på nytt.")
def _line_changed(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "budget", 220.0)
