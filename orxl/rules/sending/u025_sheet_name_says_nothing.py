"""A sheet name that says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    filled_cells,
)
from orxl.rules.view import View

_NOTHING = re.compile(
    r"(?:Ark|Sheet|Regneark|Diagram|Chart)\s*\d+|test\d*|ny\d*"
    r"|Kopi av .*|Copy of .*|.* \(\d+\)",
    re.IGNORECASE,
)


def check(view: View) -> Iterator[Hit]:
    for sheet in view.book.sheets if view.inspection is not None else ():
        if _NOTHING.fullmatch(sheet.name.strip()):
            empty = not any(True for _ in filled_cells(view, sheet))
            rest = " Det er tomt." if empty else ""
            yield Hit(
                f"Arknavnet «{sheet.name}» sier ikke hva arket er.{rest}",
                sheet=sheet.name,
                actual=sheet.name,
            )


def _default(e: Editor) -> Place:
    e.add_sheet("Ark1")
    return "Ark1"


def _copy(e: Editor) -> Place:
    e.add_sheet("Hovedtall (2)")
    return "Hovedtall (2)"


def _own(e: Editor) -> tuple[Place, ...]:
    e.add_sheet("Møteplan 2026")
    return ()


RULE = Rule(
    code="U025",
    name="intetsigende-arknavn",
    severity=Severity.WARNING,
    finds="Ark som heter «Ark1», «Kopi av …» eller «Hovedtall (2)».",
    why="Det er ofte et prøveark eller en gammel kopi som ingen vet om lenger. Skjermlesere leser "
    "opp navnet når man bytter ark.",
    remedy="Slett arket hvis det er en rest. Ellers dobbeltklikk på arkfanen og gi det et navn.",
    check=check,
    bad=(
        Example("Et nytt ark heter fremdeles «Ark1».", _default),
        Example("En kopi av Hovedtall ligger igjen.", _copy),
    ),
    good=(Example("Et eget ark med et godt navn.", _own),),
)
