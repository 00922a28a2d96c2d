"""A column of the layout that a table does not have."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.layout import Column
from orxl.rules.example import Editor, Example, Place
from orxl.rules.headers import compare
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for bound in view.bound.tables.values():
        for column in compare(view, bound).missing:
            yield Hit(
                f"Kolonnen «{column.header}» mangler i tabellen på arket «{bound.table.sheet}».",
                sheet=bound.table.sheet,
                expected=column.header,
                severity=Severity.ERROR if _carries(column) else Severity.WARNING,
            )


def _carries(column: Column) -> bool:
    """Whether figures or keys stand in the column, rather than remarks."""
    return column.required or column.derived or column.kind.numeric or column.choices is not None


def _without_frame(e: Editor) -> Place:
    e.drop_column("tblProsjektmidler", "frame")
    return "Prosjektmidler"


def _without_comment(e: Editor) -> Place:
    e.drop_column("tblTiltak", "comment")
    return "Tiltak"


def _renamed(e: Editor) -> tuple[Place, ...]:
    e.rename_header("tblProsjektmidler", "frame", "Ramme")
    return ()


RULE = Rule(
    code="S003",
    name="kolonne-mangler",
    severity=Severity.ERROR,
    finds="En kolonne i en av tabellene er slettet.",
    why="Formlene finner kolonnene ved overskriften. Mangler en kolonne med tall eller koder, "
    "mangler også det som bygger på den.",
    remedy="Hent kolonnen fra en tidligere utgave av filen, eller sett inn en kolonne med nøyaktig "
    "denne overskriften.",
    check=check,
    bad=(
        Example("Kolonnen «Ramme 2026» er slettet på Prosjektmidler.", _without_frame),
        Example("Kolonnen «Kommentar» er slettet på Tiltak.", _without_comment),
    ),
    good=(Example("Overskriften er bare endret; det sier S004.", _renamed),),
)
