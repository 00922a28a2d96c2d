"""A named member of the case's basis that is out, or a member that the case did not count."""

from __future__ import annotations

from datetime import datetime

from orxl.binding import BoundRow
from orxl.programme.fees import Payer, fee
from orxl.rules.kit import BLANK, CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import FEES_BY_CAUSE, paper
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.shared.members import (
    MARK,
    against_case,
    fee_account,
    marked,
    payers,
    wrongly_marked,
)

RULE = Rule(
    "K015",
    "medlemmene-er-ikke-sakens",
    Severity.WARNING,
    finds="En kommune i sakens grunnlag som ikke er medlem 1. januar, eller et medlem som saken "
    "ikke regner med.",
    why="Kontingenten i alt er da en annen enn sakens.",
    remedy="Er det riktig, si det i saken. Er det ikke, rett datoene på Medlemmer.",
    references=(paper("5.1.3"), FEES_BY_CAUSE),
)


@RULE.check
def check(view: View) -> Hits:
    account = fee_account(view.programme)
    if account is None or not marked(view):
        return
    for row, payer in payers(view):
        if payer.owes is payer.in_basis or wrongly_marked(view, payer):
            continue
        name, moved = payer.member.name, payer.fee
        if payer.owes:
            words = f"{name} er medlem 1. januar {view.year}, men ikke med i sakens grunnlag"
        else:
            moved = -fee(payer.case_people, account.today.rate)
            words = f"{name} er med i sakens grunnlag, men ikke medlem 1. januar {view.year}"
        if moved:
            yield Hit(
                f"{words}. Kontingenten i alt blir {against_case(moved)} enn i saken.",
                cell=_place(row, payer),
                actual=float(moved),
            )


def _place(row: BoundRow, payer: Payer) -> CellRef:
    """The date that makes the difference; the mark where no date does."""
    member = payer.member
    if payer.owes:
        key = "joined" if member.joined is not None else "left"
    else:
        key = "joined" if member.joined is not None and member.left is None else "left"
    return row.cells.get(key, row.cells[MARK])


@RULE.bad("Drammen er meldt ut ved årsskiftet.")
def _leaves(e: Editor) -> Place:
    return e.put(MEMBERS, "Drammen", "left", datetime(2025, 12, 31))


@RULE.bad("Ringerike er meldt inn ved årsskiftet.")
def _joins(e: Editor) -> Place:
    e.add_row(MEMBERS, code=3305.0, name="Ringerike", in_basis="Nei", joined=datetime(2026, 1, 1))
    return e.where(MEMBERS, "Ringerike", "joined")


@RULE.bad("Bærum er kommet tilbake.")
def _back(e: Editor) -> Place:
    return e.put(MEMBERS, "Bærum", "left", BLANK)


@RULE.bad("Et medlem i grunnlaget kommer først inn midt i året.")
def _too_late(e: Editor) -> Place:
    return e.put(MEMBERS, "Ås", "joined", datetime(2026, 7, 1))


@RULE.good("En kommune melder seg ut ved utgangen av budsjettåret.")
def _leaves_later(e: Editor) -> None:
    e.put(MEMBERS, "Drammen", "left", datetime(2026, 12, 31))


@RULE.good("En kommune som ikke er navngitt, navngis.")
def _named(e: Editor) -> None:
    e.add_row(MEMBERS, code=3305.0, name="Ringerike", in_basis="Ja")
