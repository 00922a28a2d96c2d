"""A list of persons that no comment needs any more."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.inspection import Comment
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    INSPECT,
    inspected,
    people,
    quoted_list,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    found = inspected(view)
    if any(c.threaded for sheet in found.sheets for c in sheet.comments):
        return  # the comments' authors are named with the comments (U002)
    names = people(view, found.persons)
    if names:
        yield Hit(
            f"Filen har en liste over personer fra gamle kommentarer: {quoted_list(names)}.",
            actual="; ".join(names),
        )


def _left_over(e: Editor) -> Place:
    e.parcel.change(persons=("Kari Nordmann", "Ola Dahl"))
    return None


def _in_use(e: Editor) -> tuple[Place, ...]:
    at = CellRef("Forside", 4, 1)
    e.parcel.change(persons=("Kari Nordmann",))
    e.parcel.on("Forside", comments=(Comment(at, "Kari Nordmann", "Fint.", threaded=True),))
    return ()


RULE = Rule(
    code="U035",
    name="personliste-står-igjen",
    severity=Severity.NOTE,
    finds="Listen over personer i kommentartråder, når kommentarene selv er slettet.",
    why="Excel sletter ikke listen sammen med kommentarene. Navn og brukernavn sendes med.",
    remedy=f"Velg {INSPECT} → Dokumentegenskaper og personlig informasjon → Fjern alle.",
    check=check,
    bad=(Example("Kommentarene er slettet, men to navn står igjen.", _left_over),),
    good=(Example("Personen har en kommentar, som er et eget funn (U002).", _in_use),),
)
