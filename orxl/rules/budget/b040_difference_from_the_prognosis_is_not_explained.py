"""What the accounts carry over beyond the prognosis, and nobody has said why or what is bound."""

from __future__ import annotations

from orxl.layout.grant_sheets import ACCOUNTS_MINUS_FORECAST
from orxl.layout.names import CARRY_OUT
from orxl.programme.closing import CARRIED, opening_by_accounts
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import CLOSED, MAIN
from orxl.rules.shared.amounts import amount, assumption, differs, only_line
from orxl.rules.shared.closing import CLOSING, accounts, decided

RULE = Rule(
    "B040",
    "forskjell-fra-prognosen-er-ikke-forklart",
    Severity.WARNING,
    finds="En overføring etter regnskapet som er en annen enn prognosen, uten forklaring på "
    "Overføring, eller uten at det er sagt hvor mye av den som er bundet.",
    why="Representantskapet vedtok budsjettet ut fra prognosen. De må få vite hvorfor det ble "
    "annerledes, og hvor mye som er fritt.",
    remedy="Skriv hvorfor i «Kommentar» i raden «Regnskap minus prognose» på Overføring, og fyll "
    "ut «Bundet utgående» i raden for regnskapet.",
    references=(paper("5.1.3"), paper("5.1.5")),
)


@RULE.check
def check(view: View) -> Hits:
    by_accounts = opening_by_accounts(view.programme)
    if by_accounts is None or not view.has(MAIN, "actual_prior"):
        return
    expected = amount(view, only_line(view, CARRY_OUT), "forecast_prior")
    bound = view.cell(CLOSED, view.header(MAIN, "actual_prior"), "bound_out")
    why = view.cell(CLOSED, ACCOUNTS_MINUS_FORECAST, "comment")
    shown = float(by_accounts)
    typed = assumption(view, CARRIED)
    if typed is not None and expected and shown == -expected:
        yield Hit(
            f"Overført etter regnskapet er {nb.number(shown)}, og prognosen i saken var "
            f"{nb.number(expected)}: samme tall med motsatt fortegn.",
            cell=typed,
            expected=expected,
            actual=shown,
            severity=Severity.ERROR,
            remedy="Skriv et mindreforbruk uten minus.",
        )
        return
    if bound is not None and view.value(bound) is BLANK:
        yield Hit(
            f"Det er ikke sagt hvor mye av de overførte {nb.number(shown)} som er bundet.",
            cell=bound,
            actual=BLANK,
        )
    if expected is None or why is None or not differs(shown, expected):
        return
    if view.value(why) in (BLANK, ""):
        yield Hit(
            f"Overført etter regnskapet er {nb.number(shown)}; prognosen i saken var "
            f"{nb.number(expected)}. Forskjellen på {nb.number(round(shown - expected, 6))} er "
            "ikke forklart.",
            cell=why,
            expected=expected,
            actual=shown,
        )


def _closed(e: Editor) -> None:
    accounts(e)
    decided(e, CLOSING)


@RULE.bad("100 mer er overført enn ventet, uten forklaring.")
def _no_word(e: Editor) -> Place:
    _closed(e)
    e.put(CLOSED, "Regnskap 2025", "bound_out", 400.0)
    return e.where(CLOSED, ACCOUNTS_MINUS_FORECAST, "comment")


@RULE.bad("Det prognosen sier, er skrevet med minus.")
def _minus(e: Editor) -> Place:
    return decided(e, -3743.0)


@RULE.bad("Ingen har sagt hvor mye som er bundet.")
def _nothing_bound(e: Editor) -> Place:
    _closed(e)
    e.put(CLOSED, ACCOUNTS_MINUS_FORECAST, "comment", "Lønn ble 100 lavere enn ventet.")
    return e.where(CLOSED, "Regnskap 2025", "bound_out")


@RULE.good("Forskjellen er forklart, og det bundne er oppgitt.")
def _explained(e: Editor) -> None:
    _closed(e)
    e.put(CLOSED, "Regnskap 2025", "bound_out", 400.0)
    e.put(CLOSED, ACCOUNTS_MINUS_FORECAST, "comment", "Lønn ble 100 lavere enn ventet.")
