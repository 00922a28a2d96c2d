"""What is about a person in a text: e-mail addresses, phone, identity and account numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from orxl.core.patterns import regex

PERSONAL: Final = regex(r"@|\d(?:[ .\u00a0-]?\d){7}")
"""What all of them have: nothing is looked for in a text without it."""

_MAILBOX: Final = regex(r"(?<![\w.+-])([\w.+-]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_SHARED_BOX: Final = regex(
    r"(?:post|postmottak|firmapost|kontakt|info|sekretariat\w*|faktura|presse|noreply|no-reply)",
    re.IGNORECASE,
)
"""Boxes that belong to an office and not to a person."""
_ELEVEN: Final = regex(r"(?<![\w.,/-])\d(?:[ .\u00a0-]?\d){10}(?![\w/]|[.,-]\d)")
_AS_AN_ACCOUNT: Final = regex(r"\d{4}\.\d\d\.\d{5}")
"""Written as account numbers are, whatever its control digit says."""
_PHONE_NUMBER: Final = regex(
    r"(?<![\w.,/-])(?:(?:\+|00)47[ \u00a0]?[2-9]\d(?:[ \u00a0]?\d){6}"
    r"|[2-9]\d[ \u00a0]\d\d[ \u00a0]\d\d[ \u00a0]\d\d|[49]\d\d[ \u00a0]\d\d[ \u00a0]\d{3}"
    r"|(?P<bare>[2-9]\d{7}))(?![\w/]|[ .,\u00a0-]\d)"
)
_CALLING: Final = regex(r"\b(?:tlf|telefon\w*|mob|mobil\w*|ring\w*|sms)\b", re.IGNORECASE)
_REACH: Final = 25
"""So close in front of eight digits stands the word that makes them a phone number."""


class Personal(NamedTuple):
    """Something personal: what it is in words, and how it is written."""

    what: str
    text: str


EMAIL: Final = "e-postadressen"
PHONE: Final = "telefonnummeret"
IDENTITY: Final = "fødselsnummeret"
ACCOUNT: Final = "kontonummeret"


@lru_cache(maxsize=1024)
def personal(text: str) -> tuple[Personal, ...]:
    """What *text* holds of it, each with its kind. An office's own address is left out."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Personal]:
    for match in _MAILBOX.finditer(text):
        if not _SHARED_BOX.fullmatch(match[1]):
            yield Personal(EMAIL, match[0])
    for match in _ELEVEN.finditer(text):
        kind = eleven(re.sub(r"\D", "", match[0]))
        if kind or _AS_AN_ACCOUNT.fullmatch(match[0]):
            kind = kind or ACCOUNT
            yield Personal(kind, match[0])
    for match in _PHONE_NUMBER.finditer(text):
        near = text[max(0, match.start() - _REACH) : match.start()]
        if match["bare"] is None or _CALLING.search(near):
            yield Personal(PHONE, match[0])


_FIRST: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def eleven(digits: str) -> str:
    """What eleven digits are by their control digits and their date; ``""`` for neither.

    An identity number has two control digits (modulo 11) and begins with a date, in a D number
    with 4 added to its first digit, in one made up for tests with 4 or 8 added to its third; an
    account number has one control digit.
    Source: Folkeregisterforskriften § 2-2-1; Finans Norge, kontonummer (modulus 11).
    """
    if len(digits) != 11 or len(set(digits)) == 1:
        return ""
    numbers = [int(digit) for digit in digits]
    weighed = (
        sum(w * n for w, n in zip(_FIRST, numbers, strict=False)),
        sum(w * n for w, n in zip(_SECOND, numbers, strict=True)),
    )
    if not any(total % 11 for total in weighed) and _is_day(numbers):
        return IDENTITY
    return ACCOUNT if not weighed[1] % 11 else ""


def _is_day(numbers: list[int]) -> bool:
    day, month = numbers[0] * 10 + numbers[1], numbers[2] * 10 + numbers[3]
    day -= 40 if day > 40 else 0
    month -= 80 if month > 80 else 40 if month > 40 else 0
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True
