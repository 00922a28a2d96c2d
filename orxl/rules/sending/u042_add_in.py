"""An add-in that opens with the workbook."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    INSPECT,
    inspected,
    quoted_list,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    parts = inspected(view).of_kind("webextension")
    if parts:
        yield Hit(
            f"Arbeidsboken åpner {nb.counted(len(parts), 'tillegg', 'tillegg')} fra andre "
            f"({quoted_list([p.name for p in parts])}).",
            actual=parts[0].name,
        )


def _add_in(e: Editor) -> Place:
    e.parcel.part("xl/webextensions/webextension1.xml", "webextension")
    return None


def _style(e: Editor) -> tuple[Place, ...]:
    e.parcel.part("xl/styles.xml", "styles")
    return ()


RULE = Rule(
    code="U042",
    name="tillegg-følger-med",
    severity=Severity.WARNING,
    finds="Tillegg (apper) som åpnes i et felt ved siden av arket.",
    why="Tillegget lastes fra nettet hos mottakeren og kan lese arbeidsboken.",
    remedy=f"Velg {INSPECT} → Oppgaverutetillegg → Fjern alle.",
    check=check,
    bad=(Example("Et tillegg er lagret med boken.", _add_in),),
    good=(Example("Bare vanlige deler.", _style),),
)
