"""A status without its outcome, an outcome without a status, a done measure not assessed."""

from __future__ import annotations

from datetime import date

from orxl.binding import BoundRow
from orxl.programme.codes import MeasureStatus, Operator, TargetStatus
from orxl.programme.models import Target
from orxl.programme.targets import by_numbers, contradicted, holds, reaches
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.measures import amounts_in, measures, targets

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
    for row, target in targets(view):
        if holds(target, day, view.year) not in _DECIDED:
            open_targets.setdefault(target.measure, []).append(target.target_id)
        yield from _of_target(view, row, target, day)
    for row, measure in measures(view):
        left = open_targets.get(measure.number)
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
    says = _contradiction(target, day, view.year)
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


def _contradiction(target: Target, day: date, year: int) -> str:
    """How what was achieved contradicts the status, as a sentence; ``""`` if it does not.

    In words only of a target with one requirement, and only where no number stands in its own
    column and all numbers in the words say the same.
    """
    if contradicted(target, day, year):
        said, status = by_numbers(target, day, year), holds(target, day, year)
        return (
            f"Mål {target.target_id} har status {nb.quoted(str(status))}, men tallene sier "
            f"{nb.quoted(str(said))}: {_achieved(target)}."
        )
    if target.operator is None or target.number is None or target.operator2 is not None:
        return ""
    if target.achieved is not None:
        return ""
    found = amounts_in(target.outcome or "")
    reached = {reaches(target.operator, target.number, n, target.upper) for n in found}
    wrong = {TargetStatus.MET: {False}, TargetStatus.MISSED: {True}}
    if not found or target.status is None or reached != wrong.get(target.status):
        return ""
    return (
        f"Mål {target.target_id} har status {nb.quoted(target.status)}, men oppnådd er "
        f"{nb.quoted(target.outcome or '')} og kravet {_wanted(target)}."
    )


def _wanted(target: Target) -> str:
    """The first requirement: «≥ 15», «mellom 2 og 4»."""
    if target.operator is None or target.number is None:
        return ""
    if target.operator is Operator.BETWEEN and target.upper is not None:
        return f"mellom {nb.number(target.number)} og {nb.number(target.upper)}"
    return f"{target.operator} {nb.number(target.number)}"


def _achieved(target: Target) -> str:
    """«oppnådd 12, kravet er ≥ 15», of both requirements."""
    parts = []
    if target.achieved is not None:
        parts.append(f"oppnådd {nb.number(target.achieved)}, kravet er {_wanted(target)}")
    if None not in (target.achieved2, target.operator2, target.number2):
        second = f"{target.operator2} {nb.number(target.number2 or 0)}"
        parts.append(f"oppnådd {nb.number(target.achieved2 or 0)}, kravet er {second}")
    return "; ".join(parts)


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
