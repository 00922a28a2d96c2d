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
    cell_texts,
    few,
    other_texts,
)
from orxl.rules.view import View

_LOUD = re.compile(r"\b(?:UTKAST|KLADD|DRAFT|FORELØPIG VERSJON|KONFIDENSIELT|IKKE SEND UT)\b")
_ANY = re.compile(r"\b(?:utkast|kladd|draft|foreløpig versjon|watermark)\b", re.IGNORECASE)
_SHORT = 40
"""A mark is short; a sentence may well speak of a draft."""


def check(view: View) -> Iterator[Hit]:
    return few(_hits(view))


def _hits(view: View) -> Iterator[Hit]:
    for text in (*cell_texts(view), *other_texts(view)) if view.inspection is not None else ():
        found = _LOUD.search(text.text)
        if found is None and text.cell is None:
            found = _ANY.search(text.text.replace("PowerPlusWaterMarkObject", " watermark "))
        if found is None and re.match(r"\W*(?:utkast|kladd|draft)\b", text.text, re.IGNORECASE):
            found = _ANY.search(text.text) if len(text.text) <= _SHORT else None
        if found:
            yield Hit(
                f"{text.where} sier at dette er et utkast: {nb.quoted(text.text)}.",
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
    finds="Ordene UTKAST, KLADD og DRAFT i celler, arknavn, topptekst, bunntekst og vannmerker.",
    why="Styret skal ikke få et dokument som sier at det er et utkast.",
    remedy="Slett merket. Topptekst og vannmerke: Sideoppsett → Utskriftstitler → Topptekst.",
    check=check,
    bad=(
        Example("«UTKAST per 12. november» står nederst på Forside.", _cell),
        Example("Bunnteksten på Tiltak begynner med «Kladd».", _header),
    ),
    good=(Example("En setning som forteller om et utkast.", _sentence),),
)
