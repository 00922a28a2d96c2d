"""A member in a part of the country where none of the others lies."""

from __future__ import annotations

from collections import Counter
from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.shared.members import members

RULE = Rule(
    "K033",
    "medlem-i-en-annen-landsdel",
    Severity.NOTE,
    finds="Et medlem med et kommunenummer fra en annen landsdel enn alle de andre medlemmene.",
    why="Kommunen er trolig en annen enn den som var ment: mange navn og numre ligner hverandre.",
    remedy="Kontroller nummeret og navnet mot SSBs kommuneinndeling. Er kommunen medlem, trenger "
    "du ikke gjøre noe.",
    references=(CODES,),
)
_ENOUGH: Final = 10
"""Of so few members nothing is known of where they lie."""
_OSLO: Final = 0
_EAST: Final = 3
"""The first digit of the counties' numbers: Oslo is of the same part as the 3000s."""


@RULE.check
def check(view: View) -> Hits:
    found = [(row, member) for row, member in members(view) if "code" in row.cells]
    parts = Counter(_part(member.code) for _, member in found)
    if len(found) < _ENOUGH:
        return
    _, count = parts.most_common(1)[0]
    for row, member in found:
        if parts[_part(member.code)] == 1 and count == len(found) - 1:
            yield Hit(
                f"{member.name} ({member.code:04d}) ligger i en annen landsdel enn de andre "
                "medlemmene.",
                cell=row.cells["code"],
                actual=float(member.code),
            )


def _part(code: int) -> int:
    digit = code // 1000
    return _EAST if digit == _OSLO else digit


@RULE.bad("Trondheim er ført opp.")
def _far_away(e: Editor) -> Place:
    row = e.add_row(MEMBERS, code=5001.0, name="Trondheim", in_basis="Nei")
    return e.at(MEMBERS, row, "code")


@RULE.good("Hole er ført opp.")
def _near(e: Editor) -> None:
    e.add_row(MEMBERS, code=3310.0, name="Hole", in_basis="Nei")
