"""The day that the state is of: too old, after today, or accounts of another year."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from orxl.rules.kit import BLANK, CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption

RULE = Rule(
    "D017",
    "status-per-er-gammel",
    Severity.NOTE,
    finds="«Status per» som er mer enn 31 dager gammel eller ligger fram i tid, og «Regnskap per» "
    "utenfor budsjettåret.",
    why="Frister, godtatte avvik og trafikklys i arket vurderes mot disse datoene, ikke mot dagen "
    "i dag.",
    remedy="Sett «Status per» til dagen status ble oppdatert, og «Regnskap per» til dagen "
    "regnskapstallene gjelder til.",
)
_OLD: Final = 31


@RULE.check
def check(view: View) -> Hits:
    day, cell = view.day, assumption(view, "Status_per")
    stated = view.programme.day("Status_per")
    if day is not None and cell is not None and stated is not None:
        if stated > day:
            yield _hit(view, cell, f"«Status per» er {nb.day(stated)}, som ikke har vært ennå.")
        elif (day - stated).days > _OLD and not view.unused:
            age = nb.counted((day - stated).days, "dag", "dager")
            yield Hit(
                f"«Status per» er {nb.day(stated)}, {age} gammel. Frister og godtatte avvik "
                "vurderes mot den.",
                cell=cell,
                actual=view.value(cell),
            )
    cell, until = assumption(view, "Regnskap_per"), view.programme.day("Regnskap_per")
    if cell is not None and until is not None and until.year != view.year:
        yield _hit(
            view, cell, f"«Regnskap per» er {nb.day(until)}, utenfor budsjettåret {view.year}."
        )


def _hit(view: View, cell: CellRef, message: str) -> Hit:
    return Hit(message, cell=cell, actual=view.value(cell), severity=Severity.ERROR)


def _put(e: Editor, name: str, day: date) -> Place:
    value = datetime(day.year, day.month, day.day)
    return e.put(ASSUMED, name, "value", value, by="name")


@RULE.bad("«Status per» er et år gammel.")
def _old(e: Editor) -> Place:
    return _put(e, "Status_per", date(2025, 11, 1))


@RULE.bad("«Status per» er fram i tid.")
def _in_the_future(e: Editor) -> Place:
    return _put(e, "Status_per", date(2099, 1, 1))


@RULE.bad("«Regnskap per» er i året før.")
def _last_years_accounts(e: Editor) -> Place:
    return _put(e, "Regnskap_per", date(2025, 12, 31))


@RULE.good("Status og regnskap er av i høst.")
def _fresh(e: Editor) -> None:
    _put(e, "Status_per", date(2026, 11, 1))
    _put(e, "Regnskap_per", date(2026, 10, 31))


@RULE.good("Det er ikke ført regnskap ennå.")
def _no_accounts(e: Editor) -> None:
    e.put(ASSUMED, "Regnskap_per", "value", BLANK, by="name")
