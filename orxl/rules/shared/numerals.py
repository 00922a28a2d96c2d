"""Norwegian numbers in words: «fem», «sekstito», «tjueén», «halvparten», «en tredjedel»."""

from __future__ import annotations

from typing import Final

IN_WORDS: Final = (
    "null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv",
    "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten",
)  # fmt: skip
"""The numbers below twenty, as they are written."""
TENS_IN_WORDS: Final = ("tjue", "tretti", "førti", "femti", "seksti", "sytti", "åtti", "nitti")
_UNITS: Final = {**{IN_WORDS[n]: n for n in range(1, 10)}, "en": 1, "syv": 7}
_TENS: Final = {**{word: 10 * n for n, word in enumerate(TENS_IN_WORDS, 2)}, "tyve": 20}
_PLAIN: Final = {
    **{word: number for word, number in _UNITS.items() if number > 1},
    **{IN_WORDS[n]: n for n in range(10, 20)},
    **_TENS, "hundre": 100, "tusen": 1000,
}  # fmt: skip
_COMPOUND: Final = {
    form: ten_value + one_value
    for ten, ten_value in _TENS.items()
    for one, one_value in _UNITS.items()
    for form in (ten + one, f"{one}og{ten}")
}
NUMERALS: Final = {**_PLAIN, **_COMPOUND}
"""Numbers from two to ninety-nine, a hundred and a thousand; «en» is nearly always an article."""

_ONE: Final = "én|en|to|tre|fire|fem|seks|sju|syv|åtte|ni"
_TEN: Final = "|".join(_TENS)
NUMERAL: Final = (
    rf"(?:(?:{_TEN})(?:{_ONE})?|(?:{_ONE})og(?:{_TEN})"
    r"|to|tre(?:tten)?|fire|fem(?:ten)?|seks(?:ten)?|sju|syv|sytten|åtte|atten|ni(?:tten)?|ti|elleve"
    r"|tolv|fjorten|hundre|tusen)"
)
"""The same as a pattern; what it matches stands in :data:`NUMERALS`."""

PARTS: Final = (
    r"halvparten|halvdelen"
    r"|(?:(?:en|én|to|tre|fire)\s)?(?:tredje|fire|fjerde|fem|femte|ti)del(?:er|ene|en)?"
)
"""Parts of a whole in words, as a pattern."""

ONES: Final = frozenset({"en", "én", "ei", "et", "ett"})
"""The words that are the number one, or an article."""
