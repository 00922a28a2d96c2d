"""Two texts that look the same and are not: which character differs, and what it is."""

from __future__ import annotations

import unicodedata
from typing import Final

_FOREIGN: Final = "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϳ"
_LATIN: Final = "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoj"
ALIEN: Final = frozenset(_FOREIGN)
LOOK_ALIKES: Final = str.maketrans(_FOREIGN, _LATIN)
"""Cyrillic and Greek letters that look exactly like Latin ones."""
_ALPHABETS: Final = {"CYRILLIC": "en kyrillisk", "GREEK": "en gresk"}
_MARKS: Final = {
    "\u030a": "en løs ring",
    "\u0308": "to løse prikker",
    "\u0301": "en løs aksent",
    "\u0338": "en løs skråstrek",
    "\u0337": "en løs skråstrek",
}
_UNSEEN: Final = {
    "\u00a0": "et hardt mellomrom",
    "\u202f": "et smalt, hardt mellomrom",
    "\u00ad": "en myk bindestrek",
    "\u2011": "en hard bindestrek",
    "\ufeff": "et usynlig tegn",
}


def composed(text: str) -> str:
    """*text* with each letter and its loose mark as one character («å», not «a» and a ring)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def looks(text: str) -> str:
    """What *text* looks like: what looks the same is the same."""
    if text.isascii():
        return text
    seen = unicodedata.normalize("NFKC", text).translate(LOOK_ALIKES)
    seen = seen.replace("o\u0338", "ø").replace("O\u0338", "Ø").replace("o\u0337", "ø")
    return "".join(c for c in seen if unicodedata.category(c) != "Cf")


def told_apart(given: str, meant: str) -> str:
    """« De ser like ut, men tegn 3 er en kyrillisk «а».» where the two look the same, else ``""``.

    Case does not count. The place is counted in *given*, from 1.
    """
    if given == meant or looks(given).casefold() != looks(meant).casefold():
        return ""
    for place, letter in enumerate(given):
        other = meant[place] if place < len(meant) else ""
        mark = given[place + 1 : place + 2]
        if letter.casefold() != other.casefold() or (mark and unicodedata.combining(mark)):
            return f" De ser like ut, men tegn {place + 1} er {_called(letter, mark)}."
    return ""


def _called(letter: str, after: str) -> str:
    if after and unicodedata.combining(after):
        mark = _MARKS.get(after, f"et løst tegn (U+{ord(after):04X})")
        return f"«{letter}» med {mark} etter seg, altså to tegn"
    if letter in _UNSEEN:
        return _UNSEEN[letter]
    name = unicodedata.name(letter, "").split(" ")[0]
    kind = _ALPHABETS.get(name, "tegnet")
    if unicodedata.category(letter) in ("Cf", "Zs"):
        return f"et usynlig tegn (U+{ord(letter):04X})"
    return f"{kind} «{letter}» (U+{ord(letter):04X})"
