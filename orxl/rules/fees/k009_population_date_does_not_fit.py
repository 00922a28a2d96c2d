"""A population date without figures, off 1 January, too new, or older than it need be."""

from __future__ import annotations

from datetime import date, datetime

from orxl.programme.fees import CASE_DATE, fee, populations
from orxl.programme.numbers import ZERO
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import SSB_POPULATION
from orxl.rules.kit.tables import ASSUMED, POPULATION
from orxl.rules.shared.amounts import assumption
from orxl.rules.shared.members import active, figures, population_date

RULE = Rule(
    "K009",
    "folketallsdato-passer-ikke",
    Severity.WARNING,
    finds="En dato for folketallet som Folketall ikke har tall for, som ikke er 1. januar, som er "
    "for ny, eller som er eldre enn den behøver å være.",
    why="Datoen bestemmer hva hver kommune betaler.",
    remedy="Skriv datoen som vedtaket sier, på Forutsetninger. Mangler folketallet, hent det med "
    "«orxl importer folketall --hent», eller legg det inn på arket Folketall.",
    references=(SSB_POPULATION,),
)


@RULE.check
def check(view: View) -> Hits:
    at, cell = population_date(view), assumption(view, "Folketallsdato")
    dates = {record.at for _, record in figures(view)}
    if at is None or cell is None:
        return
    shown, decided = view.value(cell), view.programme.day("Vedtaksmøte")
    if at not in dates:
        known = nb.listed([nb.day(d) for d in sorted(dates)])
        yield Hit(
            f"Folketall har ingen tall per {nb.day(at)}"
            + (f"; det har tall per {known}." if dates else "."),
            cell=cell,
            actual=shown,
            severity=Severity.NOTE if view.unused else Severity.ERROR,
        )
    elif (at.month, at.day) != (1, 1):
        yield Hit(
            f"Kontingenten regnes av folketallet per {nb.day(at)}. Ventet er 1. januar.",
            cell=cell,
            actual=shown,
        )
    elif view.programme.day(CASE_DATE) not in (None, at):
        return  # that it is another date than the case's is what K014 tells
    elif decided is not None and at > decided:
        yield Hit(
            f"Kontingenten regnes av folketallet per {nb.day(at)}, men budsjettet behandles "
            f"{nb.day(decided)}. Da er folketallet ikke kjent.",
            cell=cell,
            actual=shown,
        )
    else:
        yield from _newer(view, at, dates)


def _newer(view: View, at: date, dates: set[date]) -> Hits:
    newest = max((d for d in dates if at < d < date(view.year, 1, 1)), default=None)
    rate, cell = view.programme.number("Kontingentsats"), assumption(view, "Folketallsdato")
    if newest is None or rate is None or cell is None:
        return
    old, new = populations(view.programme, at), populations(view.programme, newest)
    codes = [member.code for _, member in active(view)]
    change = sum((fee(new.get(c, 0), rate) - fee(old.get(c, 0), rate) for c in codes), ZERO)
    yield Hit(
        f"Kontingenten regnes av folketallet per {nb.day(at)}, men Folketall har tall per "
        f"{nb.day(newest)}. Med dem ville de {nb.number(len(codes))} navngitte medlemmene betalt "
        f"{nb.number(abs(change))} kr {'mer' if change >= 0 else 'mindre'}.",
        cell=cell,
        expected=datetime(newest.year, newest.month, newest.day),
        actual=view.value(cell),
        severity=Severity.NOTE,
    )


def _dated(e: Editor, year: int, month: int, day: int) -> Place:
    return e.put(ASSUMED, "Folketallsdato", "value", datetime(year, month, day))


@RULE.bad("Det finnes ikke folketall per 1.10.2025.")
def _no_figures(e: Editor) -> Place:
    return _dated(e, 2025, 10, 1)


def _case_dated(e: Editor, year: int) -> Place:
    """The case itself has that date."""
    e.put(ASSUMED, CASE_DATE, "value", datetime(year, 1, 1))
    return _dated(e, year, 1, 1)


@RULE.bad("Saken regner kontingenten av folketallet et år for tidlig.")
def _older(e: Editor) -> Place:
    return _case_dated(e, 2024)


@RULE.bad("Sakens folketall er nyere enn saken.")
def _too_new(e: Editor) -> Place:
    return _case_dated(e, 2026)


@RULE.bad("Folketallet er per 1. juli.")
def _another_day(e: Editor) -> Place:
    e.put(POPULATION, "Oslo", "at", datetime(2024, 7, 1), by="municipality")
    return _dated(e, 2024, 7, 1)


@RULE.good("Datoen er den nyeste før budsjettåret.")
def _newest(e: Editor) -> None:
    _dated(e, 2025, 1, 1)
