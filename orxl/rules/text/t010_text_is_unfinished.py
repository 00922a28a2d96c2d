"""A text with a mark that says it is not finished, or with nothing but punctuation."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, PARAGRAPHS, TARGETS
from orxl.rules.shared.stray import stray
from orxl.rules.shared.texts import PROOFREAD, passages
from orxl.rules.shared.unfinished import unfinished

RULE = Rule(
    "T010",
    "tekst-ikke-ferdig",
    Severity.WARNING,
    finds="En tekst der «TODO», «xx», «??», «(sjekk)», «[KOMMENTAR …]», «Slettet:» eller lignende "
    "står igjen, som har en kollegas hilsen, ordene fra et skriveprogram eller formatering («**») "
    "i seg, eller som bare har tegn eller en henvisning («Se over.»).",
    why="Slikt skal ikke trykkes i saken.",
    remedy="Skriv teksten ferdig, eller slett raden.",
)

_SAYS_NOTHING: Final = regex(
    r"\W*(?:(?:se|jf\.?) (?:over|under|ovenfor|nedenfor|forrige|tidligere|neste)(?: \w+)?"
    r"|som (?:over|før|ovenfor|i fjor)|samme(?: som (?:over|før|i fjor))?|ditto|tom|test|utgår"
    r"|slettes|tekst|blank)\W*",
    re.IGNORECASE,
)
"""Words that say nothing of what the row is about."""


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
        elif not re.search(r"\w", passage.text) or _SAYS_NOTHING.fullmatch(passage.text):
            yield Hit(
                f"Teksten er tom: det står bare {nb.quoted(passage.text)}.",
                cell=passage.cell,
                actual=passage.text,
            )
        elif trace := stray(passage.text):
            yield Hit(
                f"{nb.quoted(trace)} hører ikke til i saken: {nb.quoted(passage.text)}.",
                cell=passage.cell,
                actual=trace,
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


@RULE.bad("En kollegas svar, et skriveprograms innledning og formatering er kommet med.")
def _left(e: Editor) -> tuple[Place, ...]:
    text = "Posten dekker {}. "
    return (
        e.put(PARAGRAPHS, "5.1.4-4", "text", text.format("møter") + "Hei, vi tar ut dette."),
        e.put(PARAGRAPHS, "5.1.4-5", "text", "Her er en kortere versjon: Posten dekker møter."),
        e.put(PARAGRAPHS, "5.1.4-6", "text", text.format("**trykksaker**")),
        e.put(MEASURES, "1.2", "title", "FORSLAG: Arrangere Osloregionens dag"),
        e.put(TARGETS, "1.1-R1", "text", "Se over."),
    )


@RULE.good("En henvisning, et spørsmål og et notenummer i vanlig tekst.")
def _plain(e: Editor) -> None:
    e.put(PARAGRAPHS, "5.1.4-4", "text", "Se over tabellen: hva vil vi? Her er to viktige tiltak.")
    e.put(PARAGRAPHS, "5.1.4-5", "text", "Vi tar imot innspill, jf. e-postrutinen. Ny: noe annet.")
