"""A requirement whose unit is another than what its number counts in the target's text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.binding import BoundRow
from orxl.core.light import replace
from orxl.core.patterns import regex
from orxl.programme.models import Target
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS
from orxl.rules.shared.demands import PAIRS, Demand, demanded, demands
from orxl.rules.shared.measures import targets
from orxl.rules.shared.wordsets import stems

RULE = Rule(
    "P021",
    "enheten-er-ikke-tekstens",
    Severity.WARNING,
    finds="Et mål der enheten til et krav er en annen enn det tallet teller i målets tekst, eller "
    "der bare det ene av dem er i prosent.",
    why="Tallet kan være riktig og likevel telles av noe annet enn det som er vedtatt.",
    remedy="Skriv i «Enhet» det som står bak tallet i teksten, eller rett teksten.",
)

_ENDS_A_SENTENCE: Final = regex(r"[.!?](?:\s|$)")

_BETWEEN: Final = 3
"""So many words may stand between a number and what it counts: «to større nye søknader»."""


@RULE.check
def check(view: View) -> Hits:
    for row, target in targets(view):
        hits = list(_of(view, row, target))
        if len(hits) == len(PAIRS):  # each number stands with the other's unit
            hits = [replace(hits[0], severity=Severity.ERROR)]
        yield from hits


def _of(view: View, row: BoundRow, target: Target) -> Iterator[Hit]:
    for _, number_key, unit_key in PAIRS:
        unit = view.text(row, unit_key)
        if not unit or unit_key not in row.cells or getattr(target, number_key) is None:
            continue
        found = demanded(target, number_key)
        if not found or any(_counts(d, unit) for d in found):
            continue
        said = _ENDS_A_SENTENCE.split(found[0].rest.strip(), maxsplit=1)[0]
        # Where the unit is right of another number, it is the number that is wrong.
        other = next((d for d in demands(target.text) if _counts(d, unit)), None)
        key = unit_key if other is None else number_key
        yield Hit(
            f"Mål {target.target_id} har {nb.number(found[0].number)} med enheten "
            f"{nb.quoted(unit)}, men teksten sier "
            f"{nb.quoted(f'{found[0].text.strip()} {said}', 60)}.",
            cell=row.cells[key],
            expected=None if other is None else float(other.number),
            actual=row.values.get(key, BLANK),
        )


def _counts(said: Demand, unit: str) -> bool:
    """Whether what stands behind the number has all the words of *unit*."""
    share = "%" in unit or "prosent" in unit.casefold()
    close = " ".join(said.rest.split()[: len(unit.split()) + _BETWEEN])
    return share is said.share and stems(unit) <= stems(close)


@RULE.bad("Tallet teller kommuner, enheten er deltakere.")
def _another(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "unit", "deltakere")


@RULE.bad("Prosenttegnet er borte fra enheten.")
def _no_share(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-E1", "unit", "positiv respons")


@RULE.bad("De to tallene har byttet plass.")
def _swapped(e: Editor) -> Place:
    e.put(TARGETS, "2.1.3-R2", "number", 15.0)
    e.put(TARGETS, "2.1.3-R2", "number2", 2.0)
    return e.where(TARGETS, "2.1.3-R2", "number")


@RULE.bad("Teksten er endret til fylker.")
def _text_changed(e: Editor) -> Place:
    e.put(TARGETS, "2.1.1-R1", "text", "Minst 15 fylker har deltatt i erfaringsutveksling.")
    return e.where(TARGETS, "2.1.1-R1", "unit")


@RULE.good("Samme enhet i en annen bøyning.")
def _inflected(e: Editor) -> None:
    e.put(TARGETS, "2.1.1-R1", "unit", "kommune")
