"""Population figures from a file: observations, each with its place, joined to municipalities.

However the file is made, its reader gives observations: a region as it is written, a date, a
value. Here they are sorted: taken, missing, no municipality, of another time, unknown, wrong. A
figure is taken only where it is a whole number over 0 for a municipality and a 1 January for
certain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from orxl.core import nb
from orxl.sources.grids import Entry, number_of, shown
from orxl.sources.municipalities import Municipalities, municipalities
from orxl.sources.population_values import (
    ABSENT,
    NO_PARTS,
    OTHER_REGION,
    OTHER_TIME,
    OTHER_YEAR,
    SUMMED,
    TAKEN,
    TWICE,
    UNKNOWN,
    WRONG,
    Counted,
    Observation,
    Population,
    PopulationReading,
)
from orxl.sources.population_words import code_and_name
from orxl.sources.rowbook import RowBook

FIRST_YEAR: Final = 1986
"""The first year of SSB's table 07459."""
_SMALLEST: Final = 100
"""No municipality has had fewer inhabitants (the smallest, Utsira, about 200): 47.106 read as 47
is a thousand times too few."""
MISSING: Final = frozenset({".", "..", "...", "…", ":", "-", "–", "*", "n/a", "na", "nan"})
"""What SSB and others write for a figure that is not there. It is never 0."""
_COUNTRY: Final = re.compile(r"^(?:0{1,4}\b|hele landet|norge\b|landet\b|i alt\b)", re.IGNORECASE)
_COUNTY: Final = re.compile(r"^(?:F[-_ ]?)?\d{2}(?![\d.,])", re.ASCII)
_PART: Final = re.compile(r"^\d{6}|^\d{4}[ ._-]?\d{2}\b|^\d{4}[a-z]\b", re.ASCII)
_GROUPED_AS_DECIMALS: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def reading_of(
    observations: Iterable[Observation],
    read_as: str,
    *,
    today: date,
    years: Sequence[int] = (),
    notes: Sequence[str] = (),
) -> PopulationReading:
    """The *observations* sorted; only those of *years* are wanted, all of them if none is named."""
    sorter = _Sorter(municipalities(), today, frozenset(years))
    for observation in observations:
        sorter.sort(observation)
    return sorter.reading(read_as, tuple(notes))


