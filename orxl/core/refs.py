"""Cell and range references in Excel's A1 notation, as values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.core.light import dataclass, known_as_dataclass
from orxl.core.patterns import regex

MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384
_A1: Final = regex(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_COLUMNS: Final = regex(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS: Final = regex(r"\$?([1-9][0-9]{0,6}):\$?([1-9][0-9]{0,6})")
_PLAIN_SHEET: Final = regex(r"[^\W\d][\w.]*")
_LOOKS_LIKE_A_CELL: Final = regex(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


@lru_cache(maxsize=MAX_COLUMN)
def column_letters(column: int) -> str:
    """``1`` → ``"A"``, ``27`` → ``"AA"``. Raises ValueError outside 1–16 384."""
    if not 1 <= column <= MAX_COLUMN:
        raise ValueError(f"no such column: {column}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """``"A"`` → ``1``. Raises ValueError for anything that is no column of Excel's."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"no such column: {letters}")
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= MAX_COLUMN:
        raise ValueError(f"no such column: {letters}")
    return number


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """The unbroken runs of rising *numbers*: ``[0, 1, 2, 5]`` → ``[(0, 2), (5, 5)]``."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def quote_sheet(name: str) -> str:
    """The sheet's name as a formula writes it, in apostrophes where they are needed."""
    if _PLAIN_SHEET.fullmatch(name) and not _LOOKS_LIKE_A_CELL.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"


class CellRef(NamedTuple):
    """One cell: the sheet's name, the row and the column (both counted from 1).

    A tuple, for they are made and looked up by the million: that takes a third of the time.
    """

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """The address without the sheet, for example ``"E22"``."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{quote_sheet(self.sheet)}!{self.a1}"

    @classmethod
    def of(cls, sheet: str, a1: str) -> CellRef:
        """``CellRef.of("Hovedtall", "E22")``. Raises ValueError for a malformed address."""
        row, column = parse_a1(a1)
        return cls(sheet, row, column)


if TYPE_CHECKING:

    @dataclass(frozen=True, slots=True, order=True)
    class _Corners:
        sheet: str
        first_row: int
        first_column: int
        last_row: int
        last_column: int

        @property
        def corners(self) -> tuple[str, int, int, int, int]:
            """The sheet, the first row and column, the last row and column."""

else:
    # Made, compared and looked up by the million: in a tuple that is done without Python's code.
    # To a type checker it is none, for «cell in area» asks for a cell, not for a number.
    @known_as_dataclass
    class _Corners(NamedTuple):
        sheet: str
        first_row: int
        first_column: int
        last_row: int
        last_column: int
        corners = property(lambda self: self)


class Range(_Corners):
    """A rectangle of cells on one sheet, both corners included."""

    __slots__ = ()

    @classmethod
    def of(cls, sheet: str, ref: str) -> Range:
        """``Range.of("Tiltak", "A4:H35")``; whole columns (``B:C``) and rows (``2:3``) too.

        Raises ValueError for a malformed reference.
        """
        first, _, last = ref.partition(":")
        if (columns := _COLUMNS.fullmatch(ref)) is not None:
            first, last = f"{columns[1]}1", f"{columns[2]}{MAX_ROW}"
        elif (rows := _ROWS.fullmatch(ref)) is not None:
            first, last = f"A{rows[1]}", f"{column_letters(MAX_COLUMN)}{rows[2]}"
        top, left = parse_a1(first)
        bottom, right = parse_a1(last) if last else (top, left)
        return cls(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    @property
    def a1(self) -> str:
        """The address without the sheet, for example ``"A4:H35"``."""
        first = f"{column_letters(self.first_column)}{self.first_row}"
        last = f"{column_letters(self.last_column)}{self.last_row}"
        return first if first == last else f"{first}:{last}"

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)

    def __str__(self) -> str:
        return f"{quote_sheet(self.sheet)}!{self.a1}"

    def __contains__(self, cell: CellRef) -> bool:
        sheet, row, column = cell
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
            and sheet == self.sheet
        )

    @property
    def is_cell(self) -> bool:
        """Whether it is one cell alone."""
        return self.first_row == self.last_row and self.first_column == self.last_column

    def overlaps(self, other: Range) -> bool:
        """Whether the two have a cell in common."""
        return (
            self.sheet == other.sheet
            and self.first_row <= other.last_row
            and other.first_row <= self.last_row
            and self.first_column <= other.last_column
            and other.first_column <= self.last_column
        )

    def cells(self) -> Iterator[CellRef]:
        """Every cell, row by row."""
        for row in range(self.first_row, self.last_row + 1):
            for column in range(self.first_column, self.last_column + 1):
                yield CellRef(self.sheet, row, column)


if TYPE_CHECKING:

    def area_of(corners: tuple[str, int, int, int, int]) -> Range:
        """The range of a sheet, its first row and column and its last ones."""
else:
    area_of = partial(tuple.__new__, Range)


def parse_a1(a1: str) -> tuple[int, int]:
    """``"$E$22"`` → ``(22, 5)`` (row, column). Raises ValueError for anything else."""
    match = _A1.fullmatch(a1)
    if match is None:
        raise ValueError(f"no cell address: {a1!r}")
    row, column = int(match[2]), column_number(match[1])
    if row > MAX_ROW:
        raise ValueError(f"no such row: {a1!r}")
    return row, column
