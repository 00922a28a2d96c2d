"""Macros of any age."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
)
from orxl.rules.view import View

_KINDS = {
    "vbaProject": "makroer (VBA)",
    "xlMacrosheet": "et makroark i det gamle formatet (Excel 4)",
    "xlIntlMacrosheet": "et makroark i det gamle formatet (Excel 4)",
    "attachedToolbars": "egne verktøylinjer",
    "customUI": "egne knapper på båndet",
    "extensibility": "egne knapper på båndet",
}


def check(view: View) -> Iterator[Hit]:
    found = inspected(view)
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


def _macro(e: Editor) -> Place:
    e.parcel.part("xl/vbaProject.bin", "vbaProject")
    return None


def _macro_sheet(e: Editor) -> Place:
    e.parcel.part("xl/macrosheets/sheet1.xml", "xlMacrosheet", "Makro1")
    return "Makro1"


def _drawing(e: Editor) -> tuple[Place, ...]:
    e.parcel.part("xl/drawings/drawing1.xml", "drawing", "Forside")
    return ()


RULE = Rule(
    code="U011",
    name="makro-følger-med",
    severity=Severity.ERROR,
    finds="Makroer, makroark i det gamle formatet og egne knapper på båndet.",
    why="E-postfiltre stopper filer med makroer, og mottakeren får en advarsel når den åpnes.",
    remedy="Lagre en kopi som vanlig Excel-arbeidsbok (.xlsx), og send den.",
    check=check,
    bad=(
        Example("Arbeidsboken har et VBA-prosjekt.", _macro),
        Example("Et makroark fra Excel 4.", _macro_sheet),
    ),
    good=(Example("En tegning på Forside.", _drawing),),
)
