"""A mark that says this is a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.inspection import PageText
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    few,
    written,
)
from orxl.rules.view import View

_WORDS = "utkast|kladd|draft|foreløpig versjon|konfidensielt|ikke send ut"
_ANY = re.compile(rf"\b(?:{_WORDS})\b|watermark", re.IGNORECASE)
_LOUD = re.compile(rf"\b(?:{_WORDS.upper()})\b")
_FIRST = re.compile(rf"\W*(?:{_WORDS})\b", re.IGNORECASE)
_SHORT = 40
"""A mark is short; a sentence may well speak of a draft."""


def check(view: View) -> Iterator[Hit]:
    return few(_hits(view))


def _hits(view: View) -> Iterator[Hit]:
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


def _cell(e: Editor) -> Place:
    return e.type_in(CellRef("Forside", 60, 1), "UTKAST per 12. november")


def _header(e: Editor) -> Place:
    return e.parcel.on("Tiltak", page_texts=(PageText("bunntekst", "Kladd – Side 1"),))


def _sentence(e: Editor) -> tuple[Place, ...]:
    text = "Sekretariatet sendte utkast til handlingsprogram på høring i mai 2025."
    e.type_in(CellRef("Forside", 60, 1), text)
    return ()


RULE = Rule(
    code="U017",
    name="utkastmerke",
    severity=Severity.ERROR,
    finds="Merker som UTKAST, KLADD, DRAFT og KONFIDENSIELT i celler, arknavn, topptekst, "
    "bunntekst og vannmerker.",
    why="Styret skal ikke få et dokument som sier at det er et utkast eller ikke skal sendes.",
    remedy="Slett merket. Topptekst og vannmerke: Sideoppsett → Utskriftstitler → Topptekst.",
    check=check,
    bad=(
        Example("«UTKAST per 12. november» står nederst på Forside.", _cell),
        Example("Bunnteksten på Tiltak begynner med «Kladd».", _header),
    ),
    good=(Example("En setning som forteller om et utkast.", _sentence),),
)
