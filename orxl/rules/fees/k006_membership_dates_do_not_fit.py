"""Membership dates that do not fit each other, or a member counted against its dates."""

from __future__ import annotations

from datetime import date, datetime

from orxl.programme.fees import owes_fee
from orxl.programme.models import Member
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.shared.amounts import amount
from orxl.rules.shared.members import members

RULE = Rule(
    "K006",
    "medlemsdatoer-passer-ikke",
    Severity.ERROR,
    finds="Et medlem som er ført ut før det kom inn, eller som regnes med tvert imot datoene.",
    why="En utmeldt kommune skal ikke faktureres, og et medlem skal ikke glemmes.",
    remedy="Rett «Medlem fra» og «Medlem til». Medlemskap og kontingent skal være formler; "
    "«orxl beregn --rett» setter dem tilbake.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    for row, member in members(view):
        if member.joined is not None and member.left is not None and member.left < member.joined:
            yield Hit(
                f"{member.name} er ført ut ({nb.day(member.left)}) før kommunen kom inn "
                f"({nb.day(member.joined)}).",
                cell=row.cells["left"],
                expected=view.value(row.cells["joined"]),
                actual=view.value(row.cells["left"]),
            )
            continue
        belongs = owes_fee(member, view.year)
        counted, fee = amount(view, row, "active"), amount(view, row, "fee")
        if counted is not None and bool(counted) is not belongs:
            yield Hit(
                f"{member.name} er {'ikke ' if belongs else ''}regnet som medlem 1. januar "
                f"{view.year}, "
                f"men {_reason(member, view.year)}.",
                cell=row.cells["active"],
                expected=float(belongs),
                actual=counted,
            )
        elif fee and not belongs:
            yield Hit(
                f"{member.name} har {nb.number(fee)} kr i kontingent, men "
                f"{_reason(member, view.year)}.",
                cell=row.cells["fee"],
                expected=0.0,
                actual=fee,
            )


def _reason(member: Member, year: int) -> str:
    if member.left is not None and member.left.year < year:
        return f"kommunen er ute fra {nb.day(member.left)}"
    if member.joined is not None and member.joined > date(year, 1, 1):
        return f"kommunen kommer først inn {nb.day(member.joined)}"
    return "datoene sier at kommunen er medlem"


@RULE.bad("«Medlem til» er før «Medlem fra».")
def _left_before_joined(e: Editor) -> Place:
    e.put(MEMBERS, "Bærum", "joined", datetime(2026, 1, 1))
    return e.where(MEMBERS, "Bærum", "left")


@RULE.bad("En utmeldt kommune er satt som medlem for hånd.")
def _leaver_counted(e: Editor) -> Place:
    return e.put(MEMBERS, "Frogn", "active", 1.0)


@RULE.bad("En utmeldt kommune har fått kontingent for hånd.")
def _leaver_charged(e: Editor) -> Place:
    return e.put(MEMBERS, "Lørenskog", "fee", 125_033.0)


@RULE.bad("Et medlem er satt som ikke-medlem for hånd.")
def _member_left_out(e: Editor) -> Place:
    return e.put(MEMBERS, "Oslo", "active", 0.0)


@RULE.good("Inn- og utmelding i løpet av budsjettåret.")
def _joins_in_the_year(e: Editor) -> None:
    e.put(MEMBERS, "Sigdal", "joined", datetime(2026, 7, 1))
    e.put(MEMBERS, "Asker", "left", datetime(2026, 12, 31))
    e.put(MEMBERS, "Frogn", "joined", BLANK)
