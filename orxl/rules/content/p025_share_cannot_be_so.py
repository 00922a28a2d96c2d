"""What a target demands or has reached in per cent, written as a share or over a hundred."""

from __future__ import annotations

from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS

RULE = Rule(
    "P025",
    "prosent-kan-ikke-være-så",
    Severity.WARNING,
    finds="Et mål i prosent der tallet, eller det som er oppnådd, er over 100 eller skrevet som en "
    "andel (0,85).",
    why="Oppnådd 0,85 mot et krav på 80 sier at målet ikke er nådd.",
    remedy="Skriv prosenten som et tall fra 0 til 100: 85, ikke 0,85.",
)

_GROUPS: Final = (("number", "achieved", "unit"), ("number2", "achieved2", "unit2"))


@RULE.check
def check(view: View) -> Hits:
    for row in view.rows(TARGETS):
        for demanded, achieved, unit in _GROUPS:
            words = view.text(row, unit)
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


@RULE.bad("Oppnådd er 200 %.")
def _too_much(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.3-E1", "achieved", 200.0)


@RULE.bad("Oppnådd er skrevet som andel.")
def _share(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.4-E1", "achieved", 0.85)


@RULE.good("Oppnådd 85 %.")
def _sound(e: Editor) -> None:
    e.put(TARGETS, "2.1.4-E1", "achieved", 85.0)
