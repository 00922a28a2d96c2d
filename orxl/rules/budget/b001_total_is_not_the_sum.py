"""A total of the main figures that is not the sum of its lines."""

from __future__ import annotations

from orxl.layout.budget_formulas import AMOUNTS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper

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
    ("Sum inntekter", "Inntekt", "inntektspostene"),
    ("Sum utgifter", "Utgift", "utgiftspostene"),
)


@RULE.check
def check(view: View) -> Hits:
    for key in AMOUNTS:
        for total, part, parts in _TOTALS:
            at = view.cell("tblHovedtall", total, key, by="type")
            lines = [
                view.number(row.cells[key])
                for row, _, _ in view.column("tblHovedtall", key)
                if row.values.get("type") == part
            ]
            shown = view.number(at)
            known = [amount for amount in lines if amount is not None]
            if at is None or shown is None or len(known) < len(lines):
                continue  # a value that is no number is another rule's finding
            expected = round(sum(known), 6)
            if round(shown - expected, 6) != 0:
                yield Hit(
                    f"«{total}» i kolonnen «{view.header('tblHovedtall', key)}» er "
                    f"{nb.number(shown)}, men {parts} blir {nb.number(expected)} "
                    f"(differanse {nb.number(shown - expected)}).",
                    cell=at,
                    expected=expected,
                    actual=shown,
                )


@RULE.bad("Sum inntekter er skrevet inn for hånd som 8 756.")
def _typed_total(e: Editor) -> Place:
    return e.put("tblHovedtall", "Sum inntekter", "budget", 8756.0, by="type")


@RULE.bad("Trykt sum i prognosen er 8 319, linjene gir 8 321, og ingen avrunding er ført.")
def _without_rounding_line(e: Editor) -> Place:
    e.put("tblHovedtall", "Avrunding inntekter", "forecast_prior", 0.0)
    return e.put("tblHovedtall", "Sum inntekter", "forecast_prior", 8319.0, by="type")


@RULE.good("En post er endret, og summen regnes ut på nytt.")
def _line_changed(e: Editor) -> None:
    e.put("tblHovedtall", "Kommunikasjon", "budget", 220.0)
