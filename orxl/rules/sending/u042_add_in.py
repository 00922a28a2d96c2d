"""An add-in that opens with the workbook."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.shared.sending import INSPECT, quoted_list

RULE = Rule(
    "U042",
    "tillegg-følger-med",
    Severity.WARNING,
    asks=FileView,
    finds="Tillegg (apper) som åpnes i et felt ved siden av arket.",
    why="Tillegget lastes fra nettet hos mottakeren og kan lese arbeidsboken.",
    remedy=f"Velg {INSPECT} → Oppgaverutetillegg → Fjern alle.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    parts = view.inspection.of_kind("webextension")
    if parts:
        yield Hit(
            f"Arbeidsboken åpner {nb.counted(len(parts), 'tillegg', 'tillegg')} fra andre "
            f"({quoted_list([p.name for p in parts])}).",
            actual=parts[0].name,
        )


@RULE.bad("Et tillegg er lagret med boken.")
def _add_in(e: Editor) -> Place:
    e.file.part("xl/webextensions/webextension1.xml", "webextension")
    return None


@RULE.good("Bare vanlige deler.")
def _style(e: Editor) -> None:
    e.file.part("xl/styles.xml", "styles")
