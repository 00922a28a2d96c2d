"""Marks that a text is not finished: what people write to find it again before it is sent."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from orxl.core.patterns import regex

_MARKS: Final = (
    ("?", regex(r"\?{2,}")),
    ("!!", regex(r"!{2,}")),
    ("__", regex(r"_{3,}")),
    ("<<", regex(r"<<[^<>]{1,80}>>|^<{5,8}(?=\s|$)", re.MULTILINE)),
    ("=====", regex(r"^={5,8}$", re.MULTILINE)),
    (">>>>>", regex(r"^>{5,8}(?=\s|$)", re.MULTILINE)),
    ("@", regex(r"(?<![\w.])@[A-ZÆØÅ]\w+")),
    # [KOMMENTAR TH: …], [sett inn dato], [TH1]; not [1] or […]
    (
        "[",
        regex(
            r"\[(?i:kommentar|merknad|notat|note|obs|nb|husk|todo|fyll|sett|skriv|legg|sjekk|spør"
            r"|avklar|dato|navn|beløp|tall|tekst|kilde|mangler|må)\b|\[[A-ZÆØÅ]{2,3}\d?[\]:]"
        ),
    ),
    # (sjekk), (må avklares), (NB! spør leder)
    (
        "(",
        regex(
            r"\((?i:sjekk(?:e|es|et)?|avklar(?:e|es)?|kontroller(?:e|es)?|husk|spør|usikker(?:t)?"
            r"|må (?:sjekk|avklar|kontroll|oppdater)\w*|stemmer (?:dette|det))\b"
            r"|\((?i:obs|nb)[!:]"
        ),
    ),
    # What tracked changes leave when they are pasted as text.
    (":", regex(r"\b(?:[Ss]lettet|[Ss]att inn|[Ll]agt til|[Ff]ormatert):")),
    ("kommentert [", regex(r"[Kk]ommentert \[")),
    ("xx", regex(r"\b[xX]{3,}\b|\bxx\b")),
    *((word, regex(rf"\b(?i:{word})\b")) for word in ("todo", "tbd", "fixme")),
    *(
        (words, regex(rf"\b(?i:{words})\b"))
        for words in (
            "lorem ipsum", "tekst kommer", "kommer senere", "fylles ut senere", "settes inn her",
            "skal sjekkes",
        )
    ),
)  # fmt: skip
"""What a text must have in it, and the mark that it then may be."""
_LONGEST: Final = 60
_CLOSES: Final = {"[": "]", "(": ")"}


@lru_cache(maxsize=4096)
def unfinished(text: str) -> str:
    """The first mark in *text*, with what its bracket holds; ``""`` where there is none."""
    folded = text.casefold()
    for trace, pattern in _MARKS:
        found = pattern.search(text) if trace in folded else None
        if found is not None:
            closes = _CLOSES.get(found[0][0], "")
            limit = found.start() + _LONGEST
            end = text.find(closes, found.start(), limit) if closes else -1
            return found[0] if end < found.end() else text[found.start() : end + 1]
    return ""
