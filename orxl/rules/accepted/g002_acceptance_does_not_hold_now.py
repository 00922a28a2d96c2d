"""An accepted deviation that no longer holds, or does not hold yet."""

from __future__ import annotations

from datetime import datetime

from orxl.programme.records import AcceptedDeviation
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.acceptance import in_force, lacks
from orxl.rules.kit.references import ACCEPTANCES
from orxl.rules.kit.tables import ACCEPTED

RULE = Rule(
    "G002",
    "godtatt-avvik-gjelder-ikke-nå",
    Severity.WARNING,
    finds="Et godtatt avvik som er utløpt, som er datert fram i tid, eller som gjelder i dag, men "
    "ikke på «Status per».",
    why="Avviket er da ikke godtatt og må vurderes på nytt. Kontrollene i arket vurderer mot "
    "«Status per», orxl mot dagen i dag; de skal si det samme.",
    remedy="Rett avviket, sett en ny «Gjelder til» hvis det fortsatt er godtatt, eller oppdater "
    "«Status per».",
    references=(ACCEPTANCES,),
)


@RULE.check
def check(view: View) -> Hits:
    day, status = view.day, view.status_day
    if day is None or status is None:
        return
    for row in view.rows(ACCEPTED):
        entry = row.record
        if not isinstance(entry, AcceptedDeviation) or lacks(entry):
            continue  # that is what G001 says
        said = f"Det godtatte avviket for {entry.code}"
        if entry.valid_until is not None and entry.valid_until < day:
            yield Hit(
                f"{said} gjaldt bare til {nb.day(entry.valid_until)} og er ikke lenger godtatt.",
                cell=row.cells["valid_until"],
                actual=row.values["valid_until"],
            )
        elif entry.accepted_on is not None and entry.accepted_on > day:
            yield Hit(
                f"{said} er datert {nb.day(entry.accepted_on)}, som ikke har vært ennå.",
                cell=row.cells["accepted_on"],
                actual=row.values["accepted_on"],
                remedy="Rett datoen.",
            )
        elif not in_force(entry, status):
            yield Hit(
                f"{said} gjelder i dag, men ikke {nb.day(status)}, som er «Status per». Arket "
                "Kontroll viser det derfor som avvik.",
                cell=row.cells["accepted_on"],
                actual=row.values["accepted_on"],
                remedy="Sett «Status per» på Forutsetninger til dagen boken er oppdatert.",
            )


def _row(e: Editor, first: datetime, last: datetime) -> int:
    return e.add_row(
        ACCEPTED,
        code="T003",
        reason="Årene er trykt slik i saken.",
        accepted_by="Kari Nordmann",
        accepted_on=first,
        valid_until=last,
    )


@RULE.bad("Avviket var godtatt til og med januar 2020.")
def _expired(e: Editor) -> Place:
    return e.at(ACCEPTED, _row(e, datetime(2019, 12, 1), datetime(2020, 1, 31)), "valid_until")


@RULE.bad("Avviket er godtatt 18.12.2052.")
def _in_the_future(e: Editor) -> Place:
    return e.at(ACCEPTED, _row(e, datetime(2052, 12, 18), datetime(2053, 1, 31)), "accepted_on")


@RULE.good("Avviket er godtatt og gjelder.")
def _holds(e: Editor) -> None:
    _row(e, datetime(2020, 1, 1), datetime(2099, 12, 31))
