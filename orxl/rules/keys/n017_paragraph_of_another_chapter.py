"""A paragraph whose number is of another chapter than it says, or is missing in its series."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from orxl.binding import BoundRow
from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import PARAGRAPHS
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "N017",
    "avsnitt-i-et-annet-kapittel",
    Severity.ERROR,
    finds="Et avsnitt på Tekster med et nummer fra et annet kapittel enn det som står i "
    "«Kapittel», eller et nummer som mangler i kapittelets rekke.",
    why="Saken setter sammen avsnittene etter kapittel og nummer. Et avsnitt i feil kapittel "
    "kommer på feil sted, og et som mangler, synes ikke.",
    remedy="La «Nr» være kapittelet, bindestrek og avsnittets nummer, for eksempel 5.1.3-2.",
    references=(CODES,),
)
_POINTS_BACK: Final = regex(
    r"(?:Et annet|En annen|Det andre|Den andre|Et tredje|Det tredje|Disse|Dette|Denne|I tillegg|"
    r"Videre|Likevel|Derfor|Samtidig|Også)\b",
    re.IGNORECASE,
)
"""How a paragraph begins that goes on from the one before it."""


@RULE.check
def check(view: View) -> Hits:
    if not view.has(PARAGRAPHS, "number", "chapter"):
        return
    before: dict[str, int] = {}
    for row, chapter, number in _numbered(view):
        own, last = view.text(row, "chapter"), before.get(chapter)
        before[chapter] = number
        if own and same(own) != same(chapter):
            yield Hit(
                f"Avsnitt {view.text(row, 'number')} står med kapittel «{own}».",
                cell=row.cells["chapter"],
                expected=chapter,
                actual=own,
            )
        elif last is not None and number > last + 1:
            yield _gap(view, row, chapter, last, number)


def _numbered(view: View) -> Iterator[tuple[BoundRow, str, int]]:
    """The paragraphs whose number is a chapter and a number within it: «5.1.3-2»."""
    for row in view.rows(PARAGRAPHS):
        chapter, dash, number = view.text(row, "number").rpartition("-")
        if dash and chapter and number.isdecimal():
            yield row, chapter, int(number)


def _gap(view: View, row: BoundRow, chapter: str, last: int, number: int) -> Hit:
    lost = f"{chapter}-{last + 1}"
    if number > last + 2:
        lost += f" til {chapter}-{number - 1}"
    text = view.text(row, "text")
    begins = _POINTS_BACK.match(text)
    goes_on = f" Avsnittet viser til det med «{begins[0]}»." if begins else ""
    return Hit(
        f"{view.text(row, 'number')} kommer rett etter {chapter}-{last}: {lost} mangler.{goes_on}",
        cell=row.cells["number"],
        severity=Severity.WARNING if begins else Severity.NOTE,
        remedy="Hent avsnittet fra en sikkerhetskopi. Skulle det bort, så gi avsnittene som "
        "følger, nye numre.",
    )


@RULE.bad("To avsnitt har byttet kapittel.")
def _swapped(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(PARAGRAPHS, "5.1.3-2", "chapter", "5.1.4"),
        e.put(PARAGRAPHS, "5.1.4-2", "chapter", "5.1.3"),
    )


@RULE.bad("Et avsnitt har fått nummeret 5.1.4-9 i kapittel 5.1.5.")
def _another_number(e: Editor) -> Place:
    cell = e.where(PARAGRAPHS, "5.1.5-5", "chapter")
    e.put(PARAGRAPHS, "5.1.5-5", "number", "5.1.4-9")
    return cell


@RULE.bad("Avsnittet om SEADITO er borte, og det neste begynner med «Et annet».")
def _gone(e: Editor) -> Place:
    cell = e.where(PARAGRAPHS, "5.1.3-7", "number")
    e.put(PARAGRAPHS, "5.1.3-6", "number", "x")
    return cell


@RULE.good("Et nytt avsnitt sist i kapittelet.")
def _last(e: Editor) -> None:
    e.add_row(PARAGRAPHS, number="5.1.5-6", chapter="5.1.5", type="avsnitt", text="Til slutt.")
