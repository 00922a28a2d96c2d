"""A result that is due after the measure that is to give it has ended."""

from __future__ import annotations

from datetime import datetime

from orxl.programme.codes import TargetType
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.measures import measures, targets

RULE = Rule(
    "P031",
    "resultatmål-etter-tiltaket",
    Severity.WARNING,
    finds="Et resultatmål med frist etter fristen for tiltaket det hører til.",
    why="Et resultat er det tiltaket selv leverer. Effekten kan komme senere.",
    remedy="Rett fristen for målet eller for tiltaket.",
)


@RULE.check
def check(view: View) -> Hits:
    ends = {measure.number: measure.deadline for _, measure in measures(view)}
    for row, target in targets(view):
        end = ends.get(target.measure)
        if target.type is not TargetType.RESULT or target.deadline is None or end is None:
            continue
        if target.deadline > end:
            yield Hit(
                f"Resultatmål {target.target_id} har frist {nb.day(target.deadline)}, men tiltak "
                f"{target.measure} slutter {nb.day(end)}.",
                cell=row.cells["deadline"],
                actual=row.values["deadline"],
            )


def _due(e: Editor, target: str, day: datetime) -> Place:
    e.put(MEASURES, "2.2.2", "deadline", datetime(2026, 8, 31))
    return e.put(TARGETS, target, "deadline", day)


@RULE.bad("Resultatet skal foreligge i desember, og tiltaket slutter i august.")
def _later(e: Editor) -> Place:
    return _due(e, "2.2.2-R2", datetime(2026, 12, 1))


@RULE.good("Resultatet skal foreligge den dagen tiltaket slutter.")
def _same_day(e: Editor) -> None:
    _due(e, "2.2.2-R2", datetime(2026, 8, 31))


@RULE.good("Effekten måles etter at tiltaket er slutt.")
def _effect(e: Editor) -> None:
    _due(e, "2.2.2-E1", datetime(2026, 12, 1))
