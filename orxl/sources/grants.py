"""Commitments from a file: a row for each grant, or for each grant and year, with their places.

What a letter of commitment says is typed into such a list; amounts by year say in the heading
whether they are in kr or in 1000 kr, since nobody can see that from the figures. An empty cell
says nothing and never takes anything away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Final, NamedTuple

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.core.light import dataclass, field
from orxl.programme.codes import Currency, GrantStatus
from orxl.sources.grids import Entry, Grid, Line, filled, number_of, shown
from orxl.sources.periods import moment
from orxl.sources.problems import SourceProblem
from orxl.sources.rowbook import RowBook

Given = str | Decimal | date


class Sort(Enum):
    """What a column holds."""

    TEXT = "tekst"
    STATUS = "status"
    CURRENCY = "valuta"
    YEAR = "årstall"
    DAY = "dato"
    UNITS = "beløp i hele enheter av valutaen"
    RATE = "kurs"
    SHARE = "prosent"
    AMOUNT = "beløp"


GRANT: Final[Mapping[str, tuple[Sort, tuple[str, ...]]]] = {
    "label": (Sort.TEXT, ("navn", "prosjekt", "tittel")),
    "giver": (Sort.TEXT, ("giver", "tilskuddsgiver", "bevilger")),
    "status": (Sort.STATUS, ("status",)),
    "from_year": (Sort.YEAR, ("fra år", "første år")),
    "to_year": (Sort.YEAR, ("til år", "siste år")),
    "currency": (Sort.CURRENCY, ("valuta",)),
    "ceiling": (Sort.UNITS, ("tilsagn", "tilsagn i valuta", "tilsagnsbeløp")),
    "rate": (Sort.RATE, ("kurs",)),
    "rate_day": (Sort.DAY, ("kursdato",)),
    "advance_share": (Sort.SHARE, ("forskuddsandel", "forskudd i prosent", "andel forskudd")),
    "own_share": (Sort.SHARE, ("krav til egeninnsats", "egenandel", "egeninnsats i prosent")),
    "budget_line": (Sort.TEXT, ("budsjettpost", "post")),
    "comment": (Sort.TEXT, ("kommentar", "vilkår", "merknad")),
}
"""The columns of a grant: what they hold and what they may be called, in small letters."""
YEARLY: Final[Mapping[str, tuple[Sort, tuple[str, ...]]]] = {
    "income": (Sort.AMOUNT, ("inntekt", "beløp", "tilskudd i året")),
    "own_money": (Sort.AMOUNT, ("egeninnsats penger", "egenfinansiering")),
    "own_work": (Sort.AMOUNT, ("egeninnsats arbeid", "egentid")),
    "frame": (Sort.AMOUNT, ("prosjektmidler",)),
    "advance": (Sort.AMOUNT, ("forskudd", "forskudd utbetalt")),
    "used": (Sort.AMOUNT, ("bundet brukt",)),
    "opening": (Sort.AMOUNT, ("bundet fra før",)),
}
"""The columns of a grant in one year, likewise."""
_IDS: Final = ("id", "tilskudd", "tilskudds-id", "kode")
_YEARS: Final = ("år", "budsjettår")
_SUM: Final = re.compile(r"(?:sum|totalt?|i alt)\b", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"\b(?:1000|1 000|tusen)\b|\btkr\b", re.IGNORECASE)
_KRONER: Final = re.compile(r"\b(?:kr|kroner|nok)\b", re.IGNORECASE)
_GROUPED: Final = re.compile(r"[-−]?\d{1,3}(?:[.,]\d{3})+")
_ID: Final = re.compile(r"[A-ZÆØÅ0-9][A-ZÆØÅ0-9_-]{1,19}")
TAKEN: Final = "tatt med"
NOTES: Final = "summer og tomme rader"
WRONG: Final = "feil"


class GrantRow(NamedTuple):
    """A row of the list: its grant, its year or None, what it says by key, and where it stands."""

    grant: str
    year: int | None
    of_grant: Mapping[str, Given]
    of_year: Mapping[str, Given]
    place: str


@dataclass(frozen=True)
class GrantReading:
    """A file's commitments, and an account of all its rows."""

    read_as: str
    rows: tuple[GrantRow, ...]
    read: int
    shares: Mapping[str, tuple[str, ...]]
    problems: tuple[SourceProblem, ...] = ()
    notes: tuple[str, ...] = ()


