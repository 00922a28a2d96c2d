"""What a lowered formula reads: the ranges it names, and what makes it hard to follow."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from orxl.core.light import dataclass
from orxl.core.refs import MAX_COLUMN, MAX_ROW, Range, column_number
from orxl.core.snapshot import Book
from orxl.formulas.tokens import (
    REFERENCES,
    Kind,
    Token,
    bare_function,
    read_prefix,
    split_prefix,
    tokenize,
)

VOLATILE: Final = frozenset(
    {"TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY", "OFFSET", "INDIRECT", "CELL", "INFO"}
)
"""Functions whose value may change though no cell did."""

UNTRACEABLE: Final = frozenset({"OFFSET", "INDIRECT"})
"""Functions that read cells which the formula does not name."""

_SHAPE_ONLY: Final = frozenset({"ROW", "ROWS", "COLUMN", "COLUMNS", "SHEET", "AREAS"})
"""Functions that look at where a reference stands, never at the cells' values."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a formula reads, and which functions it calls."""

    ranges: tuple[Range, ...]
    functions: frozenset[str]
    unknown_names: tuple[str, ...] = ()
    external: bool = False
    """It reads another workbook."""
    untraceable: bool = False
    """It reads cells it does not name (OFFSET, INDIRECT, a range between computed corners)."""

    @property
    def volatile(self) -> bool:
        """Whether its value may change though no cell did."""
        return not self.functions.isdisjoint(VOLATILE)


class _Outline(NamedTuple):
    """What all formulas of one shape have in common: their functions, and where to look."""

    tokens: int
    """How many tokens there are."""
    references: tuple[int, ...]
    functions: frozenset[str]
    unknown_names: tuple[str, ...]
    external: bool
    untraceable: bool


@lru_cache(maxsize=16_384)
def _outline(shape: str) -> _Outline:
    tokens = tokenize(shape)
    references: list[int] = []
    called: set[str] = set()
    unknown: list[str] = []
    external = untraceable = False
    for index, (kind, text) in enumerate(tokens):
        if kind in REFERENCES:
            if not _only_its_shape_counts(tokens, index):
                references.append(index)
        elif kind is Kind.FUNCTION:
            called.add(bare_function(text))
        elif kind in (Kind.NAME, Kind.STRUCTURED):
            if "[" in split_prefix(text)[0]:
                external = True
            else:
                unknown.append(text)
        elif kind is Kind.INFIX and text == ":":
            untraceable = True
    untraceable = untraceable or not called.isdisjoint(UNTRACEABLE)
    return _Outline(
        len(tokens), tuple(references), frozenset(called), tuple(unknown), external, untraceable
    )


def read(lowered: str, sheet: str, book: Book) -> Reading:
    """What the lowered formula, standing on *sheet*, reads."""
    return SheetReading(sheet, book).read(lowered, lowered)


class SheetReading:
    """Reads the lowered formulas of one sheet of a book: most of them name the same places."""

    def __init__(self, sheet: str, book: Book) -> None:
        self._sheet = sheet
        self._book = book
        self._located: dict[str, tuple[Range, ...] | None] = {}

    def read(self, lowered: str, shape: str) -> Reading:
        """What the formula reads; only ``shape``, which it is a copy of, is gone through."""
        tokens = tokenize(lowered)
        outline = _outline(shape)
        if outline.tokens != len(tokens):
            outline = _outline(lowered)
        external = outline.external
        ranges: dict[Range, None] = {}
        for index in outline.references:
            found = self._locate(tokens[index].text)
            if found is None:
                external = True
            else:
                for area in found:
                    ranges[area] = None
        return Reading(
            tuple(ranges), outline.functions, outline.unknown_names, external, outline.untraceable
        )

    def _locate(self, text: str) -> tuple[Range, ...] | None:
        if text not in self._located:
            self._located[text] = locate(text, self._sheet, self._book)
        return self._located[text]


def _only_its_shape_counts(tokens: tuple[Token, ...], index: int) -> bool:
    """``ROWS(A$1:A5)`` does not read the cells: in A5 that is no circle."""
    if index == 0 or index + 1 == len(tokens):
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    return (
        before.kind is Kind.FUNCTION
        and after.kind is Kind.CLOSE
        and bare_function(before.text) in _SHAPE_ONLY
    )


def locate(text: str, sheet: str, book: Book) -> tuple[Range, ...] | None:
    """The ranges an A1 reference means (several in a 3-D one); None for another workbook.

    A sheet the book does not have gives no range: the formula is an error, not a dependent.
    """
    before, mark, body = text.rpartition("!")
    prefix = before + mark
    if not prefix:
        return (_corners(body, sheet),)
    part = read_prefix(prefix)
    if part.book:
        return None
    if part.first == part.last:
        home = book.sheet(part.first)
        return () if home is None else (_corners(body, home.name),)
    order = [candidate.name.casefold() for candidate in book.sheets]
    try:
        ends = sorted((order.index(part.first.casefold()), order.index(part.last.casefold())))
    except ValueError:
        return ()
    return tuple(_corners(body, one.name) for one in book.sheets[ends[0] : ends[1] + 1])


@lru_cache(maxsize=16_384)
def _corners(body: str, sheet: str) -> Range:
    first, _, last = body.replace("$", "").partition(":")
    top, left = _corner(first, 1, 1)
    bottom, right = _corner(last, MAX_ROW, MAX_COLUMN) if last else (top, left)
    return Range(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _corner(text: str, row: int, column: int) -> tuple[int, int]:
    """A corner's row and column; *row* or *column* where a whole row or column has none."""
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    return int(digits) if digits else row, column_number(letters) if letters else column
