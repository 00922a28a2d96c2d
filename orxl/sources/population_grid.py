"""Population in a grid: SSB's CSV and Excel files, wide or long, and plain tables of one's own.

The column of municipalities is found by what stands in it, the years by the headings. A column that
is something else (area, births, one sex, an age) is never taken for the population.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.sources.grids import Entry, Grid, Line, number_of, shown
from orxl.sources.municipalities import municipalities
from orxl.sources.population import MISSING, Observation

_TABLES: Final = frozenset({"07459", "11342"})
"""SSB's tables with the population on 1 January, as «Personer» and as «Folkemengde»."""
_TABLE: Final = re.compile(r"(?<!\d)(\d{5}):")
_YEAR: Final = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d])")
_DAY: Final = re.compile(r"(?<!\d)(?:(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d\d)-(\d\d))(?!\d)")
_PART_OF_YEAR: Final = re.compile(r"(?:19|20)\d\d\s?[KMUkmu]\s?\d{1,2}\b")
_CODE: Final = re.compile(r"\s*(?:K[-_ ]?)?(\d{3,4})(?!\d)", re.ASCII)
_REGION_WORDS: Final = frozenset(
    {"region", "kommune", "kommunenr", "kommunenummer", "kommunenavn", "komm", "knr", "regionkode"}
)
_TIME_WORDS: Final = frozenset({"år", "tid", "dato", "årstall", "year", "aar", "per", "tidspunkt"})
_CONTENTS: Final = frozenset({"statistikkvariabel", "contents", "contentscode", "variabel"})
_PEOPLE: Final = frozenset(
    {"personer", "personer1", "folkemengde", "folketall", "innbyggere", "innbyggertall",
     "befolkning", "folketallet", "innbyggerne"}
)  # fmt: skip
_NOISE: Final = frozenset(
    {"antall", "per", "pr", "januar", "jan", "i", "alt", "og", "etter", "region", "år", "den",
     "statistikkvariabel", "kommune", "kommuner", "norske", "totalt", "verdi", "value", "sum", "k"}
)  # fmt: skip
_DIMENSIONS: Final = frozenset(
    {"kjønn", "kjonn", "alder", "sivilstand", "sivilstatus", "statsborgerskap", "landbakgrunn",
     "innvandringskategori", "sex", "age", "aldersgruppe"}
)  # fmt: skip
_ALL: Final = re.compile(
    r"^\W*(?:\w{0,4}\W+)?(?:begge kjønn|alle|alle aldre|alle aldersgrupper|i alt|totalt|total|sum|"
    r"alder i alt|kjønn i alt|personer i alt)\W*$", re.IGNORECASE
)  # fmt: skip
_NOT_COUNTED: Final = re.compile(
    r"framskr|fremskr|prognose|projeksjon|framskriving|\bi 1\s?000\b|\bi tusen\b|\(1\s?000\)|"
    r"prosent|endring|vekst|tilvekst|gjennomsnitt|per km", re.IGNORECASE
)  # fmt: skip
_MOST_HEADINGS: Final = 12
_REMEDY: Final = "Hent tabell 07459 hos SSB med kommuner, personer og år."


@dataclass(frozen=True)
class GridReading:
    """The observations of a grid, how it was read, and what somebody should look at."""

    observations: tuple[Observation, ...]
    read_as: str
    notes: tuple[str, ...]


def read_grids(grids: Sequence[Grid], name: str) -> GridReading:
    """The observations of the one sheet (or text file) that has population. Raises BadSource."""
    refused: list[BadSource] = []
    found: list[GridReading] = []
    for grid in grids:
        try:
            found.append(_Table(grid, name).reading())
        except _NoTable as error:
            refused.append(error)
    if len(found) == 1:
        return found[0]
    if found:
        raise BadSource(
            f"«{name}» har folketall på {len(found)} ark, og bare ett kan importeres om gangen.",
            "Lagre arket som skal med, i en egen fil.",
        )
    raise refused[0] if refused else BadSource(f"«{name}» er tom.", _REMEDY)


class _NoTable(BadSource):
    """A sheet without a table of municipalities."""