class _Column(NamedTuple):
    at: int
    key: str
    sort: Sort
    thousands: bool


def reading_of(grids: Sequence[Grid], name: str) -> GrantReading:
    """The commitments in the first of *grids* that has them. Raises BadSource without one."""
    for grid in grids:
        lines = filled(grid.lines)
        for index, line in enumerate(lines):
            reader = _Reader(grid, name)
            if reader.heading(line):
                return reader.reading(lines[index + 1 :])
    raise BadSource(
        f"«{name}» har ingen overskrift med «ID» og minst én opplysning om tilskuddet.",
        "Bruk overskriftene fra arket Tilskudd eller Tilskuddsår.",
    )


@dataclass
class _Reader:
    grid: Grid
    name: str
    columns: list[_Column] = field(default_factory=list)
    id_at: int = -1
    year_at: int = -1
    book: RowBook = field(default_factory=RowBook)
    rows: list[GrantRow] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def heading(self, line: Line) -> bool:
        """Whether *line* is the heading, and then what its columns are. Raises BadSource."""
        words = [_plain(cell) for cell in line.cells]
        self.id_at = next((at for at, w in enumerate(words) if w in _IDS), -1)
        self.year_at = next((at for at, w in enumerate(words) if w in _YEARS), -1)
        for at, cell in enumerate(line.cells):
            if at in (self.id_at, self.year_at) or cell is None:
                continue
            found = self._column(at, shown(cell))
            if found is None:
                self.unused.append(shown(cell))
            else:
                self.columns.append(found)
        return self.id_at >= 0 and bool(self.columns)

    def _column(self, at: int, header: str) -> _Column | None:
        words = _plain(header)
        bare = _plain(re.sub(r"[(\[][^)\]]{0,40}[)\]]|%", " ", header))
        bare = re.sub(r",? i (?:hele )?(?:1000 kr|kr|kroner|tusen kroner)$", "", bare)
        for key, (sort, names) in GRANT.items():
            if {words, bare} & set(names) and not (key == "advance_share" and self.year_at >= 0):
                return _Column(at, key, sort, thousands=False)
        for key, (sort, names) in YEARLY.items() if self.year_at >= 0 else ():
            if not {words, bare} & set(names):
                continue
            thousands = _THOUSANDS.search(header) is not None
            if not thousands and _KRONER.search(header) is None:
                raise BadSource(
                    f"«{self.name}»: kolonnen {nb.quoted(header)} sier ikke om beløpene er i kr "
                    "eller i 1000 kr.",
                    f"Skriv det i overskriften, for eksempel «{header} (kr)».",
                )
            return _Column(at, key, sort, thousands)
        return None

    def reading(self, lines: Sequence[Line]) -> GrantReading:
        """Every row, put where it belongs. Raises BadSource where there is none."""
        for line in lines:
            self._row(line)
        if not self.rows and not self.book.problems:
            raise BadSource(f"«{self.name}» har en overskrift, men ingen tilskudd.", "Se i filen.")
        self.book.note_unused(self.unused)
        how = f"arket «{self.grid.sheet}»" if self.grid.sheet else "tekstfil"
        what = "tilskudd år for år" if self.year_at >= 0 else "tilskudd"
        return GrantReading(
            f"{what}, {how}", tuple(self.rows), len(lines), self.book.shares,
            tuple(self.book.problems),
            tuple(self.book.notes),
        )  # fmt: skip

    def _row(self, line: Line) -> None:
        code = shown(_cell(line, self.id_at)).strip()
        if not code or _SUM.match(code):
            self.book.put(NOTES, code)
            return
        before = len(self.book.problems)
        grant, year = code.upper(), None
        if not _ID.fullmatch(grant):
            self._wrong(line, self.id_at, "ID er en kort kode uten mellomrom, for eksempel KLIMA1.")
        if self.year_at >= 0:
            year = _year(_cell(line, self.year_at))
            if year is None:
                self._wrong(line, self.year_at, "Dette er ikke et år.")
        given: dict[str, Given] = {}
        for column in self.columns:
            cell = _cell(line, column.at)
            if not shown(cell).strip():
                continue
            value = _value(cell, column)
            if isinstance(value, _Refused):
                self._wrong(line, column.at, value.said)
            else:
                given[column.key] = value
        row = GrantRow(
            grant,
            year,
            {key: value for key, value in given.items() if key in GRANT},
            {key: value for key, value in given.items() if key in YEARLY},
            self.grid.place(line, self.id_at),
        )
        twin = next((r for r in self.rows if (r.grant, r.year) == (grant, year)), None)
        if twin is not None:
            told = f"{grant} {year}" if year is not None else grant
            self._wrong(line, self.id_at, f"{told} står også på {twin.place}.")
        self._contradicts(line, row)
        if len(self.book.problems) > before:
            self.book.put(WRONG, code)
        else:
            self.rows.append(row)
            self.book.put(TAKEN, code)

    def _contradicts(self, line: Line, row: GrantRow) -> None:
        """The same grant in another year must not say something else of itself."""
        for other in self.rows:
            for key, value in row.of_grant.items():
                if other.grant == row.grant and other.of_grant.get(key, value) != value:
                    at = next(column.at for column in self.columns if column.key == key)
                    self._wrong(line, at, f"{row.grant} har noe annet her på {other.place}.")

    def _wrong(self, line: Line, at: int, said: str) -> None:
        value = shown(_cell(line, at))
        self.book.wrong(self.grid.place(line, max(at, 0)), value, said)


