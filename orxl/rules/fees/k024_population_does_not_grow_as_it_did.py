"""A member's population that stands still, or that breaks with its own growth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from orxl.binding import BoundRow
from orxl.programme.models import Population
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import SSB_POPULATION
from orxl.rules.kit.tables import POPULATION
from orxl.rules.shared.members import figures, members

RULE = Rule(
    "K024",
    "folketall-bryter-med-veksten",
    Severity.NOTE,
    finds="Et medlem som har nøyaktig samme folketall på to datoer, eller et folketall som bryter "
    "med kommunens egen vekst.",
    why="Tallet kan være kopiert fra et annet år eller skrevet feil. Det bestemmer kontingenten.",
    remedy="Kontroller tallet mot SSB, tabell 07459. Stemmer det, trenger du ikke gjøre noe.",
    references=(SSB_POPULATION,),
)

_SMALL: Final = 3_000
"""In a smaller municipality the population may well be the same, or change by any per cent."""
_LARGE: Final = 10_000
_BREAK_LARGE: Final = 0.02
_BREAK: Final = 0.04
"""So much one interval's growth may differ from the next; of SSB's figures for 2024–2026 one
municipality with more than 10 000 inhabitants and two with 3 000–10 000 differ more."""
_JUMP: Final = 0.10
"""A change that K011 reports."""

_Series = list[tuple[BoundRow, Population]]


@RULE.check
def check(view: View) -> Hits:
    series: dict[int, _Series] = {}
    for pair in figures(view):
        series.setdefault(pair[1].code, []).append(pair)
    usual = _usual(list(series.values()))
    for code in dict.fromkeys(member.code for _, member in members(view)):
        own = sorted(series.get(code, []), key=lambda pair: pair[1].at)
        people = [record.inhabitants for _, record in own]
        if len({record.at for _, record in own}) != len(own) or min(people, default=0) < _SMALL:
            continue  # twice for one date: K012
        if any(abs(new / old - 1) > _JUMP for old, new in pairwise(people)):
            continue
        yield from _still(own) or _broken(own, usual)


def _usual(every: list[_Series]) -> dict[tuple[date, date], float]:
    """The median growth of the municipalities in each interval."""
    found: dict[tuple[date, date], list[float]] = {}
    for own in every:
        for (_, old), (_, new) in pairwise(sorted(own, key=lambda pair: pair[1].at)):
            if old.inhabitants:
                found.setdefault((old.at, new.at), []).append(new.inhabitants / old.inhabitants)
    return {interval: _middle(sorted(growths)) for interval, growths in found.items()}


def _middle(growths: Sequence[float]) -> float:
    """The median; the module for statistics is slow to import."""
    half = len(growths) // 2
    return growths[half] if len(growths) % 2 else (growths[half - 1] + growths[half]) / 2


def _still(own: _Series) -> list[Hit]:
    for (_, old), (row, new) in pairwise(own):
        if old.inhabitants == new.inhabitants:
            return [
                Hit(
                    f"{new.municipality} har nøyaktig samme folketall, "
                    f"{nb.number(new.inhabitants)}, per {nb.day(old.at)} og {nb.day(new.at)}.",
                    cell=row.cells["inhabitants"],
                    actual=float(new.inhabitants),
                    severity=Severity.WARNING if new.inhabitants >= _LARGE else None,
                )
            ]
    return []


def _broken(own: _Series, usual: dict[tuple[date, date], float]) -> list[Hit]:
    """The first break, told of the figure that brings both intervals nearest to the usual."""
    for i in range(len(own) - 2):
        three = own[i : i + 3]
        (_, a), (_, b), (_, c) = three
        before, after = b.inhabitants / a.inhabitants, c.inhabitants / b.inhabitants
        limit = _BREAK_LARGE if a.inhabitants >= _LARGE else _BREAK
        if abs(after - before) <= limit:
            continue
        off = before - usual[a.at, b.at], after - usual[b.at, c.at]
        both = min(map(abs, off)) > limit / 2 and off[0] * off[1] < 0
        odd = 1 if both else 2 if abs(off[1]) > abs(off[0]) else 0
        row, record = three[odd]
        return [
            Hit(
                f"{record.municipality} vokser {_percent(before)} fra {nb.day(a.at)} til "
                f"{nb.day(b.at)}, men {_percent(after)} til {nb.day(c.at)}. Folketallet "
                f"{nb.number(record.inhabitants)} per {nb.day(record.at)} kan være feil.",
                cell=row.cells["inhabitants"],
                actual=float(record.inhabitants),
            )
        ]
    return []


def _percent(growth: float) -> str:
    return f"{nb.number(round((growth - 1) * 100, 1))} %"


def _of(e: Editor, municipality: str, year: int) -> int:
    (row,) = e.rows_where(POPULATION, municipality=municipality, at=datetime(year, 1, 1))
    return row


def _times(e: Editor, municipality: str, year: int, factor: float) -> Place:
    cell = e.at(POPULATION, _of(e, municipality, year), "inhabitants")
    shown = e.book.cell(cell).value
    return e.type_in(cell, float(round(shown * factor)) if isinstance(shown, float) else shown)


@RULE.bad("Drammen har fått folketallet fra året før.")
def _copied(e: Editor) -> Place:
    old = e.at(POPULATION, _of(e, "Drammen", 2024), "inhabitants")
    new = e.at(POPULATION, _of(e, "Drammen", 2025), "inhabitants")
    return e.type_in(new, e.book.cell(old).value)


@RULE.bad("Folketallet i Asker i 2025 er 3 % for høyt.")
def _too_high(e: Editor) -> Place:
    return _times(e, "Asker", 2025, 1.03)


@RULE.bad("Det nyeste folketallet i Oslo er 3 % for lavt.")
def _too_low(e: Editor) -> Place:
    return _times(e, "Oslo", 2026, 0.97)


@RULE.good("Kommunen vokser litt mer enn året før.")
def _grows(e: Editor) -> None:
    _times(e, "Oslo", 2026, 1.01)


@RULE.good("Stavanger er ikke medlem.")
def _elsewhere(e: Editor) -> None:
    _times(e, "Stavanger", 2026, 1.05)
