"""A sustainable development goal that the United Nations has not: 0, 19."""

from __future__ import annotations

from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import Reference
from orxl.rules.kit.tables import MEASURES
from orxl.rules.shared.measures import measures

RULE = Rule(
    "P032",
    "bærekraftsmål-som-ikke-finnes",
    Severity.WARNING,
    finds="Et nummer i «FNs bærekraftsmål» som ikke er fra 1 til 17.",
    why="FN har 17 bærekraftsmål.",
    remedy="Skriv numrene på målene tiltaket bidrar til, for eksempel 9, 11, 13.",
    references=(Reference("FNs bærekraftsmål", "https://fn.no/om-fn/fns-baerekraftsmaal"),),
)
_GOALS: Final = 17


@RULE.check
def check(view: View) -> Hits:
    for row, measure in measures(view):
        if not measure.goals:
            continue
        words = measure.goals.replace(",", " ").replace(";", " ").split()
        none = [word for word in words if word.isdecimal() and not 1 <= int(word) <= _GOALS]
        if none:
            yield Hit(
                f"Tiltak {measure.number} har bærekraftsmål {nb.listed(none)}, men FN har bare "
                f"{_GOALS}.",
                cell=row.cells["goals"],
                actual=measure.goals,
            )


@RULE.bad("Mål 19 er ført.")
def _nineteen(e: Editor) -> Place:
    return e.put(MEASURES, "2.2.1", "goals", "13, 14, 19")


@RULE.good("Mål 14 og 17 er ført.")
def _known(e: Editor) -> None:
    e.put(MEASURES, "2.2.1", "goals", "14, 17")
