"""An assumption, an exchange rate or a scenario's rate of another size than such figures have."""

from __future__ import annotations

from typing import Final

from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.programme.codes import Currency
from orxl.programme.fees import CASE_RATE
from orxl.programme.records import ScenarioRow
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED, GRANTS, SCENARIOS
from orxl.rules.shared.amounts import assumption, grants

RULE = Rule(
    "D016",
    "usannsynlig-forutsetning",
    Severity.WARNING,
    finds="En forutsetning som er mye større eller mindre enn slike tall pleier å være, for "
    "eksempel en eurokurs på 1 170 kr; eller et tilskudds kurs, eller et scenarios sats, som er "
    "flere ganger bokens egen.",
    why="En forutsetning virker i hele arbeidsboken. Med for stor toleranse blir feil ikke meldt.",
    remedy="Kontroller tallet, kommaet og enheten i kolonnen «Enhet».",
)

_TIMES: Final = 4
"""A rate so many times the book's own, or so small a part of it, has lost or got a digit."""
_MUCH: Final = 5.0
"""No rate of exchange is so many times another of the same currency."""


@RULE.check
def check(view: View) -> Hits:
    for spec in ASSUMPTIONS:
        cell = assumption(view, spec.name) if spec.plausible is not None else None
        if cell is None or spec.plausible is None or view.value(cell) is BLANK:
            continue
        shown, (lowest, highest) = view.number(cell), spec.plausible
        if shown is not None and not lowest <= shown <= highest:
            yield Hit(
                f"{nb.quoted(spec.label)} er {nb.number(shown)}. Ventet er mellom "
                f"{nb.number(lowest)} og {nb.number(highest)} ({spec.unit}).",
                cell=cell,
                actual=shown,
                severity=Severity.ERROR if shown > 2 * highest or shown < lowest / 2 else None,
            )
    yield from _more_fixed_than_all(view)
    yield from _exchange_rates(view)
    yield from _scenarios(view)


def _exchange_rates(view: View) -> Hits:
    """A grant's own rate beside the book's; where that is unlikely itself, it has been said."""
    common = view.number(assumption(view, "Kurs_EUR"))
    lowest, highest = next(s.plausible for s in ASSUMPTIONS if s.name == "Kurs_EUR") or (0, 0)
    if not view.has(GRANTS, "rate") or common is None or not lowest <= common <= highest:
        return
    for row, grant in grants(view):
        if grant.currency is Currency.EUR and grant.rate and _far(float(grant.rate), [common]):
            yield Hit(
                f"Kursen for {nb.quoted(grant.label)} er {nb.number(grant.rate, 2)} kr per "
                f"euro, men «Valutakurs, euro» på Forutsetninger er {nb.number(common, 2)}.",
                cell=row.cells["rate"],
                actual=float(grant.rate),
                severity=Severity.ERROR if _far(float(grant.rate), [common], _MUCH) else None,
            )


def _scenarios(view: View) -> Hits:
    """A scenario's typed rate of fees, far from all those of the book."""
    names = ("Kontingentsats", CASE_RATE, "Kontingentsats_forrige")
    known = [rate for name in names if (rate := view.number(assumption(view, name)))]
    for row in view.rows(SCENARIOS) if view.has(SCENARIOS, "rate") else ():
        cell, scenario = row.cells["rate"], row.record
        if not isinstance(scenario, ScenarioRow) or view.book.cell(cell).formula is not None:
            continue
        if known and scenario.rate and _far(float(scenario.rate), known):
            yield Hit(
                f"Scenarioet {nb.quoted(scenario.name)} regner med en kontingentsats på "
                f"{nb.number(scenario.rate, 2)} kr, men satsen i dag er {nb.number(known[0], 2)}.",
                cell=cell,
                actual=float(scenario.rate),
            )


def _far(rate: float, known: list[float], times: float = _TIMES) -> bool:
    return all(not 1 / times < rate / other < times for other in known)


def _more_fixed_than_all(view: View) -> Hits:
    cell = assumption(view, "Faste_stillinger")
    fixed, every = view.number(cell), view.number(assumption(view, "Antall_stillinger"))
    if cell is not None and fixed is not None and every is not None and fixed > every > 0:
        yield Hit(
            f"Det er ført {nb.number(fixed)} faste stillinger, men bare {nb.number(every)} "
            "stillinger i alt.",
            cell=cell,
            expected=every,
            actual=fixed,
            severity=Severity.ERROR,
        )


def _put(e: Editor, name: str, value: float) -> Place:
    return e.put(ASSUMED, name, "value", value, by="name")


@RULE.bad("Eurokursen har mistet kommaet.")
def _point_lost(e: Editor) -> Place:
    return _put(e, "Kurs_EUR", 1170.0)


@RULE.bad("Toleransen for avrunding er skrevet i kroner.")
def _tolerance_in_kroner(e: Editor) -> Place:
    return _put(e, "Toleranse_avrunding", 2000.0)


@RULE.bad("Grensen på 5 % er skrevet som 5.")
def _percent_as_number(e: Editor) -> Place:
    return _put(e, "Avviksgrense_gul", 5.0)


@RULE.bad("Det er flere faste stillinger enn stillinger i alt.")
def _too_many_fixed(e: Editor) -> Place:
    return _put(e, "Faste_stillinger", 6.0)


@RULE.bad("Kursen for GEO4Water er 117; bokens er 11,70.")
def _rate_of_a_grant(e: Editor) -> Place:
    return e.put(GRANTS, "GEO4WATER", "rate", 117.0)


@RULE.bad("Et scenario har satsen 30 i stedet for 3.")
def _rate_of_a_scenario(e: Editor) -> Place:
    return e.put(SCENARIOS, "Sats 3,00", "rate", 30.0)


@RULE.good("Tilskuddet har sin egen kurs, og scenarioet en dobbel sats.")
def _own_rates(e: Editor) -> None:
    e.put(GRANTS, "GEO4WATER", "rate", 10.95)
    e.put(SCENARIOS, "Sats 3,00", "rate", 5.0)


@RULE.good("Eurokursen er 9,85.")
def _another_rate(e: Editor) -> None:
    _put(e, "Kurs_EUR", 9.85)
