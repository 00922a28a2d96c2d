"""What is carried over by the accounts, without its day, its decision or its amount."""

from __future__ import annotations

from datetime import date, datetime

from orxl.programme.closing import CARRIED, DECISION, FROM, STATUS
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption

RULE = Rule(
    "B038",
    "overføring-uten-vedtak",
    Severity.WARNING,
    finds="En overføring etter regnskapet der beløp, dato eller vedtak mangler, eller der datoen "
    "ikke kan stemme; det siste er en Feil.",
    why="Inngående mindreforbruk byttes fra prognosen til regnskapet først når det er vedtatt. "
    "Mangler noe, regner budsjettet fortsatt med prognosen.",
    remedy="Fyll ut de tre radene på Forutsetninger: beløpet, dagen det gjelder fra, og saken det "
    "er vedtatt i. Tøm alle tre når overføringen ikke er vedtatt ennå.",
    references=(paper("5.1.3"),),
)

_PARTS = {CARRIED: "beløpet", FROM: "datoen", DECISION: "vedtaket"}


@RULE.check
def check(view: View) -> Hits:
    cells = {name: assumption(view, name) for name in _PARTS}
    there = {name: cell for name, cell in cells.items() if cell is not None}
    if len(there) < len(_PARTS):
        return
    lacking = [name for name, cell in there.items() if view.value(cell) in (BLANK, "")]
    if len(lacking) == len(_PARTS):
        return
    if lacking:
        words = nb.listed([_PARTS[name] for name in lacking])
        yield Hit(
            f"Overføringen etter regnskapet er ikke i bruk: {words} mangler.",
            cell=there[lacking[0]],
            actual=BLANK,
        )
        return
    since, today = view.programme.day(FROM), view.programme.day(STATUS)
    if since is None:
        return  # not a date: D003
    if since < date(view.year, 1, 1):
        yield Hit(
            f"Overføringen gjelder fra {nb.day(since)}, men regnskapet for {view.year - 1} kan "
            f"ikke være avlagt før {nb.day(date(view.year, 1, 1))}.",
            cell=there[FROM],
            severity=Severity.ERROR,
        )
    elif today is not None and since > today:
        yield Hit(
            f"Overføringen gjelder fra {nb.day(since)}, men «Status per» er {nb.day(today)}. Til "
            "da regner budsjettet med prognosen.",
            cell=there[FROM],
            severity=Severity.NOTE,
            remedy="Sett «Status per» når datoen er kommet.",
        )


def _decided(e: Editor, name: str, value: datetime | str | float) -> Place:
    return e.put(ASSUMED, name, "value", value, by="name")


def _all(e: Editor, day: datetime) -> Place:
    _decided(e, CARRIED, 3900.0)
    _decided(e, DECISION, "sak 4/26")
    return _decided(e, FROM, day)


@RULE.bad("Bare beløpet er ført.")
def _only_the_amount(e: Editor) -> Place:
    _decided(e, CARRIED, 3900.0)
    return e.where(ASSUMED, FROM, "value", by="name")


@RULE.bad("Vedtaket er ført uten beløp.")
def _no_amount(e: Editor) -> Place:
    _decided(e, DECISION, "sak 4/26")
    _decided(e, FROM, datetime(2026, 3, 12))
    return e.where(ASSUMED, CARRIED, "value", by="name")


@RULE.bad("Vedtaket mangler.")
def _no_decision(e: Editor) -> Place:
    _decided(e, CARRIED, 3900.0)
    _decided(e, FROM, datetime(2026, 3, 12))
    return e.where(ASSUMED, DECISION, "value", by="name")


@RULE.bad("Regnskapet er vedtatt før året var slutt.")
def _too_early(e: Editor) -> Place:
    return _all(e, datetime(2025, 12, 18))


@RULE.bad("Datoen er ikke kommet ennå.")
def _later(e: Editor) -> Place:
    return _all(e, datetime(2026, 3, 12))


@RULE.good("Overføringen er vedtatt og gjelder.")
def _in_use(e: Editor) -> None:
    _all(e, datetime(2026, 3, 12))
    _decided(e, STATUS, datetime(2026, 4, 1))
