"""A sentence of the strategy that reads otherwise in another place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from orxl.core.memo import per_object
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import AREAS, PARAGRAPHS, STRATEGY
from orxl.rules.shared.texts import Passage, passages

RULE = Rule(
    "T014",
    "samme-tekst-med-to-ordlyder",
    Severity.WARNING,
    finds="En setning på Strategi som nesten er lik en setning på Tekster eller Områder, men ikke "
    "ord for ord.",
    why="Da er den ene endret og den andre glemt, og saken sier det samme på to måter.",
    remedy="Skriv setningen likt begge steder, eller la Tekster hente den med en plassholder, for "
    "eksempel {Strategi.V.Tekst}.",
    references=(paper("1"),),
)

_LEAST_WORDS: Final = 6
"""Shorter sentences are alike by chance."""
_SHARED: Final = 0.7
"""So large a part of the words must be the same before the sentences are compared."""
_ALIKE: Final = 0.75
_PLACES: Final = ((PARAGRAPHS, "text"), (AREAS, "introduction"))


@RULE.check
def check(view: View) -> Hits:
    whole, sentences = _texts(view)
    for item in passages(view, ((STRATEGY, "text"),)):
        for sentence in _split(item.text):
            if len(sentence.split()) < _LEAST_WORDS or _folded(sentence) in whole:
                continue
            near = _nearest(sentence, sentences)
            if near is not None:
                other, passage = near
                yield Hit(
                    f"{nb.quoted(other, 90)} er nesten, men ikke helt, det {item.cell} sier: "
                    f"{nb.quoted(sentence, 90)}.",
                    cell=passage.cell,
                    expected=sentence,
                    actual=other,
                )


_Sentence = tuple[str, frozenset[str], Passage]


@per_object
def _texts(view: View) -> tuple[str, Sequence[_Sentence]]:
    """All running text in one, folded, and each of its sentences with its words and passage."""
    found = [
        (sentence, _words(sentence), passage)
        for passage in passages(view, _PLACES)
        for sentence in _split(passage.text)
    ]
    return "\n".join(_folded(p.text) for p in passages(view, _PLACES)), found


def _split(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?:])\s+|\n", text) if part.strip()]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _nearest(sentence: str, sentences: Sequence[_Sentence]) -> tuple[str, Passage] | None:
    own = _words(sentence)
    best: tuple[float, str, Passage] | None = None
    for other, theirs, passage in sentences:
        if len(own & theirs) < _SHARED * max(len(own), len(theirs)):
            continue
        from difflib import SequenceMatcher

        alike = SequenceMatcher(None, _folded(sentence), _folded(other), False).ratio()
        if alike >= _ALIKE and (best is None or alike > best[0]):
            best = alike, other, passage
    return None if best is None else best[1:]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


@RULE.bad("En utfordring er omskrevet på Strategi, men ikke i innledningen.")
def _reworded(e: Editor) -> Place:
    text = (
        "Klimaendringer og naturkrise er to store utfordringer for både samfunnet generelt og for "
        "Osloregionen."
    )
    e.put(STRATEGY, "U1", "text", text)
    return e.where(AREAS, "2.2", "introduction")


@RULE.good("En ny utfordring som ingen annen tekst har.")
def _new(e: Editor) -> None:
    e.put(STRATEGY, "U1", "text", "Flere eldre stiller kommunene overfor nye og store oppgaver.")
