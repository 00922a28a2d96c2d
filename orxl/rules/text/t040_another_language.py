"""A sentence in another language than the rest of the paper."""

from __future__ import annotations

from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import PARAGRAPHS, TARGETS
from orxl.rules.shared.recorded_texts import words
from orxl.rules.shared.texts import PROOFREAD, passages, sentences

RULE = Rule(
    "T040",
    "setning-på-et-annet-språk",
    Severity.WARNING,
    finds="En setning på engelsk eller svensk i en tekst, eller en setning med nynorske ord.",
    why="Saken er på bokmål. En setning på et annet språk er kommet med fra en kilde, en søknad "
    "eller et skriveprogram.",
    remedy="Skriv setningen på bokmål.",
)

_ENGLISH: Final = frozenset({
    "the", "and", "of", "with", "will", "that", "this", "are", "from", "which", "their", "our",
    "or", "been", "has", "have", "was", "were", "shall", "should", "about", "through", "between",
    "more", "than", "must", "these", "those", "into", "such",
})  # fmt: skip
_SWEDISH: Final = frozenset({
    "och", "att", "är", "inte", "från", "också", "genom", "hur", "när", "vad", "mellan",
})  # fmt: skip
_NYNORSK: Final = frozenset({
    "ikkje", "eit", "ein", "frå", "kva", "korleis", "noko", "dei", "vere", "vert", "berre",
    "saman", "meir", "nokre", "kommunane", "ynskjer", "auka", "høgare", "eigne", "sjølv",
    "tiltaka", "verksemd",
})  # fmt: skip
_FOREIGN: Final = _ENGLISH | _SWEDISH | _NYNORSK
_BOKMÅL: Final = frozenset({
    "og", "i", "på", "av", "til", "som", "med", "er", "det", "en", "et", "å", "ikke", "fra",
    "skal", "kan", "den", "de",
})  # fmt: skip
"""Words that hardly a sentence in bokmål does without."""
_CLEAR: Final = 3
_SHORT: Final = 4
"""A name or a title in another language has no more words."""


@RULE.check
def check(view: View) -> Hits:
    for passage in passages(view, PROOFREAD):
        if _FOREIGN.isdisjoint(passage.text.casefold().split()):
            continue  # most texts; to part them in words takes a hundred times as long
        for sentence in sentences(passage.text):
            language = _language(sentence)
            if language:
                yield Hit(
                    f"{nb.quoted(sentence, 90)} er på {language}.",
                    cell=passage.cell,
                    actual=sentence,
                    severity=Severity.NOTE if language == "nynorsk" else None,
                )
                break


def _language(sentence: str) -> str:
    """What *sentence* is written in, if that is not bokmål; ``""`` if it is."""
    keys = [word.key for word in words(sentence)]
    ours = sum(key in _BOKMÅL for key in keys)
    for language, known in (("engelsk", _ENGLISH), ("svensk", _SWEDISH)):
        theirs = sum(key in known for key in keys)
        if len(keys) > _SHORT and theirs >= 2 and (ours == 0 or theirs >= max(_CLEAR, ours + 1)):
            return language
    return "nynorsk" if sum(key in _NYNORSK for key in keys) >= 2 else ""


@RULE.bad("En setning på engelsk, et mål på engelsk og en setning på nynorsk.")
def _foreign(e: Editor) -> tuple[Place, ...]:
    text = "Posten dekker møter. The budget will be adopted by the board and the council."
    return (
        e.put(PARAGRAPHS, "5.1.4-4", "text", text),
        e.put(TARGETS, "3.2.3-E1", "text", "Improved knowledge about freight and road safety."),
        e.put(PARAGRAPHS, "5.1.4-5", "text", "Posten skal ikkje nyttast til noko anna enn møte."),
    )


@RULE.good("Et engelsk navn i en norsk setning.")
def _name(e: Editor) -> None:
    text = "Osloregionen deltar i «Work in Norway» og The Oslo Region of the North sammen med KS."
    e.put(PARAGRAPHS, "5.1.4-4", "text", text)
