"""A membership that ends on 1 January, or changes in the course of the budget year."""

from __future__ import annotations

from datetime import date, datetime

from orxl.core.edits import SetCell
from orxl.rules.kit import CellRef, Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.shared.members import payers

RULE = Rule(
    "K017",
    "medlem-til-er-første-januar",
    Severity.WARNING,
    finds="«Medlem til» 1. januar, eller et medlemskap som begynner eller slutter i løpet av "
    "budsjettåret.",
    why="Kontingenten skyldes for hele året av den som er medlem 1. januar. «Medlem til» er siste "
    "dag, så den som går ut «med virkning fra 1. januar», har 31.12. som siste dag.",
    remedy="Skriv 31.12. året før når kommunen går ut med virkning fra 1. januar.",
    fix=Fix.UNSAFE,
    fix_safety="«Medlem til» settes til dagen før. Bare den som kjenner utmeldingen, vet om "
    "kommunen er medlem 1. januar; derfor spørres det om hver celle.",
    references=(FEES_BY_CAUSE,),
)


@RULE.check
def check(view: View) -> Hits:
    first, last = date(view.year, 1, 1), date(view.year, 12, 31)
    before = datetime(view.year - 1, 12, 31)
    for row, payer in payers(view):
        member, left, joined = payer.member, payer.member.left, payer.member.joined
        if left == first:
            cell = row.cells["left"]
            yield Hit(
                f"{member.name} har 1.1.{view.year} som siste dag og betaler for hele {view.year}. "
                "Går kommunen ut med virkning fra 1. januar, er siste dag "
                f"31.12.{view.year - 1}, og kontingenten blir {nb.number(payer.fee)} kr lavere.",
                cell=cell,
                expected=before,
                actual=view.value(cell),
                fix=(SetCell(cell, before, view.value(cell)),),
            )
        elif left is not None and payer.owes and first < left < last:
            yield _note(
                f"{member.name} går ut {nb.day(left)}, men betaler for hele {view.year}: "
                "kontingenten skyldes av den som er medlem 1. januar.",
                row.cells["left"],
            )
        elif joined is not None and first < joined <= last and not payer.in_basis:
            yield _note(
                f"{member.name} kommer inn {nb.day(joined)} og betaler først fra {view.year + 1}: "
                "kontingenten skyldes av den som er medlem 1. januar.",
                row.cells["joined"],
            )


def _note(message: str, cell: CellRef) -> Hit:
    return Hit(
        message,
        cell=cell,
        severity=Severity.NOTE,
        remedy="Er noe annet avtalt, si det i saken.",
    )


@RULE.bad("Drammen er ført ut 1.1.2026.")
def _on_the_first(e: Editor) -> Place:
    return e.put(MEMBERS, "Drammen", "left", datetime(2026, 1, 1))


@RULE.bad("Drammen går ut midt i året.")
def _in_the_year(e: Editor) -> Place:
    return e.put(MEMBERS, "Drammen", "left", datetime(2026, 6, 30))


@RULE.bad("Ringerike kommer inn midt i året.")
def _joins_in_the_year(e: Editor) -> Place:
    e.add_row(MEMBERS, code=3305.0, name="Ringerike", in_basis="Nei", joined=datetime(2026, 6, 30))
    return e.where(MEMBERS, "Ringerike", "joined")


@RULE.good("Drammen går ut ved utgangen av året.")
def _at_the_end(e: Editor) -> None:
    e.put(MEMBERS, "Drammen", "left", datetime(2026, 12, 31))
