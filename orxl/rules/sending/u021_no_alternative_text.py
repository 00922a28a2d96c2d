"""A picture, chart or shape without an alternative text."""

from __future__ import annotations

import re

from orxl.core.inspection import Drawing
from orxl.core.patterns import regex
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import ACCESSIBLE, UNIVERSAL_DESIGN, wcag
from orxl.rules.shared.sending import few

RULE = Rule(
    "U021",
    "mangler-alternativ-tekst",
    Severity.WARNING,
    asks=FileView,
    finds="Bilder, diagrammer og figurer uten alternativ tekst, eller med bare et filnavn.",
    why="Den som ikke ser bildet, får ikke vite hva det viser. Offentlige dokumenter skal kunne "
    "leses av alle (likestillings- og diskrimineringsloven § 18, WCAG 2.1 punkt 1.1.1).",
    remedy="Høyreklikk på bildet og velg «Rediger alternativ tekst». Skriv hva det viser, eller "
    "merk det som dekorativt.",
    references=(ACCESSIBLE, UNIVERSAL_DESIGN, wcag("1.1.1", "non-text-content")),
)

_WORDS = {"picture": "Bildet", "chart": "Diagrammet", "shape": "Figuren", "object": "Objektet"}
_EMPTY = regex(
    r"(?:(?:bilde|picture|image|diagram|chart|figur|graphic)\W*\d*|.*[.](?:png|jpe?g|gif|emf|svg))",
    re.IGNORECASE,
)


@RULE.check
def check(view: FileView) -> Hits:
    return few(_hits(view))


def _hits(view: FileView) -> Hits:
    for found in view.inspection.sheets:
        for drawing in found.drawings:
            if drawing.decorative or drawing.hidden or (drawing.kind == "shape" and drawing.text):
                continue
            what = f"{_WORDS[drawing.kind]} «{drawing.name}» på arket «{found.name}»"
            if not drawing.alt:
                message = f"{what} har ingen alternativ tekst."
            elif _EMPTY.fullmatch(drawing.alt.strip()):
                message = f"{what} har en alternativ tekst som ikke sier noe: «{drawing.alt}»."
            else:
                continue
            yield Hit(
                message,
                cell=drawing.cell,
                sheet=found.name,
                actual=drawing.alt if drawing.alt else None,
            )


@RULE.bad("Et diagram på Forside har ingen alternativ tekst.")
def _chart(e: Editor) -> Place:
    at = CellRef("Forside", 50, 2)
    e.file.on("Forside", drawings=(Drawing("chart", "Diagram 1", at),))
    return at


@RULE.bad("Den alternative teksten er et filnavn.")
def _file_name(e: Editor) -> Place:
    at = CellRef("Forside", 50, 2)
    e.file.on("Forside", drawings=(Drawing("picture", "Bilde 1", at, alt="logo_ny.png"),))
    return at


@RULE.good("Et diagram er beskrevet, og en strek er merket som dekorativ.")
def _described(e: Editor) -> None:
    at = CellRef("Forside", 50, 2)
    alt = "Stolpediagram: inntekter 8 754 og utgifter 9 090 (1000 kr)."
    line = Drawing("shape", "Strek 1", at, decorative=True)
    e.file.on("Forside", drawings=(Drawing("chart", "Diagram 1", at, alt=alt), line))
