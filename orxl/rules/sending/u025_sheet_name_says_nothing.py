"""A sheet name that says nothing."""

from __future__ import annotations

import re

from orxl.core.patterns import regex
from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import ACCESSIBLE
from orxl.rules.shared.sending import filled_cells

RULE = Rule(
    "U025",
    "intetsigende-arknavn",
    Severity.WARNING,
    asks=FileView,
    finds="Ark som heter «Ark1», «Kopi av …» eller «Hovedtall (2)».",
    why="Det er ofte et prøveark eller en gammel kopi som ingen vet om lenger. Skjermlesere leser "
    "opp navnet når man bytter ark.",
    remedy="Slett arket hvis det er en rest. Ellers dobbeltklikk på arkfanen og gi det et navn.",
    references=(ACCESSIBLE,),
)

_NOTHING = regex(
    r"(?:Ark|Sheet|Regneark|Diagram|Chart)\s*\d+|test\d*|ny\d*"
    r"|Kopi av .*|Copy of .*|.* \(\d+\)",
    re.IGNORECASE,
)


@RULE.check
def check(view: FileView) -> Hits:
    for sheet in view.book.sheets if view.inspection is not None else ():
        if _NOTHING.fullmatch(sheet.name.strip()):
            empty = not any(True for _ in filled_cells(view, sheet))
            rest = " Det er tomt." if empty else ""
            yield Hit(
                f"Arknavnet «{sheet.name}» sier ikke hva arket er.{rest}",
                sheet=sheet.name,
                actual=sheet.name,
            )


@RULE.bad("Et nytt ark heter fremdeles «Ark1».")
def _default(e: Editor) -> Place:
    e.add_sheet("Ark1")
    return "Ark1"


@RULE.bad("En kopi av Hovedtall ligger igjen.")
def _copy(e: Editor) -> Place:
    e.add_sheet("Hovedtall (2)")
    return "Hovedtall (2)"


@RULE.good("Et eget ark med et godt navn.")
def _own(e: Editor) -> None:
    e.add_sheet("Møteplan 2026")
