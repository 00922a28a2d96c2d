"""What a value must be for an engine's answer not to be believed, and what is said of it then."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Final

from orxl.core.values import CellError, Value, to_serial
from orxl.formulas.probes import LONGEST_TIME, MANY_DIGITS, OPERATOR, Concern

LOOKS_LIKE_A_NUMBER: Final = re.compile(
    r"\s*[-+]?(?:[0-9]+(?:[.,:/ \u00a0-]+[0-9]+)+[.,]?|[.,][0-9]+|[0-9]+[.,])\s*+%?\s*+"
    # 1. mai, 1. jan. 2025, mars 25: dates to some Excel or other
    r"|(?=.*[0-9])[0-9.\s-]*(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[sc])"
    r"[a-z]*[.\s-]*+[0-9]*+\s*+"
    r"|\s*kr\.?\s*-?[0-9][0-9.,\s]*|\s*-?[0-9][0-9.,\s]*kr\.?\s*"  # kr 5
    r"|\s*[$€£]\s*-?[0-9][0-9.,]*\s*|\s*-?[0-9][0-9.,]*\s*[$€£-]\s*"  # €5, 5-
    r"|\s*\(\s*[0-9][0-9.,]*\s*\)\s*|\s*[-+]\s+[0-9][0-9.,]*\s*"  # (5), - 5
    r"|\s*[\uff10-\uff19\u0660-\u0669]+\s*",  # the digits of other scripts
    re.IGNORECASE,
)
_ORDERED_TEXT: Final = re.compile(r"^(?:<=|>=|<|>)\s*[^\W\d]")
_TRUTHS: Final = frozenset({"true", "false", "sann", "usann"})
_LONGEST_SOUGHT: Final = 255
"""How long a text Excel looks for at most (Microsoft, COUNTIF and «#VALUE! in VLOOKUP»)."""
_NEAR_HALF: Final = 1e-6
_ALL_DIGITS: Final = 1e15

REASON: Final = "Hva formelen gir, avhenger av språket Excel er stilt inn på."
REASONS: Final[Mapping[Concern, str]] = {
    "criterion": "Formelen leter etter en tekst som Excel også kan lese som et tall eller en dato, "
    "og det avhenger av språket.",
    "text as number": "Formelen regner med noe som er skrevet som tekst, og om Excel leser det som "
    "et tall eller en dato, avhenger av språket.",
    "number as text": "Formelen skriver et tall med desimaler eller svært mange siffer, eller SANN "
    "eller USANN, inn i en tekst, og hvordan det ser ut, avhenger av språket og utgaven.",
    "order": "Formelen sammenligner tekster etter alfabetet, og det avhenger av språket.",
    "text in order": "Formelen leter etter en tekst i alfabetisk rekkefølge, og den avhenger av "
    "språket.",
    "text as truth": "Formelen bruker en tekst som SANN eller USANN, og hvilke ord Excel leser "
    "slik, avhenger av språket.",
    "long text": f"Formelen leter etter en tekst på over {_LONGEST_SOUGHT} tegn, og så lange "
    "tekster finner ikke Excel.",
    "values in order": "Formelen leter etter den nærmeste verdien, men tallene står ikke i "
    "rekkefølge, og da er det tilfeldig hva Excel finner.",
    "half": "Formelen runder av et tall som ligger midt mellom to, mens den gjør det om til tekst, "
    "og det gjør ikke alle programmer som Excel.",
    "time": "Excel godtar ikke tall over 32 767 i TID, men motorene gjør det.",
}
"""Why an engine is not believed, by what in the formula it is about."""


def _criterion(value: Value) -> bool:
    if not isinstance(value, str):
        return False
    wanted = without_operator(value)
    return bool(
        LOOKS_LIKE_A_NUMBER.fullmatch(wanted)
        or _ORDERED_TEXT.match(value)
        or wanted.strip().casefold() in _TRUTHS
    )


def _number_in_text(value: Value) -> bool:
    return isinstance(value, str) and LOOKS_LIKE_A_NUMBER.fullmatch(value) is not None


def _spelt_by_language(value: Value) -> bool:
    if isinstance(value, bool):
        return True
    return isinstance(value, float) and (not value.is_integer() or abs(value) >= MANY_DIGITS)


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _truth_in_text(value: Value) -> bool:
    return isinstance(value, str) and value.strip().casefold() in _TRUTHS


def _too_long(value: Value) -> bool:
    return isinstance(value, str) and len(value) > _LONGEST_SOUGHT


def _too_late(value: Value) -> bool:
    return isinstance(value, float) and not value < LONGEST_TIME + 1


def _near_half(value: Value) -> bool:
    """Whether a number, or a hundred of it (a per cent), is about half-way between two.

    Or so large that Excel, which has 15 digits, writes noughts for the rest.
    """
    if not isinstance(value, float):
        return False
    return abs(value) >= _ALL_DIGITS or any(
        abs(abs(n) % 1 - 0.5) < _NEAR_HALF for n in (value, value * 100)
    )


TELLING: Final[Mapping[Concern, Callable[[Value], bool]]] = {
    "criterion": _criterion,
    "text as number": _number_in_text,
    "number as text": _spelt_by_language,
    "text in order": _is_text,
    "text as truth": _truth_in_text,
    "long text": _too_long,
    "half": _near_half,
    "time": _too_late,
}
"""What a value must be for a probe's operand to matter."""


def without_operator(criterion: str) -> str:
    """A criterion's text without the comparison it begins with: ``"<>1.1"`` → ``"1.1"``."""
    operator = OPERATOR.match(criterion)
    return criterion[operator.end() :] if operator else criterion


def fractional_or_error(result: Value) -> bool:
    """Whether *result* is what comes of a text with decimals, or of one that is no number."""
    return isinstance(result, CellError) or (isinstance(result, float) and not result.is_integer())


def in_order(values: list[Value], *, falling: bool) -> bool:
    """Whether the numbers and dates among *values* never turn back; other kinds are passed over."""
    numbers = [to_serial(v) if isinstance(v, datetime) else v for v in values]
    kept = [n for n in numbers if isinstance(n, float)]
    return all(a >= b if falling else a <= b for a, b in pairwise(kept))
