"""The organisation's name, spelled otherwise than in all the texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption
from orxl.rules.shared.texts import passages

RULE = Rule(
    "D023",
    "organisasjonens-navn-skrevet-feil",
    Severity.WARNING,
    finds="«Organisasjon» på Forutsetninger er skrevet nesten, men ikke helt, som navnet i "
    "tekstene.",
    why="Navnet står på forsiden av saken og i hvert topp- og bunnfelt.",
    remedy="Skriv navnet slik organisasjonen heter.",
)
_NAME: Final = "Organisasjon"
_ALIKE: Final = 0.75


@RULE.check
def check(view: View) -> Hits:
    cell, name = assumption(view, _NAME), view.programme.word(_NAME)
    if cell is None or not name or len(name) < 4:
        return
    texts = [passage.text for passage in passages(view)]
    if not texts or any(name in text for text in texts):
        return
    meant = _nearest(name.split(), texts)
    if meant is not None:
        yield Hit(
            f"«Organisasjon» er {nb.quoted(name)}, men tekstene sier {nb.quoted(meant)}.",
            cell=cell,
            expected=meant,
            actual=name,
        )


def _nearest(words: Sequence[str], texts: Sequence[str]) -> str | None:
    """The words of the texts that are most like the name: as many, one of them the same."""
    from difflib import SequenceMatcher

    found: set[str] = set()
    for text in texts:
        said = text.replace(",", " ").replace(".", " ").split()
        for i in range(len(said) - len(words) + 1):
            there = said[i : i + len(words)]
            if any(a == b for a, b in zip(there, words, strict=True)) or len(words) == 1:
                found.add(" ".join(there))
    own = " ".join(words)
    rated = [(SequenceMatcher(None, own, other).ratio(), other) for other in found if other != own]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else None


@RULE.bad("Navnet er «Osloregionen IRP».")
def _swapped(e: Editor) -> Place:
    return e.put(ASSUMED, _NAME, "value", "Osloregionen IRP", by="name")


@RULE.bad("En bokstav er borte i navnet.")
def _lost(e: Editor) -> Place:
    return e.put(ASSUMED, _NAME, "value", "Osloregonen IPR", by="name")


@RULE.good("En annen organisasjon bruker boken.")
def _another(e: Editor) -> None:
    e.put(ASSUMED, _NAME, "value", "Fjordrådet", by="name")
