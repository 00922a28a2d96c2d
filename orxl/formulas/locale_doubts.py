"""Values that a Norwegian Excel finds differently from engines that speak English.

The embedded engines know neither the decimal comma, nor that «1.2» is a date, nor SANN, nor that
Å comes after Ø. They agree with each other on the English answer, so agreement is no proof here:
a formula whose value hangs on the language is declined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from orxl.core.light import dataclass, field
from orxl.core.memo import per_object
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Sheet
from orxl.core.values import CellError, Value
from orxl.formulas.calls import Call, Expression, sole
from orxl.formulas.form import Form, Formula
from orxl.formulas.precedents import Places
from orxl.formulas.probes import OPERATOR, Concern, Probe, is_text
from orxl.formulas.tokens import REFERENCES, Kind, Token

ValueOf = Callable[[CellRef], "Value | None"]
_SPEAKS: Final = frozenset({"DATEVALUE", "TIMEVALUE", "FIXED", "DOLLAR", "ASC", "CELL", "INFO"})
_SAFE_FORMAT: Final = re.compile(r'"[0#]+%?"')
LOOKS_LIKE_A_NUMBER: Final = re.compile(
    r"\s*[-+]?(?:[0-9]+(?:[.,:/ \u00a0-]+[0-9]+)+[.,]?|[.,][0-9]+|[0-9]+[.,])\s*+%?\s*+"
    # 1. mai, 1. jan. 2025, mars 25: dates to some Excel or other
    r"|(?=.*[0-9])[0-9.\s-]*(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[sc])"
    r"[a-z]*[.\s-]*+[0-9]*+\s*+"
    r"|\s*kr\.?\s*-?[0-9][0-9.,\s]*|\s*-?[0-9][0-9.,\s]*kr\.?\s*",  # kr 5
    re.IGNORECASE,
)
_ORDERED_TEXT: Final = re.compile(r"^(?:<=|>=|<|>)\s*[^\W\d]")
_SPOKEN: Final = re.compile(r"(?<![0-9])[0-9]+\.[0-9]+|[0-9]E[+-]?[0-9]+|TRUE|FALSE")
_MOST_CELLS: Final = 20_000

REASON: Final = "Hva formelen gir, avhenger av språket Excel er stilt inn på."
REASONS: Final[Mapping[Concern, str]] = {
    "criterion": "Formelen leter etter en tekst som Excel også kan lese som et tall eller en dato, "
    "og det avhenger av språket.",
    "text as number": "Formelen regner med noe som er skrevet som tekst, og om Excel leser det som "
    "et tall eller en dato, avhenger av språket.",
    "number as text": "Formelen skriver et tall med desimaler, eller SANN eller USANN, inn i en "
    "tekst, og det ser ulikt ut på ulike språk.",
    "order": "Formelen sammenligner tekster etter alfabetet, og det avhenger av språket.",
    "text in order": "Formelen leter etter en tekst i alfabetisk rekkefølge, og den avhenger av "
    "språket.",
}
"""Why an English engine is not believed, by what in the formula hangs on the language."""

UNITS: Final = "Excel teller noen tegn (som 😀) for to, og hvor mange det er, skifter med utgaven."
_COUNTS: Final = frozenset({"LEN", "LEFT", "RIGHT", "MID", "FIND", "SEARCH", "REPLACE"})


def speaks_a_language(form: Form) -> bool:
    """Whether a formula's value hangs on the language whatever the cells hold."""
    return any(map(_speaks, form.calls))


def _speaks(call: Call) -> bool:
    if call.name in _SPEAKS:
        return True
    if call.name != "TEXT" or len(call.arguments) < 2:
        return False
    form = sole(call.arguments[1])
    return not (isinstance(form, Token) and _SAFE_FORMAT.fullmatch(form.text))


def doubt(formula: Formula, value: Value, held: Held) -> str | None:
    """Why an English engine's *value* of a formula is not believed, or None when it may be.

    ``held`` gives the values that the engine had, as seen from the formula's sheet.
    """
    form = formula.form
    if form.telling_probes:
        own = Own(formula, held.places)
        for probe in form.telling_probes:
            if _matters(probe, own, held, value):
                return REASONS[probe.concern]
    if (
        not form.functions.isdisjoint(_COUNTS)
        and holds_astral(held.book)
        and _counts_astral(formula, held)
    ):
        return UNITS
    if isinstance(value, str) and _SPOKEN.search(value) and not _quoted(value, formula, held):
        return REASONS["number as text"]
    return None


class Own:
    """What a formula has where its form has a reference."""

    def __init__(self, formula: Formula, places: Places) -> None:
        self._formula = formula
        self._places = places

    def areas(self, token: Token) -> tuple[Range, ...]:
        """The cells that the reference *token* of the form means."""
        form, _, ranges = self._formula
        number = form.ordinal[token.text]
        if form.plain and len(ranges) == len(form.ordinal):  # each reference has one, in order
            return (ranges[number],)
        return self._places[self._formula.references[number]]


