"""A text in which another body has decided than the source of the decision says."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, BODIES, PARAGRAPHS
from orxl.rules.shared.spoken import spoken

RULE = Rule(
    "T035",
    "et-annet-organ-vedtok",
    Severity.WARNING,
    finds="En setning der et annet organ har vedtatt kontingenten, eller får innstillingen, enn "
    "kilden og utgaven på Forutsetninger sier.",
    why="Bare representantskapet vedtar kontingent og budsjett; en sak som sier noe annet, kan "
    "ikke legges fram.",
    remedy="Rett organet i setningen, eller kilden på Forutsetninger.",
    references=(paper("4"), paper("5.1.3")),
)

_DECIDED: Final = regex(
    r"\b(\w+)\s(?:har\s)?(?:vedtok|vedtatt|besluttet|bestemte)\b", re.IGNORECASE
)
_TO: Final = regex(r"\b(?:i|til)\s(\w+?)(?:smøtet|møtet|et)\b\s", re.IGNORECASE)
_STEM: Final = 5
"""So much of a body's name is the same in all its forms («styret», «styremøtet»)."""
_FACTS: Final = (
    # the placeholder that the sentence has, the row and column that name the body
    ("Kontingentvedtak", "Kontingentsats_saken", "source", _DECIDED),
    ("Vedtaksmøte", "Versjon", "value", _TO),
)


@RULE.check
def check(view: View) -> Hits:
    bodies = {view.text(row, "name").casefold()[:_STEM] for row in view.rows(BODIES)}
    for placeholder, name, key, pattern in _FACTS:
        cell = view.cell(ASSUMED, name, key, by="name")
        source = view.value(cell) if cell is not None else None
        if not isinstance(source, str):
            continue
        told = {body for body in bodies if body in source.casefold()}
        for sentence in spoken(view):
            if not told or all(f.name != placeholder for f in sentence.fetched):
                continue
            said = [m[1] for m in pattern.finditer(sentence.text)]
            said = [word for word in said if word.casefold()[:_STEM] in bodies]
            if said and not any(word.casefold()[:_STEM] in told for word in said):
                yield Hit(
                    f"Teksten sier {nb.quoted(said[0])}, men {cell} sier {nb.quoted(source)}.",
                    cell=sentence.cell,
                    expected=source,
                    actual=said[0],
                )


@RULE.bad("Styret har vedtatt satsen.")
def _board(e: Editor) -> Place:
    text = "Styret vedtok {Kontingentvedtak|dato} at medlemskontingenten skulle reduseres."
    return e.put(PARAGRAPHS, "5.1.3-3", "text", text)


@RULE.bad("Saken går til styremøtet.")
def _meeting(e: Editor) -> Place:
    text = "Innstilling til behandling i styremøtet {Vedtaksmøte|langdato}"
    return e.put(PARAGRAPHS, "0-2", "text", text)


@RULE.good("Styret innstiller, og representantskapet vedtar.")
def _sound(e: Editor) -> None:
    text = "Innstilling fra styret til representantskapsmøtet {Vedtaksmøte|langdato}"
    e.put(PARAGRAPHS, "0-2", "text", text)
