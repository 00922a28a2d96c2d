"""Fewer members on the register than the alliance has, or more."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.layout.member_sheets import OTHERS
from orxl.programme.arithmetic import fees
from orxl.rules.amounts import assumption
from orxl.rules.example import Editor, Example, Place
from orxl.rules.membership import FEES, MEMBERS, active
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    count = view.programme.number("Antall_medlemmer")
    if count is None or not view.has(MEMBERS, "code"):
        return
    named = sum(1 for _ in active(view))
    if named > count:
        yield Hit(
            f"{nb.number(named)} medlemmer i budsjettåret er navngitt på Medlemmer, men antall "
            f"medlemskommuner er {nb.number(count)}.",
            cell=assumption(view, "Antall_medlemmer"),
            expected=float(named),
            actual=float(count),
            severity=Severity.ERROR,
            remedy="Rett antallet på Forutsetninger, eller sett «Medlem til» for dem som er ute.",
        )
    elif named < count:
        known = fees(view.programme)
        money = (
            f" De øvrige står for {nb.number(known.others)} kr av {nb.number(known.total)} kr."
            if known is not None
            else ""
        )
        yield Hit(
            f"{nb.number(count - named)} av {nb.number(count)} medlemmer er ikke navngitt på "
            f"Medlemmer.{money}",
            cell=view.cell(FEES, OTHERS, "count"),
            sheet="Kontingent",
            expected=float(count),
            actual=float(named),
        )


def _as_shipped(e: Editor) -> Place:
    return e.where(FEES, OTHERS, "count")


def _too_many(e: Editor) -> Place:
    return e.put("tblForutsetninger", "Antall_medlemmer", "value", 15.0)


def _all_named(e: Editor) -> tuple[Place, ...]:
    e.put("tblForutsetninger", "Antall_medlemmer", "value", 16.0)
    return ()


RULE = Rule(
    code="K003",
    name="medlemmer-ikke-navngitt",
    severity=Severity.NOTE,
    finds="Medlemsregisteret har færre (eller flere) medlemmer enn alliansen.",
    why="Kontingenten til medlemmer uten navn kan ikke kontrolleres, bare føres som en rest.",
    remedy="Skriv resten i radene under tabellen på Medlemmer.",
    check=check,
    bad=(
        Example("16 av 62 medlemmer er navngitt.", _as_shipped),
        Example("Det er navngitt flere enn antallet på Forutsetninger.", _too_many),
    ),
    good=(Example("Alle medlemmene er navngitt.", _all_named),),
)