@dataclass(frozen=True, slots=True)
class Held:
    """The values that an operand stands for, as far as they can be told without evaluating."""

    book: Book
    value_of: ValueOf
    places: Places
    seen: dict[tuple[tuple[Range, ...], Concern], bool] = field(default_factory=dict)
    """What was found out about a reference: thousands of formulas read the same column."""

    @classmethod
    def on_each_sheet(cls, book: Book, value_of: ValueOf) -> dict[str, Held]:
        """What is held as seen from each sheet, by the sheet's name."""
        return {s.name: cls(book, value_of, Places(s.name, book)) for s in book.sheets}

    def values(self, operand: Expression, own: Own) -> list[Value] | None:
        """The values of an operand of a form, or None where they are computed."""
        part = sole(operand)
        if isinstance(part, Call) and part.name == "{":
            return [v for item in part.arguments for v in self.values(item, own) or ()]
        if not isinstance(part, Token):
            return None
        if part.kind is Kind.TEXT:
            return [part.text[1:-1].replace('""', '"')]
        if part.kind is Kind.NUMBER:
            return [float(part.text)]
        if part.kind in REFERENCES:
            return list(self.cells(own.areas(part)))
        return []

    def cells(self, areas: Iterable[Range]) -> Iterator[Value]:
        """The values of the cells in *areas*; blank ones are left out."""
        for area in areas:
            sheet = self.book.sheet(area.sheet)
            if sheet is None:
                continue
            if area.is_cell:
                at = area.first_row, area.first_column
                if at in sheet.cells and (value := self._value(sheet, at)) is not None:
                    yield value
                continue
            rows = range(area.first_row, area.last_row + 1)
            columns = range(area.first_column, area.last_column + 1)
            if len(rows) * len(columns) <= min(len(sheet.cells), _MOST_CELLS):
                places = ((row, column) for row in rows for column in columns)
                held = [at for at in places if at in sheet.cells]
            else:
                held = [at for at in sheet.cells if at[0] in rows and at[1] in columns]
            for at in held:
                value = self._value(sheet, at)
                if value is not None:
                    yield value

    def _value(self, sheet: Sheet, at: tuple[int, int]) -> Value | None:
        cell = sheet.cells[at]
        return cell.value if cell.formula is None else self.value_of(CellRef(sheet.name, *at))


def _matters(probe: Probe, own: Own, held: Held, result: Value) -> bool:
    part = sole(probe.operand)
    if probe.concern == "order" or not isinstance(part, Token) or part.kind not in REFERENCES:
        return _found(probe, own, held, result)
    key = own.areas(part), probe.concern
    known = held.seen.get(key)
    if known is None:
        known = held.seen[key] = any(map(_TELLING[probe.concern], held.cells(key[0])))
    return known


def _found(probe: Probe, own: Own, held: Held, result: Value) -> bool:
    values = held.values(probe.operand, own)
    if probe.concern == "order":
        return ordered_text(values, held.values(probe.other, own))
    if values is not None:
        return any(map(_TELLING[probe.concern], values))
    if probe.concern == "text as number":
        return is_text(sole(probe.operand)) and _fractional_or_error(result)
    return False


def _doubtful_criterion(value: Value) -> bool:
    if not isinstance(value, str):
        return False
    wanted = without_operator(value)
    return bool(LOOKS_LIKE_A_NUMBER.fullmatch(wanted) or _ORDERED_TEXT.match(value))


def _number_in_text(value: Value) -> bool:
    return isinstance(value, str) and LOOKS_LIKE_A_NUMBER.fullmatch(value) is not None


def _spelt_by_language(value: Value) -> bool:
    return isinstance(value, bool) or (isinstance(value, float) and not value.is_integer())


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


_TELLING: Final[Mapping[Concern, Callable[[Value], bool]]] = {
    "criterion": _doubtful_criterion,
    "text as number": _number_in_text,
    "number as text": _spelt_by_language,
    "text in order": _is_text,
}
"""What a value must be for a probe's operand to hang on the language."""


def without_operator(criterion: str) -> str:
    """A criterion's text without the comparison it begins with: ``"<>1.1"`` → ``"1.1"``."""
    operator = OPERATOR.match(criterion)
    return criterion[operator.end() :] if operator else criterion


def _fractional_or_error(result: Value) -> bool:
    return isinstance(result, CellError) or (isinstance(result, float) and not result.is_integer())


def ordered_text(left: list[Value] | None, right: list[Value] | None) -> bool:
    """Two texts are put in order; a text against a number is the same in all languages."""
    if left is None and right is None:
        return False
    texts = [side is None or any(isinstance(v, str) for v in side) for side in (left, right)]
    return all(texts)


@per_object
def holds_astral(book: Book) -> bool:
    """Whether any text of *book* has a character that takes two units in UTF-16."""
    cells = [cell for sheet in book.sheets for cell in sheet.cells.values()]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    texts += [cell.formula for cell in cells if cell.formula is not None]
    whole = "".join(texts)
    return len(whole.encode("utf-16-le", "surrogatepass")) > 2 * len(whole)


def is_astral(text: object) -> bool:
    """Whether *text* is one that has such a character."""
    return isinstance(text, str) and not text.isascii() and max(text) > "\uffff"


def _counts_astral(formula: Formula, held: Held) -> bool:
    texts = _texts(formula.form.expression, Own(formula, held.places), held)
    return is_astral(formula.text) or any(map(is_astral, texts))


def _quoted(value: str, formula: Formula, held: Held) -> bool:
    """Whether all that looks English in a text was there as text in what the formula reads."""
    pieces = {match[0] for match in _SPOKEN.finditer(value)}
    own = Own(formula, held.places)
    for text in _texts(formula.form.expression, own, held):
        pieces = {piece for piece in pieces if piece not in text}
        if not pieces:
            return True
    return False


def _texts(parts: Expression, own: Own, held: Held) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Call):
            for argument in part.arguments:
                yield from _texts(argument, own, held)
        else:
            yield from (v for v in held.values((part,), own) or () if isinstance(v, str))
