"""A text that waits for the answer on a grant that is granted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from orxl.core.patterns import regex
from orxl.programme.codes import GrantStatus
from orxl.programme.models import Grant
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS, NOTES, PARAGRAPHS
from orxl.rules.shared.amounts import grants
from orxl.rules.shared.placeholders import as_printed
from orxl.rules.shared.texts import Passage, mentions, passages, sentences

RULE = Rule(
    "T016",
    "teksten-venter-på-innvilget-tilskudd",
    Severity.WARNING,
    finds="En setning eller kommentar som sier «avventer», «dersom … innvilges» eller «forutsatt "
    "at … innvilges» om et tilskudd som har status «Innvilget».",
    why="Da sier teksten og tallene hver sin ting om hvor sikre pengene er.",
    remedy="Skriv om teksten hvis tilskuddet er innvilget, eller sett statusen på Tilskudd tilbake "
    "til «Søkt».",
    references=(paper("5.1.3"), paper("5.1.5")),
)

_WAITS: Final = regex(
    r"\bavvent\w*|\bikke avklart\b|\bunder behandling\b|\btil behandling\b"
    r"|\b(?:dersom|hvis|forutsatt at|under forutsetning av|basert på at)\b[^.!?]*\binnvilg\w*"
    r"|\b(?:blir|bli|skulle) innvilget\b",
    re.IGNORECASE,
)


@RULE.check
def check(view: View) -> Hits:
    for passage in passages(view):
        for sentence in sentences(passage.text):
            if _WAITS.search(sentence):
                named = dict.fromkeys(m.grant for m in mentions(view, sentence))
                yield from _told(view, passage, sentence, named)
    for row, grant in grants(view):
        if grant.comment and "comment" in row.cells and _WAITS.search(grant.comment):
            own = Passage(GRANTS, row, row.cells["comment"], grant.comment)
            yield from _told(view, own, grant.comment, (grant,))


def _told(view: View, passage: Passage, said: str, about: Iterable[Grant]) -> Hits:
    for grant in about:
        if grant.status is GrantStatus.GRANTED:
            yield Hit(
                f"{nb.quoted(as_printed(view, said), 110)} Men tilskuddet "
                f"{nb.quoted(grant.label)} har status «Innvilget».",
                cell=passage.cell,
                actual=said,
            )


@RULE.bad("ORBIFY er satt til innvilget, men tekstene og kommentaren venter på svar.")
def _still_waiting(e: Editor) -> tuple[Place, ...]:
    e.put(GRANTS, "ORBIFY", "status", "Innvilget")
    return (
        e.where(GRANTS, "ORBIFY", "comment"),
        e.where(PARAGRAPHS, "5.1.3-7", "text"),
        e.where(PARAGRAPHS, "5.1.5-4", "text"),
    )


@RULE.bad("Noten sier at SEADITO avventer svar.")
def _in_a_note(e: Editor) -> Place:
    return e.put(NOTES, "H1", "text", "SEADITO: Avventer svar på søknaden.")


@RULE.good("Tilskuddet er innvilget, og tekstene er skrevet om.")
def _rewritten(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "status", "Innvilget")
    e.put(GRANTS, "ORBIFY", "comment", "Innvilget 12.1.2026, fordelt på tre år.")
    e.put(PARAGRAPHS, "5.1.3-7", "text", "ORBIFY er innvilget med inntil 2,5 millioner kroner.")
    e.put(PARAGRAPHS, "5.1.5-4", "text", "Budsjettet bygger på at ORBIFY er innvilget.")


@RULE.good("Innvilget tilskudd som krever egeninnsats.")
def _own_contribution(e: Editor) -> None:
    e.put(GRANTS, "SEADITO", "comment", "Forutsetter tilsvarende egeninnsats.")
