"""A column that staff added to a table: allowed, but the checks do not read it."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.headers import compare
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for bound in view.bound.tables.values():
        for stray in compare(view, bound).strays:
            if stray.stands_for is None and not stray.double:
                yield Hit(
                    f"Kolonnen «{stray.header}» er ikke blant tabellens egne og blir ikke "
                    "kontrollert.",
                    cell=stray.cell,
                    actual=stray.header,
                )


def _added(e: Editor) -> Place:
    return e.add_column("tblTiltak", "Prioritet")


def _renamed(e: Editor) -> tuple[Place, ...]:
    e.rename_header("tblTiltak", "responsible", "Kontakt")
    return ()


RULE = Rule(
    code="S010",
    name="ukjent-kolonne",
    severity=Severity.NOTE,
    finds="En kolonne er satt inn i en tabell.",
    why="Kolonnen er lov å ha, men den kontrolleres ikke, og den kommer ikke med i saken.",
    remedy="Behold kolonnen hvis den er til eget bruk. Slett den hvis den kom inn ved en feil.",
    check=check,
    bad=(Example("Kolonnen «Prioritet» er lagt til på Tiltak.", _added),),
    good=(Example("En overskrift er bare endret; det sier S004.", _renamed),),
)
