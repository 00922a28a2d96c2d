"""Headings that skip a level, have none, or stand in the wrong chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.values import BLANK
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.texts import PARAGRAPHS, of_type
from orxl.rules.view import View

_CHAPTER = re.compile(r"\d+(?:\.\d+)*")


def check(view: View) -> Iterator[Hit]:
    yield from _levels(view)
    if not view.has(PARAGRAPHS, "chapter"):
        return
    last = ""
    for row in view.rows(PARAGRAPHS):
        chapter = view.text(row, "chapter")
        if not _CHAPTER.fullmatch(chapter):
            continue
        if last and _order(chapter) < _order(last):
            yield Hit(
                f"Avsnitt {view.text(row, 'number')} hører til kapittel {chapter}, men står etter "
                f"kapittel {last}.",
                cell=row.cells["chapter"],
                actual=chapter,
                remedy="Flytt raden til kapittelet sitt, eller rett kapittelet.",
            )
        else:
            last = chapter


def _levels(view: View) -> Iterator[Hit]:
    above = 0
    for passage in of_type(view, "overskrift"):
        if "level" not in passage.row.cells:
            return
        cell, text = passage.row.cells["level"], passage.text.strip()
        level, chapter = passage.row.values["level"], view.text(passage.row, "chapter")
        if level is BLANK:
            yield Hit(f"Overskriften {nb.quoted(text)} har ikke noe nivå.", cell=cell, actual=level)
            continue
        if not isinstance(level, float):
            continue
        if level > above + 1:
            yield Hit(
                f"Overskriften {nb.quoted(text)} har nivå {nb.number(level)}, men den forrige har "
                f"nivå {above}.",
                cell=cell,
                expected=float(above + 1),
                actual=level,
            )
        above = int(level)
        printed = re.match(r"(\d+(?:\.\d+)*)\.? ", text)
        if printed and _CHAPTER.fullmatch(chapter) and printed[1] != chapter:
            yield Hit(
                f"Overskriften {nb.quoted(text)} står i kapittel {chapter}.",
                cell=passage.cell,
                expected=chapter,
                actual=printed[1],
                remedy="La nummeret i overskriften være kapittelet.",
            )


def _order(chapter: str) -> tuple[int, ...]:
    return tuple(int(part) for part in chapter.split("."))


def _level_skipped(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "4.1-1", "level", 3.0)


def _no_level(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-1", "level", BLANK)


def _wrong_chapter(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.3-8", "chapter", "5.1.2")


def _wrong_number(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-1", "text", "5.1.5 Utgifter")


def _back_to_the_top(e: Editor) -> tuple[Place, ...]:
    e.add_row(
        PARAGRAPHS, number="6-1", chapter="6", type="overskrift", level=1.0, text="6. Vedlegg"
    )
    return ()


RULE = Rule(
    code="T009",
    name="overskrifter-i-uorden",
    severity=Severity.WARNING,
    finds="En overskrift som hopper over et nivå, mangler nivå eller har et annet nummer enn "
    "kapittelet, eller et avsnitt som står i feil kapittel.",
    why="Innholdslisten og nummereringen i saken blir feil.",
    remedy="Rett nivået: 1 for kapittel, 2 for underkapittel og så videre.",
    check=check,
    bad=(
        Example("Overskriften går fra nivå 1 til nivå 3.", _level_skipped),
        Example("Overskriften har ikke noe nivå.", _no_level),
        Example("Et avsnitt har fått kapittelet før.", _wrong_chapter),
        Example("Overskriften har feil nummer.", _wrong_number),
    ),
    good=(Example("Et nytt kapittel begynner på nivå 1.", _back_to_the_top),),
)
