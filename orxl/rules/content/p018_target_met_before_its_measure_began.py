"""A target that is met while its measure has not been started."""

from __future__ import annotations

from datetime import date

from orxl.binding import BoundRow
from orxl.programme.codes import MeasureStatus, TargetStatus
from orxl.programme.models import Target
from orxl.programme.targets import holds
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.measures import measures, targets
from orxl.rules.shared.outcomes import contradiction

RULE = Rule(
    "P018",
    "mål-nådd-før-tiltaket-er-startet",
    Severity.WARNING,
    finds="Et mål som er nådd eller delvis nådd, mens tiltaket det hører til er «Ikke startet».",
    why="Årsmeldingen sier da at et tiltak ingen har begynt på, har gitt resultater.",
    remedy="Oppdater status for tiltaket på Tiltak, eller rett status for målet.",
)
_MET = (TargetStatus.MET, TargetStatus.PARTLY_MET)


@RULE.check
def check(view: View) -> Hits:
    day = view.status_day or date(view.year, 12, 31)
    met: dict[str, list[tuple[BoundRow, Target]]] = {}
    for row, target in targets(view):
        told = target.achieved is not None or target.outcome is not None
        # Without an outcome, or against what it says, it is P011 that tells.
        sound = told and not contradiction(target, day, view.year)
        if sound and holds(target, day, view.year) in _MET:
            met.setdefault(target.measure, []).append((row, target))
    for _, measure in measures(view):
        found = met.get(measure.number, [])
        if measure.status is not MeasureStatus.NOT_STARTED or not found:
            continue
        row, target = found[0]
        ids = nb.listed([each.target_id for _, each in found])
        yield Hit(
            f"{ids} er {holds(target, day, view.year).casefold()}, men tiltak {measure.number} er "
            f"{nb.quoted(str(measure.status))}.",
            cell=row.cells["status"],
        )


def _met(e: Editor) -> Place:
    e.put(TARGETS, "1.3-R1", "outcome", "Oppdatert i mai.")
    return e.put(TARGETS, "1.3-R1", "status", "Nådd")


@RULE.bad("Målet er nådd; tiltak 1.3 er ikke startet.")
def _not_started(e: Editor) -> Place:
    return _met(e)


@RULE.good("Tiltaket er i gang.")
def _under_way(e: Editor) -> None:
    _met(e)
    e.put(MEASURES, "1.3", "status", "I gang")


@RULE.good("Målet mangler utfall; det er et annet funn.")
def _no_outcome(e: Editor) -> None:
    e.put(TARGETS, "1.3-R1", "status", "Nådd")