class _Sorter:
    """Takes observations one by one, and joins them when all have come."""

    def __init__(self, known: Municipalities, today: date, years: frozenset[int]) -> None:
        self._known, self._today, self._years = known, today, years
        self._book = RowBook()
        self._read = 0
        self._astray: dict[date, list[str]] = {}
        """The places of figures for dates that none can be for: told once for each date."""
        self._found: dict[tuple[int, date], tuple[int, Observation]] = {}
        self._country: dict[date, int] = {}
        self._counties: dict[tuple[int, date], int] = {}

    def sort(self, one: Observation) -> None:
        """Put *one* where it belongs."""
        self._read += 1
        if one.at is None:
            self._wrong(one, one.said)
        elif self._years and one.at.year not in self._years:
            self._book.put(OTHER_YEAR, f"{one.at.year}")
        elif _of_time(one.at, self._today):
            self._book.put(WRONG, one.region)
            self._astray.setdefault(one.at, []).append(one.place)
        else:
            self._sort_region(one, one.at)

    def _sort_region(self, one: Observation, at: date) -> None:
        text = " ".join(one.region.split())
        part = _PART.match(text) is not None
        found = None if part else code_and_name(text)
        if found is None:
            codes = () if part else self._known.named(text)
            if len(codes) == 1:
                self._sort_value(one, codes[0], at)
            elif len(codes) > 1:
                these = nb.listed([f"{code:04} i {self._known.county(code)}" for code in codes])
                self._wrong(
                    one, f"Flere kommuner heter {nb.quoted(text)}: {these}. Bruk kommunenummer."
                )
            else:
                self._no_municipality(one, text, at)
            return
        code, name = found
        if code == 0:
            self._no_municipality(one, text, at)
        elif not self._known.known(code):
            nothing = _is_missing(one.value) or number_of(one.value) == 0
            # SSB's tables name every code there has been, with 0 or nothing where it was none.
            self._book.put(OTHER_TIME if nothing else UNKNOWN, text)
        elif (said := self._misnamed(code, name)) != "":
            self._wrong(one, said)
        else:
            self._sort_value(one, code, at)

    def _misnamed(self, code: int, label: str) -> str:
        """What is wrong where the name beside today's *code* is another municipality's."""
        if code not in self._known.names or not label:
            return ""
        name = _without_years(label)
        meant = self._known.named(name)
        if not meant or code in meant:
            return ""
        return f"Kommunenummer {code:04} er {self._known.names[code]}, ikke {name}."

    def _no_municipality(self, one: Observation, text: str, at: date) -> None:
        number = number_of(one.value)
        whole = int(number) if number is not None and number == int(number) else None
        if _COUNTRY.match(text):
            if whole:
                self._country[at] = whole
        elif _COUNTY.match(text) and not _PART.match(text):
            if whole and (digits := re.search(r"\d{2}", text)) is not None:
                self._counties[int(digits[0]), at] = whole
        elif not _PART.match(text):
            self._book.put(UNKNOWN, text if text else one.place)
            return
        self._book.put(OTHER_REGION, text)

    def _sort_value(self, one: Observation, code: int, at: date) -> None:
        if _is_missing(one.value):
            share = ABSENT if self._known.valid(code, at) else OTHER_TIME
            self._book.put(share, f"{one.region} {at.year}")
            return
        number, said = whole_number(one.value)
        if number == 0 and not self._known.valid(code, at):
            self._book.put(OTHER_TIME, f"{one.region} {at.year}")  # SSB's tables have 0 there
            return
        ended = code not in self._known.names
        if said:
            self._wrong(one, said)
        elif ended and not self._known.valid(code, at):
            was = self._known.period(code)
            self._wrong(one, f"Kommunenummer {code:04} gjaldt {was}, ikke {nb.day(at)}.")
        elif (code, at) not in self._found:
            self._found[code, at] = number, one
        elif self._found[code, at][0] == number:
            self._book.put(TWICE, f"{one.region} {at.year}")
        else:
            other = self._found[code, at]
            self._wrong(
                one,
                f"Kommunen har også tallet {nb.number(other[0])} for {nb.day(at)} "
                f"({other[1].place}).",
            )

    def _wrong(self, one: Observation, said: str) -> None:
        self._book.put(WRONG, one.region)
        where = f"Tallet for {nb.quoted(one.region)} " if said[:1].islower() else ""
        self._book.wrong(one.place, shown(one.value), f"{where}{said}".strip())

    def reading(self, read_as: str, notes: tuple[str, ...]) -> PopulationReading:
        """All that was sorted, joined to today's municipalities."""
        by_code = {key: number for key, (number, _) in self._found.items()}
        figures = tuple(self._joined())
        for at, places in self._astray.items():
            more = f" og {nb.number(len(places) - 1)} til" if len(places) > 1 else ""
            said = _of_time(at, self._today)
            self._book.wrong(f"{places[0]}{more}", "", said)
        return PopulationReading(
            read_as,
            figures,
            Counted(self._read, self._book.shares),
            tuple(self._book.problems),
            notes,
            self._country,
            self._counties,
            by_code,
        )

    def _joined(self) -> Iterable[Population]:
        """The figures by today's codes: as they are, renumbered, or the sum of all the parts."""
        targets: dict[tuple[int, date], list[int]] = {}
        for code, at in self._found:
            for target in self._known.today(code):
                targets.setdefault((target, at), []).append(code)
        used: Counter[tuple[int, date]] = Counter()
        for (target, at), there in targets.items():
            parts = self._known.parts(target, at)
            if target in there:  # SSB's own figure for today's municipality, whenever
                number, one = self._found[target, at]
                used[target, at] += 1
                self._book.put(TAKEN, one.region)
                self._compare(target, at, number, parts)
                yield Population(target, at, number, one.place)
            elif parts and set(parts) <= set(there):
                places = [self._found[part, at][1].place for part in parts]
                for part in parts:
                    used[part, at] += 1
                    self._book.put(
                        SUMMED if len(parts) > 1 else TAKEN, self._found[part, at][1].region
                    )
                total = sum(self._found[part, at][0] for part in parts)
                if len(parts) == 1:
                    yield Population(target, at, total, places[0], renumbered=parts[0])
                else:
                    yield Population(target, at, total, " og ".join(places), parts)
        for key, (_, one) in self._found.items():
            if not used[key]:
                self._unused(key, one)

    def _compare(self, target: int, at: date, number: int, parts: tuple[int, ...]) -> None:
        """The same municipality under its old codes: to be the same figure, or it is a fault."""
        if parts == (target,) or not parts or any((p, at) not in self._found for p in parts):
            return
        total = sum(self._found[part, at][0] for part in parts)
        if total != number:
            one = self._found[target, at][1]
            old = nb.listed([f"{part:04}" for part in parts])
            said = f"Med nummer {old} har kommunen {nb.number(total)} innbyggere samme dag."
            self._book.wrong(one.place, shown(one.value), said)

    def _unused(self, key: tuple[int, date], one: Observation) -> None:
        """What came to nothing: said twice under two codes, or a part without the others."""
        code, at = key
        now = self._known.today(code)
        if any((target, at) in self._found for target in now):
            self._book.put(TWICE, f"{one.region} {at.year}")
        else:
            self._book.put(NO_PARTS, f"{one.region} {at.year}")


