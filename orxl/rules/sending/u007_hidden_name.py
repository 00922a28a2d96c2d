"""A hidden defined name."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.shared.sending import INSPECT

RULE = Rule(
    "U007",
    "skjult-navn",
    Severity.NOTE,
    asks=FileView,
    finds="Definerte navn som ikke vises i Navnebehandling.",
    why="Skjulte navn kommer gjerne fra andres maler og kan peke på andre filer eller røpe navn.",
    remedy=f"La Excel fjerne dem: {INSPECT} → Skjulte navn.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    for name in view.book.names if view.inspection is not None else ():
        if name.hidden and not name.name.casefold().startswith("_xl"):  # Excel's own
            yield Hit(
                f"Det skjulte navnet «{name.name}» følger med. Det viser til {name.refers_to}.",
                sheet=name.sheet,
                actual=name.refers_to,
            )


@RULE.bad("Et skjult navn «Gammel_sats».")
def _hidden(e: Editor) -> Place:
    e.add_name("Gammel_sats", "Forutsetninger!$B$10", hidden=True)
    return None


@RULE.good("Excels eget skjulte navn for et filter.")
def _of_excel(e: Editor) -> None:
    e.add_name("_xlnm._FilterDatabase", "Tiltak!$A$5:$J$36", "Tiltak", hidden=True)
