"""A column of the layout that a table does not have."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import TABLES
from orxl.rules.kit.tables import MEASURES, PROJECTS
from orxl.rules.shared.headers import carries, compare

RULE = Rule(
    "S003",
    "kolonne-mangler",
    Severity.ERROR,
    finds="En kolonne i en av tabellene er slettet.",
    why="Formlene finner kolonnene ved overskriften. Mangler en kolonne med tall eller koder, "
    "mangler også det som bygger på den.",
    remedy="Hent kolonnen fra en tidligere utgave av filen, eller sett inn en kolonne med nøyaktig "
    "denne overskriften.",
    references=(TABLES,),
)


@RULE.check
def check(view: View) -> Hits:
    for bound in view.bound.tables.values():
        for column in compare(bound).missing:
            yield Hit(
                f"Kolonnen «{column.header}» mangler i tabellen på arket «{bound.table.sheet}».",
                sheet=bound.table.sheet,
                expected=column.header,
                severity=Severity.ERROR if carries(column) else Severity.WARNING,
                hinders=carries(column),
            )


@RULE.bad("Kolonnen «Ramme 2026» er slettet på Prosjektmidler.")
def _without_frame(e: Editor) -> Place:
    e.drop_column(PROJECTS, "frame")
    return "Prosjektmidler"


@RULE.bad("Kolonnen «Kommentar» er slettet på Tiltak.")
def _without_comment(e: Editor) -> Place:
    e.drop_column(MEASURES, "comment")
    return "Tiltak"


@RULE.good("Overskriften er bare endret; det sier S004.")
def _renamed(e: Editor) -> None:
    e.rename_header(PROJECTS, "frame", "Ramme")
