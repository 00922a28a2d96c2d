"""Ink: what somebody wrote or drew with a pen."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR

RULE = Rule(
    "U034",
    "håndskrevne-merker",
    Severity.WARNING,
    asks=FileView,
    finds="Merker som er tegnet eller skrevet med penn (blekk).",
    why="Streker og håndskrevne notater fra et møte hører ikke hjemme i det som sendes.",
    remedy="Klikk på merket og trykk Delete, eller bruk Tegn → Viskelær.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    parts = [
        p
        for p in view.inspection.parts
        if p.kind == "ink" or p.name.casefold().startswith("xl/ink/")
    ]
    for sheet in dict.fromkeys(p.sheet for p in parts):
        where = f"Arket «{sheet}»" if sheet is not None else "Arbeidsboken"
        count = sum(p.sheet == sheet for p in parts)
        yield Hit(
            f"{where} har {nb.counted(count, 'håndskrevet merke', 'håndskrevne merker')}.",
            sheet=sheet,
        )


@RULE.bad("Noen har satt ring rundt et tall på Hovedtall.")
def _ink(e: Editor) -> Place:
    e.file.part("xl/ink/ink1.xml", "customXml", "Hovedtall")
    return "Hovedtall"


@RULE.good("Et vanlig bilde.")
def _image(e: Editor) -> None:
    e.file.part("xl/media/image1.png", "image", "Hovedtall")
