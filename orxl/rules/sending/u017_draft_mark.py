"""A mark that says this is a draft."""

from __future__ import annotations

import re

from orxl.core.inspection import PageText
from orxl.core.patterns import regex
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.shared.sending import few, written

RULE = Rule(
    "U017",
    "utkastmerke",
    Severity.ERROR,
    asks=FileView,
    finds="Merker som UTKAST, KLADD, DRAFT og KONFIDENSIELT i celler, arknavn, topptekst, "
    "bunntekst og vannmerker.",
    why="Styret skal ikke få et dokument som sier at det er et utkast eller ikke skal sendes.",
    remedy="Slett merket. Topptekst og vannmerke: Sideoppsett → Utskriftstitler → Topptekst.",
)

_WORDS = "utkast|kladd|draft|foreløpig versjon|konfidensielt|ikke send ut|unntatt offentlighet"
_ANY = regex(rf"\b(?:{_WORDS})\b|watermark", re.IGNORECASE)
_LOUD = regex(rf"\b(?:{_WORDS.upper()})\b")
_FIRST = regex(rf"\W*(?:{_WORDS})\b", re.IGNORECASE)
_SHORT = 40
"""A mark is short; a sentence may well speak of a draft."""


@RULE.check
def check(view: FileView) -> Hits:
    return few(_hits(view))


def _hits(view: FileView) -> Hits:
    for text in written(view, _ANY):
        found = _LOUD.search(text.text)
        if found is None and text.cell is None:
            found = _ANY.search(text.text)
        if found is None and len(text.text) <= _SHORT:
            found = _FIRST.match(text.text)
        if found:
            yield Hit(
                f"{text.where} er merket «{found[0].strip()}»: {nb.quoted(text.text)}.",
                cell=text.cell,
                sheet=text.sheet,
                actual=text.text,
            )
    for sheet in view.book.sheets if view.inspection is not None else ():
        if _ANY.search(sheet.name):
            yield Hit(f"Arket heter «{sheet.name}».", sheet=sheet.name, actual=sheet.name)


@RULE.bad("«UTKAST per 12. november» står nederst på Forside.")
def _cell(e: Editor) -> Place:
    return e.type_in(CellRef("Forside", 60, 1), "UTKAST per 12. november")


@RULE.bad("Bunnteksten på Tiltak begynner med «Kladd».")
def _header(e: Editor) -> Place:
    return e.file.on("Tiltak", page_texts=(PageText("bunntekst", "Kladd – Side 1"),))


@RULE.good("En setning som forteller om et utkast.")
def _sentence(e: Editor) -> None:
    text = "Sekretariatet sendte utkast til handlingsprogram på høring i mai 2025."
    e.type_in(CellRef("Forside", 60, 1), text)
