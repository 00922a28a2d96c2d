"""What a year's figures become in the next year: moved, emptied, or closed; never invented.

A cell that holds a formula of staff's own is left as it is. What the case of the year said, and
what was counted or done in it, is emptied: it stands in the workbook of the year.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.edits import Content, Edit, SetCell, present, same_content
from orxl.core.light import dataclass, field
from orxl.core.values import BLANK, Value
from orxl.layout import Level
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.layout.names import (
    AHEAD_LINES,
    AHEAD_YEARS,
    AMENDMENTS,
    ASSUMED,
    CARRIED,
    CLOSED,
    CORRECTED,
    GRANTS,
    MAIN,
    MEASURES,
    PRINTED,
    PROJECTS,
    TARGETS,
)
from orxl.programme.codes import (
    HORIZON,
    GrantStatus,
    LineType,
    MeasureStatus,
    Standing,
    TargetStatus,
)
from orxl.programme.models import Grant
from orxl.rules.kit.view import View

_OPEN: Final[Mapping[str, Value]] = {
    "Vedtaksmøte": BLANK,
    "Budsjettvedtak": BLANK,
    "Regnskap_per": BLANK,
    "Faktisk_overføring": BLANK,
    "Overføring_fra": BLANK,
    "Overføringsvedtak": BLANK,
    "Kontingentvedtak": BLANK,
    "Kontingentforfall": BLANK,
    "Bundet_i_saken": BLANK,
    "Versjon": "Utkast",
}
"""The assumptions that are of the year alone, and what they are at the next one's start."""


@dataclass
class Values:
    """The edits, and what there is to say of them."""

    view: View
    today: date
    edits: list[Edit] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """What was done, a sentence each."""
    kept: list[str] = field(default_factory=list)
    """The cells that stay because staff have a formula there."""

    @property
    def next(self) -> int:
        """The year that comes."""
        return self.view.year + 1

    def put(self, row: BoundRow, key: str, content: Content) -> bool:
        """Let the input *key* of *row* be *content*; whether it is another than it was."""
        cell = row.cells.get(key)
        if cell is None:
            return False
        held = self.view.book.cell(cell)
        if held.formula is not None:
            if cell not in self.view.bound.declared:
                self.kept.append(str(cell))
            return False
        old = present(held)
        if same_content(old, content, date1904=self.view.book.date1904):
            return False
        self.edits.append(SetCell(cell, content, expected=old))
        return True

    def shown(self, row: BoundRow, key: str) -> Value:
        """What the cell in column *key* of *row* says; the blank text of a formula is blank."""
        cell = row.cells.get(key)
        value = BLANK if cell is None else self.view.value(cell)
        return BLANK if value == "" else value


def values(view: View, today: date) -> Values:
    """All that is moved and emptied in the workbook of *view*, rolled on the day *today*."""
    found = Values(view, today)
    _assumptions(found)
    _lines(found)
    _projects(found)
    _carried(found)
    _ahead(found)
    _programme(found)
    _grants(found)
    _printed(found)
    return found


def _assumptions(v: Values) -> None:
    rows = {row.values.get("name"): row for row in v.view.rows(ASSUMED)}
    new: dict[str, Value] = {
        **_OPEN,
        "Budsjettår": float(v.next),
        "Status_per": datetime(v.today.year, v.today.month, v.today.day),
    }
    if "Kontingentsats_saken" in rows:
        new["Kontingentsats_forrige"] = v.shown(rows["Kontingentsats_saken"], "value")
    for name, value in new.items():
        row = rows.get(name)
        if row is None:
            continue
        changed = v.put(row, "value", value)
        spec = next(s for s in ASSUMPTIONS if s.name == name)
        if changed and name in _OPEN:  # what it rested on is of the old year, too
            v.put(row, "day", BLANK)
            v.put(row, "source", BLANK)
            v.put(row, "standing", spec.standing.value)
        elif changed and name == "Kontingentsats_forrige":
            v.put(row, "standing", Standing.STATED.value)
            v.put(row, "source", f"Saken for {v.view.year}")
            v.put(row, "day", v.shown(rows["Kontingentsats_saken"], "day"))
    v.told.append(
        f"Budsjettåret er {v.next}. Møte, vedtak, forfall, «Regnskap per» og overføringen etter "
        f"regnskapet er åpne igjen, og kontingentsatsen året før er satsen i saken for "
        f"{v.view.year}."
    )


def _lines(v: Values) -> None:
    revised = []
    for row in v.view.rows(MAIN):
        stated, today = v.shown(row, "case"), v.shown(row, "budget")
        original = stated if isinstance(stated, float) else today
        amended = v.shown(row, "revised")
        now = amended if isinstance(amended, float) else today
        if isinstance(original, float) and isinstance(now, float) and original != now:
            told = f"{nb.number(original)} → {nb.number(now)}"
            revised.append(f"{nb.quoted(v.view.text(row, 'label'))} ({told})")
        v.put(row, "budget_prior", original)
        v.put(row, "forecast_prior", _expected(v, row))
        for key in ("actual_prior", "actual", "method", "new_forecast", "explanation", "case"):
            v.put(row, key, BLANK)
    year = v.view.year
    v.told.append(
        f"Hovedtall: «Budsjett {year}» er slik saken for {year} sier («I saken»), og «Prognose "
        f"{year}» er «Prognose for året». Regnskap, metoder, forklaringer og «I saken» er tomme."
    )
    if revised:
        v.told.append(
            f"Revidert budsjett {year} er et annet enn det vedtatte for " + "; ".join(revised)
            + f". «Endring» i {v.next} måles mot det vedtatte."
        )  # fmt: skip