class _Table:
    """A grid as a table: which column is what."""

    def __init__(self, grid: Grid, name: str) -> None:
        self._grid, self._name = grid, name
        self._lines = tuple(line for line in grid.lines if not line.blank)
        self._region = self._region_column()
        first = next(
            (i for i, line in enumerate(self._lines) if self._is_data(line)), len(self._lines)
        )
        above = self._lines[max(0, first - _MOST_HEADINGS) : first]
        self._data = self._lines[first:]
        width = max(len(line.cells) for line in self._lines) if self._lines else 0
        titles = [line for line in above if _filled(line) < 2 and self._starts(line)]
        self._titles = tuple(map(_texts, titles))
        self._headers = self._headings([line for line in above if line not in titles], width)
        self._refuse_other_tables()

    def _bad(self, what: str, remedy: str = _REMEDY) -> BadSource:
        where = f", arket {self._grid.sheet}," if self._grid.sheet else ""
        return BadSource(f"«{self._name}»{where} {what}", remedy)

    # -- which column is what ------------------------------------------------------------------

    def _region_column(self) -> int:
        """The column in which most lines have a municipality's code, or else its name."""
        known = municipalities()
        codes: dict[int, int] = {}
        names: dict[int, int] = {}
        for line in self._lines:
            for column, cell in enumerate(line.cells):
                code = _code_in(cell)
                if code is not None and known.known(code):
                    codes[column] = codes.get(column, 0) + (2 if _has_letters(cell) else 1)
                elif isinstance(cell, str) and _has_letters(cell) and known.named(cell):
                    names[column] = names.get(column, 0) + 1
        for counts in (codes, names):
            # The small figures of a column of figures are codes now and then: most wins.
            if counts and (best := max(counts.values())) > 0:
                return min(column for column, count in counts.items() if count == best)
        where = f" på arket {self._grid.sheet}" if self._grid.sheet else ""
        raise _NoTable(f"«{self._name}» har ingen kommuner{where}.", _REMEDY)

    def _starts(self, line: Line) -> bool:
        """Whether a line's only text stands at the left, as a title does."""
        first = next((i for i in range(len(line.cells)) if shown(_at(line, i)).strip()), 0)
        return first <= self._region

    def _is_data(self, line: Line) -> bool:
        """Whether a line is one of figures: country and counties may come first."""
        if self._is_region(line):
            return True
        if not shown(_at(line, self._region)).strip():
            return False
        others = (shown(c).strip() for i, c in enumerate(line.cells) if i != self._region)
        return any(
            (number_of(text) is not None and not _YEAR.fullmatch(text)) or text in MISSING
            for text in others
        )

    def _is_region(self, line: Line) -> bool:
        cell = _at(line, self._region)
        code = _code_in(cell)
        if code is not None:
            return municipalities().known(code) and _filled(line) > 1 and not _all_years(line)
        text = shown(cell).strip()
        return bool(text) and (
            bool(municipalities().named(text))
            or bool(re.match(r"(0 )?hele landet", text.casefold()))
        )

    @staticmethod
    def _headings(lines: Sequence[Line], width: int) -> tuple[str, ...]:
        """What stands over each column; a heading that spans several stands over all of them."""
        found: list[list[str]] = [[] for _ in range(width)]
        for number, line in enumerate(lines):
            last = ""
            for column in range(width):
                text = " ".join(shown(_at(line, column)).split())
                if not text and number < len(lines) - 1:
                    text = last
                last = text
                if text:
                    found[column].append(text)
        return tuple(" ".join(texts) for texts in found)

    def _refuse_other_tables(self) -> None:
        told = " ".join((*self._titles, *self._headers))
        other = next((n for n in _TABLE.findall(told) if n not in _TABLES), None)
        if other is not None:
            raise self._bad(f"er SSBs tabell {other}, ikke 07459.")
        odd = _NOT_COUNTED.search(" ".join(self._titles))
        if odd is not None:
            raise self._bad(f"er ikke folketallet per 1. januar: tittelen sier «{odd[0]}».")

    # -- the observations ----------------------------------------------------------------------

    def reading(self) -> GridReading:
        """The observations. Raises BadSource where it is no table of the population."""
        others = [c for c in range(len(self._headers)) if c != self._region]
        words = {c: _words(self._headers[c]) for c in others}
        self._refuse_dimensions([c for c in others if words[c] & _DIMENSIONS])
        times = [c for c in others if words[c] & _TIME_WORDS and not words[c] & _PEOPLE
                 and self._date_over(c) is None]  # fmt: skip
        contents = [c for c in others if words[c] & _CONTENTS and c not in times
                    and not words[c] & _PEOPLE]  # fmt: skip
        self._refuse_contents(contents)
        taken = {self._region, *times, *contents, *self._name_columns}
        values = self._value_columns([c for c in others if c not in taken], bool(times))
        observations = tuple(self._observations(times[0] if times else None, values))
        if not observations:
            raise self._bad("har ingen tall.")
        return GridReading(observations, self._read_as(bool(times)), tuple(self._notes(values)))

    def _refuse_dimensions(self, columns: Sequence[int]) -> None:
        for column in columns:
            for line in self._data:
                text = shown(_at(line, column)).strip()
                if text and not _ALL.match(text):
                    raise self._bad(
                        f"er fordelt etter «{self._headers[column]}» ({nb.quoted(text)}), og "
                        "folketallet er summen av alle."
                    )

    def _refuse_contents(self, columns: Sequence[int]) -> None:
        for column in columns:
            for line in self._data:
                text = shown(_at(line, column)).strip()
                if text and not _is_people(text):
                    raise self._bad(f"har {nb.quoted(text)} og ikke bare folketall.")

    def _value_columns(self, columns: Sequence[int], long: bool) -> Mapping[int, date | None]:
        """The columns with the population, each with the day that its heading has."""
        values: dict[int, date | None] = {}
        strangers: list[str] = []
        for column in columns:
            heading = self._headers[column]
            if not self._has_figures(column):
                continue
            if _PART_OF_YEAR.search(heading):
                raise self._bad(f"har kvartals- eller månedstall ({nb.quoted(heading)}).")
            at = self._date_over(column)
            if at is not None and (at.month, at.day) != (1, 1):
                raise self._bad(f"har folketall per {nb.day(at)}, ikke per 1. januar.")
            if _is_people(heading) or (not _words(_without_dates(heading)) and (at or long)):
                values[column] = at
            else:
                strangers.append(heading)
        self._strangers = tuple(text for text in strangers if text)
        dated = {c: at for c, at in values.items() if at is not None}
        if long and not dated and len(values) == 1:
            return values
        if not dated or long:
            self._refuse_undated(values, strangers)
        for at in dated.values():
            if list(dated.values()).count(at) > 1:
                raise self._bad(f"har to kolonner med folketall for {at.year if at else ''}.")
        return dated

    def _refuse_undated(self, values: Mapping[int, date | None], strangers: Sequence[str]) -> None:
        if values:
            raise self._bad(
                "sier ikke hvilket år folketallet gjelder: det skal stå i overskriften."
            )
        if strangers and any(strangers):
            these = nb.listed([nb.quoted(text) for text in strangers if text][:3])
            raise self._bad(f"har ikke folketall, men {these}.")
        raise self._bad("har ingen overskrift over tallene, så ingen vet hvilket år de gjelder.")

    def _has_figures(self, column: int) -> bool:
        """Whether the column holds numbers or missing figures, and not texts."""
        seen = texts = 0
        for line in self._data:
            cell = _at(line, column)
            if number_of(cell) is not None or (isinstance(cell, str) and cell.strip() in MISSING):
                seen += 1
            elif isinstance(cell, str) and cell.strip():
                texts += 1
        return seen > 0 and (seen >= texts or _is_people(self._headers[column]))

    def _date_over(self, column: int) -> date | None:
        """The day that a heading has: that of a date, or 1 January of a year. Raises BadSource."""
        return self._day(self._headers[column])

    def _day(self, text: str) -> date | None:
        days = {_as_date(match) for match in _DAY.finditer(text)}
        years = {date(int(y), 1, 1) for y in _YEAR.findall(_DAY.sub(" ", _TABLE.sub(" ", text)))}
        found = days or years
        if len(found) > 1:
            raise self._bad(f"har en overskrift med flere år: {nb.quoted(text)}.")
        return next(iter(found), None)

    def _observations(
        self, time: int | None, values: Mapping[int, date | None]
    ) -> Iterator[Observation]:
        region = ""
        for line in self._data:
            held = {column: _at(line, column) for column in values}
            own = self._region_in(line)
            if not own and time is not None and shown(_at(line, time)).strip():
                own = region  # an Excel file from SSB has the region once for all its years
            region = own or region
            empty = all(cell is None or shown(cell).strip() == "" for cell in held.values())
            if empty and not self._is_region(line):
                continue  # a note below the table, or a blank
            for column, cell in held.items():
                at, said = values[column], ""
                if time is not None:
                    at, said = self._time_in(_at(line, time))
                yield Observation(own, at, cell, self._grid.place(line, column), said)

    def _region_in(self, line: Line) -> str:
        """The region of a line as it is written, with the name that stands beside its code."""
        cell = _at(line, self._region)
        text = shown(cell).strip()
        if isinstance(cell, Decimal) and cell == int(cell):
            text = f"{int(cell):04}"
        if text and not _has_letters(text):
            for column in self._name_columns:
                beside = shown(_at(line, column)).strip()
                if _has_letters(beside):
                    return f"{text} {beside}"
        return text

    @property
    def _name_columns(self) -> Sequence[int]:
        """The columns with names beside a column of codes."""
        return [
            column
            for column, heading in enumerate(self._headers)
            if column != self._region
            and (
                _words(heading) & _REGION_WORDS or (not heading and abs(column - self._region) == 1)
            )
        ]

    def _time_in(self, cell: Entry) -> tuple[date | None, str]:
        if isinstance(cell, date):
            return date(cell.year, cell.month, cell.day), ""
        text = shown(cell).strip()
        if (match := _DAY.fullmatch(text)) is not None:
            at = _as_date(match)
            return at, "" if at is not None else f"Datoen {nb.quoted(text)} finnes ikke."
        if re.fullmatch(r"((?:19|20)\d\d)(?: - \1)?", text):
            return date(int(text[:4]), 1, 1), ""
        if _PART_OF_YEAR.fullmatch(text):
            raise self._bad(f"har kvartals- eller månedstall ({nb.quoted(text)}).")
        return None, f"Året er {nb.quoted(text) if text else 'tomt'}. Ventet er for eksempel 2026."

    def _read_as(self, long: bool) -> str:
        grid = self._grid
        form = f"Excel, arket {grid.sheet}" if grid.sheet else f"tekstfil i {grid.encoding}"
        return (
            f"folketall per kommune ({form}, {'én linje per år' if long else 'år i overskriften'})"
        )

    def _notes(self, values: Mapping[int, date | None]) -> Iterator[str]:
        if self._strangers:
            these = nb.listed([nb.quoted(text) for text in self._strangers[:3]])
            more = f" og {len(self._strangers) - 3} til" if len(self._strangers) > 3 else ""
            yield f"Kolonner som ikke er folketall, er ikke lest: {these}{more}."
        hidden = sum(line.hidden for line in self._data)
        if hidden:
            rows = nb.counted(hidden, "skjult rad", "skjulte rader")
            yield f"Filen har {rows}. De er lest med."
        formulas = sum(column in line.formulas for line in self._data for column in values)
        if formulas:
            cells = nb.counted(formulas, "av tallene er en formel", "av tallene er formler")
            yield f"{cells}. Verdiene er de som sto der da filen ble lagret."
        if self._grid.hidden:
            yield f"Arket {self._grid.sheet} er skjult."


