"""A sheet that does not belong to the template."""

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
    known = {sheet.name.casefold() for sheet in view.layout.sheets}
    if view.inspection is None or not known:
        return
    # A sheet that stands for a missing one of the template is another finding (S001).
    renamed = {bound.table.sheet.casefold() for bound in view.bound.tables.values()}
    for sheet in view.book.sheets:
        name = sheet.name.casefold()
        if name not in known | renamed and sheet.state == "visible":
            count = sum(1 for _ in filled_cells(view, sheet))
            yield Hit(
                f"Arket «{sheet.name}» hører ikke til malen og har "
                f"{nb.counted(count, 'celle', 'celler')} med innhold. Skal det sendes?",
                sheet=sheet.name,
            )


def _own(e: Editor) -> Place:
    e.add_sheet("Notater")
    return "Notater"


def _renamed(e: Editor) -> tuple[Place, ...]:
    e.rename_sheet("Tiltak", "Tiltakene")
    return ()


RULE = Rule(
    code="U037",
    name="eget-ark",
    severity=Severity.NOTE,
    finds="Ark som noen har laget selv i arbeidsboken.",
    why="Egne regneark og notater er nyttige i arbeidet, men blir lett med uten at noen tenkte på "
    "det.",
    remedy="Se på arket. Slett det i kopien som skal sendes, hvis mottakeren ikke skal ha det.",
    check=check,
    bad=(Example("Et ark med notater.", _own),),
    good=(Example("Et av malens ark har fått nytt navn; det er et annet funn.", _renamed),),
)
