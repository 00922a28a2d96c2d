"""A list of member municipalities from a file: records, each with its place, joined to SSB's codes.

A row is taken only where its municipality is certain: by its code, by its name, or by both where
they agree. A cell that is empty says nothing, and never takes anything away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.core.light import dataclass, field
from orxl.programme.codes import YesNo
from orxl.programme.invoices import plain_orgno, valid_orgno
from orxl.sources.grids import Entry, Grid, Line, shown
from orxl.sources.member_table import MemberTable, named, table_in
from orxl.sources.municipalities import Municipalities, municipalities
from orxl.sources.periods import moment
from orxl.sources.problems import SourceProblem
from orxl.sources.rowbook import RowBook

_SUM: Final = re.compile(r"(?:sum|totalt?|i alt|antall)\b", re.IGNORECASE)
_REMARK: Final = re.compile(r"^[*†¹²³(\[]|[:\d]")
"""What no municipality's name has: a line with it is a remark above or below the list."""
_LONGEST_NAME: Final = 4
"""Words; what has more is a remark, too."""
_CODE: Final = re.compile(r"(?:K[-_ ]?)?(\d{3,4})(?:\s*[-–:]?\s+(.+))?", re.ASCII | re.DOTALL)
_SERIALS: Final = range(32_874, 73_051)
"""Excel's numbers of the days from 1990 to 2099: in a column of dates they are nothing else."""
_EPOCH: Final = date(1899, 12, 30)


class MemberRow(NamedTuple):
    """A member of the list: its municipality, and what the file says of it (by column key)."""

    code: int
    name: str
    """As the list of municipalities has it."""
    given: Mapping[str, str | date]
    place: str


@dataclass(frozen=True)
class MemberReading:
    """A file's members, and an account of all its rows."""

    read_as: str
    rows: tuple[MemberRow, ...]
    read: int
    shares: Mapping[str, tuple[str, ...]]
    problems: tuple[SourceProblem, ...] = ()
    notes: tuple[str, ...] = ()


TAKEN: Final = "tatt med"
TWICE: Final = "står to ganger med det samme"
NOTES: Final = "summer og merknader"


def reading_of(grids: Sequence[Grid], name: str) -> MemberReading:
    """The members in the one of *grids* that is a list of them. Raises BadSource without one."""
    known = municipalities()
    tables = [found for grid in grids if (found := table_in(grid, known)) is not None]
    if not tables:
        raise BadSource(
            f"«{name}» har ingen overskrift med «Kommunenr» eller «Kommune».",
            "Legg til en rad med overskrifter over listen, og prøv igjen.",
        )
    if len(tables) > 1:
        sheets = nb.listed([f"«{table.grid.sheet}»" for table in tables])
        raise BadSource(
            f"«{name}» har flere ark som ser ut som medlemslister: {sheets}.",
            "La bare ett av dem være igjen i filen.",
        )
    reading = _Reader(tables[0], known).reading()
    if not reading.rows and not reading.problems:
        raise BadSource(
            f"«{name}» har en overskrift, men ingen kommuner under den.", "Velg en annen fil."
        )
    return reading


