"""A text that ends in the middle of a sentence, or of which hardly anything is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from orxl.core.patterns import regex
from orxl.layout.names import ROWS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AREAS, BODIES, MEASURES, NOTES, PARAGRAPHS, STRATEGY, TARGETS
from orxl.rules.shared.recorded_texts import written
from orxl.rules.shared.reworded import Rewritten, rewritten
from orxl.rules.shared.texts import Passage, passages

RULE = Rule(
    "T020",
    "teksten-er-avkuttet",
    Severity.WARNING,
    finds="En tekst som slutter midt i en setning («… og», «… betaling for»), eller et mål, et "
    "tiltak eller et avsnitt som bare er ett eller to ord.",
    why="Resten er trolig falt ut ved innliming, og saken trykkes slik.",
    remedy="Skriv resten av teksten, eller hent den fra en tidligere utgave av filen.",
)

_LEFT_HANGING: Final = regex(
    r"(?:\b(?:og|eller|men|samt|på|av|for|til|med|som|en|et|ei|den|det|de|at|å|er|skal|vil|kan|har"
    r"|fra|om|i|ved|innen|der|når|dersom|hvis|mellom|etter|mot|under|over|både|blant annet|bl\.a\.)"
    r"|[,;–-]|\w-)\s*\Z",
    re.IGNORECASE,
)
"""A word or a sign that no text ends with."""
_ENDS_WELL: Final = regex(r"[.!?:»)\]}]\s*\Z")
_TAIL: Final = 30
_PLACES: Final = (
    (PARAGRAPHS, "text"), (AREAS, "introduction"), (BODIES, "description"), (NOTES, "text"),
    (STRATEGY, "text"), (MEASURES, "title"), (TARGETS, "text"),
)  # fmt: skip
_LEAST: Final = {TARGETS: 3, MEASURES: 2, PARAGRAPHS: 4, AREAS: 6, BODIES: 5}
"""Fewer words than this say nothing there."""
_NOT_RUNNING: Final = ("tittel", "overskrift", "sett inn")


@RULE.check
def check(view: View) -> Hits:
    cut = frozenset(text.cell for text in rewritten(view) if _is_cut(text))
    for passage in passages(view, _PLACES):
        running = passage.row.values.get("type") not in _NOT_RUNNING
        found = _LEFT_HANGING.search(passage.text[-_TAIL:]) if running else None
        words = passage.text.split()
        if found is not None and not _an_ending(passage):
            yield Hit(
                f"Teksten slutter midt i en setning: {nb.quoted(_tail(passage.text))}.",
                cell=passage.cell,
                actual=passage.text,
            )
        elif running and passage.cell in cut:
            yield Hit(
                f"Teksten er kortere enn ved siste kontroll, og slutter brått: "
                f"{nb.quoted(_tail(passage.text))}.",
                cell=passage.cell,
                actual=passage.text,
            )
        elif running and len(words) < _LEAST.get(passage.table, 0) and not _whole_sentence(words):
            yield Hit(
                f"Av teksten er bare {nb.quoted(passage.text)} igjen.",
                cell=passage.cell,
                actual=passage.text,
            )


def _is_cut(text: Rewritten) -> bool:
    """Whether the end of what stood there at the last run is gone, and no sentence ends there.

    A title may well be made shorter: of it only a word that was cut through tells.
    """
    now, then = text.now, text.then
    lost = len(then) - len(now)
    if lost < 2 or len(now) < 2 or now[:-1] != then[: len(now) - 1]:
        return False
    through = now[-1] != then[len(now) - 1]
    return not _ENDS_WELL.search(text.text) and (through or text.table != MEASURES)


def _whole_sentence(words: Sequence[str]) -> bool:
    """Whether it is short but ends as a sentence («Ett møte.»), or is no words at all."""
    return (len(words) > 1 and words[-1].endswith(".")) or not re.search(r"\w", words[0])


def _an_ending(passage: Passage) -> bool:
    """Whether the last sign is a heading's dash or the like, and nothing is cut."""
    return passage.table == STRATEGY and len(passage.text.split()) < 3


def _tail(text: str) -> str:
    words = text.split()
    return ("…" if len(words) > 6 else "") + " ".join(words[-6:])


@RULE.bad("Et avsnitt er kuttet midt i en setning.")
def _paragraph(e: Editor) -> Place:
    text = "Posten dekker kostnader til betaling av abonnementer, betaling for"
    return e.put(PARAGRAPHS, "5.1.4-3", "text", text)


@RULE.bad("Av målet er ett ord igjen.")
def _target(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.3-E1", "text", "Økt forståelse")


@RULE.bad("Tiltaket er blitt «Kartlegge».")
def _measure(e: Editor) -> Place:
    return e.put(MEASURES, "2.1.3", "title", "Kartlegge")


@RULE.good("Korte, hele tekster.")
def _whole(e: Editor) -> None:
    e.put(TARGETS, "2.1.3-E1", "text", "Økt forståelse for helsenæringen.")
    e.put(PARAGRAPHS, "5.1.4-3", "text", "Posten dekker betaling for tjenester:")
    e.put(TARGETS, "2.1.2-E1", "text", "Ett møte.")
    e.put(MEASURES, "2.1.3", "title", "Ren fjord")
    e.put(NOTES, "PM2", "text", "Oslopolitan: Legges ned")


@RULE.bad("Slutten av et mål er borte siden siste kontroll, midt i et ord.")
def _since(e: Editor) -> Place:
    text = "Utarbeidet en rapport om bruken av en felles kartlegging i regionen."
    e.put(ROWS, "Mål", "figures", f"2026 | 2.1.2-R1/text = {written(text)}")
    return e.put(TARGETS, "2.1.2-R1", "text", "Utarbeidet en rapport om bruken av en fel")
