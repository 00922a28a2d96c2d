"""A formula's form: all that can be told of it without looking at which cells it names.

A formula and its copies have one :class:`Form`, and so have formulas that do the same with other
cells. It is made once; the graph, the caution, the engines' weaknesses, the doubts about language,
the lint and the rules all ask the same one. What is a copy's own are its references:
:class:`Formula`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from orxl.core.light import dataclass
from orxl.core.refs import Range, column_letters
from orxl.formulas.arrays import ArrayUse, array_use
from orxl.formulas.calls import Call, Expression, calls, parsed, sole
from orxl.formulas.probes import Probe, may_tell, probes
from orxl.formulas.tokens import (
    REFERENCES,
    Kind,
    Token,
    bare_function,
    moulded,
    read_prefix,
    split_prefix,
)

VOLATILE: Final = frozenset(
    {"TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY", "OFFSET", "INDIRECT", "CELL", "INFO"}
)
"""Functions whose value may change though no cell did."""

UNTRACEABLE: Final = frozenset({"OFFSET", "INDIRECT"})
"""Functions that read cells which the formula does not name."""

_SHAPE_ONLY: Final = frozenset({"ROW", "ROWS", "COLUMN", "COLUMNS", "SHEET", "AREAS"})
"""Functions that look at where a reference stands, never at the cells' values."""


@dataclass(frozen=True)
class Form:
    """A lowered formula whose references are only first, second, third …

    ``tokens`` are those of a formula that names cells of no meaning (``SUM(A1:B1)*A2``): it stands
    for all formulas of the form, so that it can be parsed and looked at like any.
    """

    tokens: tuple[Token, ...]

    @cached_property
    def _hash(self) -> int:
        return hash(self.tokens)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def text(self) -> str:
        """The formula that stands for all of them."""
        return "".join([token.text for token in self.tokens])

    @cached_property
    def _places(self) -> tuple[int, ...]:
        return tuple(n for n, token in enumerate(self.tokens) if token.kind in REFERENCES)

    @cached_property
    def plain(self) -> bool:
        """Whether each reference is to one sheet of this workbook, at most."""
        return not any("!" in self.tokens[place].text for place in self._places)

    @cached_property
    def ordinal(self) -> dict[str, int]:
        """Which reference a token of the form stands for, by its text (counted from 0)."""
        return {self.tokens[place].text: n for n, place in enumerate(self._places)}

    @cached_property
    def _template(self) -> str:
        return "".join(
            ["%s" if kind in REFERENCES else text.replace("%", "%%") for kind, text in self.tokens]
        )

    def written(self, references: tuple[str, ...]) -> str:
        """The formula of this form that has these *references*."""
        return self._template % references

    @cached_property
    def read(self) -> tuple[int, ...]:
        """Which references' values are read: ``ROWS(A1:A9)`` reads none."""
        return tuple(
            n for n, place in enumerate(self._places) if not _only_shape(self.tokens, place)
        )

    @cached_property
    def place_read(self) -> tuple[int | None, ...]:
        """For each reference which of those read it is; None where it is not read."""
        read = self.read
        return tuple(read.index(n) if n in read else None for n in range(len(self._places)))

    @cached_property
    def functions(self) -> frozenset[str]:
        """The functions it calls, in capitals and without prefixes."""
        return frozenset(
            [bare_function(text) for kind, text in self.tokens if kind is Kind.FUNCTION]
        )

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of tokens in it."""
        return frozenset([kind for kind, _ in self.tokens])

    @cached_property
    def _named(self) -> tuple[tuple[str, bool], ...]:
        named = (Kind.NAME, Kind.STRUCTURED)
        return tuple(
            (text, "[" in split_prefix(text)[0]) for kind, text in self.tokens if kind in named
        )

    @cached_property
    def unknown_names(self) -> tuple[str, ...]:
        """The names, tables and columns in it that this workbook does not have."""
        return tuple(text for text, elsewhere in self._named if not elsewhere)

    @cached_property
    def external(self) -> bool:
        """Whether it reads another workbook."""
        read = [split_prefix(self.tokens[self._places[n]].text)[0] for n in self.read]
        return any(prefix and read_prefix(prefix).book for prefix in read) or any(
            elsewhere for _, elsewhere in self._named
        )

    @cached_property
    def untraceable(self) -> bool:
        """It reads cells it does not name (OFFSET, INDIRECT, a range between computed corners)."""
        return not self.functions.isdisjoint(UNTRACEABLE) or Token(Kind.INFIX, ":") in self.tokens

    @cached_property
    def volatile(self) -> bool:
        """Whether its value may change though no cell did."""
        return not self.functions.isdisjoint(VOLATILE)

    @cached_property
    def expression(self) -> Expression:
        """The form as nested calls."""
        return parsed(self.tokens)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Every call, the outer ones before those within them."""
        return tuple(calls(self.expression))

    @cached_property
    def use(self) -> ArrayUse:
        """What it does with arrays in a cell of its own."""
        many = (Kind.RANGE, Kind.COLUMNS, Kind.ROWS, Kind.ARRAY_OPEN)
        if self.kinds.isdisjoint(many) and not self.untraceable:
            return ArrayUse()
        return array_use(self.expression, False)

    @cached_property
    def array_use(self) -> ArrayUse:
        """What it does with arrays when it is entered with Ctrl+Shift+Enter."""
        return array_use(self.expression, True)

    @cached_property
    def probes(self) -> tuple[Probe, ...]:
        """The places where its value may hang on the language."""
        return probes(self.expression)

    @cached_property
    def asked(self) -> tuple[tuple[Probe, int | None], ...]:
        """The telling ones, with the reference that each is asked of (by its number), where its
        values alone decide."""
        return tuple((probe, self._of_reference(probe)) for probe in self.telling_probes)

    def _of_reference(self, probe: Probe) -> int | None:
        part = sole(probe.operand)
        if probe.concern in ("order", "values in order") or not isinstance(part, Token):
            return None
        return self.ordinal[part.text] if part.kind in REFERENCES else None

    @cached_property
    def numbers(self) -> frozenset[float]:
        """The numbers that are written in it."""
        return frozenset([float(text) for kind, text in self.tokens if kind is Kind.NUMBER])

    @cached_property
    def telling_probes(self) -> tuple[Probe, ...]:
        """Those of them where any values could make the language matter."""
        return tuple(filter(may_tell, self.probes))


