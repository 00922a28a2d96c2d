"""How a target's text demands its numbers: «minst 15», «over 30», «2–4», «8 relevante aktører»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.programme.codes import Operator
from orxl.programme.models import Target
from orxl.rules.shared.measures import DIGITS, read
from orxl.rules.shared.numerals import ONES

_LIMITS: Final = {
    Operator.AT_LEAST: "minst|minimum|ikke under|ikke færre enn|ikke mindre enn",
    Operator.MORE_THAN: "over|mer enn|flere enn",
    Operator.AT_MOST: "høyst|maksimalt|maks|inntil|opptil|opp til|under|færre enn|mindre enn"
    "|ikke mer enn|ikke flere enn|ikke over",
    Operator.EXACTLY: "nøyaktig|akkurat",
}
_COUNT: Final = rf"(?:{DIGITS}|[^\W\d_]{{2,14}}\b)"
_DEMANDED: Final = regex(
    r"(?:\b(?:" + "|".join(f"(?P<{op.name}>{words})" for op, words in _LIMITS.items()) + r")\s)?"
    rf"(?:(?P<low>{DIGITS})\s?[–-]\s?(?P<high>{DIGITS})"
    rf"|\bmellom\s(?P<from>{_COUNT})\sog\s(?P<to>{_COUNT})|(?<!\w)(?P<one>{_COUNT}))",
    re.IGNORECASE,
)
_A_YEAR_ALONE: Final = regex(r"(?:19|20)\d\d")
_PER_CENT: Final = regex(r"[ \u00a0]?(?:%|prosent\b)")


@dataclass(frozen=True, slots=True)
class Demand:
    """A number in a target's text: how it is demanded and what stands behind it."""

    text: str
    operator: Operator | None
    """What the words in front of it say; None where there are none."""
    number: Decimal
    upper: Decimal | None
    rest: str
    """The text behind the number, to the next one or its end."""
    article: bool
    """Whether the number is a word that may be an article: «en workshop»."""

    @property
    def share(self) -> bool:
        """Whether a per cent sign or word follows."""
        return _PER_CENT.match(self.rest) is not None


@lru_cache(maxsize=2048)
def demands(text: str) -> tuple[Demand, ...]:
    """Every number in *text* that is no year, in order."""
    return tuple(_demands(text))


def _demands(text: str) -> Iterator[Demand]:
    found = [
        (match, first, number)
        for match in _DEMANDED.finditer(text)
        if (number := read(first := match["low"] or match["from"] or match["one"])) is not None
        and not _A_YEAR_ALONE.fullmatch(first)
    ]
    for at, (match, first, number) in enumerate(found):
        last = match["high"] or match["to"]
        upper = read(last) if last else None
        named = next((op for op in _LIMITS if match[op.name]), None)
        ends = next((m.start() for m, f, _ in found[at + 1 :] if f.casefold() not in ONES), None)
        yield Demand(
            match[0], Operator.BETWEEN if upper is not None else named, number, upper,
            text[match.end() : ends], first.casefold() in ONES,
        )  # fmt: skip


PAIRS: Final = (("operator", "number", "unit"), ("operator2", "number2", "unit2"))
"""The columns of the two requirements that a target may have."""


def demanded(target: Target, number_key: str) -> list[Demand]:
    """Where *target*'s text has the number of the column, the articles only where no other is."""
    number = getattr(target, number_key)
    found = [d for d in demands(target.text) if d.number == number]
    return [d for d in found if not d.article or d.operator] or found
