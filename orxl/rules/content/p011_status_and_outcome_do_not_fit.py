"""A status without its outcome, an outcome without a status, a done measure not assessed."""

from __future__ import annotations

from datetime import date

from orxl.binding import BoundRow
from orxl.programme.codes import MeasureStatus, TargetStatus
from orxl.programme.models import Target
from orxl.programme.targets import by_numbers, holds
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.measures import measures, targets
from orxl.rules.shared.outcomes import contradiction

RULE = Rule(
    "P011",
    "status-og-utfall-passer-ikke",
    Severity.WARNING,
    finds="Et mål med status, men uten tall eller ord for hva som er oppnådd (eller omvendt), der "
    "tallet sier noe annet enn statusen, eller et gjennomført tiltak med mål som ikke er vurdert.",
    why="Årsmeldingen bygger på status og det som er oppnådd, sammen.",
    remedy="Vurder målene til tiltaket på arket Mål, og skriv hva som er oppnådd.",
)

_DECIDED = (TargetStatus.MET, TargetStatus.PARTLY_MET, TargetStatus.MISSED)


@RULE.check
def check(view: View) -> Hits:
    day = view.status_day or date(view.year, 12, 31)
    open_targets: dict[str, list[str]] = {}
    on_track: dict[str, list[str]] = {}
    for row, target in targets(view):
        if holds(target, day, view.year) not in _DECIDED:
            open_targets.setdefault(target.measure, []).append(target.target_id)
        if target.status is TargetStatus.ON_TRACK:
            on_track.setdefault(target.measure, []).append(target.target_id)
        yield from _of_target(view, row, target, day)
    for row, measure in measures(view):
        left = open_targets.get(measure.number)
        running = on_track.get(measure.number)
        if measure.status is MeasureStatus.STOPPED and running:
            yield Hit(
                f"Tiltak {measure.number} er avbrutt, men {nb.listed(running)} er «I rute».",
                cell=row.cells["status"],
                actual=str(measure.status),
                remedy="Vurder målene til tiltaket på nytt, eller rett tiltakets status.",
            )
        if measure.status is MeasureStatus.DONE and left:
            yield Hit(
                f"Tiltak {measure.number} er gjennomført, men {nb.listed(left)} er ikke vurdert.",
                cell=row.cells["status"],
                actual=str(measure.status),
            )


def _of_target(view: View, row: BoundRow, target: Target, day: date) -> Hits:
    """What is wrong between a target's status and what it says was achieved: one thing at most."""
    if "status" not in row.cells or "outcome" not in row.cells:
        return
    words = nb.quoted(view.header(TARGETS, "outcome"))
    told = target.achieved is not None or target.outcome is not None
    says = contradiction(target, day, view.year)
    unassessed = target.status in (None, TargetStatus.NOT_ASSESSED)
    if says:
        yield Hit(
            says,
            cell=row.cells["status"],
            actual=row.values.get("status", BLANK),
            remedy="Rett statusen, eller skriv det tallet som gjelder.",
        )
    elif target.status in _DECIDED and not told:
        yield Hit(
            f"Mål {target.target_id} har status {nb.quoted(str(target.status))}, men det står ikke "
            "hva som er oppnådd.",
            cell=row.cells["outcome"],
            actual=BLANK,
            remedy=f"Skriv i {words} hva som ble oppnådd, og tallet i "
            f"{nb.quoted(view.header(TARGETS, 'achieved'))} der målet har tall.",
        )
    elif unassessed and told and by_numbers(target, day, view.year) is None:
        said = nb.quoted(target.outcome) if target.outcome else "et oppnådd tall"
        yield Hit(
            f"Mål {target.target_id} har {said}, men er ikke vurdert.",
            cell=row.cells["status"],
            actual=row.values.get("status", BLANK),
            remedy="Velg status for målet.",
        )


@RULE.bad("Målet er nådd, men det står ikke hva som er oppnådd.")
def _met_without_outcome(e: Editor) -> Place:
    e.put(TARGETS, "1.3-R1", "status", "Nådd")
    return e.where(TARGETS, "1.3-R1", "outcome")


@RULE.bad("Oppnådd er 12; kravet er minst 15, og statusen er Nådd.")
def _number_too_low(e: Editor) -> Place:
    e.put(TARGETS, "2.1.1-R1", "achieved", 12.0)
    return e.put(TARGETS, "2.1.1-R1", "status", "Nådd")


@RULE.bad("Oppnådd er 20; kravet er minst 15, men statusen er I rute.")
def _reached_already(e: Editor) -> Place:
    e.put(TARGETS, "2.1.1-R1", "achieved", 20.0)
    return e.put(TARGETS, "2.1.1-R1", "status", "I rute")


@RULE.bad("Målet er nådd med 12 kommuner; kravet er minst 15.")
def _met_with_too_few(e: Editor) -> Place:
    e.put(TARGETS, "2.1.1-R1", "outcome", "12 kommuner")
    return e.put(TARGETS, "2.1.1-R1", "status", "Nådd")


@RULE.bad("Målet er ikke nådd, men tolv kommuner ble til tjue: 20 kommuner.")
def _missed_with_enough(e: Editor) -> Place:
    e.put(TARGETS, "2.1.1-R1", "outcome", "20 kommuner")
    return e.put(TARGETS, "2.1.1-R1", "status", "Ikke nådd")


@RULE.bad("Det er skrevet hva som er oppnådd, men målet er ikke vurdert.")
def _outcome_without_status(e: Editor) -> Place:
    e.put(TARGETS, "1.3-R1", "outcome", "Oppdatert i mai.")
    return e.where(TARGETS, "1.3-R1", "status")


@RULE.bad("Tiltaket er gjennomført, men målene er ikke vurdert.")
def _done_too_early(e: Editor) -> Place:
    return e.put(MEASURES, "1.3", "status", "Gjennomført")


@RULE.bad("Tiltaket er avbrutt, men et av målene er i rute.")
def _stopped_on_track(e: Editor) -> Place:
    e.put(TARGETS, "3.1.2-R2", "status", "I rute")
    return e.put(MEASURES, "3.1.2", "status", "Avbrutt")


@RULE.good("Målet er nådd: av elleve i 2025 ble det 16 kommuner i 2026.")
def _met_in_the_end(e: Editor) -> None:
    e.put(TARGETS, "2.1.1-R1", "outcome", "Fra elleve i 2025 til 16 kommuner 1.12.2026")
    e.put(TARGETS, "2.1.1-R1", "status", "Nådd")


@RULE.good("Oppnådd er skrevet som tall, og statusen følger det.")
def _number_alone(e: Editor) -> None:
    e.put(TARGETS, "2.1.1-R1", "achieved", 16.0)


@RULE.good("Alt er vurdert, og et mål i rute har et foreløpig utfall.")
def _all_assessed(e: Editor) -> None:
    e.put(MEASURES, "3.5.2", "status", "Gjennomført")
    for target in ("3.5.2-R1", "3.5.2-E1"):
        e.put(TARGETS, target, "status", "Delvis nådd")
        e.put(TARGETS, target, "outcome", "Deltok på to møter.")
    e.put(TARGETS, "1.3-R1", "status", "I rute")
    e.put(TARGETS, "1.3-R1", "outcome", "Utkast er klart.")
