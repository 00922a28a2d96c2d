"""Headings that skip a level, have none, or stand in the wrong chapter."""

from __future__ import annotations

import re

from orxl.core.patterns import regex
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import PARAGRAPHS
from orxl.rules.shared.texts import of_type

RULE = Rule(
    "T009",
    "overskrifter-i-uorden",
    Severity.WARNING,
    finds="En overskrift som hopper over et nivå, mangler nivå eller har et annet nummer enn "
    "kapittelet, eller et avsnitt som står i feil kapittel.",
    why="Innholdslisten og nummereringen i saken blir feil.",
    remedy="Rett nivået: 1 for kapittel, 2 for underkapittel og så videre.",
)

_CHAPTER = regex(r"\d+(?:\.\d+)*")


@RULE.check
def check(view: View) -> Hits:
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


def _levels(view: View) -> Hits:
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
        printed = re.match(r"(\d+(?:\.\d+)*)\.? ", text)
        deep = len(printed[1].split(".")) if printed else int(level)
        if level != deep and level <= above + 1:
            yield Hit(
                f"Overskriften {nb.quoted(text)} har nivå {nb.number(level)}, men nummeret har "
                f"{nb.counted(deep, 'ledd', 'ledd')}.",
                cell=cell,
                expected=float(deep),
                actual=level,
            )
        above = int(level)
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


@RULE.bad("Overskriften går fra nivå 1 til nivå 3.")
def _level_skipped(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "4.1-1", "level", 3.0)


@RULE.bad("5.1.4 har nivå 2.")
def _another_level(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-1", "level", 2.0)


@RULE.bad("Overskriften har ikke noe nivå.")
def _no_level(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-1", "level", BLANK)


@RULE.bad("Et avsnitt har fått kapittelet før.")
def _wrong_chapter(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.3-8", "chapter", "5.1.2")


@RULE.bad("Overskriften har feil nummer.")
def _wrong_number(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-1", "text", "5.1.5 Utgifter")


@RULE.good("Et nytt kapittel begynner på nivå 1.")
def _back_to_the_top(e: Editor) -> None:
    e.add_row(
        PARAGRAPHS, number="6-1", chapter="6", type="overskrift", level=1.0, text="6. Vedlegg"
    )
