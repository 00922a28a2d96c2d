"""Texts as sets of word stems: when two say nearly the same, and what one speaks of."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from orxl.core.patterns import regex

_WORDS_OF: Final = regex(r"\w+")
_STEM: Final = 6
"""So many letters of a word tell it from others in all its forms («møteplass», «møteplasser»)."""
_SMALL: Final = frozenset(
    {
        *("av", "at", "den", "det", "de", "der", "dette", "disse", "for", "fra", "har", "i", "med"),
        *(
            "og",
            "om",
            "på",
            "samt",
            "som",
            "så",
            "til",
            "ved",
            "vil",
            "er",
            "en",
            "et",
            "ei",
            "ett",
        ),
        *("sin", "sine", "seg", "skal", "kan", "både", "eller", "mellom"),
    }
)


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The stems of the words in *text* that carry meaning, and its numbers."""
    return frozenset(
        word[:_STEM].removesuffix("er").removesuffix("e") if len(word) > 3 else word
        for word in _WORDS_OF.findall(text.casefold())
        if word not in _SMALL
    )


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the words of both they share, 0 to 1 (Jaccard)."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0
