"""A deadline that is another than the text, or the deadline in words, says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from orxl.core.nb import MONTHS
from orxl.core.patterns import regex
from orxl.rules.kit import BLANK, CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.periods import Period, periods
from orxl.rules.shared.texts import speaks_of

RULE = Rule(
    "P024",
    "frist-mot-teksten",
    Severity.WARNING,
    finds="Et tiltak eller et mål der «Frist» er en annen dag enn «Frist i ord» eller teksten sier "
    "(«i Q1», «innen 1. mai», «august 2026»), eller der de to sier hver sitt.",
    why="Fristen det varsles om, er da ikke den som er vedtatt.",
    remedy="La «Frist», «Frist i ord» og teksten si det samme.",
)

_DUE_BEFORE: Final = regex(r"\b(?:i|innen|senest|før|frist|utgangen av|til)\W+$", re.IGNORECASE)
"""What must stand in front of a period in the running text: «i Q1», «innen 1. mai»."""
_PLACES: Final = ((MEASURES, "title", "number", "tiltak"), (TARGETS, "text", "target_id", "mål"))

_TRACES: Final = (*MONTHS, "kvartal", "halvår", "tertial", "q1", "q2", "q3", "q4", "20", ".1", ".0")


@RULE.check
def check(view: View) -> Hits:
    for table, text_key, key, what in _PLACES:
        if not view.has(table, "deadline", "deadline_text", text_key):
            continue
        for row in view.rows(table):
            name = f"{what} {view.text(row, key)}"
            day = row.values.get("deadline", BLANK)
            words, text = view.text(row, "deadline_text"), view.text(row, text_key)
            told = list(periods(words, view.year)) if words else []
            said = list(_due(text, view.year)) if speaks_of(text, _TRACES) else []
            if isinstance(day, datetime):
                yield from _against(name, day.date(), row.cells, told, said)
            elif told and said and not any(_meet(a, b) for a in told for b in said):
                yield Hit(
                    f"«Frist i ord» for {name} er {nb.quoted(words)}, men teksten sier "
                    f"{nb.quoted(said[0].text)}.",
                    cell=row.cells["deadline_text"],
                    actual=words,
                )
            elif day is BLANK and not told and (limits := [p for p in said if p.limit]):
                yield Hit(
                    f"Teksten til {name} sier {nb.quoted(limits[0].text)}, men «Frist» er tom, så "
                    "ingen varsles.",
                    cell=row.cells["deadline"],
                    expected=nb.day(limits[0].last),
                    actual=BLANK,
                )


def _against(
    name: str, day: date, cells: Mapping[str, CellRef], told: list[Period], said: list[Period]
) -> Hits:
    for found, where in ((told, "«Frist i ord»"), (said, "teksten")):
        if found and not any(period.holds(day) for period in found):
            yield Hit(
                f"Fristen for {name} er {nb.day(day)}, men {where} sier "
                f"{nb.quoted(found[0].text)}.",
                cell=cells["deadline"],
                actual=nb.day(day),
            )
            return


def _due(text: str, year: int) -> Iterator[Period]:
    """The periods in running text by which something is to be done."""
    for period in periods(text, year):
        at = text.find(period.text)
        if period.limit or _DUE_BEFORE.search(text[:at]):
            yield period


def _meet(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


@RULE.bad("Teksten og «Frist i ord» sier Q1; fristen er i juni.")
def _quarter(e: Editor) -> Place:
    return e.put(TARGETS, "2.3.1-R2", "deadline", datetime(2026, 6, 30))


@RULE.bad("«Frist i ord» er april, fristen er i august.")
def _month(e: Editor) -> Place:
    e.put(MEASURES, "2.2.2", "deadline_text", "april 2026")
    return e.where(MEASURES, "2.2.2", "deadline")


@RULE.bad("Teksten har fått en frist, men kolonnen er tom.")
def _only_in_words(e: Editor) -> Place:
    text = "Bidratt med innspill til minst 3 nasjonale utredninger innen 1. mai 2026."
    e.put(TARGETS, "2.3.1-R3", "text", text)
    return e.where(TARGETS, "2.3.1-R3", "deadline")


@RULE.good("Innen utgangen av kvartalet, og fristen er den siste dagen.")
def _same(e: Editor) -> None:
    e.put(TARGETS, "2.3.1-R2", "deadline_text", "innen utgangen av 1. kvartal")


@RULE.good("En måned i teksten som ikke er noen frist.")
def _past(e: Editor) -> None:
    text = "Fulgt opp planen fra mars 2024 med minst 3 innspill om jernbaneutvikling: utredninger."
    e.put(TARGETS, "2.3.1-R3", "text", text)
