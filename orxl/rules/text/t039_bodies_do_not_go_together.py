"""Bodies whose descriptions do not go together: both adopt the same, or a group is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from orxl.binding import BoundRow
from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import BODIES
from orxl.rules.shared.reworded import rewritten
from orxl.rules.shared.texts import speaks_of

RULE = Rule(
    "T039",
    "organene-sier-hver-sin-ting",
    Severity.WARNING,
    finds="To organer som etter beskrivelsene vedtar det samme, og en beskrivelse som nevner alle "
    "gruppene under organet unntatt én.",
    why="Kapittel 4 sier hvem som bestemmer hva, og hvilke grupper det er.",
    remedy="Rett beskrivelsen som er feil, eller raden på arket Organisering.",
    references=(paper("4"),),
)

_KEY: Final = "description"
_ADOPTS: Final = regex(r"\b(?:vedtar|fastsetter)\b[^.,;]{0,60}", re.IGNORECASE)
_ADOPTED: Final = regex(
    r"\b(?:budsjett|regnskap|handlingsprogram|kontingent|strategier|vedtekter|samarbeidsavtale)"
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(BODIES, "body_id", "name", "parent", _KEY):
        return
    yield from _decide_the_same(view)
    for row in view.rows(BODIES):
        if text := view.text(row, _KEY):
            yield from _not_named(view, row, text)


def _decide_the_same(view: View) -> Iterator[Hit]:
    """Two bodies that adopt the same thing: told at the lower, or where the text is new."""
    first: dict[str, BoundRow] = {}
    changed = {text.cell for text in rewritten(view)}
    for row in view.rows(BODIES):
        text = view.text(row, _KEY)
        for match in _ADOPTS.finditer(text) if speaks_of(text, ("vedtar", "fastsetter")) else ():
            for what in _ADOPTED.findall(match[0].casefold()):
                other = first.setdefault(what, row)
                if other is row:
                    continue
                here, there = (row, other)
                if other.cells[_KEY] in changed and row.cells[_KEY] not in changed:
                    here, there = there, here
                yield Hit(
                    f"Både {view.text(here, 'name')} og {view.text(there, 'name')} "
                    f"({there.cells[_KEY]}) vedtar {what} etter beskrivelsene.",
                    cell=here.cells[_KEY],
                    actual=match[0],
                )
                return


def _not_named(view: View, row: BoundRow, text: str) -> Iterator[Hit]:
    """A group under the body that its description leaves out where it names most of the others."""
    own, said = view.text(row, "body_id"), text.casefold()
    under = [view.text(r, "name") for r in view.rows(BODIES) if view.text(r, "parent") == own]
    subjects = [name.partition(" for ")[2].casefold() for name in under]
    lacking = [
        name for name, about in zip(under, subjects, strict=True) if about and about not in said
    ]
    if own and len(lacking) == 1 and len([about for about in subjects if about]) > 2:
        yield Hit(
            f"Beskrivelsen nevner de andre gruppene, men ikke {nb.quoted(lacking[0])}.",
            cell=row.cells[_KEY],
            expected=lacking[0],
        )


@RULE.bad("En av de tre faggruppene er falt ut av oppramsingen.")
def _one_left_out(e: Editor) -> Place:
    text = "Osloregionen har tre faggrupper: areal og transport og næringssamarbeid."
    return e.put(BODIES, "faggrupper", _KEY, text, by="body_id")


@RULE.bad("Styret vedtar budsjettet, som representantskapet også gjør.")
def _both_adopt(e: Editor) -> Place:
    text = "Styret er Osloregionens utøvende organ som vedtar budsjett og regnskap."
    return e.put(BODIES, "styret", _KEY, text, by="body_id")


@RULE.good("Styret legger fram budsjettet, og en fjerde faggruppe er nevnt.")
def _others(e: Editor) -> None:
    text = "Styret legger fram budsjettet, som representantskapet vedtar etter innstilling."
    e.put(BODIES, "styret", _KEY, text, by="body_id")
