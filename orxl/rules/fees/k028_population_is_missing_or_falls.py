"""A member without the population of a date that the others have, or populations that all fall."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from orxl.binding import BoundRow
from orxl.programme.models import Population
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import SSB_POPULATION
from orxl.rules.kit.tables import POPULATION
from orxl.rules.shared.members import figures, members, population_date

RULE = Rule(
    "K028",
    "folketall-mangler-eller-faller",
    Severity.NOTE,
    finds="Et medlem som mangler folketallet for en dato som de andre kommunene har, eller "
    "folketall som er lavere på den siste datoen enn på den første i de fleste kommunene.",
    why="Uten tallene omkring kan ingen se om et folketall er galt. Faller nesten alle, er datoene "
    "trolig byttet om, og kontingenten regnes av et annet år.",
    remedy="Hent folketallene på nytt fra SSB, tabell 07459.",
    references=(SSB_POPULATION,),
)
_USUAL: Final = 0.75
"""A date that so many municipalities have is one that all should have."""
_FALL: Final = 0.5
"""Of SSB's municipalities 28–36 % lost inhabitants in each interval from 2024 to 2026."""
_ENOUGH: Final = 10

_Of = dict[date, tuple[BoundRow, Population]]


@RULE.check
def check(view: View) -> Hits:
    known: dict[int, _Of] = {}
    for row, record in figures(view):
        known.setdefault(record.code, {}).setdefault(record.at, (row, record))
    if len(known) < _ENOUGH:
        return
    dates = sorted({at for own in known.values() for at in own})
    yield from _fallen(known, dates)
    usual = [at for at in dates if sum(at in own for own in known.values()) > len(known) * _USUAL]
    fees = population_date(view)
    for code in dict.fromkeys(member.code for _, member in members(view)):
        own = known.get(code, {})
        lacking = [at for at in usual if at not in own and at != fees]
        if own and lacking:
            row, record = (
                own.get(fees, next(iter(own.values()))) if fees else next(iter(own.values()))
            )
            yield Hit(
                f"{record.municipality} mangler folketall per "
                f"{nb.listed([nb.day(at) for at in lacking])}, som de andre kommunene har.",
                cell=row.cells["municipality"],
                actual=record.municipality,
            )


def _fallen(known: dict[int, _Of], dates: list[date]) -> Hits:
    if len(dates) < 2:
        return
    first, last = dates[0], dates[-1]
    both = [own for own in known.values() if first in own and last in own]
    fewer = [o for o in both if o[last][1].inhabitants < o[first][1].inhabitants]
    if len(both) >= _ENOUGH and len(fewer) > _FALL * len(both):
        row, _ = fewer[0][last]
        yield Hit(
            f"{nb.number(len(fewer))} av {nb.number(len(both))} kommuner har færre innbyggere per "
            f"{nb.day(last)} enn per {nb.day(first)}. Er datoene byttet om?",
            cell=row.cells["at"],
            severity=Severity.WARNING,
        )


@RULE.bad("Raden for Sigdal i 2024 er slettet.")
def _lost(e: Editor) -> Place:
    first, second, _ = e.rows_where(POPULATION, municipality="Sigdal")
    e.type_in(e.at(POPULATION, first, "code"), 3334.0)
    return e.at(POPULATION, second, "municipality")


@RULE.bad("Datoene står i motsatt rekkefølge av folketallene.")
def _reversed(e: Editor) -> Place:
    cells = [e.at(POPULATION, row, "at") for row in e.table(POPULATION).data_rows]
    for cell in cells:
        day = e.book.cell(cell).value
        if isinstance(day, datetime):
            e.type_in(cell, datetime(4050 - day.year, 1, 1))
    return next(c for c in cells if e.book.cell(c).value == datetime(2026, 1, 1))


@RULE.good("Et nytt folketall er kommet for noen få kommuner.")
def _begun(e: Editor) -> None:
    e.add_row(
        POPULATION, code=301.0, municipality="Oslo", at=datetime(2027, 1, 1), inhabitants=730_000.0
    )
