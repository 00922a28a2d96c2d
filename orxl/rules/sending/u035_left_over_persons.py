"""A list of persons that no comment needs any more."""

from __future__ import annotations

from orxl.core.inspection import Comment
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import INSPECTOR, PRIVACY
from orxl.rules.shared.sending import INSPECT, people, quoted_list

RULE = Rule(
    "U035",
    "personliste-står-igjen",
    Severity.NOTE,
    asks=FileView,
    finds="Listen over personer i kommentartråder, når kommentarene selv er slettet.",
    why="Excel sletter ikke listen sammen med kommentarene. Navn og brukernavn sendes med.",
    remedy=f"Velg {INSPECT} → Dokumentegenskaper og personlig informasjon → Fjern alle.",
    references=(INSPECTOR, PRIVACY),
)


@RULE.check
def check(view: FileView) -> Hits:
    found = view.inspection
    if any(c.threaded for sheet in found.sheets for c in sheet.comments):
        return  # the comments' authors are named with the comments (U002)
    names = people(view, found.persons)
    if names:
        yield Hit(
            f"Filen har en liste over personer fra gamle kommentarer: {quoted_list(names)}.",
            actual="; ".join(names),
        )


@RULE.bad("Kommentarene er slettet, men to navn står igjen.")
def _left_over(e: Editor) -> Place:
    e.file.change(persons=("Kari Nordmann", "Ola Dahl"))
    return None


@RULE.good("Personen har en kommentar, som er et eget funn (U002).")
def _in_use(e: Editor) -> None:
    at = CellRef("Forside", 4, 1)
    e.file.change(persons=("Kari Nordmann",))
    e.file.on("Forside", comments=(Comment(at, "Kari Nordmann", "Fint.", threaded=True),))
