"""A sheet of the layout that the workbook does not have."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for spec in view.layout.sheets:
        if view.book.sheet(spec.name) is not None:
            continue
        homes = {
            view.bound.tables[t.name].table.sheet
            for t in spec.tables
            if t.name in view.bound.tables
        }
        if homes:
            found = nb.listed([nb.quoted(home) for home in sorted(homes)])
            yield Hit(
                f"Arket «{spec.name}» finnes ikke, men innholdet står på arket {found}.",
                sheet=spec.name,
                expected=spec.name,
                actual=sorted(homes)[0],
                remedy=f"Er arket bare omdøpt, gi det navnet «{spec.name}» tilbake.",
            )
        else:
            yield Hit(f"Arket «{spec.name}» finnes ikke.", sheet=spec.name, expected=spec.name)


def _deleted(e: Editor) -> Place:
    e.drop_sheet("Noter")
    return "Noter"


def _renamed(e: Editor) -> Place:
    e.rename_sheet("Tiltak", "Tiltak 2026")
    return "Tiltak"


def _own_sheet(e: Editor) -> tuple[Place, ...]:
    e.add_sheet("Mine notater")
    return ()


RULE = Rule(
    code="S001",
    name="ark-mangler",
    severity=Severity.ERROR,
    finds="Et ark som skal være i arbeidsboken, er slettet eller omdøpt.",
    why="Uten arket mangler en del av handlingsprogrammet eller budsjettet, og formlene som "
    "henter tall derfra, gir feil.",
    remedy="Hent arket fra en tidligere utgave av filen.",
    check=check,
    bad=(
        Example("Arket Noter er slettet.", _deleted),
        Example("Arket Tiltak er omdøpt til «Tiltak 2026».", _renamed),
    ),
    good=(Example("Et eget ark er lagt til.", _own_sheet),),
)
