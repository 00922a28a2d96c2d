"""A municipality registered twice for the same time."""

from __future__ import annotations

from datetime import date, datetime

from orxl.programme.models import Member
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.shared.members import members

RULE = Rule(
    "K005",
    "kommune-registrert-to-ganger",
    Severity.ERROR,
    finds="En kommune som står to ganger på Medlemmer for samme tid, med samme nummer eller navn.",
    why="Kommunen regnes som to medlemmer og får kontingent to ganger.",
    remedy="Slett den ene raden, eller rett nummer og navn. Er kommunen meldt ut og inn igjen, må "
    "datoene vise det.",
)


@RULE.check
def check(view: View) -> Hits:
    seen: list[Member] = []
    for row, member in members(view):
        earlier = next((m for m in seen if _same(m, member) and _overlap(m, member)), None)
        seen.append(member)
        if earlier is None:
            continue
        by_number = earlier.code == member.code
        key = "code" if by_number else "name"
        if key in row.cells:
            what = f"Kommunenummer {member.code:04d}" if by_number else nb.quoted(member.name)
            other = f"{earlier.name} ({earlier.code:04d})"
            yield Hit(
                f"{what} er registrert to ganger på Medlemmer: {other} og {member.name} "
                f"({member.code:04d}).",
                cell=row.cells[key],
                actual=view.value(row.cells[key]),
            )


def _same(a: Member, b: Member) -> bool:
    return a.code == b.code or a.name.strip().casefold() == b.name.strip().casefold()


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


@RULE.bad("Oslo er skrevet inn en gang til med feil nummer.")
def _same_name(e: Editor) -> Place:
    e.add_row(MEMBERS, code=3107.0, name="oslo")
    return e.where(MEMBERS, "oslo", "name")


@RULE.good("En utmeldt kommune er meldt inn igjen senere.")
def _came_back(e: Editor) -> None:
    e.add_row(MEMBERS, code=3201.0, name="Bærum", joined=datetime(2026, 7, 1))
