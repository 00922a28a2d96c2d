"""An effect target that wants less of what is good: «Redusert kunnskap»."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS
from orxl.rules.shared.measures import targets

RULE = Rule(
    "P027",
    "effektmål-peker-nedover",
    Severity.NOTE,
    finds="Et mål som vil ha mindre av noe godt: «redusert kunnskap», «svekket samarbeid».",
    why="Ordet er trolig byttet ved en feil, og ingen vil vedta målet slik det står.",
    remedy="Rett ordet. Er det ment slik, trenger du ikke gjøre noe.",
)

_LESS_OF_GOOD: Final = regex(
    r"\b(redusert|redusere|svekket|svekke|mindre|dårligere|lavere|færre|manglende)\s"
    r"((?:\w{1,20}\s)?(?:kunnskap|kompetanse|samarbeid|oversikt|synlighet|bevissthet"
    r"|forståelse|rammevilkår|gjennomslag|attraktivitet|samhandling|kapasitet|oppmerksomhet"
    r"|tilrettelegging|engasjement|medvirkning|innsikt)\w*)",
    re.IGNORECASE,
)


@RULE.check
def check(view: View) -> Hits:
    for row, target in targets(view):
        found = _LESS_OF_GOOD.search(target.text)
        if found is not None:
            yield Hit(
                f"Mål {target.target_id} vil ha {nb.quoted(found[0])}.",
                cell=row.cells["text"],
                actual=found[0],
            )


@RULE.bad("«Økt kunnskap» er blitt «Redusert kunnskap».")
def _turned(e: Editor) -> Place:
    text = "Redusert kunnskap om fremkommelighet og trafikksikkerhet for næringstransport."
    return e.put(TARGETS, "3.2.3-E1", "text", text)


@RULE.good("Mindre utslipp er bra.")
def _good(e: Editor) -> None:
    e.put(TARGETS, "3.2.3-E1", "text", "Redusert utslipp og økt kunnskap om trafikksikkerhet.")
