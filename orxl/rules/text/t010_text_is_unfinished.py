"""A text with a mark that says it is not finished, or with nothing but punctuation."""

from __future__ import annotations

import re

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, PARAGRAPHS, TARGETS
from orxl.rules.shared.texts import PROOFREAD, passages
from orxl.rules.shared.unfinished import unfinished

RULE = Rule(
    "T010",
    "tekst-ikke-ferdig",
    Severity.WARNING,
    finds="En tekst der «TODO», «xx», «??», «(sjekk)», «[KOMMENTAR …]», «Slettet:» eller lignende "
    "står igjen, eller som bare har tegn.",
    why="Slike merker skal ikke trykkes i saken.",
    remedy="Skriv teksten ferdig, eller slett raden.",
)


@RULE.check
def check(view: View) -> Hits:
    for passage in passages(view, PROOFREAD):
        mark = unfinished(passage.text)
        if mark:
            yield Hit(
                f"Teksten er ikke ferdig: {nb.quoted(mark)} står igjen i "
                f"{nb.quoted(passage.text)}.",
                cell=passage.cell,
                actual=mark,
            )
        elif not re.search(r"\w", passage.text):
            yield Hit(
                f"Teksten er tom: det står bare {nb.quoted(passage.text)}.",
                cell=passage.cell,
                actual=passage.text,
            )


@RULE.bad("«TODO» står igjen i et avsnitt.")
def _todo(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-4", "text", "Posten dekker kostnader. TODO: hvor mye?")


@RULE.bad("«xxx» står igjen i et mål.")
def _marks(e: Editor) -> Place:
    return e.put(TARGETS, "1.1-R1", "text", "Arrangert xxx møter.")


@RULE.bad("Tiltaket heter bare «–».")
def _dash(e: Editor) -> Place:
    return e.put(MEASURES, "1.2", "title", "–")


@RULE.bad("En kommentar og en sjekk står igjen.")
def _remarks(e: Editor) -> tuple[Place, ...]:
    text = "[KOMMENTAR TH: stemmer dette?] Posten dekker kostnader."
    first = e.put(PARAGRAPHS, "5.1.4-4", "text", text)
    return first, e.put(PARAGRAPHS, "5.1.4-6", "text", "Posten dekker drift (sjekk).")


@RULE.bad("En sporet endring er limt inn som tekst.")
def _tracked(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-4", "text", "Slettet: Posten dekker kostnader.")


@RULE.good("Et vanlig spørsmål og en henvisning.")
def _question(e: Editor) -> None:
    e.put(PARAGRAPHS, "5.1.4-4", "text", "Hva skal oppnås? Se [1] (sjekklisten), møtested XXL […].")
