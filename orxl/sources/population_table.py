"""A grid as a table of municipalities: where they stand, what is above, where the figures begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.sources.grids import Entry, Grid, Line, number_of, shown
from orxl.sources.municipalities import municipalities
from orxl.sources.population import MISSING
from orxl.sources.population_words import (
    NOT_COUNTED,
    REGION_WORDS,
    REMEDY,
    YEAR,
    code_and_name,
    other_table,
    words_of,
)

_MOST_HEADINGS: Final = 12


class NoTable(BadSource):
    """A sheet without a table of municipalities."""


class Table:
    """A grid as a table: which column is what."""

    def __init__(self, grid: Grid, name: str) -> None:
        self.grid, self.name = grid, name
        self.lines = tuple(line for line in grid.lines if not line.blank)
        self.region = self._region_column()
        first = next(
            (i for i, line in enumerate(self.lines) if self.is_data(line)), len(self.lines)
        )
        above = self.lines[max(0, first - _MOST_HEADINGS) : first]
        self.data = self.lines[first:]
        width = max(len(line.cells) for line in self.lines) if self.lines else 0
        titles = [line for line in above if _filled(line) < 2 and self._starts(line)]
        self.titles = tuple(map(_texts, titles))
        self.headers = self._headings([line for line in above if line not in titles], width)
        self._refuse_other_tables()

    def bad(self, what: str, remedy: str = REMEDY) -> BadSource:
        """The sentence about this file, and its sheet."""
        where = f", arket {self.grid.sheet}," if self.grid.sheet else ""
        return BadSource(f"«{self.name}»{where} {what}", remedy)

    # -- which column is what ------------------------------------------------------------------

    def _region_column(self) -> int:
        """The column in which most cells are a municipality's code, or else its name."""
        known = municipalities()
        codes, names, filled = Counter[int](), Counter[int](), Counter[int]()
        for line in self.lines:
            for column, cell in enumerate(line.cells):
                code = _code_in(cell)
                filled[column] += cell is not None and cell != ""
                codes[column] += code is not None and known.known(code)
                if isinstance(cell, str) and _has_letters(cell) and code is None:
                    names[column] += bool(known.named(cell))
        # The small figures of a column of figures are codes now and then, but few of them.
        sure = {
            column: counts[column]
            for counts in (names, codes)
            for column in counts
            if 2 * counts[column] >= filled[column] > 0
        }
        for counts in (codes, names):
            best = min((c for c in counts if c in sure), key=lambda c: (-sure[c], c), default=None)
            if best is not None and counts[best] > 0:
                self._refuse_two_lists(best, [column for column in sure if column != best])
                return best
        both = codes + names
        if both:
            return min(both, key=lambda column: (-both[column], column))
        where = f" på arket {self.grid.sheet}" if self.grid.sheet else ""
        raise NoTable(f"«{self.name}» har ingen kommuner{where}.", REMEDY)

    def _refuse_two_lists(self, region: int, others: Sequence[int]) -> None:
        """Two tables beside each other need not have the same municipality on a line."""
        for line in self.lines:
            own = _meant(line.entry(region))
            for column in others:
                other = _meant(line.entry(column))
                if own and other and own.isdisjoint(other):
                    cells = (shown(line.entry(c)).strip() for c in sorted((region, column)))
                    these = nb.listed([nb.quoted(text) for text in cells])
                    raise self.bad(f"har to kommuner på linje {line.number}: {these}.")

    def _starts(self, line: Line) -> bool:
        """Whether a line's only text stands at the left, as a title does."""
        first = next((i for i in range(len(line.cells)) if shown(line.entry(i)).strip()), 0)
        return first <= self.region

    def is_data(self, line: Line) -> bool:
        """Whether a line is one of figures: country and counties may come first."""
        if self.is_region(line) and _filled(line) > 1 and not _all_years(line):
            return True
        own = shown(line.entry(self.region)).strip()
        if not own or (words_of(own) and words_of(own) <= REGION_WORDS):
            return False
        others = (shown(c).strip() for i, c in enumerate(line.cells) if i != self.region)
        return any(
            (number_of(text) is not None and not YEAR.fullmatch(text)) or text in MISSING
            for text in others
        )

    def is_region(self, line: Line) -> bool:
        """Whether a line is about a municipality, or the country, whatever else stands in it."""
        cell = line.entry(self.region)
        code = _code_in(cell)
        if code is not None:
            return municipalities().known(code)
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
                text = " ".join(shown(line.entry(column)).split())
                if not text and number < len(lines) - 1:
                    text = last
                last = text
                if text:
                    found[column].append(text)
        return tuple(" ".join(texts) for texts in found)

    def _refuse_other_tables(self) -> None:
        told = " ".join((*self.titles, *self.headers))
        other = other_table(told)
        if other:
            raise self.bad(f"er SSBs tabell {other}, ikke 07459.")
        odd = NOT_COUNTED.search(" ".join(self.titles))
        if odd is not None:
            raise self.bad(f"er ikke folketallet per 1. januar: tittelen sier «{odd[0]}».")

    def region_in(self, line: Line) -> str:
        """The region of a line as it is written, with the name that stands beside its code."""
        cell = line.entry(self.region)
        text = shown(cell).strip()
        if isinstance(cell, Decimal) and cell == int(cell):
            text = f"{int(cell):04}"
        if text and not _has_letters(text):
            for column in self.name_columns:
                beside = shown(line.entry(column)).strip()
                if _has_letters(beside):
                    return f"{text} {beside}"
        return text

    def _names_over(self, column: int, heading: str) -> bool:
        """Whether a heading is one of names; one without any is beside the codes."""
        if not heading:
            return abs(column - self.region) == 1
        return bool(words_of(heading)) and words_of(heading) <= REGION_WORDS

    @cached_property
    def name_columns(self) -> Sequence[int]:
        """The columns with names beside a column of codes."""
        return [
            column
            for column, heading in enumerate(self.headers)
            if column != self.region
            and self._names_over(column, heading)
            and any(_has_letters(line.entry(column)) for line in self.data)
        ]


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
    found = code_and_name(cell) if isinstance(cell, str) else None
    return None if found is None else found[0]


def _meant(cell: Entry) -> frozenset[int]:
    """Today's municipalities that a cell may be; none for a code of before: its name may differ."""
    code = _code_in(cell)
    if code is not None:
        return frozenset({code} & municipalities().names.keys())
    return frozenset(municipalities().named(cell)) if isinstance(cell, str) else frozenset()


def _all_years(line: Line) -> bool:
    """Whether a line is a heading of years: «;2024;2025», the codes of no municipality."""
    texts = [shown(cell).strip() for cell in line.cells if cell is not None]
    texts = [text for text in texts if text]
    return bool(texts) and all(YEAR.fullmatch(text) for text in texts)
