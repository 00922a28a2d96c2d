"""A web address that nobody can follow."""

from __future__ import annotations

import re

from orxl.core.edits import SetCell
from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import PARAGRAPHS, STRATEGY
from orxl.rules.shared.texts import Passage, of_type, passages

RULE = Rule(
    "T006",
    "lenke-ugyldig",
    Severity.WARNING,
    finds="En nettadresse som ikke begynner med https://, har mellomrom eller mangler nettsted.",
    why="Lenken virker ikke i saken.",
    remedy="Åpne siden i nettleseren, og kopier hele adressen derfra.",
    fix=Fix.UNSAFE,
    fix_safety="Begynnelsen av adressen byttes med https://. orxl åpner ikke adressen og vet ikke "
    "om den virker; derfor spørres det om hver tekst.",
)

_GOOD = regex(r"https://[^\s/?#.]+(?:\.[^\s/?#.]+)+(?:[/?#]\S*)?")
_IN_TEXT = regex(r"\bhttps?:\S*", re.IGNORECASE)


@RULE.check
def check(view: View) -> Hits:
    for passage in passages(view, ((STRATEGY, "link"),)):
        yield from _judged(passage, passage.text.strip())
    for passage in passages(view, ((PARAGRAPHS, "text"),)):
        if passage.row.values.get("type") != "lenke":
            for match in _IN_TEXT.finditer(passage.text):
                yield from _judged(passage, match[0].rstrip(".,;:)»"))
    for passage in of_type(view, "lenke"):
        yield from _judged(passage, passage.text.strip())


def _judged(passage: Passage, link: str) -> Hits:
    if _GOOD.fullmatch(link):
        return
    mended = re.sub(r"^(?:http:/*|https:?/*|(?=www\.))", "https://", link, flags=re.IGNORECASE)
    if re.search(r"\s", link):
        words = "har mellomrom"
    elif not link.startswith("https://"):
        words = "begynner ikke med https://"
    else:
        words = "har ikke noe gyldig nettsted"
    certain = bool(_GOOD.fullmatch(mended))
    yield Hit(
        f"Nettadressen {nb.quoted(link, 80)} {words}.",
        cell=passage.cell,
        expected=mended if certain else None,
        actual=link,
        fix=(SetCell(passage.cell, passage.text.replace(link, mended), passage.text),)
        if certain
        else (),
    )


@RULE.bad("Adressen begynner med http://.")
def _not_secure(e: Editor) -> Place:
    return e.put(STRATEGY, "P1", "link", "http://www.osloregionen.no/jernbane.pdf")


@RULE.bad("Adressen har et mellomrom.")
def _space(e: Editor) -> Place:
    return e.put(STRATEGY, "P2", "link", "https://www.osloregionen.no/Oslofjorden mener.pdf")


@RULE.bad("Adressen i teksten mangler resten av nettstedet.")
def _no_host(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-4", "text", "Les mer på https://osloregionen.")


@RULE.good("Adressen står i parentes i en setning.")
def _in_a_sentence(e: Editor) -> None:
    e.put(PARAGRAPHS, "5.1.4-4", "text", "Les mer (https://www.osloregionen.no/om).")
    e.put(STRATEGY, "P3", "link", "https://osloregionen.no")
