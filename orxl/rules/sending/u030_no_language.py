"""A document that does not say its language."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if view.inspection is None:
        return
    language = view.inspection.properties.language.strip()
    if not language:
        yield Hit("Dokumentet sier ikke hvilket språk det er skrevet på.", expected="nb-NO")


def _none(e: Editor) -> Place:
    e.parcel.properties(language="")
    return None


def _nynorsk(e: Editor) -> tuple[Place, ...]:
    e.parcel.properties(language="nn-NO")
    return ()


RULE = Rule(
    code="U030",
    name="språk-mangler",
    severity=Severity.NOTE,
    finds="Et dokument uten språk i egenskapene.",
    why="En skjermleser velger stemme etter språket (WCAG 2.1 punkt 3.1.1).",
    remedy="Høyreklikk på filen i Windows, velg Egenskaper → Detaljer, og skriv nb-NO ved «Språk».",
    check=check,
    bad=(Example("Språket er borte fra egenskapene.", _none),),
    good=(Example("Dokumentet er merket som nynorsk.", _nynorsk),),
)
