"""A day that is another weekday, that no calendar has, or that two places tell differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from orxl.core.nb import MONTHS
from orxl.core.patterns import regex
from orxl.rules.kit import BLANK, CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, PARAGRAPHS
from orxl.rules.shared.periods import periods
from orxl.rules.shared.spoken import Sentence, spoken

RULE = Rule(
    "T033",
    "datoen-kan-ikke-stemme",
    Severity.WARNING,
    finds="En dato med feil ukedag, en dato som ikke finnes, en periode som slutter før den "
    "begynner, og et møte eller et vedtak med én dato ett sted og en annen et annet sted. Det "
    "siste er en Feil.",
    why="Innkallingen, forsiden og saken skal si den samme dagen.",
    remedy="Finn dagen i innkallingen eller protokollen, og skriv den likt overalt.",
    references=(paper("5.1.3"),),
)

_DAYS: Final = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_NAME: Final = "|".join(MONTHS)
_A_DAY_OF_THE_WEEK: Final = regex(
    rf"\b({'|'.join(_DAYS)})\s(?:den\s)?(\d{{1,2}}\.\s?(?:\d{{1,2}}\.\s?\d{{4}}|(?:{_NAME})"
    r"(?:\s\d{4})?))",
    re.IGNORECASE,
)
_A_DAY: Final = regex(
    rf"\b(\d{{1,2}})\.\s?(?:({_NAME})\b|(\d{{1,2}})\.)\s?(\d{{4}})?", re.IGNORECASE
)
_MONTH_TO_MONTH: Final = regex(
    rf"\b((?:{_NAME})\s\d{{4}})\s?(?:–|-|til)\s?((?:{_NAME})\s\d{{4}})\b", re.IGNORECASE
)
_A_MEETING: Final = regex(r"møte|styre|råd|innstill|vedta|behandl|representant", re.IGNORECASE)
_AGREE: Final = (
    ("Kontingentvedtak", "value", "Kontingentsats_saken", "day"),
    ("Vedtaksmøte", "value", "Versjon", "value"),
)
"""Two cells of «Forutsetninger» that tell the same day."""


@RULE.check
def check(view: View) -> Hits:
    for sentence in spoken(view):
        text = sentence.text.replace("\u00a0", " ")
        if any(letter.isdigit() for letter in text):
            yield from _impossible(view, sentence, text)
    yield from _two_days(view)


def _impossible(view: View, sentence: Sentence, text: str) -> Iterator[Hit]:
    for match in _A_DAY_OF_THE_WEEK.finditer(text):
        day = next((p.first for p in periods(match[2], view.year)), None)
        if day is not None and _DAYS[day.weekday()] != match[1].casefold():
            yield Hit(
                f"Teksten sier {nb.quoted(match[0])}, men {nb.day(day)} er en "
                f"{_DAYS[day.weekday()]}.",
                cell=sentence.cell,
                expected=_DAYS[day.weekday()],
                actual=match[1],
            )
    for match in _A_DAY.finditer(text):
        month = MONTHS.index(match[2].casefold()) + 1 if match[2] else int(match[3])
        number = int(match[1])
        if match[2] is None and match[4] is None:
            continue  # «5.1.» is a chapter more often than a day
        try:
            date(int(match[4] or 2024), month, number)
        except ValueError:
            yield Hit(
                f"Datoen {nb.quoted(match[0].strip())} finnes ikke.",
                cell=sentence.cell,
                actual=match[0].strip(),
            )
    for match in _MONTH_TO_MONTH.finditer(text):
        first, last = (next(iter(periods(m, view.year)), None) for m in match.groups())
        if first is not None and last is not None and last.first < first.first:
            yield Hit(
                f"Perioden {nb.quoted(match[0])} slutter før den begynner.",
                cell=sentence.cell,
                actual=match[0],
            )


def _two_days(view: View) -> Iterator[Hit]:
    for name, key, other, other_key in _AGREE:
        cells = [view.cell(ASSUMED, n, k, by="name") for n, k in ((name, key), (other, other_key))]
        days = [None if cell is None else _day(view, view.value(cell)) for cell in cells]
        if None not in days and days[0] != days[1]:
            for cell, day, there, held in zip(cells, days, cells[::-1], days[::-1], strict=True):
                if day is not None and held is not None:
                    yield Hit(
                        f"{cell} sier {nb.day(day)}, men {there} sier {nb.day(held)} om det samme.",
                        cell=cell,
                        expected=nb.day(held),
                        actual=nb.day(day),
                        severity=Severity.ERROR if _of_the_meeting(view, cells) else None,
                    )


def _of_the_meeting(view: View, cells: Sequence[CellRef | None]) -> bool:
    """Whether what is said in words, if anything is, is said of a meeting or a decision."""
    held = [view.value(cell) for cell in cells if cell is not None]
    return all(_A_MEETING.search(value) is not None for value in held if isinstance(value, str))


def _day(view: View, value: object) -> date | None:
    """The one day that a cell tells, as a date or in words."""
    if isinstance(value, datetime):
        return value.date()
    found = list(periods(value, view.year)) if isinstance(value, str) else []
    return found[0].first if len(found) == 1 and found[0].first == found[0].last else None


@RULE.bad("Møtet er satt til en fredag; dagen er en torsdag.")
def _weekday(e: Editor) -> Place:
    text = "Innstilling til representantskapsmøtet fredag {Vedtaksmøte|langdato}"
    return e.put(PARAGRAPHS, "0-2", "text", text)


@RULE.bad("31. november finnes ikke, og en periode er snudd.")
def _calendar(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(PARAGRAPHS, "5.1.4-4", "text", "Møtet holdes 31. november 2026."),
        e.put(PARAGRAPHS, "5.1.3-5", "text", "Støtten gjelder desember 2024–juni 2022."),
    )


@RULE.bad("Møtet har en annen dato enn utgaven.")
def _meeting(e: Editor) -> tuple[Place, ...]:
    day = datetime(2025, 12, 16)
    return (
        e.put(ASSUMED, "Vedtaksmøte", "value", day, by="name"),
        e.where(ASSUMED, "Versjon", "value", by="name"),
    )


@RULE.good("En rett ukedag, et kapittel og en utgave uten dato.")
def _sound(e: Editor) -> None:
    text = "Møtet er torsdag 18. desember 2025, jf. 5.1.3 og kapittel 31.11."
    e.put(PARAGRAPHS, "5.1.4-4", "text", text)
    e.put(ASSUMED, "Versjon", "value", "Vedtatt i representantskapet", by="name")
    e.put(ASSUMED, "Budsjettvedtak", "value", BLANK, by="name")
