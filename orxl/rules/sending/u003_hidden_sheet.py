"""A hidden sheet."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    filled_cells,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for sheet in view.book.sheets if view.inspection is not None else ():
        if sheet.state == "hidden":
            count = sum(1 for _ in filled_cells(view, sheet))
            cells = (
                f"har {nb.counted(count, 'celle', 'celler')} med innhold" if count else "er tomt"
            )
            yield Hit(
                f"Arket «{sheet.name}» er skjult og {cells}. Mottakeren kan vise det med to klikk.",
                sheet=sheet.name,
                actual=float(count),
            )


def _hidden(e: Editor) -> Place:
    e.add_sheet("Lønnsgrunnlag", state="hidden")
    return "Lønnsgrunnlag"


def _visible(e: Editor) -> tuple[Place, ...]:
    e.add_sheet("Notater")
    return ()


RULE = Rule(
    code="U003",
    name="skjult-ark",
    severity=Severity.WARNING,
    finds="Et ark som er skjult.",
    why="Et skjult ark er ikke borte. Det som står der, sendes med og kan vises av hvem som helst.",
    remedy="Høyreklikk på en arkfane og velg «Vis». Slett arket hvis det ikke skal sendes.",
    check=check,
    bad=(Example("Et skjult ark med lønnstall.", _hidden),),
    good=(Example("Et eget ark som er synlig.", _visible),),
)
