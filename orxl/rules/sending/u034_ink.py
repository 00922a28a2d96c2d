"""Ink: what somebody wrote or drew with a pen."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    parts = [
        p
        for p in inspected(view).parts
        if p.kind == "ink" or p.name.casefold().startswith("xl/ink/")
    ]
    for sheet in dict.fromkeys(p.sheet for p in parts):
        where = f"Arket «{sheet}»" if sheet is not None else "Arbeidsboken"
        count = sum(p.sheet == sheet for p in parts)
        yield Hit(
            f"{where} har {nb.counted(count, 'håndskrevet merke', 'håndskrevne merker')}.",
            sheet=sheet,
        )


def _ink(e: Editor) -> Place:
    e.parcel.part("xl/ink/ink1.xml", "customXml", "Hovedtall")
    return "Hovedtall"


def _image(e: Editor) -> tuple[Place, ...]:
    e.parcel.part("xl/media/image1.png", "image", "Hovedtall")
    return ()


RULE = Rule(
    code="U034",
    name="håndskrevne-merker",
    severity=Severity.WARNING,
    finds="Merker som er tegnet eller skrevet med penn (blekk).",
    why="Streker og håndskrevne notater fra et møte hører ikke hjemme i det som sendes.",
    remedy="Klikk på merket og trykk Delete, eller bruk Tegn → Viskelær.",
    check=check,
    bad=(Example("Noen har satt ring rundt et tall på Hovedtall.", _ink),),
    good=(Example("Et vanlig bilde.", _image),),
)
