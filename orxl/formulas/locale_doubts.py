"""Values that a Norwegian Excel finds differently from engines that speak English.

The embedded engines know neither the decimal comma, nor that «1.2» is a date, nor SANN, nor that
Å comes after Ø. They agree with each other on the English answer, so agreement is no proof here:
a formula whose value hangs on the language is declined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from orxl.core.light import dataclass, field
from orxl.core.memo import per_object
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Sheet
from orxl.core.values import Value
from orxl.formulas.calls import Call, Expression, sole
from orxl.formulas.form import Form, Formula
from orxl.formulas.precedents import Places
from orxl.formulas.probes import Concern, How, Probe, is_text
from orxl.formulas.telling import REASONS, TELLING, fractional_or_error, in_order
from orxl.formulas.tokens import REFERENCES, Kind, Token

ValueOf = Callable[[CellRef], "Value | None"]
_SPEAKS: Final = frozenset({"DATEVALUE", "TIMEVALUE", "FIXED", "DOLLAR", "ASC", "CELL", "INFO"})
_TAKES_DATES: Final = frozenset(
    {
        "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "WEEKDAY", "WEEKNUM", "ISOWEEKNUM",
        "EDATE", "EOMONTH", "DAYS", "DAYS360", "DATEDIF", "NETWORKDAYS", "WORKDAY", "YEARFRAC",
    }
)  # fmt: skip
_SAFE_FORMAT: Final = re.compile(r'"[0#]+%?"')
_SPOKEN: Final = re.compile(r"(?<![0-9])[0-9]+\.[0-9]+|[0-9]E[+-]?[0-9]+|[0-9]{12,}|TRUE|FALSE")
_MOST_CELLS: Final = 20_000

UNITS: Final = "Excel teller noen tegn (som 😀) for to, og hvor mange det er, skifter med utgaven."
CASES: Final = (
    "Formelen skriver om en tekst med bokstaver (som ß) som ikke har én stor og én liten form."
)
_TURNS: Final = frozenset({"UPPER", "LOWER", "PROPER"})
_COUNTS: Final = frozenset({"LEN", "LEFT", "RIGHT", "MID", "FIND", "SEARCH", "REPLACE"})


def speaks_a_language(form: Form) -> bool:
    """Whether a formula's value hangs on the language whatever the cells hold."""
    return any(map(_speaks, form.calls))


def _speaks(call: Call) -> bool:
    if call.name in _SPEAKS:
        return True
    if call.name in _TAKES_DATES:
        return any(map(is_text, call.arguments[:2]))
    if call.name != "TEXT" or len(call.arguments) < 2:
        return False
    form = sole(call.arguments[1])
    return not (isinstance(form, Token) and _SAFE_FORMAT.fullmatch(form.text))


def may_be_doubted(form: Form) -> bool:
    """Whether :func:`doubt` may say anything of a formula of *form* that gives a number."""
    return bool(form.asked) or not form.functions.isdisjoint(_COUNTS | _TURNS)


def doubt(formula: Formula, value: Value, held: Held) -> str | None:
    """Why an English engine's *value* of a formula is not believed, or None when it may be.

    ``held`` gives the values that the engine had, as seen from the formula's sheet.
    """
    form = formula.form
    for probe, number in form.asked:
        if _matters(probe, number, formula, held, value):
            return REASONS[probe.concern]
    if (
        not form.functions.isdisjoint(_COUNTS)
        and holds_astral(held.book)
        and _counts_astral(formula, held)
    ):
        return UNITS
    if not form.functions.isdisjoint(_TURNS) and _turns_oddly(formula, held):
        return CASES
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
        return areas_of(self._formula, self._formula.form.ordinal[token.text], self._places)


def areas_of(formula: Formula, number: int, places: Places) -> tuple[Range, ...]:
    """The cells that the *number*th reference of *formula* means, on the sheet of *places*."""
    form, _, areas = formula
    if form.plain and len(areas) == len(form.read):  # each reference has one
        place = form.place_read[number]
        if place is not None:
            return areas if len(areas) == 1 else (areas[place],)
    return places[formula.references[number]]


