"""An opening balance that is not the closing balance it continues."""

from __future__ import annotations

from orxl.layout.names import CARRY_IN, CARRY_OUT
from orxl.programme.closing import opening_by_accounts
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import CARRIED, CLOSED, GRANT_YEARS, MAIN
from orxl.rules.shared.amounts import amount, difference, differs, header, only_line
from orxl.rules.shared.closing import decided

RULE = Rule(
    "B004",
    "inngående-stemmer-ikke",
    Severity.ERROR,
    finds="Et inngående mindreforbruk som ikke er det utgående det skal fortsette.",
    why="Penger kan ikke oppstå eller forsvinne ved årsskiftet.",
    remedy="La inngående i budsjettåret være en formel som henter prognosens utgående "
    "mindreforbruk, eller det regnskapet endte med når overføringen er vedtatt; «orxl beregn "
    "--rett» setter den tilbake.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    opening, closing = only_line(view, CARRY_IN), only_line(view, CARRY_OUT)
    shown, expected = amount(view, opening, "budget"), amount(view, closing, "forecast_prior")
    if opening is None:
        return
    carried = opening_by_accounts(view.programme)
    if carried is not None and view.has(MAIN, "carried"):
        expected, ends = float(carried), "overført etter regnskapet er"
    else:
        ends = "prognosen ender med"
    if shown is not None and expected is not None and differs(shown, expected):
        yield Hit(
            f"Inngående mindreforbruk i kolonnen {header(view, 'budget')} er {nb.number(shown)}, "
            f"men {ends} {nb.number(expected)} {difference(shown, expected)}.",
            cell=opening.cells["budget"],
            expected=expected,
            actual=shown,
        )
    forecast = amount(view, opening, "forecast_prior")
    planned = amount(view, opening, "budget_prior")
    if forecast is not None and planned is not None and differs(forecast, planned):
        yield Hit(
            f"Inngående mindreforbruk er {nb.number(forecast)} i kolonnen "
            f"{header(view, 'forecast_prior')} og {nb.number(planned)} i kolonnen "
            f"{header(view, 'budget_prior')}. Begge er samme overføring fra året før.",
            cell=opening.cells["forecast_prior"],
            expected=planned,
            actual=forecast,
            severity=Severity.WARNING,
            remedy="Finn det regnskapsførte tallet og skriv det i begge kolonnene, eller forklar "
            "forskjellen i kommentaren.",
        )
    yield from _bound_funds(view)


def _bound_funds(view: View) -> Hits:
    said, before = "Prognosen", view.cell(CARRIED, view.header(MAIN, "forecast_prior"), "bound_out")
    if view.has(MAIN, "actual_prior"):
        accounts = view.cell(CLOSED, view.header(MAIN, "actual_prior"), "bound_out")
        if accounts is not None and view.value(accounts) is not BLANK:
            said, before = "Regnskapet", accounts
    after = view.cell(CARRIED, view.header(MAIN, "budget"), "bound_in")
    shown, expected = view.number(before), view.number(after)
    if before is None or shown is None or expected is None or view.value(before) is BLANK:
        return
    lost = expected == 0  # what was bound is gone: all of it would be free to use
    if differs(shown, expected):
        yield Hit(
            f"{said} sier at {nb.number(shown)} er bundet ved årets slutt, men tilskuddene har "
            f"{nb.number(expected)} bundet ved starten av {view.year} "
            f"{difference(shown, expected)}.",
            cell=after if lost else before,
            expected=shown if lost else expected,
            actual=expected if lost else shown,
            severity=Severity.ERROR if lost else Severity.WARNING,
            remedy="Skriv samme beløp i «Bundet utgående» på Overføring som i summen av «Bundet "
            "ved årets start» på Tilskudd. Er regnskapet riktig, rettes «Bundet fra før» på "
            "Tilskuddsår.",
        )


@RULE.bad("Inngående i budsjettåret er skrevet inn og rundet av.")
def _typed_opening(e: Editor) -> Place:
    return e.put(MAIN, "Inngående", "budget", 3740.0, by="type")


@RULE.bad("Prognosen begynner med et annet tall enn budsjettet for samme år.")
def _forecast_from_another_actual(e: Editor) -> Place:
    return e.put(MAIN, "Inngående", "forecast_prior", 1754.0, by="type")


@RULE.bad("Bundne midler er 400 i prognosen og 350 på Tilskudd.")
def _bound_otherwise(e: Editor) -> Place:
    e.put(GRANT_YEARS, "SEADITO", "opening", 350.0)
    return e.where(CARRIED, "Prognose 2025", "bound_out")


@RULE.bad("Det som er bundet til SEADITO, er slettet.")
def _bound_gone(e: Editor) -> Place:
    e.put(GRANT_YEARS, "SEADITO", "opening", BLANK)
    return e.where(CARRIED, "Budsjett 2026", "bound_in")


@RULE.bad("Regnskapet er vedtatt, men inngående er skrevet inn.")
def _typed_after_the_accounts(e: Editor) -> Place:
    decided(e, 3900.0)
    return e.put(MAIN, "Inngående", "budget", 3743.0, by="type")


@RULE.bad("Regnskapet har 380 bundet; tilskuddene har 400.")
def _bound_by_the_accounts(e: Editor) -> Place:
    return e.put(CLOSED, "Regnskap 2025", "bound_out", 380.0)


@RULE.good("Regnskapet er vedtatt, og inngående følger det.")
def _by_the_accounts(e: Editor) -> None:
    decided(e, 3900.0)


@RULE.good("Prognosen er endret, og inngående følger med.")
def _forecast_changed(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "forecast_prior", 150.0)
