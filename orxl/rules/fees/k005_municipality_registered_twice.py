"""A municipality registered twice for the same time."""

from __future__ import annotations

from datetime import date, datetime

from orxl.programme.models import Member
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.shared.members import members

RULE = Rule(
    "K005",
    "kommune-registrert-to-ganger",
    Severity.ERROR,
    finds="Et kommunenummer som står to ganger på Medlemmer for samme tid.",
    why="Kommunen regnes som to medlemmer og får kontingent to ganger.",
    remedy="Slett den ene raden, eller rett nummer og navn. Er kommunen meldt ut og inn igjen, må "
    "datoene vise det.",
)


@RULE.check
def check(view: View) -> Hits:
    seen: list[Member] = []
    for row, member in members(view):
        earlier = next((m for m in seen if m.code == member.code and _overlap(m, member)), None)
        seen.append(member)
        if earlier is not None:
            names = nb.listed(list(dict.fromkeys((earlier.name, member.name))))
            yield Hit(
                f"Kommunenummer {member.code:04d} er registrert to ganger på Medlemmer for samme "
                f"tid: {names}.",
                cell=row.cells["code"],
                actual=view.value(row.cells["code"]),
            )


def _overlap(a: Member, b: Member) -> bool:
    def span(m: Member) -> tuple[date, date]:
        return (
            m.joined if m.joined is not None else date.min,
            m.left if m.left is not None else date.max,
        )

    (first, until), (second, to) = span(a), span(b)
    return first <= to and second <= until


@RULE.bad("Sigdal har fått Oslos kommunenummer.")
def _same_number(e: Editor) -> Place:
    return e.put(MEMBERS, "Sigdal", "code", 301.0)


@RULE.bad("Asker er skrevet inn en gang til.")
def _same_name(e: Editor) -> Place:
    return CellRef("Medlemmer", e.add_row(MEMBERS, code=3203.0, name="Asker"), 1)


@RULE.good("To kommuner har samme navn, men hvert sitt nummer.")
def _two_of_a_name(e: Editor) -> None:
    e.add_row(MEMBERS, code=3114.0, name="Våler", in_basis="Ja")
    e.add_row(MEMBERS, code=3419.0, name="Våler", in_basis="Ja")


@RULE.good("En utmeldt kommune er meldt inn igjen senere.")
def _came_back(e: Editor) -> None:
    e.add_row(MEMBERS, code=3201.0, name="Bærum", joined=datetime(2026, 7, 1))