@dataclass(frozen=True, slots=True)
class Held:
    """The values that an operand stands for, as far as they can be told without evaluating."""

    book: Book
    value_of: ValueOf
    places: Places
    seen: dict[tuple[tuple[Range, ...], Concern], bool] = field(default_factory=dict)
    """What was found out about a reference: thousands of formulas read the same column."""
    ordered: dict[tuple[tuple[Range, ...], How], bool] = field(default_factory=dict)

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

    def in_order(self, probe: Probe, own: Own) -> bool:
        """Whether the numbers that a lookup goes along are in the order it needs."""
        part = sole(probe.operand)
        falling = probe.how == "falling"
        if not (isinstance(part, Token) and part.kind in REFERENCES):
            return in_order(self.values(probe.operand, own) or [], falling=falling)
        areas = own.areas(part)
        known = self.ordered.get((areas, probe.how))
        if known is None:
            known = in_order(list(self._line(areas, probe.how)), falling=falling)
            self.ordered[areas, probe.how] = known
        return known

    def _line(self, areas: Iterable[Range], how: How) -> Iterator[Value]:
        for area in areas:
            sheet = self.book.sheet(area.sheet)
            if sheet is None:
                continue
            last_row = area.first_row if how == "row" else area.last_row
            last_column = area.first_column if how == "column" else area.last_column
            for row, column in sorted(sheet.cells):
                if (
                    area.first_row <= row <= last_row
                    and area.first_column <= column <= last_column
                    and (value := self._value(sheet, (row, column))) is not None
                ):
                    yield value

    def at(self, sheet: str, row: int, column: int) -> Value | None:
        """The value of one cell; None where it is not in the file or not known."""
        home = self.book.sheet(sheet)
        cell = None if home is None else home.cells.get((row, column))
        if cell is None:
            return None
        return cell.value if cell.formula is None else self.value_of(CellRef(sheet, row, column))

    def cells(self, areas: Iterable[Range]) -> Iterator[Value]:
        """The values of the cells in *areas*; blank ones are left out."""
        for area in areas:
            if area.is_cell:
                value = self.at(area.sheet, area.first_row, area.first_column)
                if value is not None:
                    yield value
                continue
            sheet = self.book.sheet(area.sheet)
            if sheet is None:
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


def _matters(probe: Probe, number: int | None, formula: Formula, held: Held, result: Value) -> bool:
    if number is None:
        return _found(probe, Own(formula, held.places), held, result)
    areas = areas_of(formula, number, held.places)
    if len(areas) == 1:
        sheet, top, left, bottom, right = areas[0].corners
        if top == bottom and left == right:  # most, and the others are remembered
            value = held.at(sheet, top, left)
            return value is not None and TELLING[probe.concern](value)
    key = areas, probe.concern
    known = held.seen.get(key)
    if known is None:
        known = held.seen[key] = any(map(TELLING[probe.concern], held.cells(key[0])))
    return known


def _found(probe: Probe, own: Own, held: Held, result: Value) -> bool:
    if probe.concern == "values in order":
        return not held.in_order(probe, own)
    values = held.values(probe.operand, own)
    if probe.concern == "order":
        return ordered_text(values, held.values(probe.other, own))
    if values is not None:
        return any(map(TELLING[probe.concern], values))
    if probe.concern in ("half", "time"):
        return True  # computed
    if probe.concern == "text as number":
        return is_text(probe.operand) and fractional_or_error(result)
    return False


def ordered_text(left: list[Value] | None, right: list[Value] | None) -> bool:
    """Two texts are put in order; a text against a number is the same in all languages."""
    if left is None and right is None:
        return False
    texts = [side is None or any(isinstance(v, str) for v in side) for side in (left, right)]
    return all(texts)


@per_object
def holds_astral(book: Book) -> bool:
    """Whether any text of *book* has a character that takes two units in UTF-16."""
    return any(map(_sheet_holds_astral, book.sheets))


def _sheet_holds_astral(sheet: Sheet) -> bool:
    texts: set[str] = set()  # most stand in many cells
    for value, formula, _, _ in sheet.cells.values():
        if isinstance(value, str) and not value.isascii():
            texts.add(value)
        if formula is not None and not formula.isascii():
            texts.add(formula)
    whole = "".join(texts)
    return len(whole.encode("utf-16-le", "surrogatepass")) > 2 * len(whole)


def is_astral(text: object) -> bool:
    """Whether *text* is one that has such a character."""
    return isinstance(text, str) and not text.isascii() and max(text) > "\uffff"


def _counts_astral(formula: Formula, held: Held) -> bool:
    texts = _texts(formula.form.expression, Own(formula, held.places), held)
    return is_astral(formula.text) or any(map(is_astral, texts))


def _turns_oddly(formula: Formula, held: Held) -> bool:
    """Whether a letter that is read is several when turned from small to large, or the other way.

    What Excel makes of them is not documented; the engines write SS for ß, as Unicode has it.
    """
    own = Own(formula, held.places)
    texts = [formula.text, *_texts(formula.form.expression, own, held)]
    odd = (t for t in texts if not t.isascii())
    return any(len(t.upper()) != len(t) or len(t.lower()) != len(t) for t in odd)


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
