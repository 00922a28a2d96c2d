"""A sheet that Excel offers no way to show."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.shared.sending import INSPECT, filled_cells

RULE = Rule(
    "U004",
    "dypt-skjult-ark",
    Severity.ERROR,
    asks=FileView,
    finds="Et ark som er skjult så dypt at det ikke kan vises fra menyen (veryHidden).",
    why="Ingen i sekretariatet ser det, men innholdet følger med og kan hentes fram med enkle "
    "verktøy. Slike ark kommer gjerne fra andres maler eller fra makroer.",
    remedy=f"La Excel fjerne det: {INSPECT} → Skjulte regneark → Fjern alle. Regn om etterpå.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    ours = {s.name for s in view.inside.bound.layout.sheets if not s.hidden}  # S027's
    for sheet in view.book.sheets if view.inspection is not None else ():
        if sheet.state == "veryHidden" and sheet.name not in ours:
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


@RULE.bad("Et ark «Arkiv» fra en gammel mal ligger dypt skjult.")
def _very_hidden(e: Editor) -> Place:
    e.add_sheet("Arkiv", state="veryHidden")
    return "Arkiv"


@RULE.good("Et vanlig skjult ark er et eget funn (U003).")
def _hidden(e: Editor) -> None:
    e.add_sheet("Notater", state="hidden")
