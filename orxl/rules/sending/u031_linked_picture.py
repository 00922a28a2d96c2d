"""A picture that is linked, not embedded."""

from __future__ import annotations

from orxl.core.inspection import Drawing
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb

RULE = Rule(
    "U031",
    "lenket-bilde",
    Severity.WARNING,
    asks=FileView,
    finds="Bilder som er lenket til en fil eller nettadresse og ikke ligger i arbeidsboken.",
    why="Mottakeren ser et rødt kryss, eller maskinen henter bildet fra nettet og røper at filen "
    "er åpnet.",
    remedy="Slett bildet, og sett det inn på nytt med Sett inn → Bilder → Denne enheten.",
)


@RULE.check
def check(view: FileView) -> Hits:
    for found in view.inspection.sheets:
        for drawing in found.drawings:
            if drawing.linked:
                yield Hit(
                    f"Bildet «{drawing.name}» på arket «{found.name}» ligger ikke i filen, men "
                    f"hentes fra {nb.quoted(drawing.linked)}.",
                    cell=drawing.cell,
                    sheet=found.name,
                    actual=drawing.linked,
                )


@RULE.bad("Logoen hentes fra en delt disk.")
def _linked(e: Editor) -> Place:
    at = CellRef("Forside", 50, 1)
    logo = Drawing("picture", "Logo", at, alt="Osloregionens logo", linked="file:///M:/logo.png")
    e.file.on("Forside", drawings=(logo,))
    return at


@RULE.good("Logoen ligger i filen.")
def _embedded(e: Editor) -> None:
    at = CellRef("Forside", 50, 1)
    logo = Drawing("picture", "Logo", at, alt="Osloregionens logo")
    e.file.on("Forside", drawings=(logo,))
