"""Norwegian numbers in words: «fem», «sekstito», «tjueén», «halvparten», «en tredjedel»."""

from __future__ import annotations

from typing import Final

_UNITS: Final = {
    "én": 1, "en": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7,
    "åtte": 8, "ni": 9,
}  # fmt: skip
_TENS: Final = {
    "tjue": 20, "tyve": 20, "tretti": 30, "førti": 40, "femti": 50, "seksti": 60, "sytti": 70,
    "åtti": 80, "nitti": 90,
}  # fmt: skip
_PLAIN: Final = {
    **{word: number for word, number in _UNITS.items() if number > 1},
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15,
    "seksten": 16, "sytten": 17, "atten": 18, "nitten": 19,
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
