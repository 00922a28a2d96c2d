"""A text that speaks of the budget or the programme of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core import nb
from orxl.core.edits import SetCell
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Fix, Hit, Rule
from orxl.rules.texts import PARAGRAPHS, Passage, passages
from orxl.rules.view import View

_OWN_YEAR = re.compile(
    r"\bbudsjett(?:et)? for ((?:19|20)\d\d)\b|\bhandlingsprogram(?:met)? ((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_BACK, _AHEAD = 2, 4
"""How far from the budget year a heading's years may lie; «Overføring fra 2025» is right."""


def check(view: View) -> Iterator[Hit]:
    for passage in passages(view):
        found = [
            (m[0], m[1] if m[1] is not None else m[2]) for m in _OWN_YEAR.finditer(passage.text)
        ]
        stale = [(words, year) for words, year in found if int(year) != view.year]
        for words, year in stale:
            yield _hit(view, passage, words, year)
        heading = passage.row.values.get("type") in ("tittel", "overskrift")
        if heading and passage.table == PARAGRAPHS and not stale:
            for match in _YEAR.finditer(passage.text):
                if not view.year - _BACK <= int(match[1]) <= view.year + _AHEAD:
                    yield _hit(view, passage, passage.text, match[1])


def _hit(view: View, passage: Passage, words: str, year: str) -> Hit:
    mended = words.replace(year, "{Budsjettår}")
    return Hit(
        f"Teksten sier {nb.quoted(words)}, men budsjettåret er {view.year}.",
        cell=passage.cell,
        expected=float(view.year),
        actual=float(year),
        fix=(SetCell(passage.cell, passage.text.replace(words, mended), passage.text),),
    )


def _last_years_sentence(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5-2", "text", "Osloregionens budsjett for 2025 skal dekke tiltakene.")


def _last_years_title(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "0-1", "text", "Handlingsprogram 2025, Osloregionen IPR")


def _old_heading(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.5-1", "text", "5.1.5 Resultat 2019")


def _history(e: Editor) -> tuple[Place, ...]:
    e.put(PARAGRAPHS, "5.1.4-4", "text", "For 2025 ble det budsjettert med færre møter enn i 2023.")
    e.put(PARAGRAPHS, "5.1.4-5", "text", "Budsjettet for 2026 dekker kostnader til møter.")
    return ()


RULE = Rule(
    code="T005",
    name="tekst-om-feil-år",
    severity=Severity.WARNING,
    finds="En tekst som sier «budsjett for» eller «Handlingsprogram» med et annet år, eller en "
    "overskrift med et år langt fra budsjettåret.",
    why="Slike årstall blir gjerne stående fra fjorårets sak.",
    remedy="Skriv plassholderen {Budsjettår} i stedet for årstallet.",
    check=check,
    fix=Fix.UNSAFE,
    bad=(
        Example("Setningen gjelder fjorårets budsjett.", _last_years_sentence),
        Example("Tittelen har fjorårets årstall.", _last_years_title),
        Example("Overskriften har et gammelt årstall.", _old_heading),
    ),
    good=(Example("Historien forteller om tidligere år.", _history),),
)
