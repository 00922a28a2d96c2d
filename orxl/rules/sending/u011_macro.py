"""Macros of any age."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import INSPECTOR

RULE = Rule(
    "U011",
    "makro-følger-med",
    Severity.ERROR,
    asks=FileView,
    finds="Makroer, makroark i det gamle formatet og egne knapper på båndet.",
    why="E-postfiltre stopper filer med makroer, og mottakeren får en advarsel når den åpnes.",
    remedy="Lagre en kopi som vanlig Excel-arbeidsbok (.xlsx), og send den.",
    references=(INSPECTOR,),
)

_KINDS = {
    "vbaProject": "makroer (VBA)",
    "xlMacrosheet": "et makroark i det gamle formatet (Excel 4)",
    "xlIntlMacrosheet": "et makroark i det gamle formatet (Excel 4)",
    "attachedToolbars": "egne verktøylinjer",
    "customUI": "egne knapper på båndet",
    "extensibility": "egne knapper på båndet",
}


@RULE.check
def check(view: FileView) -> Hits:
    found = view.inspection
    parts = [p for p in found.parts if p.kind in _KINDS]
    for part in parts:
        harmless = not part.kind.startswith(("vba", "xl"))
        yield Hit(
            f"Arbeidsboken har {_KINDS[part.kind]} ({part.name}).",
            sheet=part.sheet,
            severity=Severity.WARNING if harmless else None,
        )
    if found.macro_enabled and not parts:
        yield Hit(
            "Arbeidsboken er lagret med makroer slått på, men har ingen makroer.",
            severity=Severity.WARNING,
        )


@RULE.bad("Arbeidsboken har et VBA-prosjekt.")
def _macro(e: Editor) -> Place:
    e.file.part("xl/vbaProject.bin", "vbaProject")
    return None


@RULE.bad("Et makroark fra Excel 4.")
def _macro_sheet(e: Editor) -> Place:
    e.file.part("xl/macrosheets/sheet1.xml", "xlMacrosheet", "Makro1")
    return "Makro1"


@RULE.good("En tegning på Forside.")
def _drawing(e: Editor) -> None:
    e.file.part("xl/drawings/drawing1.xml", "drawing", "Forside")
