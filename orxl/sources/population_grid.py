"""Population in a grid: SSB's CSV and Excel files, wide or long, and plain tables of one's own.

The column of municipalities is found by what stands in it, the years by the headings. A column that
is something else (area, births, one sex, an age) is never taken for the population.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.core.light import replace
from orxl.sources.grids import Entry, Grid, number_of, shown
from orxl.sources.population import MISSING
from orxl.sources.population_table import NoTable, Table
from orxl.sources.population_values import Observation
from orxl.sources.population_words import (
    CONTENTS,
    DAY,
    DIMENSIONS,
    NOISE,
    OWN_NUMBER,
    PART_OF_YEAR,
    PEOPLE,
    REGION_WORDS,
    REMEDY,
    TABLE,
    TIME_WORDS,
    YEAR,
    GridReading,
    as_date,
    is_all,
    is_people,
    is_some,
    without_dates,
    words_of,
)


def read_grids(grids: Sequence[Grid], name: str) -> GridReading:
    """The observations of the one sheet (or text file) that has population. Raises BadSource."""
    refused: list[BadSource] = []
    skipped: list[str] = []
    found: list[GridReading] = []
    for grid in grids:
        try:
            found.append(_Reader(Table(grid, name)).reading())
        except BadSource as error:
            skipped.append(grid.sheet)
            refused.append(error)
    if len(found) == 1:
        if not skipped:
            return found[0]
        notes = f"Andre ark er ikke lest: {nb.listed(skipped)}.", *found[0].notes
        return replace(found[0], notes=notes)
    if found:
        raise BadSource(
            f"«{name}» har folketall på {len(found)} ark, og bare ett kan importeres om gangen.",
            "Lagre arket som skal med, i en egen fil.",
        )
    # What is wrong with a table says more than that there is none.
    refused.sort(key=lambda error: isinstance(error, NoTable))
    raise refused[0] if refused else BadSource(f"«{name}» er tom.", REMEDY)


class _Reader:
    """Reads a table: which of its columns is what, and the figures in them."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._strangers: tuple[str, ...] = ()

    def reading(self) -> GridReading:
        """The observations. Raises BadSource where it is no table of the population."""
        others = [c for c in range(len(self._table.headers)) if c != self._table.region]
        words = {c: words_of(self._table.headers[c]) for c in others}
        self._refuse_dimensions(
            [c for c in others if words[c] & DIMENSIONS and not is_people(self._table.headers[c])],
            lambda text: not is_all(text),
        )
        self._refuse_dimensions(
            [c for c in others if not is_people(self._table.headers[c])], is_some
        )
        times = [c for c in others if words[c] & TIME_WORDS and words[c] <= TIME_WORDS | NOISE
                 and self._date_over(c) is None]  # fmt: skip
        contents = [c for c in others if words[c] & CONTENTS and words[c] <= CONTENTS | NOISE
                    and c not in times]  # fmt: skip
        self._refuse_contents(contents)
        taken = {self._table.region, *times, *contents, *self._table.name_columns}
        values = self._value_columns([c for c in others if c not in taken], bool(times))
        self._refuse_uneven(values)
        observations = tuple(self._observations(times[0] if times else None, values))
        self._refuse_new_headings(values)
        if not observations:
            raise self._table.bad("har ingen tall.")
        return GridReading(observations, self._read_as(bool(times)), tuple(self._notes(values)))

    def _refuse_dimensions(self, columns: Sequence[int], part: Callable[[str], bool]) -> None:
        """Raises BadSource where a cell says that the line is about a part of the people."""
        for column in columns:
            for line in self._table.data:
                text = shown(line.entry(column)).strip()
                if text and part(text):
                    raise self._table.bad(
                        f"er fordelt etter «{self._table.headers[column]}» ({nb.quoted(text)}), og "
                        "folketallet er summen av alle."
                    )

    def _refuse_uneven(self, values: Mapping[int, date | None]) -> None:
        """A line of a text file with a field too many or too few: its figures may have moved."""
        if self._table.grid.sheet:
            return
        width = max((n for n, text in enumerate(self._table.headers, start=1) if text), default=0)
        for line in filter(self._table.is_region, self._table.data):
            more = any(cell is not None for cell in line.cells[width:])
            fewer = len(line.cells) <= max(values, default=0)
            if more or fewer:
                raise self._table.bad(
                    f"har {'flere' if more else 'færre'} felt på linje {line.number} enn "
                    f"overskriften, så tallene kan stå i feil kolonne."
                )

    def _refuse_new_headings(self, values: Mapping[int, date | None]) -> None:
        """A second table below the first may be of another year."""
        for line in self._table.data:
            texts = [shown(line.entry(column)).strip() for column in values]
            own = shown(line.entry(self._table.region)).strip()
            names = words_of(own) and words_of(own) <= REGION_WORDS
            years = not own and any(texts) and all(YEAR.fullmatch(text) for text in texts if text)
            if names or years or any(words_of(text) & PEOPLE for text in texts):
                raise self._table.bad(
                    f"har en ny overskrift på linje {line.number}: bare én tabell kan leses."
                )

    def _refuse_contents(self, columns: Sequence[int]) -> None:
        for column in columns:
            for line in self._table.data:
                text = shown(line.entry(column)).strip()
                if text and not is_people(text):
                    raise self._table.bad(f"har {nb.quoted(text)} og ikke bare folketall.")

    def _value_columns(self, columns: Sequence[int], long: bool) -> Mapping[int, date | None]:
        """The columns with the population, each with the day that its heading has."""
        values: dict[int, date | None] = {}
        strangers: list[str] = []
        for column in columns:
            heading = self._table.headers[column]
            if PART_OF_YEAR.search(heading):
                raise self._table.bad(f"har kvartals- eller månedstall ({nb.quoted(heading)}).")
            bare = re.search(r"\w", without_dates(OWN_NUMBER.sub(" ", heading))) is None
            at = self._date_over(column) if bare or is_people(heading) else None
            if at is not None and (at.month, at.day) != (1, 1):
                raise self._table.bad(f"har folketall per {nb.day(at)}, ikke per 1. januar.")
            if is_people(heading) or at is not None:
                values[column] = at
            elif self._has_figures(column):
                if bare and long:
                    values[column] = None
                else:
                    strangers.append(heading)
        self._strangers = tuple(text for text in strangers if text)
        if len(values) == 1 and not long:
            values = {column: at or self._date_of_title() for column, at in values.items()}
        dated = {c: at for c, at in values.items() if at is not None}
        if long and not dated and len(values) == 1:
            return values
        if not dated or long:
            self._refuse_undated(values, strangers)
        for at in dated.values():
            if list(dated.values()).count(at) > 1:
                raise self._table.bad(f"har to kolonner med folketall for {at.year if at else ''}.")
        return dated

    def _date_of_title(self) -> date | None:
        """1 January of the year that the title says the population is of, if it says so."""
        days = {self._day(text) for text in self._table.titles if is_people(text)} - {None}
        at = days.pop() if len(days) == 1 else None
        return at if at is not None and (at.month, at.day) == (1, 1) else None

    def _refuse_undated(self, values: Mapping[int, date | None], strangers: Sequence[str]) -> None:
        if values:
            raise self._table.bad("sier ikke i overskriften hvilket år folketallet gjelder.")
        if strangers and any(strangers):
            these = nb.listed([nb.quoted(text) for text in strangers if text][:3])
            raise self._table.bad(f"har ikke folketall, men {these}.")
        raise self._table.bad("har ingen overskrift som sier hvilket år tallene gjelder.")

    def _has_figures(self, column: int) -> bool:
        """Whether the column holds numbers or missing figures, and not texts."""
        seen = texts = 0
        for line in self._table.data:
            cell = line.entry(column)
            if number_of(cell) is not None or (isinstance(cell, str) and cell.strip() in MISSING):
                seen += 1
            elif isinstance(cell, str) and cell.strip():
                texts += 1
        return 0 < seen >= texts

    def _date_over(self, column: int) -> date | None:
        """The day that a heading has: that of a date, or 1 January of a year. Raises BadSource."""
        return self._day(self._table.headers[column])

    def _day(self, text: str) -> date | None:
        days = {as_date(match) for match in DAY.finditer(text)}
        years = {date(int(y), 1, 1) for y in YEAR.findall(DAY.sub(" ", TABLE.sub(" ", text)))}
        found = days or years
        if len(found) > 1:
            raise self._table.bad(f"har en overskrift med flere år: {nb.quoted(text)}.")
        return next(iter(found), None)

    def _observations(
        self, time: int | None, values: Mapping[int, date | None]
    ) -> Iterator[Observation]:
        region = ""
        for line in self._table.data:
            held = {column: line.entry(column) for column in values}
            own = self._table.region_in(line)
            if not own and time is not None and shown(line.entry(time)).strip():
                own = region  # an Excel file from SSB has the region once for all its years
            region = own or region
            empty = all(cell is None or shown(cell).strip() == "" for cell in held.values())
            if empty and not self._table.is_region(line):
                continue  # a note below the table, or a blank
            for column, cell in held.items():
                at, said = values[column], ""
                if time is not None:
                    at, said = self._time_in(line.entry(time))
                yield Observation(own, at, cell, self._table.grid.place(line, column), said)

    def _time_in(self, cell: Entry) -> tuple[date | None, str]:
        if isinstance(cell, date):
            return date(cell.year, cell.month, cell.day), ""
        text = shown(cell).strip()
        if (match := DAY.fullmatch(text)) is not None:
            at = as_date(match)
            return at, "" if at is not None else f"Datoen {nb.quoted(text)} finnes ikke."
        if re.fullmatch(r"((?:19|20)\d\d)(?: - \1)?", text):
            return date(int(text[:4]), 1, 1), ""
        if PART_OF_YEAR.fullmatch(text):
            raise self._table.bad(f"har kvartals- eller månedstall ({nb.quoted(text)}).")
        return None, f"Året er {nb.quoted(text) if text else 'tomt'}. Ventet er for eksempel 2026."

    def _read_as(self, long: bool) -> str:
        grid = self._table.grid
        form = f"Excel, arket {grid.sheet}" if grid.sheet else f"tekstfil i {grid.encoding}"
        return (
            f"folketall per kommune ({form}, {'én linje per år' if long else 'år i overskriften'})"
        )

    def _notes(self, values: Mapping[int, date | None]) -> Iterator[str]:
        if self._strangers:
            these = nb.listed([nb.quoted(text) for text in self._strangers[:3]])
            more = f" og {len(self._strangers) - 3} til" if len(self._strangers) > 3 else ""
            yield f"Kolonner som ikke er folketall, er ikke lest: {these}{more}."
        hidden = sum(line.hidden for line in self._table.data)
        if hidden:
            rows = nb.counted(hidden, "skjult rad", "skjulte rader")
            yield f"Filen har {rows}, lest med de andre."
        formulas = sum(column in line.formulas for line in self._table.data for column in values)
        if formulas:
            cells = nb.counted(formulas, "av tallene er en formel", "av tallene er formler")
            yield f"{cells}. Verdiene er de som sto der da filen ble lagret."
        if self._table.grid.hidden:
            yield f"Arket {self._table.grid.sheet} er skjult."