def _at(line: Line, column: int) -> Entry:
    return line.cells[column] if column < len(line.cells) else None


def _filled(line: Line) -> int:
    return sum(cell is not None and shown(cell).strip() != "" for cell in line.cells)


def _texts(line: Line) -> str:
    return " ".join(shown(cell) for cell in line.cells if cell is not None)


def _has_letters(cell: Entry) -> bool:
    return isinstance(cell, str) and any(letter.isalpha() for letter in cell.lstrip("Kk"))


def _code_in(cell: Entry) -> int | None:
    """The code that a cell begins with."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == int(cell) and 100 < cell < 10_000 else None
    match = _CODE.match(cell) if isinstance(cell, str) else None
    return None if match is None else int(match[1])


def _all_years(line: Line) -> bool:
    """Whether a line is a heading of years: «;2024;2025», the codes of no municipality."""
    texts = [shown(cell).strip() for cell in line.cells if cell is not None]
    texts = [text for text in texts if text]
    return bool(texts) and all(_YEAR.fullmatch(text) for text in texts)


def _words(text: str) -> set[str]:
    """The words of a heading, without figures."""
    return set(re.findall(r"[^\W\d]+\d?", text.casefold()))


def _without_dates(text: str) -> str:
    return _YEAR.sub(" ", _DAY.sub(" ", text))


def _is_people(text: str) -> bool:
    """Whether a heading, or a variable's name, is that of the population and nothing else."""
    if _NOT_COUNTED.search(text):
        return False
    words = _words(_TABLE.sub(" ", text))
    return bool(words & _PEOPLE) and words <= _PEOPLE | _NOISE


def _as_date(match: re.Match[str]) -> date | None:
    d, m, y, y2, m2, d2 = match.groups()
    try:
        return date(int(y), int(m), int(d)) if y else date(int(y2), int(m2), int(d2))
    except ValueError:
        return None
