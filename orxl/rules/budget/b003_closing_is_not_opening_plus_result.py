"""A closing balance that is not opening plus result, or that «Overføring» gives otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.layout.budget_formulas import AMOUNTS, CARRY_IN, CARRY_OUT, RESULT
from orxl.rules.amounts import amount, difference, differs, header, only_line
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
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


def _carried_over(view: View, key: str, closing: float) -> Iterator[Hit]:
    at = view.cell("tblOverføring", view.header("tblHovedtall", key), "closing")
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


def _last_years_balance(e: Editor) -> Place:
    return e.put("tblHovedtall", "Utgående", "budget", 3743.0, by="type")


def _typed_on_carry_over(e: Editor) -> Place:
    return e.put("tblOverføring", "Budsjett 2026", "closing", 3400.0)


def _income_typed_on_carry_over(e: Editor) -> Place:
    e.put("tblOverføring", "Prognose 2025", "income", 8321.0)
    return e.where("tblOverføring", "Prognose 2025", "closing")


def _grants_without_applied(e: Editor) -> tuple[Place, ...]:
    e.put("tblForutsetninger", "Regn_med_søkte_tilskudd", "value", "Nei")
    return ()


RULE = Rule(
    code="B003",
    name="utgående-stemmer-ikke",
    severity=Severity.ERROR,
    finds="Et utgående mindreforbruk som ikke er inngående pluss resultat, eller som er et annet "
    "på Overføring enn i Hovedtall.",
    why="Utgående mindreforbruk er det alliansen har igjen ved årets slutt, og neste års inngang.",
    remedy="La utgående mindreforbruk være en formel; «orxl beregn --rett» setter den tilbake.",
    check=check,
    bad=(
        Example("Fjorårets utgående saldo er blitt stående.", _last_years_balance),
        Example("Utgående på Overføring er skrevet inn for hånd.", _typed_on_carry_over),
        Example("Inntektene på Overføring er skrevet inn for hånd.", _income_typed_on_carry_over),
    ),
    good=(
        Example(
            "Søkte tilskudd regnes ikke med, og alt regnes ut på nytt.", _grants_without_applied
        ),
    ),
)
