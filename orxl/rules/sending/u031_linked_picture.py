"""A picture that is linked, not embedded."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.inspection import Drawing
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for found in inspected(view).sheets:
        for drawing in found.drawings:
            if drawing.linked:
                yield Hit(
                    f"Bildet «{drawing.name}» på arket «{found.name}» ligger ikke i filen, men "
                    f"hentes fra {nb.quoted(drawing.linked)}.",
                    cell=drawing.cell,
                    sheet=found.name,
                    actual=drawing.linked,
                )


def _linked(e: Editor) -> Place:
    at = CellRef("Forside", 50, 1)
    logo = Drawing("picture", "Logo", at, alt="Osloregionens logo", linked="file:///M:/logo.png")
    e.parcel.on("Forside", drawings=(logo,))
    return at


def _embedded(e: Editor) -> tuple[Place, ...]:
    at = CellRef("Forside", 50, 1)
    logo = Drawing("picture", "Logo", at, alt="Osloregionens logo")
    e.parcel.on("Forside", drawings=(logo,))
    return ()


RULE = Rule(
    code="U031",
    name="lenket-bilde",
    severity=Severity.WARNING,
    finds="Bilder som er lenket til en fil eller nettadresse og ikke ligger i arbeidsboken.",
    why="Mottakeren ser et rødt kryss, eller maskinen henter bildet fra nettet og røper at filen "
    "er åpnet.",
    remedy="Slett bildet, og sett det inn på nytt med Sett inn → Bilder → Denne enheten.",
    check=check,
    bad=(Example("Logoen hentes fra en delt disk.", _linked),),
    good=(Example("Logoen ligger i filen.", _embedded),),
)
