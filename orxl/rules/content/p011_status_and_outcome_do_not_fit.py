"""A status without its outcome, an outcome without a status, a done measure not assessed."""

from __future__ import annotations

from decimal import Decimal

from orxl.programme.codes import MeasureStatus, Operator, TargetStatus
from orxl.programme.models import Target
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.measures import amounts_in, measures, targets

RULE = Rule(
    "P011",
    "status-og-utfall-passer-ikke",
    Severity.WARNING,
    finds="Et mål med status, men uten utfall (eller omvendt), med et utfall der tallet sier noe "
    "annet enn statusen, eller et gjennomført tiltak med mål som ikke er vurdert.",
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
        elif said := _contradiction(target):
            yield Hit(
                said,
                cell=row.cells["status"],
                actual=row.values.get("status", BLANK),
                remedy="Rett statusen, eller skriv i utfallet det tallet som gjelder.",
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


def _contradiction(target: Target) -> str:
    """How the number in the outcome contradicts the status, as a sentence; ``""`` if it does not.

    Only of a target with one requirement, and only where all numbers in the outcome say the same.
    """
    if target.operator is None or target.number is None or target.operator2 is not None:
        return ""
    found = amounts_in(target.outcome or "")
    reached = {_reaches(target, number) for number in found}
    wrong = {TargetStatus.MET: {False}, TargetStatus.MISSED: {True}}
    if not found or target.status is None or reached != wrong.get(target.status):
        return ""
    wanted = f"{target.operator} {nb.number(target.number)}"
    if target.operator is Operator.BETWEEN and target.upper is not None:
        wanted = f"mellom {nb.number(target.number)} og {nb.number(target.upper)}"
    return (
        f"Mål {target.target_id} har status {nb.quoted(target.status)}, men utfallet er "
        f"{nb.quoted(target.outcome or '')} og kravet {wanted}."
    )


def _reaches(target: Target, number: Decimal) -> bool:
    wanted, upper = target.number or Decimal(), target.upper
    return {
        Operator.AT_LEAST: number >= wanted,
        Operator.MORE_THAN: number > wanted,
        Operator.EXACTLY: number == wanted,
        Operator.AT_MOST: number <= wanted,
        Operator.BETWEEN: number >= wanted and (upper is None or number <= upper),
    }[target.operator or Operator.AT_LEAST]


@RULE.bad("Målet er nådd, men utfallet er ikke skrevet.")
def _met_without_outcome(e: Editor) -> Place:
    e.put(TARGETS, "1.3-R1", "status", "Nådd")
    return e.where(TARGETS, "1.3-R1", "outcome")


@RULE.bad("Målet er nådd med 12 kommuner; kravet er minst 15.")
def _met_with_too_few(e: Editor) -> Place:
    e.put(TARGETS, "2.1.1-R1", "outcome", "12 kommuner")
    return e.put(TARGETS, "2.1.1-R1", "status", "Nådd")


@RULE.bad("Målet er ikke nådd, men tolv kommuner ble til tjue: 20 kommuner.")
def _missed_with_enough(e: Editor) -> Place:
    e.put(TARGETS, "2.1.1-R1", "outcome", "20 kommuner")
    return e.put(TARGETS, "2.1.1-R1", "status", "Ikke nådd")


@RULE.bad("Utfallet er skrevet, men målet er ikke vurdert.")
def _outcome_without_status(e: Editor) -> Place:
    e.put(TARGETS, "1.3-R1", "outcome", "Oppdatert i mai.")
    return e.where(TARGETS, "1.3-R1", "status")


@RULE.bad("Tiltaket er gjennomført, men målene er ikke vurdert.")
def _done_too_early(e: Editor) -> Place:
    return e.put(MEASURES, "1.3", "status", "Gjennomført")


@RULE.good("Målet er nådd: av elleve i 2025 ble det 16 kommuner i 2026.")
def _met_in_the_end(e: Editor) -> None:
    e.put(TARGETS, "2.1.1-R1", "outcome", "Fra elleve i 2025 til 16 kommuner 1.12.2026")
    e.put(TARGETS, "2.1.1-R1", "status", "Nådd")


@RULE.good("Alt er vurdert, og et mål i rute har et foreløpig utfall.")
def _all_assessed(e: Editor) -> None:
    e.put(MEASURES, "3.5.2", "status", "Gjennomført")
    for target in ("3.5.2-R1", "3.5.2-E1"):
        e.put(TARGETS, target, "status", "Delvis nådd")
        e.put(TARGETS, target, "outcome", "Deltok på to møter.")
    e.put(TARGETS, "1.3-R1", "status", "I rute")
    e.put(TARGETS, "1.3-R1", "outcome", "Utkast er klart.")
