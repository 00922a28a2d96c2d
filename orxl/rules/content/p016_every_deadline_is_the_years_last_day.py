"""All deadlines are the year's last day, as older workbooks were shipped with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from orxl.core.refs import CellRef
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.measures import measures, targets

RULE = Rule(
    "P016",
    "fristen-er-ikke-sakens",
    Severity.NOTE,
    finds="Alle frister på arket Tiltak eller Mål er 31. desember. Ett funn for hvert ark.",
    why="Saken oppgir ikke slike frister. De ble satt da boken ble laget, og skjuler dem som er "
    "bestemt.",
    remedy="Tøm fristene som ingen har bestemt. Uten frist gjelder årets siste dag.",
)

_FEW: Final = 5
"""So many rows may be due on the same day without anybody having filled them in together."""


@RULE.check
def check(view: View) -> Hits:
    of_measures = [(row.cells["deadline"], m.deadline) for row, m in measures(view)]
    of_targets = [(row.cells["deadline"], t.deadline) for row, t in targets(view)]
    yield from _told(of_measures, ("tiltak har", "tiltak har"), view.year)
    yield from _told(of_targets, ("mål har", "mål har"), view.year)


def _told(
    deadlines: Sequence[tuple[CellRef, date | None]], words: tuple[str, str], year: int
) -> Hits:
    last = date(year, 12, 31)
    if len(deadlines) <= _FEW or any(day != last for _, day in deadlines):
        return
    yield Hit(
        f"Alle {nb.counted(len(deadlines), *words)} frist {nb.day(last)}; saken oppgir ikke slike "
        "frister.",
        cell=deadlines[0][0],
    )


@RULE.bad("Alle tiltakene har frist 31.12.")
def _every_measure(e: Editor) -> Place:
    for row in e.rows_where(MEASURES):
        e.type_in(e.at(MEASURES, row, "deadline"), datetime(2026, 12, 31))
    return e.where(MEASURES, "1.1", "deadline")


@RULE.good("Ett av målene har en annen frist.")
def _one_other(e: Editor) -> None:
    for row in e.rows_where(TARGETS):
        e.type_in(e.at(TARGETS, row, "deadline"), datetime(2026, 12, 31))
    e.put(TARGETS, "1.1-R1", "deadline", datetime(2026, 5, 31))
