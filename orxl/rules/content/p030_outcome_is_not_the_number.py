"""What is reached in words has another number than the column beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS
from orxl.rules.shared.measures import numbers_in, targets

RULE = Rule(
    "P030",
    "oppnådd-i-ord-er-ikke-tallet",
    Severity.WARNING,
    finds="Et mål der «Oppnådd i ord» har et annet tall, med målets enhet, enn «Oppnådd».",
    why="Årsmeldingen skriver ordene, og lyset går etter tallet.",
    remedy="Finn ut hva som er telt, og la ordene og tallet si det samme.",
)
_STEM: Final = 5
"""So many letters of a unit tell it in another form: «kommune», «kommunene»."""


@RULE.check
def check(view: View) -> Hits:
    for row, target in targets(view):
        for key, reached, unit in (
            ("achieved", target.achieved, target.unit),
            ("achieved2", target.achieved2, target.unit2),
        ):
            if reached is None or not target.outcome or not unit:
                continue
            said = list(dict.fromkeys(_counted(target.outcome, unit)))
            if said and reached not in said and sum(said) != reached:
                yield Hit(
                    f"Mål {target.target_id} har {nb.number(reached)} i "
                    f"{nb.quoted(view.header(TARGETS, key))}, men ordene sier "
                    f"{nb.listed([nb.number(number) for number in said])} {unit}: "
                    f"{nb.quoted(target.outcome, 100)}",
                    cell=row.cells["outcome"],
                    expected=float(reached),
                    actual=target.outcome,
                )


def _counted(text: str, unit: str) -> Iterator[Decimal]:
    """The numbers in *text* that stand before *unit*, or are per cent where it is."""
    share = "%" in unit or "prosent" in unit.casefold()
    stem = unit.split()[0].casefold()[:_STEM]
    words = text.replace("(", " ").replace(")", " ").replace("%", " % ").split()
    for before, word in pairwise(words):
        plain = word.casefold()
        if plain.startswith(("%", "prosent")) if share else plain.startswith(stem):
            yield from numbers_in(before)


@RULE.bad("Ordene sier 20 kommuner, og tallet er 10.")
def _twice(e: Editor) -> Place:
    e.put(TARGETS, "2.1.1-R1", "achieved", 10.0)
    return e.put(TARGETS, "2.1.1-R1", "outcome", "20 kommuner deltok i nettverket.")


@RULE.bad("Andelen er en annen i ordene.")
def _share(e: Editor) -> Place:
    e.put(TARGETS, "2.1.3-E1", "achieved", 90.0)
    return e.put(TARGETS, "2.1.3-E1", "outcome", "18 av 30 svarte positivt (60 %).")


@RULE.good("Ordene sier det tallet sier, og har andre tall også.")
def _alike(e: Editor) -> None:
    e.put(TARGETS, "2.1.1-R1", "achieved", 17.0)
    e.put(TARGETS, "2.1.1-R1", "outcome", "Sytten kommuner møtte 12. mai 2026, to av dem digitalt.")


@RULE.good("To grupper av kommuner er til sammen det som er telt.")
def _parts(e: Editor) -> None:
    e.put(TARGETS, "2.1.1-R1", "achieved", 17.0)
    e.put(TARGETS, "2.1.1-R1", "outcome", "10 kommuner deltok i mars, 7 kommuner i mai.")
