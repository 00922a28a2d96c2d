"""What an exported table is made of: fields with types of Table Schema, and typed entries.

An entry is what a cell holds, as the field's type has it. A blank, 0, an empty text and an error
are four different things all the way out and back.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from orxl.core.light import dataclass, replace
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Blank, CellError, Value
from orxl.layout import Kind

Entry = Blank | str | Decimal | int | bool | date | datetime | CellError
"""``str`` in a field that is no text is the empty text that a formula gave."""


class FieldType(StrEnum):
    """The types of Table Schema that a field may have."""

    STRING = "string"
    INTEGER = "integer"
    YEAR = "year"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"


_TYPES: Final = {
    Kind.INTEGER: FieldType.INTEGER, Kind.YEAR: FieldType.YEAR, Kind.FLAG: FieldType.BOOLEAN,
    Kind.MUNICIPALITY: FieldType.STRING, Kind.DATE: FieldType.DATE,
    Kind.MOMENT: FieldType.DATETIME, Kind.ANY: FieldType.STRING,
}  # fmt: skip
_UNITS: Final = {
    Kind.THOUSANDS: "1000 kr", Kind.KRONER: "kr", Kind.RATE: "kr", Kind.AMOUNT: "valutaenheter",
    Kind.EXCHANGE: "kr per valutaenhet", Kind.SHARE: "andel (1 = 100 prosent)",
    Kind.GROWTH: "andel (1 = 100 prosent)",
}  # fmt: skip
CODE_PATTERN: Final = "[0-9]{4}"
"""A municipality's number: four digits, so that 0301 keeps its zero."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an exported table; ``key`` is the layout's column, ``name`` what the file says."""

    key: str
    name: str
    title: str
    kind: Kind
    description: str = ""
    calculated: bool = False
    required: bool = False
    enum: tuple[str, ...] = ()

    @property
    def type(self) -> FieldType:
        """The type of Table Schema."""
        found = _TYPES.get(self.kind)
        if found is not None:
            return found
        return FieldType.NUMBER if self.kind.numeric else FieldType.STRING

    @property
    def unit(self) -> str:
        """What its numbers are counted in, or ``""``."""
        return _UNITS.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A field whose values are those of a field of another table, named as in the files."""

    field: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """An exported table. ``name`` is the layout's (``tblTiltak``), ``slug`` the file's."""

    name: str
    slug: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Entry, ...], ...]
    key: tuple[str, ...] = ()
    """The names of the fields that tell rows apart; none where they do not."""
    foreign: tuple[ForeignKey, ...] = ()

    def index(self, name: str) -> int:
        """Where the field called *name* stands. Raises ValueError."""
        return [field.name for field in self.fields].index(name)

    def with_keys(self, key: tuple[str, ...], foreign: tuple[ForeignKey, ...]) -> Table:
        """The same with these keys."""
        return replace(self, key=key, foreign=foreign)


class Misfit(Exception):
    """Raised by :func:`entry_of`: the cell holds what its column may not."""

    def __init__(self, cell: CellRef, value: Value, wanted: str) -> None:
        super().__init__(str(cell))
        self.cell, self.value, self.wanted = cell, value, wanted


def entry_of(value: Value, kind: Kind, cell: CellRef) -> Entry:
    """The entry that *value*, in *cell* of a column of *kind*, is. Raises Misfit."""
    if value is BLANK or isinstance(value, CellError) or value == "":
        return value
    if kind.textual:
        return _text(value, cell)
    if kind is Kind.FLAG:
        if value in (0.0, 1.0):
            return bool(value)
        raise Misfit(cell, value, "ja eller nei")
    if kind in (Kind.DATE, Kind.MOMENT):
        return _moment(value, kind, cell)
    return _number(value, kind, cell)


def _text(value: Value, cell: CellRef) -> str:
    if isinstance(value, str):
        return value
    raise Misfit(cell, value, "en tekst")


def _moment(value: Value, kind: Kind, cell: CellRef) -> date:
    if not isinstance(value, datetime):
        raise Misfit(cell, value, "en dato")
    if kind is Kind.MOMENT:
        return value.replace(microsecond=0)
    if value.time().replace(microsecond=0) != value.time().min:
        raise Misfit(cell, value, "en dato uten klokkeslett")
    return value.date()


def _number(value: Value, kind: Kind, cell: CellRef) -> Decimal | int | str:
    if isinstance(value, bool) or not isinstance(value, float):
        raise Misfit(cell, value, "et tall")
    exact = Decimal(f"{value + 0.0:.15g}")
    if kind not in (Kind.INTEGER, Kind.YEAR, Kind.MUNICIPALITY):
        return exact
    if exact != int(exact):
        raise Misfit(cell, value, "et helt tall")
    if kind is Kind.MUNICIPALITY:
        if not 0 <= exact <= 9999:
            raise Misfit(cell, value, "et kommunenummer med fire sifre")
        return f"{int(exact):04d}"
    if kind is Kind.YEAR and not 1000 <= exact <= 9999:
        raise Misfit(cell, value, "et årstall med fire sifre")
    return int(exact)


def is_said(entry: Entry) -> bool:
    """Whether *entry* says anything: it is no blank, no empty text and no error."""
    return entry is not BLANK and not isinstance(entry, CellError) and entry != ""


KINDS_OF_ANY: Final = ("tekst", "tall", "dato", "tidspunkt", "sannhetsverdi")
"""What stands beside a value of a column that may hold any kind."""


def any_entries(value: Value) -> tuple[Entry, Entry]:
    """*value* of a column for any kind as text, and the word for the kind it has."""
    if value is BLANK or isinstance(value, CellError) or value == "":
        return value, BLANK
    if isinstance(value, bool):
        return ("true" if value else "false"), "sannhetsverdi"
    if isinstance(value, float):
        return f"{Decimal(f'{value + 0.0:.15g}'):f}", "tall"
    if isinstance(value, datetime):
        if value.time() == value.time().min:
            return value.date().isoformat(), "dato"
        return value.isoformat(timespec="seconds"), "tidspunkt"
    return value, "tekst"


def any_value(text: Entry, word: Entry) -> Value:
    """The other way of :func:`any_entries`. Raises ValueError for a word that there is not."""
    if text is BLANK or isinstance(text, CellError):
        return text
    if not isinstance(text, str):
        raise ValueError(word)
    if not text or word in ("tekst", BLANK):
        return text
    if word == "tall":
        return float(text)
    if word in ("dato", "tidspunkt"):
        return datetime.fromisoformat(text)
    if word == "sannhetsverdi" and text in ("true", "false"):
        return text == "true"
    raise ValueError(word)


def value_of(entry: Entry, kind: Kind) -> Value:
    """The other way of :func:`entry_of`: what a cell of *kind* gets."""
    if entry is BLANK or isinstance(entry, CellError):
        return entry
    if isinstance(entry, bool):
        return float(entry)
    if isinstance(entry, Decimal | int):
        return float(entry)
    if isinstance(entry, datetime):
        return entry
    if isinstance(entry, date):
        return datetime(entry.year, entry.month, entry.day)
    return float(entry) if kind is Kind.MUNICIPALITY and entry else entry
