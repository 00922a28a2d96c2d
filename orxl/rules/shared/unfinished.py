"""Marks that a text is not finished: what people write to find it again before it is sent."""

from __future__ import annotations

from typing import Final

from orxl.core.patterns import regex

UNFINISHED: Final = regex(
    r"\b(?:TODO|TBD|FIXME)\b|\b[xX]{3,}\b|\bxx\b|\?{2,}|\b[Ll]orem ipsum\b|_{3,}"
    # [KOMMENTAR TH: …], [sett inn dato], [TH1]; not [1] or [...]
    r"|\[(?i:kommentar|merknad|notat|note|obs|nb|husk|todo|fyll|sett|skriv|legg|sjekk|spør|avklar"
    r"|dato|navn|beløp|tall|tekst|kilde|mangler|må)\b|\[[A-ZÆØÅ]{2,3}\d?[\]:]"
    # (sjekk), (må avklares), (NB! spør leder)
    r"|\((?i:sjekk(?:e|es|et)?|avklar(?:e|es)?|kontroller(?:e|es)?|husk|spør|usikker(?:t)?"
    r"|må (?:sjekk|avklar|kontroll|oppdater)\w*|stemmer (?:dette|det))\b"
    r"|\((?i:obs|nb)[!:]"
    # What tracked changes leave when they are pasted as text.
    r"|(?i:\b(?:slettet|satt inn|lagt til|formatert):)|(?i:\bkommentert \[)"
    r"|<<[^<>]{1,80}>>|(?<![\w.])@[A-ZÆØÅ]\w+"
    r"|(?i:\b(?:tekst kommer|kommer senere|fylles ut senere|settes inn her|skal sjekkes)\b)"
)
"""Such a mark, anywhere in a text."""

_LONGEST: Final = 60
_CLOSES: Final = {"[": "]", "(": ")"}


def unfinished(text: str) -> str:
    """The mark in *text*, with what its bracket holds; ``""`` where there is none."""
    found = UNFINISHED.search(text)
    if found is None:
        return ""
    closes = _CLOSES.get(found[0][0], "")
    end = text.find(closes, found.start(), found.start() + _LONGEST) if closes else -1
    return found[0] if end < found.end() else text[found.start() : end + 1]
