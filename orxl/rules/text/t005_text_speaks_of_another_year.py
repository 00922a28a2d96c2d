"""A text that speaks of the budget or the programme of another year."""

from __future__ import annotations

import re

from orxl.core.edits import SetCell
from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import PARAGRAPHS
from orxl.rules.shared.texts import Passage, passages

RULE = Rule(
    "T005",
    "tekst-om-feil-år",
    Severity.WARNING,
    finds="En tekst som sier «budsjett for» eller «Handlingsprogram» med et annet år, eller en "
    "overskrift med et år langt fra budsjettåret.",
    why="Slike årstall blir gjerne stående fra fjorårets sak.",
    remedy="Skriv plassholderen {Budsjettår} i stedet for årstallet.",
    fix=Fix.UNSAFE,
    fix_safety="Årstallet byttes med {Budsjettår}. En setning om et annet år kan være ment slik; "
    "derfor spørres det om hver tekst.",
)

_OWN_YEAR = regex(
    r"\bbudsjett(?:et)? for ((?:19|20)\d\d)\b|\bhandlingsprogram(?:met)? ((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR = regex(r"\b((?:19|20)\d\d)\b")
_BACK, _AHEAD = 2, 4
"""How far from the budget year a heading's years may lie; «Overføring fra 2025» is right."""


@RULE.check
def check(view: View) -> Hits:
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


@RULE.bad("Setningen gjelder fjorårets budsjett.")
def _last_years_sentence(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5-2", "text", "Osloregionens budsjett for 2025 skal dekke tiltakene.")


@RULE.bad("Tittelen har fjorårets årstall.")
def _last_years_title(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "0-1", "text", "Handlingsprogram 2025, Osloregionen IPR")


@RULE.bad("Overskriften har et gammelt årstall.")
def _old_heading(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.5-1", "text", "5.1.5 Resultat 2019")


@RULE.good("Historien forteller om tidligere år.")
def _history(e: Editor) -> None:
    e.put(PARAGRAPHS, "5.1.4-4", "text", "For 2025 ble det budsjettert med færre møter enn i 2023.")
    e.put(PARAGRAPHS, "5.1.4-5", "text", "Budsjettet for 2026 dekker kostnader til møter.")