class Formula(NamedTuple):
    """A formula in a cell, lowered: its form, and what is its own."""

    form: Form
    given: str | tuple[str, ...]
    """The formula as it stands, where it was lowered already, or else only its references."""
    areas: tuple[Range, ...]
    """What it reads, reference by reference; nothing for what is in other workbooks."""

    @property
    def ranges(self) -> tuple[Range, ...]:
        """What it reads, no range twice."""
        areas = self.areas
        return areas if len(areas) < 2 else tuple(dict.fromkeys(areas))

    @property
    def text(self) -> str:
        """The lowered formula, written out."""
        return self.given if isinstance(self.given, str) else self.form.written(self.given)

    @property
    def references(self) -> tuple[str, ...]:
        """Its references as it writes them, from left to right."""
        if not isinstance(self.given, str):
            return self.given
        mould, numbers = moulded(self.given)
        return tuple([reference.filled(numbers) for _, reference in mould.references])

    @property
    def functions(self) -> frozenset[str]:
        """The functions it calls."""
        return self.form.functions

    @property
    def unknown_names(self) -> tuple[str, ...]:
        """See :attr:`Form.unknown_names`."""
        return self.form.unknown_names

    @property
    def external(self) -> bool:
        """See :attr:`Form.external`."""
        return self.form.external

    @property
    def untraceable(self) -> bool:
        """See :attr:`Form.untraceable`."""
        return self.form.untraceable

    @property
    def volatile(self) -> bool:
        """See :attr:`Form.volatile`."""
        return self.form.volatile


def form_of(tokens: Iterable[Token]) -> Form:
    """The form of the lowered formula with these *tokens*."""
    found: list[Token] = []
    number = 0
    for token in tokens:
        if token.kind in REFERENCES:
            number += 1
            token = Token(token.kind, _stand_in(token.kind, token.text, number))
        found.append(token)
    return _form(tuple(found))


@lru_cache(maxsize=16_384)
def _form(tokens: tuple[Token, ...]) -> Form:
    return Form(tokens)


def _stand_in(kind: Kind, text: str, number: int) -> str:
    """The *number*th reference of a form: of which kind it is, not where it points."""
    prefix, _, body = text.rpartition("!")
    several = f"{prefix}!" if "[" in prefix or ":" in prefix else ""  # another book, many sheets
    if kind is Kind.CELL:
        return f"{several}A{number}"
    if kind is Kind.RANGE:
        return f"{several}A{number}:{'A' if alone(body) else 'B'}{number}"
    if kind is Kind.COLUMNS:
        return f"{several}{column_letters(number)}:{column_letters(number + (not alone(body)))}"
    return f"{several}{number}:{number + (not alone(body))}"


def alone(body: str) -> bool:
    """Whether both corners of a reference (without its sheet) are one: ``A1:$A$1``."""
    first, _, last = body.replace("$", "").upper().partition(":")
    return first == last


def _only_shape(tokens: tuple[Token, ...], index: int) -> bool:
    """``ROWS(A$1:A5)`` does not read the cells: in A5 that is no circle."""
    if index == 0 or index + 1 == len(tokens):
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    return (
        before.kind is Kind.FUNCTION
        and after.kind is Kind.CLOSE
        and bare_function(before.text) in _SHAPE_ONLY
    )
