"""A sheet that does not belong to the template."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.shared.sending import filled_cells

RULE = Rule(
    "U037",
    "eget-ark",
    Severity.NOTE,
    asks=FileView,
    finds="Ark som noen har laget selv i arbeidsboken.",
    why="Egne regneark og notater er nyttige i arbeidet, men blir lett med uten at noen tenkte på "
    "det.",
    remedy="Se på arket. Slett det i kopien som skal sendes, hvis mottakeren ikke skal ha det.",
)


@RULE.check
def check(view: FileView) -> Hits:
    known = {sheet.name.casefold() for sheet in view.inside.layout.sheets}
    if not known:
        return
    # A sheet that stands for a missing one of the template is another finding (S001).
    renamed = {bound.table.sheet.casefold() for bound in view.inside.bound.tables.values()}
    for sheet in view.book.sheets:
        name = sheet.name.casefold()
        if name not in known | renamed and sheet.state == "visible":
            count = sum(1 for _ in filled_cells(view, sheet))
            yield Hit(
                f"Arket «{sheet.name}» hører ikke til malen og har "
                f"{nb.counted(count, 'celle', 'celler')} med innhold. Skal det sendes?",
                sheet=sheet.name,
            )


@RULE.bad("Et ark med notater.")
def _own(e: Editor) -> Place:
    e.add_sheet("Notater")
    return "Notater"


@RULE.good("Et av malens ark har fått nytt navn; det er et annet funn.")
def _renamed(e: Editor) -> None:
    e.rename_sheet("Tiltak", "Tiltakene")
