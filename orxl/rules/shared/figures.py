"""Figures in running text: amounts, per cents, dates, years and counts, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Final

from orxl.core.light import dataclass
from orxl.core.nb import MONTHS
from orxl.core.patterns import regex
from orxl.rules.shared.numerals import NUMERAL, NUMERALS, PARTS
from orxl.rules.shared.placeholders import PLACEHOLDER

_MONTH: Final = "|".join(MONTHS)
_SPACE: Final = "[ \u00a0\u202f]"
_NUMBER: Final = rf"\d{{1,3}}(?:(?:{_SPACE}|\.)\d{{3}})+(?:,\d{{1,6}})?|\d{{1,15}}(?:,\d{{1,6}})?"
_NO_FIGURES: Final = regex(
    r"https?://\S+|www\.\S+"  # addresses
    r"|§{1,2}\s?\d[\d–-]*"  # paragraphs of acts
    r"|\b(?:kapittel|kap\.|del|punkt|pkt\.|avsnitt|tabell|fase|nr\.)\s\d+(?:\.\d+)*\b"
    r"|\b[^\W\d_]+\d\w*"  # names and codes with a number in them (Geo4Water, S1)
    r"|\b(?:(?:riks|fylkes|europa)?ve[gi]|rv\.?|fv\.?)\s\d+\b"  # roads (riksveg 15)
    r"|\bi tusen kroner\b"  # the unit of a table
    r"|\+\d{2} ?\d\d(?: ?\d){6}|\b(?:tlf|telefon|mobil|mob)\W{1,3}\d\d(?: ?\d){6}"  # phones
    r"|\b\d{6} ?\d{5}\b|\b\d{4}\.\d\d\.\d{5}\b",  # identity and account numbers
    re.IGNORECASE,
)
_DAY_OF_A_YEAR: Final = regex(
    rf"\b\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{_MONTH})\b)\s?(?=\{{)", re.IGNORECASE
)
"""The day before a year that is a placeholder: «1. januar {Budsjettår}»."""
_AREA: Final = regex(r"(?<![\d.,])\d\.\d{1,2}(?:\.\d{1,2})?(?=\s[A-ZÆØÅ])")
"""A chapter named with its number: «3.1 Sirkulær økonomi»."""
_WORD_AFTER: Final = regex(r"[\s\u00a0]*([^\W\d]+)")
_HEADING: Final = regex(r"\A\s*\d+(?:\.\d+)*\.?(?=\s)")


class FigureKind(Enum):
    """What a figure in a text is."""

    DATE = "dato"
    YEARS = "år"
    SHARE = "prosent"
    NUMBER = "tall"
    WORD = "tallord"


_PATTERNS: Final = (
    (
        FigureKind.DATE,
        regex(rf"\b\d{{1,2}}\.\s?(?:{_MONTH})\b(?:\s\d{{4}}\b)?", re.IGNORECASE),
    ),
    (FigureKind.DATE, regex(r"(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}(?![\d.]\d)")),
    (FigureKind.DATE, regex(rf"\b(?:{_MONTH})\s(?:19|20)\d\d\b", re.IGNORECASE)),
    (FigureKind.YEARS, regex(r"\b(?:19|20)\d\d\s?[–-]\s?(?:19|20)\d\d\b")),
    (FigureKind.SHARE, regex(rf"(?<![\d.,])(?:{_NUMBER}){_SPACE}?(?:%|prosent\b)")),
    (
        FigureKind.SHARE,
        regex(rf"\b(?:{NUMERAL}){_SPACE}prosent\b", re.IGNORECASE),
    ),
    (FigureKind.YEARS, regex(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[,.]\d)")),
    (FigureKind.NUMBER, regex(r"(?<![\w.,])\d{1,3}\s?[–-]\s?\d{1,3}(?!\w|[.,]\d)")),
    (
        FigureKind.NUMBER,
        regex(rf"(?<![\w.,])(?:{_NUMBER})(?:{_SPACE}mill(?:ioner|iard|\.)?)?"),
    ),
    (FigureKind.WORD, regex(rf"\b(?:{PARTS}|{NUMERAL})\b", re.IGNORECASE)),
)


_IN_DIGITS: Final = tuple(pair for pair in _PATTERNS if NUMERAL not in pair[1].pattern)
_A_PART: Final = (
    "halvparten", "halvdelen", "tredjedel", "firedel", "fjerdedel", "femdel", "femtedel", "tidel",
)  # fmt: skip
"""What the words of :data:`PARTS` begin with."""
_TOKEN: Final = regex(r"\w+")
_DIGIT: Final = regex(r"\d")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text: where it stands, how, and its value where it is a number."""

    kind: FigureKind
    start: int
    end: int
    text: str
    value: Decimal | None
    after: str
    """The word that follows, for example what is counted."""


@lru_cache(maxsize=4096)
def figures(text: str, *, heading: bool = False) -> tuple[Figure, ...]:
    """The figures in *text* that no placeholder gives, in no special order.

    Addresses, references (§ 18-4, kapittel 3, fase 2) and the number of a *heading* are no figures.
    """
    said = _TOKEN.findall(text.casefold())
    words = not NUMERALS.keys().isdisjoint(said) or any(w.startswith(_A_PART) for w in said)
    if not words and _DIGIT.search(text) is None:
        return ()  # most texts; the expressions would take a hundred times as long to tell
    return tuple(_figures(text, heading, words))


def _figures(text: str, heading: bool, words: bool) -> Iterator[Figure]:
    """The figures in *text*; ``words``: whether any of the numbers in words stands in it."""
    bare = _blanked(PLACEHOLDER, _blanked(_DAY_OF_A_YEAR, text))
    if heading:
        bare = _blanked(_HEADING, bare, 1)
    bare = _blanked(_AREA, _blanked(_NO_FIGURES, bare))
    for kind, pattern in _PATTERNS if words else _IN_DIGITS:
        found = tuple(pattern.finditer(bare))
        for match in found:
            following = _WORD_AFTER.match(bare, match.end())
            yield Figure(
                kind, match.start(), match.end(), text[match.start() : match.end()],
                _value(kind, match[0]), following[1] if following else "",
            )  # fmt: skip
        if found:
            bare = _blanked(pattern, bare)


def _blanked(pattern: re.Pattern[str], text: str, count: int = 0) -> str:
    """*text* with what *pattern* matches as blanks, so that positions stay as they are."""
    if count:
        match = pattern.match(text)
        return text if match is None else " " * match.end() + text[match.end() :]
    return pattern.sub(lambda m: " " * len(m[0]), text)


def _value(kind: FigureKind, text: str) -> Decimal | None:
    if kind is FigureKind.WORD:
        counted = NUMERALS.get(text.casefold())
        return None if counted is None else Decimal(counted)
    if kind in (FigureKind.DATE, FigureKind.YEARS):
        return None
    word = NUMERALS.get(text.casefold().partition(" ")[0])
    if word is not None:
        return Decimal(word)
    digits = re.match(r"[\d\s.,\u00a0\u202f]+", text)
    if digits is None or re.search("[–-]", text):
        return None
    plain = re.sub(r"[\s.\u00a0\u202f]", "", digits[0]).rstrip(",").replace(",", ".")
    number = Decimal(plain)
    return number * 1_000_000 if "mill" in text.casefold() else number


def normal(text: str) -> str:
    """*text* for comparing: one kind of blank, one kind of dash, lower case."""
    return " ".join(text.replace("-", "–").split()).casefold()
