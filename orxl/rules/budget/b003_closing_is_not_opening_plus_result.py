"""A closing balance that is not opening plus result, or that «Overføring» gives otherwise."""

from __future__ import annotations

from orxl.layout.names import AMOUNTS, CARRY_IN, CARRY_OUT, RESULT
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, CARRIED, MAIN
from orxl.rules.shared.amounts import amount, difference, differs, header, only_line

RULE = Rule(
    "B003",
    "utgående-stemmer-ikke",
    Severity.ERROR,
    finds="Et utgående mindreforbruk som ikke er inngående pluss resultat, eller som er et annet "
    "på Overføring enn i Hovedtall.",
    why="Utgående mindreforbruk er det alliansen har igjen ved årets slutt, og neste års inngang.",
    remedy="La utgående mindreforbruk være en formel; «orxl beregn --rett» setter den tilbake.",
    references=(paper("5.1.1"), paper("5.1.5")),
)


@RULE.check
def check(view: View) -> Hits:
    opening, result = only_line(view, CARRY_IN), only_line(view, RESULT)
    closing = only_line(view, CARRY_OUT)
    for key in AMOUNTS:
        first, second = amount(view, opening, key), amount(view, result, key)
        shown = amount(view, closing, key)
        if first is None or second is None or shown is None or closing is None:
            continue
        expected = round(first + second, 6)
        if differs(shown, expected):
            yield Hit(
                f"Utgående mindreforbruk i kolonnen {header(view, key)} er {nb.number(shown)}, men "
                f"inngående pluss resultat er {nb.number(first)} + {_term(second)} = "
                f"{nb.number(expected)} {difference(shown, expected)}.",
                cell=closing.cells[key],
                expected=expected,
                actual=shown,
            )
        else:
            yield from _carried_over(view, key, shown)


def _carried_over(view: View, key: str, closing: float) -> Hits:
    at = view.cell(CARRIED, view.header(MAIN, key), "closing")
    shown = view.number(at)
    if at is not None and shown is not None and differs(shown, closing):
        yield Hit(
            f"Utgående mindreforbruk for {header(view, key)} er {nb.number(shown)} på arket "
            f"Overføring, men {nb.number(closing)} i Hovedtall {difference(shown, closing)}.",
            cell=at,
            expected=closing,
            actual=shown,
            remedy="La tallene på Overføring være formler som henter fra Hovedtall; "
            "«orxl beregn --rett» setter dem tilbake.",
        )


def _term(amount: float) -> str:
    return nb.number(amount) if amount >= 0 else f"({nb.number(amount)})"


@RULE.bad("Fjorårets utgående saldo er blitt stående.")
def _last_years_balance(e: Editor) -> Place:
    return e.put(MAIN, "Utgående", "budget", 3743.0, by="type")


@RULE.bad("Utgående på Overføring er skrevet inn for hånd.")
def _typed_on_carry_over(e: Editor) -> Place:
    return e.put(CARRIED, "Budsjett 2026", "closing", 3400.0)


@RULE.bad("Inntektene på Overføring er skrevet inn for hånd.")
def _income_typed_on_carry_over(e: Editor) -> Place:
    e.put(CARRIED, "Prognose 2025", "income", 8321.0)
    return e.where(CARRIED, "Prognose 2025", "closing")


@RULE.good("Søkte tilskudd regnes ikke med, og alt regnes ut på nytt.")
def _grants_without_applied(e: Editor) -> None:
    e.put(ASSUMED, "Regn_med_søkte_tilskudd", "value", "Nei")
