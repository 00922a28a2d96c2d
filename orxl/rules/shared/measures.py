"""What the rules about the programme share: measures in rows, and numbers in a target's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from orxl.binding import BoundRow
from orxl.core.patterns import regex
from orxl.programme.codes import MeasureStatus, TargetStatus
from orxl.programme.models import Measure, Target
from orxl.programme.targets import holds, is_late
from orxl.rules.kit.tables import MEASURES, PARTNERS, TARGETS
from orxl.rules.kit.view import View
from orxl.rules.shared.numerals import NUMERALS, ONES

WORDS: Final = {
    **dict.fromkeys(sorted(ONES), Decimal(1)),
    **{word: Decimal(number) for word, number in NUMERALS.items()},
}
"""Numbers written as words, with the articles that may be the number one."""

_CLOSED: Final = (MeasureStatus.DONE, MeasureStatus.POSTPONED, MeasureStatus.STOPPED)
_JUDGED: Final = (TargetStatus.MET, TargetStatus.PARTLY_MET, TargetStatus.MISSED)

DIGITS: Final = (
    r"(?<!\d)(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3}){1,6}(?:,\d{1,9})?|\d{1,18}(?:,\d{1,9})?)"
)
"""A number in a text, as far as anybody writes one: the search stays quick in any text."""
_NUMBER: Final = regex(rf"{DIGITS}|[^\W\d_]+")


def measures(view: View) -> Iterator[tuple[BoundRow, Measure]]:
    """Each sound row of «Tiltak» with its record."""
    for row in view.rows(MEASURES):
        if isinstance(row.record, Measure):
            yield row, row.record


def targets(view: View) -> Iterator[tuple[BoundRow, Target]]:
    """Each sound row of «Mål» with its record."""
    for row in view.rows(TARGETS):
        if isinstance(row.record, Target):
            yield row, row.record


def late_measures(view: View, day: date) -> Iterator[tuple[BoundRow, Measure]]:
    """The measures whose deadline is before *day* and that nobody has closed."""
    for row, measure in measures(view):
        if measure.status not in _CLOSED and is_late(measure.deadline, day, view.year):
            yield row, measure


def late_targets(view: View, day: date) -> Iterator[tuple[BoundRow, Target]]:
    """The targets whose deadline is before *day* and that nobody has judged."""
    for row, target in targets(view):
        open_still = holds(target, day, view.year) not in _JUDGED
        if open_still and is_late(target.deadline, day, view.year):
            yield row, target


def area_of(number: str) -> str:
    """«2.1.3» → «2.1»: the area's code."""
    return number.rpartition(".")[0]


def order_of(number: str) -> tuple[int, ...]:
    """«2.1.10» → ``(2, 1, 10)``, which sorts as the paper does."""
    return tuple(int(part) for part in number.split("."))


def without(view: View, table: str, **wanted: str) -> Iterator[tuple[BoundRow, Measure]]:
    """The measures that no row of *table* with the *wanted* values belongs to."""
    if not view.has(table, "measure", *wanted) or not view.rows(table):
        return
    served = {
        view.text(row, "measure")
        for row in view.rows(table)
        if all(view.text(row, key) == value for key, value in wanted.items())
    }
    for row, measure in measures(view):
        if measure.number not in served:
            yield row, measure


def renumbered(view: View) -> str:
    """« Er tiltaket omnummerert til «2.1.9»?» where one measure alone has nothing, else ``""``."""
    alone = [measure.number for _, measure in without(view, TARGETS)]
    alone = [n for n in alone if n in {m.number for _, m in without(view, PARTNERS)}]
    return f" Er tiltaket omnummerert til «{alone[0]}»?" if len(alone) == 1 else ""


def read(text: str) -> Decimal | None:
    """The number that *text* is, in digits or as a word; None for all else."""
    if text.casefold() in WORDS:
        return WORDS[text.casefold()]
    if re.fullmatch(DIGITS, text) is None:
        return None
    return Decimal(re.sub(r"[ \u00a0\u202f.]", "", text).replace(",", "."))


def numbers_in(text: str) -> set[Decimal]:
    """Every number in *text*, in digits or as a word."""
    found = (read(match[0]) for match in _NUMBER.finditer(text))
    return {number for number in found if number is not None}


_A_DAY: Final = regex(r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?|\b(?:19|20)\d\d\b")
_ARTICLES: Final = regex(r"\b(?:en|én|ei|et|ett)\b", re.IGNORECASE)


def amounts_in(text: str) -> set[Decimal]:
    """The numbers in *text* that count something: no dates, no years, no articles."""
    return numbers_in(_ARTICLES.sub(" ", _A_DAY.sub(" ", text)))
