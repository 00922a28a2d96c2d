"""Membership dates that do not fit each other, or a member counted against its dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.values import BLANK
from orxl.programme.arithmetic import is_member
from orxl.programme.models import Member
from orxl.rules.amounts import amount
from orxl.rules.example import Editor, Example, Place
from orxl.rules.membership import MEMBERS, members
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
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
        belongs = is_member(member, view.year)
        counted, fee = amount(view, row, "active"), amount(view, row, "fee")
        if counted is not None and bool(counted) is not belongs:
            yield Hit(
                f"{member.name} er {'ikke ' if belongs else ''}regnet som medlem i {view.year}, "
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
    if member.joined is not None and member.joined.year > year:
        return f"kommunen kommer først inn {nb.day(member.joined)}"
    return "datoene sier at kommunen er medlem"


def _left_before_joined(e: Editor) -> Place:
    e.put(MEMBERS, "Bærum", "joined", datetime(2026, 1, 1))
    return e.where(MEMBERS, "Bærum", "left")


def _leaver_counted(e: Editor) -> Place:
    return e.put(MEMBERS, "Frogn", "active", 1.0)


def _leaver_charged(e: Editor) -> Place:
    return e.put(MEMBERS, "Lørenskog", "fee", 125_033.0)


def _member_left_out(e: Editor) -> Place:
    return e.put(MEMBERS, "Oslo", "active", 0.0)


def _joins_in_the_year(e: Editor) -> tuple[Place, ...]:
    e.put(MEMBERS, "Sigdal", "joined", datetime(2026, 7, 1))
    e.put(MEMBERS, "Asker", "left", datetime(2026, 12, 31))
    e.put(MEMBERS, "Frogn", "joined", BLANK)
    return ()


RULE = Rule(
    code="K006",
    name="medlemsdatoer-passer-ikke",
    severity=Severity.ERROR,
    finds="Et medlem som er ført ut før det kom inn, eller som regnes med tvert imot datoene.",
    why="En utmeldt kommune skal ikke faktureres, og et medlem skal ikke glemmes.",
    remedy="Rett «Medlem fra» og «Medlem til». Medlemskap og kontingent skal være formler; "
    "«orxl beregn --rett» setter dem tilbake.",
    check=check,
    bad=(
        Example("«Medlem til» er før «Medlem fra».", _left_before_joined),
        Example("En utmeldt kommune er satt som medlem for hånd.", _leaver_counted),
        Example("En utmeldt kommune har fått kontingent for hånd.", _leaver_charged),
        Example("Et medlem er satt som ikke-medlem for hånd.", _member_left_out),
    ),
    good=(Example("Inn- og utmelding i løpet av budsjettåret.", _joins_in_the_year),),
)
