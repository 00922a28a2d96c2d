"""A hidden defined name."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    INSPECT,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for name in view.book.names if view.inspection is not None else ():
        if name.hidden and not name.name.casefold().startswith("_xl"):  # Excel's own
            yield Hit(
                f"Det skjulte navnet «{name.name}» følger med. Det viser til {name.refers_to}.",
                sheet=name.sheet,
                actual=name.refers_to,
            )


def _hidden(e: Editor) -> Place:
    e.add_name("Gammel_sats", "Forutsetninger!$B$10", hidden=True)
    return None


def _of_excel(e: Editor) -> tuple[Place, ...]:
    e.add_name("_xlnm._FilterDatabase", "Tiltak!$A$5:$J$36", "Tiltak", hidden=True)
    return ()


RULE = Rule(
    code="U007",
    name="skjult-navn",
    severity=Severity.NOTE,
    finds="Definerte navn som ikke vises i Navnebehandling.",
    why="Skjulte navn kommer gjerne fra andres maler og kan peke på andre filer eller røpe navn.",
    remedy=f"La Excel fjerne dem: {INSPECT} → Skjulte navn.",
    check=check,
    bad=(Example("Et skjult navn «Gammel_sats».", _hidden),),
    good=(Example("Excels eget skjulte navn for et filter.", _of_excel),),
)
