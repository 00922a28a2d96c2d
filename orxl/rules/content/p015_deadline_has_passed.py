"""Measures and targets whose deadline has passed without anybody saying how it went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from orxl.core.refs import CellRef
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED, MEASURES, TARGETS
from orxl.rules.shared.measures import late_measures, late_targets

RULE = Rule(
    "P015",
    "fristen-er-ute",
    Severity.WARNING,
    finds="Tiltak og mål med en frist som er passert «Status per», uten at de er gjennomført eller "
    "vurdert. Uten frist gjelder årets siste dag. Ett funn for hvert ark.",
    why="Den som leser oppfølgingen, må få vite hva som er forsinket.",
    remedy="Sett status for det som er ferdig, utsatt eller avbrutt, eller rett fristen.",
)

_SHOWN: Final = 5


@RULE.check
def check(view: View) -> Hits:
    day = view.status_day
    if day is None:
        return
    late = [(row.cells["deadline"], m.number) for row, m in late_measures(view, day)]
    yield from _told(late, ("tiltak har", "tiltak har"), nb.day(day))
    late = [(row.cells["deadline"], t.target_id) for row, t in late_targets(view, day)]
    yield from _told(late, ("mål har", "mål har"), nb.day(day))


def _told(late: Sequence[tuple[CellRef, str]], words: tuple[str, str], day: str) -> Hits:
    if not late:
        return
    names = [name for _, name in late]
    if len(names) > _SHOWN:
        names = [*names[:_SHOWN], f"{len(late) - _SHOWN} til"]
    yield Hit(
        f"{nb.counted(len(late), *words)} frist før {day} og er ikke avsluttet: "
        f"{nb.listed(names)}.",
        cell=late[0][0],
    )


@RULE.bad("Tiltakets frist er ute, og det er fortsatt i gang.")
def _late_measure(e: Editor) -> Place:
    e.put(MEASURES, "2.1.1", "status", "I gang")
    return e.put(MEASURES, "2.1.1", "deadline", datetime(2025, 1, 31))


@RULE.bad("Fristen for målet er ute, og ingen har vurdert det.")
def _late_target(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "deadline", datetime(2025, 1, 31))


@RULE.bad("Året er omme, og målene er ikke vurdert.")
def _after_the_year(e: Editor) -> Place:
    for row in e.rows_where(MEASURES):
        e.type_in(e.at(MEASURES, row, "status"), "Gjennomført")
    for row in e.rows_where(TARGETS):
        e.type_in(e.at(TARGETS, row, "status"), "Nådd")
    e.put(TARGETS, "1.3-R1", "status", "I rute")
    e.put(ASSUMED, "Status_per", "value", datetime(2027, 1, 15), by="name")
    return e.where(TARGETS, "1.3-R1", "deadline")


@RULE.good("Fristen er ute, men tallene viser at målet er nådd.")
def _reached(e: Editor) -> None:
    e.put(TARGETS, "2.1.1-R1", "deadline", datetime(2025, 1, 31))
    e.put(TARGETS, "2.1.1-R1", "achieved", 16.0)


@RULE.good("Målet er vurdert, og tiltaket er gjennomført.")
def _done(e: Editor) -> None:
    e.put(MEASURES, "1.3", "deadline", datetime(2025, 1, 31))
    e.put(MEASURES, "1.3", "status", "Gjennomført")
    e.put(TARGETS, "2.1.1-R1", "deadline", datetime(2025, 1, 31))
    e.put(TARGETS, "2.1.1-R1", "status", "Nådd")
