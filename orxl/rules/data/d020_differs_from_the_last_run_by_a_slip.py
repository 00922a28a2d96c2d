"""One cell that since the last run has become what a slip of the fingers would make of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from orxl.core.values import Value
from orxl.layout import Kind
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import (
    AHEAD_YEARS,
    GRANT_YEARS,
    GRANTS,
    MAIN,
    MEMBERS,
    PARTNERS,
    POPULATION,
)
from orxl.rules.shared.inputs import kind_in, spot
from orxl.rules.shared.moved import moves
from orxl.rules.shared.prints import put_on_record
from orxl.rules.shared.slip_gravity import fold, gravity
from orxl.rules.shared.slips import (
    COPIED,
    DAYS,
    DIGITS,
    FOLDS,
    GONE,
    LOST,
    OTHER,
    SIGN,
    UNKNOWN,
    WORD,
    YEAR,
    Slip,
    slips,
)

RULE = Rule(
    "D020",
    "endret-som-ved-en-slurvefeil",
    Severity.NOTE,
    finds="En celle som alene i kolonnen er endret siden siste kontroll, på en måte som ligner en "
    "skrivefeil: sifre har byttet plass, et siffer er borte eller kommet til, fortegnet er snudd, "
    "tallet er ti, hundre eller tusen ganger så stort eller lite, en dato står i et annet år, "
    "cellen er tømt eller lik den over, eller ett siffer eller ord er et annet der det settes opp "
    "én gang. Hva som sto der, regnes ut av avtrykket på arket «Endret siden sist».",
    why="Et tall som er nesten riktig, ser riktig ut, og det meste av boken regnes ut av det.",
    remedy="Var det ikke meningen, skriv det som sto der. Er det nye riktig, så svar ja når «orxl "
    "beregn» eller knappen spør om en Feil; det andre tar neste «Beregn og kontroller» til følge.",
)


@RULE.check
def check(view: View) -> Hits:
    moved = {id(move.of) for move in moves(view)}
    for slip in (slip for slip in slips(view) if id(slip.of) not in moved):
        cell = slip.of.cell(slip.row)
        then, now = _shown(slip, slip.then), _shown(slip, slip.now)
        if slip.how == UNKNOWN:
            said = f"er {now}, men var noe annet ved siste kontroll"
        elif slip.then is BLANK:
            said = "er det samme som i raden over, men var noe annet ved siste kontroll"
        elif slip.then == "":
            said = "er tom, men var fylt ut ved siste kontroll"
        else:
            said = f"er {now}, men var {then} ved siste kontroll{_because(slip)}"
        yield Hit(
            f"{spot(view, cell)} {said}.",
            cell=cell,
            expected=None if slip.then in (BLANK, "") else slip.then,
            actual=slip.now,
            severity=gravity(slip),
        )


def _shown(slip: Slip, content: Value) -> str:
    """*content* as the column has it: a year and a municipality's number have no thousands."""
    named = kind_in(slip.of.column, slip.of.rows[slip.row]) in (Kind.YEAR, Kind.MUNICIPALITY)
    return nb.digits(content) if named and isinstance(content, float) else nb.value(content)


def _because(slip: Slip) -> str:
    if slip.how == FOLDS and isinstance(slip.then, float) and isinstance(slip.now, float):
        times = nb.number(fold(slip))
        more = abs(slip.now) > abs(slip.then)
        return f": {times} ganger så mye" if more else f", som er {times} ganger så mye"
    return _WORDS[slip.how]


_WORDS: Final = {
    DIGITS: ": de samme sifrene i en annen rekkefølge",
    SIGN: ": samme tall med motsatt fortegn",
    LOST: ": bare ett siffer er borte eller kommet til",
    YEAR: ": samme dag i et annet år",
    DAYS: ": dag og måned har byttet plass",
    COPIED: "; nå er det som raden over",
    GONE: "",
    OTHER: ": ett siffer er et annet",
    WORD: "",
}


@RULE.bad("To sifre i folketallet har byttet plass.")
def _digits(e: Editor) -> Place:
    put_on_record(e, POPULATION)
    row, *_ = e.rows_where(POPULATION, municipality="Asker", at=datetime(2025, 1, 1))
    cell = e.at(POPULATION, row, "inhabitants")
    people = f"{e.book.cell(cell).value:.0f}"
    return e.type_in(cell, float(f"{people[:2]}{people[3]}{people[2]}{people[4:]}"))


@RULE.bad("Utmeldingsdatoen er flyttet et år.")
def _year(e: Editor) -> Place:
    put_on_record(e, MEMBERS)
    row, *_ = e.rows_where(MEMBERS, left=datetime(2025, 12, 31))
    return e.type_in(e.at(MEMBERS, row, "left"), datetime(2026, 12, 31))


@RULE.bad("Utmeldingsdatoen er slettet.")
def _deleted(e: Editor) -> Place:
    put_on_record(e, MEMBERS)
    row, *_ = e.rows_where(MEMBERS, left=datetime(2025, 12, 31))
    return e.type_in(e.at(MEMBERS, row, "left"), BLANK)


@RULE.bad("Fortegnet på en utgift er snudd.")
def _sign(e: Editor) -> Place:
    put_on_record(e, MAIN)
    return e.put(MAIN, "Kommunikasjon", "budget", -200.0)


@RULE.bad("Sifrene i fjorårets trykte budsjett har byttet plass.")
def _printed_figure(e: Editor) -> Place:
    put_on_record(e, MAIN)
    return e.put(MAIN, "Kontingenter", "budget_prior", 6897.0)


@RULE.bad("Valutaen er en annen.")
def _currency(e: Editor) -> Place:
    put_on_record(e, GRANTS)
    return e.put(GRANTS, "SEADITO", "currency", "NOK")


@RULE.bad("En partner er flyttet til et annet tiltak.")
def _moved(e: Editor) -> Place:
    put_on_record(e, PARTNERS)
    row, *_ = e.rows_where(PARTNERS, measure="2.4.1")
    return e.type_in(e.at(PARTNERS, row, "measure"), "2.4.2")


@RULE.bad("En kommune er ført i en annen delregion.")
def _region(e: Editor) -> Place:
    put_on_record(e, MEMBERS)
    return e.put(MEMBERS, "Asker", "region", "Drammensregionen")


@RULE.bad("Giveren til ett av tilskuddene er tømt.")
def _emptied(e: Editor) -> Place:
    put_on_record(e, GRANTS)
    return e.put(GRANTS, "GEO4WATER", "giver", BLANK)


@RULE.good("Satsen er skrevet for to år: ingen av dem kan ha vært det ett av dem måtte vært.")
def _two_rates(e: Editor) -> None:
    put_on_record(e, AHEAD_YEARS)
    first = e.table(AHEAD_YEARS).first_data_row
    for row, rate in ((first + 1, 2.5), (first + 2, 25.0)):
        e.type_in(e.at(AHEAD_YEARS, row, "rate"), rate)


@RULE.good("En inntekt er økt.")
def _raised(e: Editor) -> None:
    put_on_record(e, GRANT_YEARS)
    e.put(GRANT_YEARS, "KLIMASATS", "income", 1250.0)
