"""A target whose type is another than the letter in its ID says."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.patterns import regex
from orxl.programme.codes import TargetType
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import TARGETS
from orxl.rules.shared.measures import targets

RULE = Rule(
    "P022",
    "måltype-mot-id",
    Severity.ERROR,
    finds="Et mål der typen ikke passer til bokstaven i ID-en: R er resultatmål, E er effektmål.",
    why="Målet skrives ut og telles under feil type.",
    remedy="Rett «Type» eller «Mål ID», så de sier det samme.",
    references=(CODES,),
)

_ID_LETTER: Final = regex(r".*-([RE])\d+", re.IGNORECASE)
_MEANS: Final = {"R": TargetType.RESULT, "E": TargetType.EFFECT}


@RULE.check
def check(view: View) -> Hits:
    for row, target in targets(view):
        letter = _ID_LETTER.fullmatch(target.target_id)
        wanted = _MEANS[letter[1].upper()] if letter else None
        if wanted is not None and target.type is not wanted and "type" in row.cells:
            yield Hit(
                f"Mål {target.target_id} er {nb.quoted(target.type.value)}, men bokstaven i ID-en "
                f"er {wanted.value.lower()}ets.",
                cell=row.cells["type"],
                expected=wanted.value,
                actual=target.type.value,
            )


@RULE.bad("Et resultatmål er blitt effektmål.")
def _type(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "type", "Effektmål")


@RULE.bad("ID-en har fått feil bokstav.")
def _letter(e: Editor) -> Place:
    e.put(TARGETS, "2.1.4-E1", "target_id", "2.1.4-R6")
    return e.where(TARGETS, "2.1.4-E1", "type")


@RULE.good("Begge er endret.")
def _both(e: Editor) -> None:
    e.put(TARGETS, "2.1.4-E3", "type", "Resultatmål")
    e.put(TARGETS, "2.1.4-E3", "target_id", "2.1.4-R6")
