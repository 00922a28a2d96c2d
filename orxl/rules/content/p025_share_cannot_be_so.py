"""What a target demands or has reached that cannot be: 0,85 or 200 per cent, a count below 0."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from orxl.binding import BoundRow
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS

RULE = Rule(
    "P025",
    "prosent-kan-ikke-være-så",
    Severity.WARNING,
    finds="Et mål i prosent der tallet, eller det som er oppnådd, er over 100 eller skrevet som en "
    "andel (0,85). Et oppnådd antall under null, eller flere kommuner enn det er medlemmer.",
    why="Oppnådd 0,85 mot et krav på 80 sier at målet ikke er nådd.",
    remedy="Skriv prosenten som et tall fra 0 til 100: 85, ikke 0,85.",
)

_GROUPS: Final = (("number", "achieved", "unit"), ("number2", "achieved2", "unit2"))


@RULE.check
def check(view: View) -> Hits:
    members = view.programme.number("Antall_medlemmer")
    for row in view.rows(TARGETS):
        for demanded, achieved, unit in _GROUPS:
            words = view.text(row, unit)
            yield from _counted(view, row, achieved, words, members)
            if "%" not in words and "prosent" not in words.casefold():
                continue
            for key in (demanded, achieved):
                number = row.values.get(key)
                if not isinstance(number, float) or key not in row.cells:
                    continue
                other = row.values.get(demanded)
                share = 0 < number <= 1 and isinstance(other, float) and other > 1
                if number > 100 or (key == achieved and share):
                    meant = f" Mente du {nb.number(number * 100)}?" if share else ""
                    yield Hit(
                        f"Mål {view.text(row, 'target_id')} har {nb.number(number)} i "
                        f"{nb.quoted(view.header(TARGETS, key))}, men enheten er "
                        f"{nb.quoted(words)}.{meant}",
                        cell=row.cells[key],
                        expected=number * 100 if share else None,
                        actual=number,
                    )


def _counted(
    view: View, row: BoundRow, key: str, unit: str, members: Decimal | None
) -> Iterator[Hit]:
    """A count that has been reached and that nothing can be."""
    number = row.values.get(key)
    if not isinstance(number, float) or key not in row.cells:
        return
    said = f"Mål {view.text(row, 'target_id')} har {nb.number(number)} i "
    said += nb.quoted(view.header(TARGETS, key))
    if number < 0:
        yield Hit(
            f"{said}, men det kan ikke være under null.",
            cell=row.cells[key],
            actual=number,
            severity=Severity.ERROR,
            remedy="Skriv det som er oppnådd, uten minus.",
        )
    elif unit.casefold().strip() == "kommuner" and members is not None and number > members:
        yield Hit(
            f"{said}, men alliansen har {nb.number(members)} kommuner.",
            cell=row.cells[key],
            actual=number,
            remedy="Skriv antallet kommuner.",
        )


@RULE.bad("Oppnådd er 200 %.")
def _too_much(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.3-E1", "achieved", 200.0)


@RULE.bad("Oppnådd er skrevet som andel.")
def _share(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.4-E1", "achieved", 0.85)


@RULE.bad("Oppnådd er under null, og et annet sted flere kommuner enn det er medlemmer.")
def _cannot_be(e: Editor) -> tuple[Place, ...]:
    first = e.put(TARGETS, "2.1.1-E2", "achieved", -2.0)
    return first, e.put(TARGETS, "2.1.1-R1", "achieved", 70.0)


@RULE.good("Oppnådd 85 %.")
def _sound(e: Editor) -> None:
    e.put(TARGETS, "2.1.4-E1", "achieved", 85.0)
