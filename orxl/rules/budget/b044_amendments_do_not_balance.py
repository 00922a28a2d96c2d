"""A decision whose amendments move the result: told with what it becomes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from orxl.core.refs import CellRef
from orxl.programme.amendments import effect, revised
from orxl.programme.numbers import ZERO
from orxl.programme.records import Amendment
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import AMENDMENTS, MAIN

RULE = Rule(
    "B044",
    "budsjettendring-flytter-resultatet",
    Severity.NOTE,
    finds="Et vedtak om budsjettendring der inntekter og utgifter ikke endres like mye.",
    why="Vedtaket endrer resultatet, og bruker av eller legger til mindreforbruket. Det kan være "
    "meningen, men skal stå i vedtaket.",
    remedy="Sjekk at vedtaket sier hvordan endringen dekkes. Mangler det en post, føres den også.",
    references=(paper("5.1.1"),),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(AMENDMENTS, "decision", "line", "amount") or not view.has(MAIN, "type"):
        return
    moved: dict[str, tuple[Decimal, CellRef]] = {}
    for row in view.rows(AMENDMENTS):
        change = row.record
        if isinstance(change, Amendment) and change.decision is not None:
            before, _ = moved.get(change.decision, (ZERO, None))
            moved[change.decision] = before + effect(change, view.programme), row.cells["amount"]
    told = {decision: found for decision, found in moved.items() if found[0] != 0}
    if not told:
        return
    totals = revised(view.programme, view.figures).totals
    adopted = view.figures.columns["budget"]
    for decision, (amount, cell) in told.items():
        word = "bedre" if amount > 0 else "dårligere"
        yield Hit(
            f"{decision} gjør resultatet {nb.number(abs(amount))} {word}. Med alle endringene er "
            f"resultatet {nb.number(totals.result)} (vedtatt {nb.number(adopted.result)}) og "
            f"utgående mindreforbruk {nb.number(totals.closing)} (vedtatt "
            f"{nb.number(adopted.closing)}), i 1000 kr.",
            cell=cell,
        )


def _row(e: Editor, line: str, amount: float, decision: str = "sak 4/26") -> Place:
    row = e.add_row(
        AMENDMENTS, decision=decision, day=datetime(2026, 4, 14), amount=amount, line=line
    )
    return e.at(AMENDMENTS, row, "amount")


@RULE.bad("En utgift øker uten at noe dekker den.")
def _uncovered(e: Editor) -> Place:
    return _row(e, "Kommunikasjon", 50.0)


@RULE.bad("Inntekten og utgiften er ikke like store.")
def _half(e: Editor) -> Place:
    _row(e, "Andre tilskudd", 300.0)
    return _row(e, "Prosjekter", 350.0)


@RULE.good("Det ene vedtaket flytter mellom to utgifter.")
def _between(e: Editor) -> None:
    _row(e, "Kommunikasjon", 50.0)
    _row(e, "Møteutgifter politiske organer", -50.0)


@RULE.good("En ny inntekt går til en utgift.")
def _covered(e: Editor) -> None:
    _row(e, "Andre tilskudd", 300.0)
    _row(e, "Prosjekter", 300.0)
