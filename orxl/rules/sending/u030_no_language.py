"""A document that does not say its language."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import wcag

RULE = Rule(
    "U030",
    "språk-mangler",
    Severity.NOTE,
    asks=FileView,
    finds="Et dokument uten språk i egenskapene.",
    why="En skjermleser velger stemme etter språket (WCAG 2.1 punkt 3.1.1).",
    remedy="Høyreklikk på filen i Windows, velg Egenskaper → Detaljer, og skriv nb-NO ved «Språk».",
    references=(wcag("3.1.1", "language-of-page"),),
)


@RULE.check
def check(view: FileView) -> Hits:
    language = view.inspection.properties.language.strip()
    if not language:
        yield Hit("Dokumentet sier ikke hvilket språk det er skrevet på.", expected="nb-NO")


@RULE.bad("Språket er borte fra egenskapene.")
def _none(e: Editor) -> Place:
    e.file.properties(language="")
    return None


@RULE.good("Dokumentet er merket som nynorsk.")
def _nynorsk(e: Editor) -> None:
    e.file.properties(language="nn-NO")
