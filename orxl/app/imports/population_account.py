"""The account of a file with population: what became of each figure, and its sums."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from orxl.core import nb
from orxl.report.imports.values import Problem, Share, Tally, Total
from orxl.sources.municipalities import municipalities
from orxl.sources.population_values import (
    SUMMED,
    TAKEN,
    WRONG,
    Population,
    PopulationReading,
)

_WHOLE: Final = date(2020, 1, 1)
"""From then on the list of municipalities is whole; before, it has some counties only."""


def tally(reading: PopulationReading, older: Sequence[Population], first: date) -> Tally:
    """All figures that were read; those of dates before the sheet's *first* are not taken."""
    summed = sum(len(figure.summed) for figure in older)
    away = {TAKEN: sum(not figure.summed for figure in older), SUMMED: summed}
    shares = [
        Share(
            label,
            len(words) - away.get(label, 0),
            () if label in {*away, WRONG} else tuple(dict.fromkeys(words)),
        )
        for label, words in reading.counted.shares.items()
    ]
    if older:
        years = sorted({figure.at.year for figure in older})
        label = f"eldre enn {nb.day(first)}, arkets første dato (--år tar dem med)"
        shares.append(Share(label, sum(away.values()), tuple(map(str, years))))
    order = TAKEN, SUMMED
    shares.sort(key=lambda share: order.index(share.label) if share.label in order else len(order))
    return Tally("tall", reading.counted.read, tuple(shares))


def totals(reading: PopulationReading, dates: Collection[date]) -> Iterator[Total]:
    """What the file says of the country and the counties, against the sum of its municipalities.

    Only where the file has all the municipalities that there were.
    """
    for at in sorted(dates):
        if at < _WHOLE:
            continue
        there = {code: number for (code, day), number in reading.by_code.items() if day == at}
        known = municipalities().at(at)
        if at in reading.country and known <= there.keys():
            yield _total(f"Hele landet {nb.day(at)}", reading.country[at], known, there)
        for (county, day), number in sorted(reading.counties.items()):
            own = {code for code in known if code // 100 == county}
            if day == at and own and own <= there.keys():
                name = municipalities().counties.get(county, f"Fylke {county:02}")
                yield _total(f"{name} {nb.day(at)}", number, own, there)


def _total(label: str, file: int, codes: Iterable[int], there: dict[int, int]) -> Total:
    taken = sum(there[code] for code in codes)
    return Total(label, Decimal(file), Decimal(taken), "innbyggere")


def astray(sums: Iterable[Total]) -> Iterator[Problem]:
    """The sums that do not agree: a figure is wrong, and nobody knows which."""
    for total in sums:
        if total.difference:
            yield Problem(
                total.label,
                nb.number(total.file),
                f"Kommunene har til sammen {nb.number(total.taken)} innbyggere i den samme filen. "
                "Hent filen på nytt.",
            )
