"""A column that staff added to a table: allowed, but the checks do not read it."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.tables import MEASURES
from orxl.rules.shared.headers import compare

RULE = Rule(
    "S010",
    "ukjent-kolonne",
    Severity.NOTE,
    finds="En kolonne er satt inn i en tabell.",
    why="Kolonnen er lov å ha, men den kontrolleres ikke, og den kommer ikke med i saken.",
    remedy="Behold kolonnen hvis den er til eget bruk. Slett den hvis den kom inn ved en feil.",
)


@RULE.check
def check(view: View) -> Hits:
    for bound in view.bound.tables.values():
        for stray in compare(bound).strays:
            if stray.stands_for is None and not stray.double:
                yield Hit(
                    f"Kolonnen «{stray.header}» er ikke blant tabellens egne og blir ikke "
                    "kontrollert.",
                    cell=stray.cell,
                    actual=stray.header,
                )


@RULE.bad("Kolonnen «Prioritet» er lagt til på Tiltak.")
def _added(e: Editor) -> Place:
    return e.add_column(MEASURES, "Prioritet")


@RULE.good("En overskrift er bare endret; det sier S004.")
def _renamed(e: Editor) -> None:
    e.rename_header(MEASURES, "responsible", "Kontakt")
