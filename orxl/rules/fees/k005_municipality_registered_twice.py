"""A municipality registered twice for the same time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.programme.models import Member
from orxl.rules.example import Editor, Example, Place
from orxl.rules.membership import MEMBERS, members
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
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


def _same_number(e: Editor) -> Place:
    return e.put(MEMBERS, "Sigdal", "code", 301.0)


def _same_name(e: Editor) -> Place:
    e.add_row(MEMBERS, code=3107.0, name="oslo")
    return e.where(MEMBERS, "oslo", "name")


def _came_back(e: Editor) -> tuple[Place, ...]:
    e.add_row(MEMBERS, code=3201.0, name="Bærum", joined=datetime(2026, 7, 1))
    return ()


RULE = Rule(
    code="K005",
    name="kommune-registrert-to-ganger",
    severity=Severity.ERROR,
    finds="En kommune som står to ganger på Medlemmer for samme tid, med samme nummer eller navn.",
    why="Kommunen regnes som to medlemmer og får kontingent to ganger.",
    remedy="Slett den ene raden, eller rett nummer og navn. Er kommunen meldt ut og inn igjen, må "
    "datoene vise det.",
    check=check,
    bad=(
        Example("Sigdal har fått Oslos kommunenummer.", _same_number),
        Example("Oslo er skrevet inn en gang til med feil nummer.", _same_name),
    ),
    good=(Example("En utmeldt kommune er meldt inn igjen senere.", _came_back),),
)