def _expected(v: Values, row: BoundRow) -> Value:
    """The prognosis of the year; blank where nothing was budgeted, expected or used."""
    keys = ("budget", "new_forecast", "actual")
    said = any(v.shown(row, key) not in (BLANK, 0.0) for key in (*keys, "forecast"))
    return v.shown(row, "forecast") if said else v.shown(row, "budget")


def _projects(v: Values) -> None:
    for row in v.view.rows(PROJECTS):
        v.put(row, "budget_prior", v.shown(row, "budget"))
        v.put(row, "forecast_prior", v.shown(row, "forecast"))
        for key in ("actual", "new_forecast", "explanation"):
            v.put(row, key, BLANK)
    year = v.view.year
    v.told.append(f"Prosjektmidler: budsjett og prognose for {year} er flyttet til kolonnene sine.")


def _carried(v: Values) -> None:
    """The bound funds of the year are those of the year before now."""
    year = v.view.year
    there = {row.values.get("column"): row for row in v.view.rows(CARRIED)}
    now = there.get(f"Budsjett {year}")
    for name in (f"Budsjett {year - 1}", f"Prognose {year - 1}"):
        row = there.get(name)
        if row is None or now is None:
            continue
        for key in ("bound_in", "bound_out"):
            v.put(row, key, v.shown(now, key))
        v.put(row, "comment", BLANK)
    v.told.append(
        f"Overføring: det bundne i {year} er flyttet til radene for {year}. Kommentarene til årene "
        f"før står i boken for {year}."
    )
    for row in v.view.rows(CLOSED):
        v.put(row, "bound_out", BLANK)
        v.put(row, "comment", BLANK)


def _ahead(v: Values) -> None:
    rows = [
        r for r in v.view.rows(AHEAD_YEARS) if v.view.bound.declared.get(r.cells["rate"]) is None
    ]
    rates = [v.shown(row, "rate") for row in rows]
    for row, rate in zip(rows, [*rates[1:], BLANK], strict=False):
        v.put(row, "rate", rate)
    for row in v.view.rows(AHEAD_LINES):
        typed = [v.shown(row, f"typed{step}") for step in range(1, HORIZON + 1)]
        for step, amount in enumerate([*typed[1:], BLANK], start=1):
            v.put(row, f"typed{step}", amount)
    v.told.append("Årene framover: satser og beløp er flyttet ett år. Det siste året er åpent.")


def _programme(v: Values) -> None:
    for row in v.view.rows(MEASURES):
        v.put(row, "status", MeasureStatus.NOT_STARTED.value)
        v.put(row, "outcome", BLANK)
    for row in v.view.rows(TARGETS):
        v.put(row, "status", TargetStatus.NOT_ASSESSED.value)
        for key in ("achieved", "achieved2", "outcome"):
            v.put(row, key, BLANK)
    v.told.append("Tiltak og mål: status og det som er oppnådd, begynner på nytt.")


def _grants(v: Values) -> None:
    ended = []
    for row in v.view.rows(GRANTS):
        grant = row.record
        over = isinstance(grant, Grant) and grant.to_year is not None and grant.to_year < v.next
        if over and isinstance(grant, Grant) and grant.status is GrantStatus.GRANTED:
            v.put(row, "status", GrantStatus.ENDED.value)
            ended.append(grant.grant_id)
    if ended:
        v.told.append(
            f"Tilskudd: {', '.join(ended)} varte til og med {v.view.year} eller kortere og er "
            "avsluttet. Tilskuddsår og det bundne går videre."
        )


def _printed(v: Values) -> None:
    """What was printed and what was amended are of the year's workbook."""
    amendments = v.view.bound.tables.get(AMENDMENTS)
    if amendments is not None and amendments.filled:
        v.edits.append(amendments.replaced([]))
        v.told.append(
            f"Budsjettendringer gjelder {v.view.year} og er tømt; vedtakene står i boken for "
            f"{v.view.year}."
        )
    for name in (PRINTED, CORRECTED):
        bound = v.view.bound.tables.get(name)
        if bound is not None and bound.filled:
            v.edits.append(bound.replaced([]))
            sheet = bound.table.sheet
            v.told.append(f"{sheet} gjelder den trykte saken for {v.view.year} og er tømt.")


def typed_now(view: View, table: str, key: str) -> list[BoundRow]:
    """The rows of *table* where something is typed in *key*, a column that is filled in."""
    column = view.layout.table(table).column(key)
    if column.derived or column.level is Level.HISTORY:
        return []
    return [
        row
        for row in view.rows(table)
        if row.values.get(key, BLANK) is not BLANK
        and view.book.cell(row.cells[key]).formula is None
        and row.values.get("type") in (None, LineType.INCOME, LineType.EXPENSE)
    ]