class _Refused(NamedTuple):
    said: str


def _value(cell: Entry, column: _Column) -> Given | _Refused:
    text = " ".join(shown(cell).split())
    if column.sort is Sort.TEXT:
        return text
    if column.sort in (Sort.STATUS, Sort.CURRENCY):
        words = GrantStatus if column.sort is Sort.STATUS else Currency
        for word in words:
            if word.value.casefold() == text.casefold():
                return word.value
        return _Refused(f"Velg blant {nb.listed([word.value for word in words])}.")
    if column.sort is Sort.YEAR:
        year = _year(cell)
        return _Refused("Dette er ikke et år.") if year is None else Decimal(year)
    if column.sort is Sort.DAY:
        day = moment(cell if isinstance(cell, date) else text)
        return _Refused("Dette er ingen sikker dato.") if day is None else day
    return _number(cell, text, column)


def _number(cell: Entry, text: str, column: _Column) -> Decimal | _Refused:
    per_cent = text.endswith("%")
    if column.sort is not Sort.RATE and isinstance(cell, str) and _GROUPED.fullmatch(text):
        return _Refused("Dette kan være tusen eller desimaler. Skriv tusen med mellomrom.")
    number = number_of(text.removesuffix("%").strip() if isinstance(cell, str) else cell)
    if number is None:
        return _Refused(f"Her skal det stå {column.sort.value}, bare tallet.")
    if column.sort is Sort.SHARE:
        share = number / 100 if per_cent else number
        if 0 <= share <= 1 or (per_cent and 0 <= share <= 10):
            return share
        return _Refused("Skriv andelen som prosent, for eksempel 75 %.")
    if per_cent or number < 0:
        return _Refused(f"Her skal det stå {column.sort.value} fra 0, uten prosent.")
    if column.sort is Sort.AMOUNT and not column.thousands:
        return (number / 1000).quantize(Decimal(1), ROUND_HALF_UP)
    if column.sort is Sort.UNITS and number != int(number):
        return _Refused("Tilsagnet er i hele enheter av valutaen, uten desimaler.")
    return number


def _cell(line: Line, at: int) -> Entry:
    return line.cells[at] if 0 <= at < len(line.cells) else None


def _year(cell: Entry) -> int | None:
    number = number_of(cell)
    return int(number) if number is not None and 2000 <= number <= 2099 else None


def _plain(cell: Entry) -> str:
    return " ".join(shown(cell).replace(".", " ").split()).casefold()
