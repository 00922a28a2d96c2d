"""A text that says a municipality has left, when the register has it as a member."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.patterns import regex
from orxl.programme.codes import YesNo
from orxl.programme.fees import owes_fee
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import PARAGRAPHS
from orxl.rules.shared.placeholders import as_printed
from orxl.rules.shared.texts import passages, sentences, speaks_of

RULE = Rule(
    "T015",
    "teksten-sier-utmeldt",
    Severity.WARNING,
    finds="En setning som sier at en kommune har meldt seg ut, når Medlemmer har den som medlem.",
    why="Da er enten kontingenten eller teksten feil, og kommunen det gjelder, leser begge.",
    remedy="Rett navnet i setningen, eller skriv «Medlem til» på Medlemmer.",
    references=(paper("5.1.3"),),
)

_WAYS: Final = ("meldt", "trukket seg ut", "trådt ut", "går ut", "gått ut", "trer ut")
_LEFT: Final = regex(
    r"\b(?:meldt seg ut|meldt ut|utmeldt|trukket seg ut|trådt ut|går ut|gått ut|trer ut)\b",
    re.IGNORECASE,
)
_WORD: Final = regex(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@RULE.check
def check(view: View) -> Hits:
    year = view.year
    # A member outside the case's basis is what K015 and K016 speak of.
    payers = {
        m.name for m in view.programme.members if owes_fee(m, year) and m.in_basis is not YesNo.NO
    }
    for passage in passages(view):
        if not speaks_of(passage.text, _WAYS):
            continue
        for sentence in sentences(passage.text):
            if not _LEFT.search(sentence):
                continue
            words = _WORD.findall(sentence)
            for name in sorted(payers):
                if _says(words, name.split()):
                    yield Hit(
                        f"{nb.quoted(as_printed(view, sentence), 110)} Men {name} er medlem "
                        f"1. januar {year} på Medlemmer.",
                        cell=passage.cell,
                        actual=sentence,
                    )


def _says(words: list[str], name: list[str]) -> bool:
    """Whether the words of *name* stand in the sentence, one after the other."""
    return any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))


@RULE.bad("Asker står i setningen om utmeldinger, men er medlem.")
def _wrong_name(e: Editor) -> Place:
    text = "I tillegg har Asker kommune meldt seg ut med virkning fra og med 1. januar."
    return e.put(PARAGRAPHS, "5.1.3-3", "text", text)


@RULE.good("Setningen gjelder en kommune som er ute.")
def _left(e: Editor) -> None:
    e.put(PARAGRAPHS, "5.1.3-3", "text", "Bærum kommune har meldt seg ut.")
