"""A sheet that Excel offers no way to show."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    INSPECT,
    filled_cells,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for sheet in view.book.sheets if view.inspection is not None else ():
        if sheet.state == "veryHidden":
            count = sum(1 for _ in filled_cells(view, sheet))
            cells = (
                f"har {nb.counted(count, 'celle', 'celler')} med innhold" if count else "er tomt"
            )
            yield Hit(
                f"Arket «{sheet.name}» er skjult slik at det ikke står i listen over skjulte ark. "
                f"Det {cells}.",
                sheet=sheet.name,
                actual=float(count),
            )


def _very_hidden(e: Editor) -> Place:
    e.add_sheet("Arkiv", state="veryHidden")
    return "Arkiv"


def _hidden(e: Editor) -> tuple[Place, ...]:
    e.add_sheet("Notater", state="hidden")
    return ()


RULE = Rule(
    code="U004",
    name="dypt-skjult-ark",
    severity=Severity.ERROR,
    finds="Et ark som er skjult så dypt at det ikke kan vises fra menyen (veryHidden).",
    why="Ingen i sekretariatet ser det, men innholdet følger med og kan hentes fram med enkle "
    "verktøy. Slike ark kommer gjerne fra andres maler eller fra makroer.",
    remedy=f"La Excel fjerne det: {INSPECT} → Skjulte regneark → Fjern alle. Regn om etterpå.",
    check=check,
    bad=(Example("Et ark «Arkiv» fra en gammel mal ligger dypt skjult.", _very_hidden),),
    good=(Example("Et vanlig skjult ark er et eget funn (U003).", _hidden),),
)
