"""A status without its outcome, an outcome without a status, a done measure not assessed."""

from __future__ import annotations

from orxl.programme.codes import MeasureStatus, TargetStatus
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.measures import measures, targets

RULE = Rule(
    "P011",
    "status-og-utfall-passer-ikke",
    Severity.WARNING,
    finds="Et mål med status, men uten utfall (eller omvendt), eller et gjennomført tiltak med mål "
    "som ikke er vurdert.",
    why="Årsmeldingen bygger på status og utfall sammen.",
    remedy="Vurder målene til tiltaket på arket Mål, og skriv utfallet.",
)

_DECIDED = (TargetStatus.MET, TargetStatus.PARTLY_MET, TargetStatus.MISSED)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(TARGETS, "status", "outcome"):
        return
    open_targets: dict[str, list[str]] = {}
    for row, target in targets(view):
        if target.status not in _DECIDED:
            open_targets.setdefault(target.measure, []).append(target.target_id)
        elif target.outcome is None:
            yield Hit(
                f"Mål {target.target_id} har status {nb.quoted(target.status)}, men utfallet er "
                "ikke skrevet.",
                cell=row.cells["outcome"],
                actual=BLANK,
                remedy="Skriv i Utfall hva som ble oppnådd, med tall der målet har tall.",
            )
        unassessed = target.status in (None, TargetStatus.NOT_ASSESSED)
        if unassessed and target.outcome is not None:
            yield Hit(
                f"Mål {target.target_id} har utfallet {nb.quoted(target.outcome)}, men er ikke "
                "vurdert.",
                cell=row.cells["status"],
                actual=row.values.get("status", BLANK),
                remedy="Velg status for målet.",
            )
    for row, measure in measures(view):
        left = open_targets.get(measure.number)
        if measure.status is MeasureStatus.DONE and left:
            yield Hit(
                f"Tiltak {measure.number} er gjennomført, men {nb.listed(left)} er ikke vurdert.",
                cell=row.cells["status"],
                actual=str(measure.status),
            )


@RULE.bad("Målet er nådd, men utfallet er ikke skrevet.")
def _met_without_outcome(e: Editor) -> Place:
    e.put(TARGETS, "1.3-R1", "status", "Nådd")
    return e.where(TARGETS, "1.3-R1", "outcome")


@RULE.bad("Utfallet er skrevet, men målet er ikke vurdert.")
def _outcome_without_status(e: Editor) -> Place:
    e.put(TARGETS, "1.3-R1", "outcome", "Oppdatert i mai.")
    return e.where(TARGETS, "1.3-R1", "status")


@RULE.bad("Tiltaket er gjennomført, men målene er ikke vurdert.")
def _done_too_early(e: Editor) -> Place:
    return e.put(MEASURES, "1.3", "status", "Gjennomført")


@RULE.good("Alt er vurdert, og et mål i rute har et foreløpig utfall.")
def _all_assessed(e: Editor) -> None:
    e.put(MEASURES, "3.5.2", "status", "Gjennomført")
    for target in ("3.5.2-R1", "3.5.2-E1"):
        e.put(TARGETS, target, "status", "Delvis nådd")
        e.put(TARGETS, target, "outcome", "Deltok på to møter.")
    e.put(TARGETS, "1.3-R1", "status", "I rute")
    e.put(TARGETS, "1.3-R1", "outcome", "Utkast er klart.")
