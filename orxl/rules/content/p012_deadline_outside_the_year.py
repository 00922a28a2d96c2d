"""A deadline outside the budget year."""

from __future__ import annotations

from datetime import datetime

from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.measures import measures, targets

RULE = Rule(
    "P012",
    "frist-utenfor-året",
    Severity.WARNING,
    finds="En frist for et tiltak eller et mål som ikke er i budsjettåret.",
    why="Handlingsprogrammet gjelder ett år; en frist fra i fjor er gjerne blitt stående.",
    remedy="Rett fristen til en dag i budsjettåret. Skal arbeidet gå over flere år, sett årets "
    "delmål som mål.",
)


@RULE.check
def check(view: View) -> Hits:
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


@RULE.bad("Fristen for tiltaket er fra året før.")
def _last_year(e: Editor) -> Place:
    return e.put(MEASURES, "2.1.1", "deadline", datetime(2025, 12, 31))


@RULE.bad("Fristen for målet er året etter.")
def _next_year(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "deadline", datetime(2027, 3, 1))


@RULE.good("Fristen er 1. januar, eller tom.")
def _within(e: Editor) -> None:
    e.put(TARGETS, "2.1.1-R1", "deadline", datetime(2026, 1, 1))
    e.put(TARGETS, "2.1.1-R2", "deadline", BLANK)
