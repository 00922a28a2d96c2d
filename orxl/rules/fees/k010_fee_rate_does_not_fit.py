"""A fee rate that is zero, implausible, or decided too late."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from orxl.programme.fees import CASE_RATE
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption
from orxl.rules.shared.members import HIGHEST, LOWEST, lost_comma, plausible_rate

RULE = Rule(
    "K010",
    "kontingentsats-passer-ikke",
    Severity.ERROR,
    finds="En kontingentsats som er 0, som er urimelig, eller som ikke er vedtatt før "
    "budsjettåret.",
    why="Satsen skal være vedtatt av representantskapet før medlemmene faktureres.",
    remedy="Skriv satsen og datoen for vedtaket på Forutsetninger etter protokollen.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    at, case = assumption(view, "Kontingentsats"), view.programme.number(CASE_RATE)
    shown = view.number(at)
    # A blank or negative rate is reported with the other assumptions.
    if at is not None and shown is not None and view.value(at) is not BLANK:
        if shown == 0:
            yield Hit("Kontingentsatsen er 0 kr per innbygger.", cell=at, actual=shown)
        elif shown > 0 and not plausible_rate(Decimal(str(shown)), case):
            yield Hit(
                f"Kontingentsatsen er {nb.number(shown)} kr per innbygger, {_why(shown, case)}.",
                cell=at,
                actual=shown,
                remedy="Skriv satsen i kroner per innbygger, for eksempel 2,50.",
            )
    yield from _decision(view)


def _why(shown: float, case: Decimal | None) -> str:
    """Why no such rate is meant: how many times the case's it is, or what rates are."""
    times = lost_comma(shown, case)
    if times:
        return f"{times} ganger sakens: se etter glemt komma"
    return f"men ventet er mellom {nb.number(LOWEST, 2)} og {nb.number(HIGHEST, 2)} kr"


def _decision(view: View) -> Hits:
    at, decided = assumption(view, "Kontingentvedtak"), view.programme.day("Kontingentvedtak")
    if decided is not None and decided >= date(view.year, 1, 1):
        yield Hit(
            f"Kontingentsatsen er vedtatt {nb.day(decided)}, etter at {view.year} begynte.",
            cell=at,
            actual=view.value(at) if at is not None else None,
        )
    elif not view.unused and (at is None or view.value(at) is BLANK):
        yield Hit(
            "Datoen for vedtaket om kontingentsats mangler.",
            cell=at,
            sheet="Forutsetninger",
            actual=BLANK,
            severity=Severity.WARNING,
            remedy="Skriv datoen for representantskapets vedtak på Forutsetninger.",
        )


def _put(e: Editor, name: str, value: float | datetime) -> Place:
    return e.put(ASSUMED, name, "value", value)


@RULE.bad("Satsen er 0.")
def _zero(e: Editor) -> Place:
    return _put(e, "Kontingentsats", 0.0)


@RULE.bad("Satsen er skrevet i øre.")
def _in_ore(e: Editor) -> Place:
    return _put(e, "Kontingentsats", 250.0)


@RULE.bad("Satsen har mistet kommaet.")
def _comma_lost(e: Editor) -> Place:
    return _put(e, "Kontingentsats", 25.0)


@RULE.bad("Satsen er vedtatt etter nyttår.")
def _too_late(e: Editor) -> Place:
    return _put(e, "Kontingentvedtak", datetime(2026, 1, 14))


@RULE.bad("Datoen for vedtaket er slettet.")
def _no_date(e: Editor) -> Place:
    return e.put(ASSUMED, "Kontingentvedtak", "value", BLANK)


@RULE.good("Satsen er 3 kr, vedtatt siste dag i året før.")
def _three_kroner(e: Editor) -> None:
    _put(e, "Kontingentsats", 3.0)
    _put(e, "Kontingentvedtak", datetime(2025, 12, 31))


@RULE.good("Rådet er lite, og satsen er 12 kr i saken og i dag.")
def _small_council(e: Editor) -> None:
    for name in ("Kontingentsats", CASE_RATE, "Kontingentsats_forrige"):
        e.put(ASSUMED, name, "value", 12.0, by="name")
