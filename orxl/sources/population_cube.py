"""Population in a table with dimensions (JSON-stat, PX): which is the region, which the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.sources.cubes import Cube, Dimension
from orxl.sources.grids import Entry
from orxl.sources.municipalities import municipalities
from orxl.sources.population_values import Observation
from orxl.sources.population_words import (
    REMEDY,
    GridReading,
    code_and_name,
    is_all,
    is_people,
    other_table,
    part_of_year,
)

_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


def read_cube(cube: Cube, name: str) -> GridReading:
    """The observations of *cube*. Raises BadSource where it is no table of the population."""
    return _Reader(cube, name).reading()


class _Reader:
    def __init__(self, cube: Cube, name: str) -> None:
        self._cube, self._name = cube, name
        other = other_table(cube.title)
        if other:
            raise self._bad(f"er SSBs tabell {other}, ikke 07459.")

    def _bad(self, what: str) -> BadSource:
        return BadSource(f"«{self._name}» {what}", REMEDY)

    def reading(self) -> GridReading:
        dimensions = self._cube.dimensions
        region = self._region()
        time = self._time(region)
        kept: dict[int, int] = {}
        notes: list[str] = []
        for number, dimension in enumerate(dimensions):
            if number in (region, time):
                continue
            people = [i for i, label in enumerate(dimension.labels) if is_people(label)]
            if len(people) == 1:
                kept[number] = people[0]
                others = [x for i, x in enumerate(dimension.labels) if i != people[0]]
                if others:
                    these = nb.listed([nb.quoted(other) for other in others[:3]])
                    notes.append(f"Det som ikke er folketall, er ikke lest: {these}.")
            elif len(dimension.codes) == 1 and is_all(dimension.labels[0]):
                kept[number] = 0
            elif _is_contents(dimension):
                these = nb.listed([nb.quoted(label) for label in dimension.labels[:3]])
                raise self._bad(f"har ikke folketall, men {these}.")
            else:
                raise self._bad(
                    f"er fordelt etter «{dimension.label}» ({nb.quoted(dimension.labels[0])}), "
                    "og folketallet er summen av alle."
                )
        found = tuple(
            self._observation(dimensions[region], dimensions[time], at[region], at[time], cell)
            for at, cell in self._cube.places()
            if all(at[number] == value for number, value in kept.items())
        )
        updated = self._cube.updated[:10]
        changed = f", sist endret {updated}" if updated else ""
        return GridReading(
            found, f"folketall per kommune ({self._cube.form}{changed})", tuple(notes)
        )

    def _region(self) -> int:
        """The dimension with the most codes, or names, of municipalities."""
        counts = [_municipalities(dimension) for dimension in self._cube.dimensions]
        best = max(counts, default=0)
        if best == 0:
            raise self._bad("har ingen kommuner.")
        return counts.index(best)

    def _time(self, region: int) -> int:
        for number, dimension in enumerate(self._cube.dimensions):
            if number == region:
                continue
            if any(part_of_year(code) for code in dimension.codes):
                raise self._bad(
                    f"har kvartals- eller månedstall ({nb.quoted(dimension.codes[0])})."
                )
            if all(_YEAR.fullmatch(code.strip()) for code in dimension.codes):
                return number
        raise self._bad("sier ikke hvilket år folketallet gjelder.")

    @staticmethod
    def _observation(
        regions: Dimension, times: Dimension, region: int, time: int, cell: Entry
    ) -> Observation:
        code, label = regions.codes[region], regions.labels[region]
        text = label if code_and_name(label) or code == label else f"{code} {label}"
        year = int(times.codes[time])
        return Observation(text, date(year, 1, 1), cell, f"{nb.quoted(text)}, {year}")


def _municipalities(dimension: Dimension) -> int:
    known = municipalities()
    found = (code_and_name(code) for code in dimension.codes)
    codes = sum(one is not None and known.known(one[0]) for one in found)
    names = sum(bool(known.named(label)) for label in dimension.labels)
    return max(codes, names)


def _is_contents(dimension: Dimension) -> bool:
    told: Sequence[str] = (dimension.name.casefold(), dimension.label.casefold())
    return any(word in text for text in told for word in ("contents", "statistikkvariabel"))