def _without_years(label: str) -> str:
    """A name without when it was in force: «Halden (2020-2023)»."""
    name, _, inside = label.rstrip().rpartition("(")
    in_force = inside.endswith(")") and any(letter.isdigit() for letter in inside)
    return name.rstrip() if name and in_force else label


def _is_missing(value: Entry) -> bool:
    return value is None or (
        isinstance(value, str) and (not value.strip() or value.strip().casefold() in MISSING)
    )


def _of_time(at: date, today: date) -> str:
    """What is wrong with the date, or ``""``."""
    if (at.month, at.day) != (1, 1):
        return f"Folketallet gjelder {nb.day(at)}. Tabell 07459 har tall per 1. januar."
    if at > today:
        return f"Folketallet per {nb.day(at)} finnes ikke ennå."
    if at.year < FIRST_YEAR:
        return f"Tabell 07459 begynner i {FIRST_YEAR}, ikke {at.year}."
    return ""


def whole_number(value: Entry) -> tuple[int, str]:
    """The inhabitants that *value* is, and what is wrong with it; -1 where it is no number."""
    number = number_of(value)
    text = shown(value).strip()
    if isinstance(value, str) and _GROUPED_AS_DECIMALS.fullmatch(text):
        return -1, (
            "kan være tusener eller desimaler. Skriv tallet uten skilletegn, eller last det ned "
            "på nytt."
        )
    if number is None:
        return -1, "er ikke et tall. Ventet er antall innbyggere."
    if number != int(number):
        return -1, "er ikke et helt tall. Ventet er antall innbyggere."
    if number < 0:
        return -1, "er negativt. Ventet er antall innbyggere."
    if number == 0:
        return 0, "er 0. En kommune har innbyggere; mangler tallet, skal cellen være tom."
    if number < _SMALLEST:
        return -1, "er for få innbyggere til å være en kommune. Er tallet i tusen?"
    if number > Decimal(2_000_000):
        return -1, "er for mange innbyggere til å være en kommune."
    return int(number), ""
