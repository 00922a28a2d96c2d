"""A hidden sheet."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.shared.sending import filled_cells

RULE = Rule(
    "U003",
    "skjult-ark",
    Severity.WARNING,
    asks=FileView,
    finds="Et ark som er skjult.",
    why="Et skjult ark er ikke borte. Det som står der, sendes med og kan vises av hvem som helst.",
    remedy="Høyreklikk på en arkfane og velg «Vis». Slett arket hvis det ikke skal sendes.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    ours = {spec.name for spec in view.inside.bound.layout.sheets}  # S027 tells of those
    for sheet in view.book.sheets if view.inspection is not None else ():
        if sheet.state == "hidden" and sheet.name not in ours:
            count = sum(1 for _ in filled_cells(view, sheet))
            cells = (
                f"har {nb.counted(count, 'celle', 'celler')} med innhold" if count else "er tomt"
            )
            yield Hit(
                f"Arket «{sheet.name}» er skjult og {cells}. Mottakeren kan vise det med to klikk.",
                sheet=sheet.name,
                actual=float(count),
            )


@RULE.bad("Et skjult ark med lønnstall.")
def _hidden(e: Editor) -> Place:
    e.add_sheet("Lønnsgrunnlag", state="hidden")
    return "Lønnsgrunnlag"


@RULE.good("Et eget ark som er synlig; «Lister» holder oppsettet selv ute av syne.")
def _visible(e: Editor) -> None:
    e.add_sheet("Notater")
