"""A deadline outside the budget year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.values import BLANK
from orxl.rules.example import Editor, Example, Place
from orxl.rules.measures import MEASURES, TARGETS, measures, targets
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    entries = [(row, m.deadline, f"tiltak {m.number}") for row, m in measures(view)]
    entries += [(row, t.deadline, f"mål {t.target_id}") for row, t in targets(view)]
    for row, deadline, name in entries:
        if deadline is not None and deadline.year != view.year:
            yield Hit(
                f"Fristen for {name} er {nb.day(deadline)}, "
                f"{'før' if deadline.year < view.year else 'etter'} budsjettåret {view.year}.",
                cell=row.cells["deadline"],
                expected=float(view.year),
                actual=row.values["deadline"],
            )


def _last_year(e: Editor) -> Place:
    return e.put(MEASURES, "2.1.1", "deadline", datetime(2025, 12, 31))


def _next_year(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "deadline", datetime(2027, 3, 1))


def _within(e: Editor) -> tuple[Place, ...]:
    e.put(TARGETS, "2.1.1-R1", "deadline", datetime(2026, 1, 1))
    e.put(TARGETS, "2.1.1-R2", "deadline", BLANK)
    return ()


RULE = Rule(
    code="P012",
    name="frist-utenfor-året",
    severity=Severity.WARNING,
    finds="En frist for et tiltak eller et mål som ikke er i budsjettåret.",
    why="Handlingsprogrammet gjelder ett år; en frist fra i fjor er gjerne blitt stående.",
    remedy="Rett fristen til en dag i budsjettåret. Skal arbeidet gå over flere år, sett årets "
    "delmål som mål.",
    check=check,
    bad=(
        Example("Fristen for tiltaket er fra året før.", _last_year),
        Example("Fristen for målet er året etter.", _next_year),
    ),
    good=(Example("Fristen er 1. januar, eller tom.", _within),),
)