@dataclass
class _Reader:
    table: MemberTable
    known: Municipalities
    book: RowBook = field(default_factory=RowBook)
    rows: list[MemberRow] = field(default_factory=list)
    serials: int = 0
    read: int = 0

    def reading(self) -> MemberReading:
        """Every row, put where it belongs."""
        for line in self.table.lines:
            self.read += 1
            self._row(line)
        self.book.note_unused(self.table.unused)
        if self.serials:
            told = nb.counted(self.serials, "dato er", "datoer er")
            self.book.notes.append(f"{told} skrevet som Excels dagnummer og lest slik.")
        hidden = sum(line.hidden for line in self.table.lines)
        if hidden:
            told = nb.counted(hidden, "skjult rad er", "skjulte rader er")
            self.book.notes.append(f"{told} lest som de andre.")
        grid = self.table.grid
        how = f"arket «{grid.sheet}»" if grid.sheet else f"tekstfil, {grid.encoding}"
        return MemberReading(
            f"medlemsliste, {how}", tuple(self.rows), self.read, self.book.shares,
            tuple(self.book.problems),
            tuple(self.book.notes),
        )  # fmt: skip

    def _row(self, line: Line) -> None:
        wrong = len(self.book.problems)
        code = self._municipality(line)
        given = self._given(line, "" if code is None else f"{self.known.names[code]}: ")
        if code is None or len(self.book.problems) > wrong:
            if len(self.book.problems) > wrong:
                self.book.put("feil", self._place(line, "name"))
            return
        joined, left = given.get("joined"), given.get("left")
        if isinstance(joined, date) and isinstance(left, date) and left < joined:
            said = f"utmeldt ({nb.day(left)}) før innmeldt ({nb.day(joined)})."
            said = f"{self.known.names[code]}: {said}"
            self._wrong(line, "left", said)
            self.book.put("feil", self._place(line, "left"))
            return
        row = MemberRow(code, self.known.names[code], given, self._place(line, "name"))
        twin = next((other for other in self.rows if other.code == code), None)
        if twin is None:
            self.rows.append(row)
            self.book.put(TAKEN, row.name)
        elif twin.given == given:
            self.book.put(TWICE, row.name)
        else:
            self._wrong(line, "name", f"{row.name} står også på {twin.place}, med noe annet.")
            self.book.put("feil", row.name)

    def _municipality(self, line: Line) -> int | None:
        """The municipality of *line*; None for a sum or a note, and where something is wrong."""
        cells = self._cell(line, "code"), self._cell(line, "name")
        texts = [shown(cell).strip() for cell in cells]
        if not any(texts) or any(_SUM.match(text) for text in texts):
            self.book.put(NOTES, next(filter(None, map(shown, line.cells)), ""))
            return None
        number, name = texts
        match = _CODE.fullmatch(number) or _CODE.fullmatch(name)
        if match is not None:
            name = match[2] if match[2] else "" if match[0] == name else name
            return self._by_code(line, int(match[1]), name)
        if number and not name:
            name = number
        elif number:
            said = "kommunenummeret har ikke fire sifre."
            self._wrong(line, "code", f"{name}: {said}")
            return None
        return self._by_name(line, name)

    def _by_code(self, line: Line, code: int, name: str) -> int | None:
        called = named(name, self.known) if name else ()
        today = self.known.today(code)
        told = f"{code:04}"
        if not today:
            self._wrong(line, "code", f"Ingen kommune har nummer {told}.")
        elif len(today) > 1:
            parts = nb.listed([self.known.names[one] for one in today])
            self._wrong(line, "code", f"Kommunen med nummer {told} er delt: {parts}.")
        elif name and today[0] not in called:
            whose = self.known.names[today[0]]
            said = f"Nummer {told} er {whose}, men navnet er {nb.quoted(name)}."
            self._wrong(line, "name", said)
        else:
            if today[0] != code:
                self.book.notes.append(
                    f"{self._place(line, 'code')}: nummer {told} gjaldt {self.known.period(code)}; "
                    f"{self.known.names[today[0]]} har nå {today[0]:04}."
                )
            return today[0]
        return None

    def _by_name(self, line: Line, name: str) -> int | None:
        called = named(name, self.known)
        if len(called) == 1:
            return called[0]
        alone = len([cell for cell in line.cells if cell is not None]) == 1
        if not called and alone and (_REMARK.search(name) or len(name.split()) > _LONGEST_NAME):
            self.book.put(NOTES, name)
        elif not called:
            near = nb.meant(name, self.known.names.values())
            said = "Ingen kommune heter dette i dag."
            self._wrong(line, "name", f"{said} {near}".strip())
        else:
            these = [f"{code:04} i {self.known.county(code)}" for code in called]
            said = f"Flere kommuner heter dette: {nb.listed(these)}. Skriv kommunenummeret."
            self._wrong(line, "name", said)
        return None

    def _given(self, line: Line, whose: str) -> Mapping[str, str | date]:
        found: dict[str, str | date] = {}
        for key, read in self._readers():
            cell = self._cell(line, key)
            if cell is None or not shown(cell).strip():
                continue
            value, said = read(cell)
            if value is None:
                self._wrong(line, key, whose + said)
            else:
                found[key] = value
        return found

    def _readers(self) -> Iterator[tuple[str, Callable[[Entry], tuple[Any, str]]]]:
        for key in ("region", "reference", "source"):
            yield key, _text
        yield "orgno", _orgno
        yield "in_basis", _yes_or_no
        yield "joined", self._day
        yield "left", self._day

    def _day(self, cell: Entry) -> tuple[date | None, str]:
        number = int(cell) if isinstance(cell, Decimal) and cell == int(cell) else None
        if number is None and isinstance(cell, str) and cell.strip().isascii():
            number = int(cell) if cell.strip().isdigit() and len(cell.strip()) == 5 else None
        if number is not None and number in _SERIALS:
            self.serials += 1
            return _EPOCH + timedelta(days=number), ""
        day = moment(shown(cell) if isinstance(cell, Decimal) else cell)
        return day, "dette er ingen sikker dato. Skriv den som 31.12.2025."

    def _cell(self, line: Line, key: str) -> Entry:
        at = self.table.columns.get(key, -1)
        return line.cells[at] if 0 <= at < len(line.cells) else None

    def _place(self, line: Line, key: str) -> str:
        at = self.table.columns.get(key, self.table.columns.get("code", 0))
        return self.table.grid.place(line, at)

    def _wrong(self, line: Line, key: str, said: str) -> None:
        if key == "name" and self._cell(line, key) is None:
            key = "code"  # where the name stands, if it stands alone
        value = shown(self._cell(line, key))
        self.book.wrong(self._place(line, key), value, said)


def _text(cell: Entry) -> tuple[str, str]:
    return " ".join(shown(cell).split()), ""


def _orgno(cell: Entry) -> tuple[str | None, str]:
    number = plain_orgno(shown(cell).removesuffix(",0"))
    said = "organisasjonsnummeret er feil: det har ni sifre, og det siste er et kontrollsiffer."
    return (number, "") if valid_orgno(number) else (None, said)


def _yes_or_no(cell: Entry) -> tuple[str | None, str]:
    if isinstance(cell, bool):
        return (YesNo.YES if cell else YesNo.NO).value, ""
    for word in YesNo:
        if shown(cell).strip().casefold() == word.value.casefold():
            return word.value, ""
    return None, "«I grunnlaget» er Ja eller Nei."
