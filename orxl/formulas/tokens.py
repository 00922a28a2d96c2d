"""Tokens of an Excel formula, as the file stores it (English names, commas, no leading ``=``).

The tokens joined give back the formula, character for character. No tree is built: lowering,
the relative form and the dependency graph all need only the references and where they stand.

Most formulas of a workbook differ from another one in their row numbers only. Such copies share a
*pattern*; the second one with a pattern is no longer searched, but put together from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

from orxl.core.light import dataclass
from orxl.formulas.scanning import END, OPERANDS, PREFIX, REFERENCES, Kind, Token, scan

__all__ = [
    "OPERANDS",
    "REFERENCES",
    "Kind",
    "Mould",
    "SheetPart",
    "Token",
    "Varying",
    "bare_function",
    "functions",
    "moulded",
    "numbers_in",
    "pattern_of",
    "read_prefix",
    "split_prefix",
    "tokenize",
]

_PREFIX_ONLY: Final = re.compile(PREFIX)
_ORDINARY: Final = re.compile(rf"([1-9](?<![0-9].)[0-9]{{0,5}}){END}", re.DOTALL)
"""A number that may be another without any token becoming longer, shorter or of another kind.

It has no zero in front, is no row below the last one of a sheet, and is not in the middle of a
word, a function's name (``LOG10(``) or a number with decimals.
"""
_MOST_KNOWN: Final = 16_384


class Varying(NamedTuple):
    """A text with ``%s`` for some of the numbers of a formula, and which of them these are."""

    text: str
    first: int
    last: int

    def filled(self, numbers: Sequence[str]) -> str:
        """The text with its own of a formula's *numbers* in it."""
        return self.text % tuple(numbers[self.first : self.last])


@dataclass(frozen=True, slots=True)
class Mould:
    """The tokens of a pattern, and those that differ from copy to copy."""

    pattern: str
    tokens: tuple[Token, ...]
    varying: tuple[tuple[int, Kind, Varying], ...]
    """The tokens that differ: each one's place, its kind and its text."""
    references: tuple[tuple[Kind, Varying], ...]
    """All the references, those that do not differ too."""
    constants: tuple[Varying, ...]
    """The numbers that stand in the formula as themselves, likewise."""
    tells: Callable[[Sequence[str]], object]
    """Those of a copy's numbers that do more than say where a reference points: constants, names,
    other workbooks."""
    tied: tuple[int, ...]
    """The numbers that make a reference one cell or several, with the one after it: ``A1:A1``."""

    def filled(self, numbers: Sequence[str]) -> tuple[Token, ...]:
        """The tokens of the copy with these numbers."""
        tokens = list(self.tokens)
        for place, kind, text in self.varying:
            tokens[place] = Token(kind, text.filled(numbers))
        return tuple(tokens)


def moulded(formula: str) -> tuple[Mould, list[str]]:
    """What *formula* has in common with its copies, and the numbers that are its own."""
    parts = _ORDINARY.split(formula)
    return _mould("1".join(parts[::2])), parts[1::2]


@lru_cache(maxsize=_MOST_KNOWN)
def tokenize(formula: str) -> tuple[Token, ...]:
    """The tokens of *formula* (without its leading ``=``); joined, they are *formula* again.

    Never fails: what cannot belong to a formula becomes :attr:`Kind.UNKNOWN`.
    """
    mould, numbers = moulded(formula)
    return mould.filled(numbers)


def pattern_of(formula: str) -> str:
    """*formula* with 1 in place of every number that only says which row.

    It is itself a formula: what is true of its kinds of tokens and its functions is true of all
    formulas with this pattern.
    """
    return _ORDINARY.sub("1", formula)


@lru_cache(maxsize=_MOST_KNOWN)
def _mould(pattern: str) -> Mould:
    tokens = scan(pattern)
    varying: list[tuple[int, Kind, Varying]] = []
    references: list[tuple[Kind, Varying]] = []
    constants: list[Varying] = []
    telling: list[int] = []
    tied: list[int] = []
    numbers = [match.start() for match in _ORDINARY.finditer(pattern)]
    position = number = 0
    for place, (kind, text) in enumerate(tokens):
        first, end = number, position + len(text)
        while number < len(numbers) and numbers[number] < end:
            number += 1
        if kind in REFERENCES or kind is Kind.NUMBER or first != number:
            found = _varying(text, [at - position for at in numbers[first:number]], first)
            if first != number:
                varying.append((place, kind, found))
            if kind in REFERENCES:
                references.append((kind, found))
                row, alone = _rows(found)
                telling += range(found.first, row)
                tied += alone
            else:
                telling += range(first, number)
                if kind is Kind.NUMBER:
                    constants.append(found)
        position = end
    tells = itemgetter(*telling) if telling else _nothing
    return Mould(
        pattern, tokens, tuple(varying), tuple(references), tuple(constants), tells, tuple(tied)
    )


def _nothing(numbers: Sequence[str]) -> object:
    return None


def _varying(text: str, places: list[int], first: int) -> Varying:
    parts: list[str] = []
    written = 0
    for at in places:
        parts.append(text[written:at].replace("%", "%%"))
        written = at + 1
    parts.append(text[written:].replace("%", "%%"))
    return Varying("%s".join(parts), first, first + len(places))


def _rows(reference: Varying) -> tuple[int, list[int]]:
    """The first of the numbers that are rows, and that again where they make one cell or several.

    Numbers before it are in the name of a sheet.
    """
    body = reference.text.rpartition("!")[2]
    first = reference.last - body.count("%s")
    one, _, other = body.replace("$", "").upper().partition(":")
    return first, [first] if one == other and "%" in one else []


def numbers_in(formula: str) -> list[float]:
    """The numbers that are written in *formula*, from left to right."""
    mould, own = moulded(formula)
    return [float(constant.filled(own)) for constant in mould.constants]


def functions(formula: str) -> frozenset[str]:
    """The functions *formula* calls, in capitals and without ``_xlfn.``/``_xlws.`` prefixes."""
    return frozenset(
        bare_function(token.text) for token in tokenize(formula) if token.kind is Kind.FUNCTION
    )


def bare_function(text: str) -> str:
    """``"_xlfn.XLOOKUP("`` → ``"XLOOKUP"``."""
    name = text.rstrip("(").upper()
    for prefix in ("_XLFN.", "_XLWS.", "_XLUDF."):
        name = name.removeprefix(prefix)
    return name


def split_prefix(text: str) -> tuple[str, str]:
    """A reference's sheet part (with its ``!``, or ``""``) and the rest.

    ``"'Ark 1'!A1"`` → ``("'Ark 1'!", "A1")``.
    """
    match = _PREFIX_ONLY.match(text)
    return (text[: match.end()], text[match.end() :]) if match else ("", text)


class SheetPart(NamedTuple):
    """A reference's sheet part, read: the other workbook (``""``: this one), first and last sheet.

    ``last`` differs from ``first`` only in a 3-D reference.
    """

    book: str
    first: str
    last: str


@lru_cache(maxsize=4096)
def read_prefix(prefix: str) -> SheetPart:
    """``"'[1]Ark 1:Ark 3'!"`` → ``SheetPart("1", "Ark 1", "Ark 3")``."""
    body = prefix[:-1]
    if body.startswith("'"):
        body = body[1:-1].replace("''", "'")
    book = ""
    if "[" in body and "]" in body:
        path, _, body = body.partition("[")
        book, _, body = body.partition("]")
        book = path + book
    first, _, last = body.partition(":")
    return SheetPart("" if book == "0" else book, first, last if last else first)
