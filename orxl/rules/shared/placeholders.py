"""Placeholders in the paper's texts: ``{Kontingentgrunnlag|kr}`` stands for what a cell says.

Here, and nowhere else, a placeholder is found, its cell looked up and its value put into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from orxl.binding import cell_by_words
from orxl.core import nb
from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError, Value
from orxl.layout import Kind
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.kit.view import View
from orxl.rules.shared.numerals import IN_WORDS, TENS_IN_WORDS

PLACEHOLDER: Final = regex(r"\{([^{}|]*)(?:\|([^{}|]*))?\}")
FORMATS: Final = (
    "kr", "kr2", "mill1", "mill2", "dato", "langdato", "heltall", "ord", "neste", "forrige",
    "prosent",
)  # fmt: skip
DATES: Final = ("dato", "langdato")
"""The formats of a date; all others are a number's."""
_ONE_CELL: Final = regex(r"('(?:[^']|'')+'|[^'!]+)!\$?([A-Z]{1,3})\$?([1-9]\d*)")
_DEEP: Final = 4
"""A text that is fetched may hold placeholders itself, so many deep."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text as it is printed, and the cell it comes from."""

    text: str
    cell: CellRef
    figure: bool = False
    """Whether it is a number, a date or a count that a cell gives."""
    fault: str = ""
    """The placeholder that nothing can be put in place of, as it is typed."""


@per_object
def named_cells(view: View) -> Mapping[str, CellRef]:
    """The cells that a placeholder may name.

    A name of the layout counts even where the workbook has lost it: that is another finding.
    """
    cells: dict[str, CellRef] = {}
    for name in view.book.names:
        match = _ONE_CELL.fullmatch(name.refers_to)
        if match and name.sheet is None and not name.hidden:
            sheet = match[1].removeprefix("'").removesuffix("'").replace("''", "'")
            cells[name.name] = CellRef.of(sheet, match[2] + match[3])
    for named in view.bound.names:
        cell = view.cell(named.table, named.row, named.column, by=named.by)
        if cell is not None:
            cells[named.name] = cell
    return cells


def quoted_cell(view: View, name: str) -> CellRef | None:
    """The cell that a placeholder's *name* means: a defined name, or table, key and column."""
    return named_cells(view).get(name) or cell_by_words(view.bound, name)


def pieces(view: View, text: str, cell: CellRef) -> Iterator[Piece]:
    """*text*, which stands in *cell*, as it is printed: what is fetched keeps its own cell.

    A placeholder that names no cell, has no known format or fetches nothing is a piece with a
    ``fault`` and the placeholder in place of an answer.
    """
    yield from _pieces(view, text, cell, ())


def _pieces(view: View, text: str, cell: CellRef, above: tuple[CellRef, ...]) -> Iterator[Piece]:
    done = 0
    for match in PLACEHOLDER.finditer(text):
        if match.start() > done:
            yield Piece(text[done : match.start()], cell)
        done = match.end()
        source = quoted_cell(view, match[1].strip())
        value = view.value(source) if source is not None else BLANK
        told = None
        if source is not None and (match[2] is None or match[2].strip() in FORMATS):
            told = in_words(value, kind_of(view, source), (match[2] or "").strip())
        if source is None or told is None or source in above or len(above) >= _DEEP:
            yield Piece(match[0], cell, fault=match[0])
        elif isinstance(value, str):
            yield from _pieces(view, told, source, (*above, source))
        else:
            yield Piece(told, source, figure=True)
    if done < len(text):
        yield Piece(text[done:], cell)


def as_printed(view: View, text: str) -> str:
    """*text* as a message quotes it: what a placeholder stands for in place of its source."""

    def told(match: re.Match[str]) -> str:
        cell = quoted_cell(view, match[1].strip())
        if cell is None:
            return "…"
        value = view.value(cell)
        if isinstance(value, CellError | bool):
            return nb.value(value)
        form = (match[2] or "").strip()
        return in_words(value, kind_of(view, cell), form if form in FORMATS else "") or "…"

    return PLACEHOLDER.sub(told, text)


def in_words(value: Value, kind: Kind | None, form: str) -> str | None:
    """*value* as it is printed in *form* («» for none); None where there is nothing to print.

    ``kind`` tells the unit: an amount in 1000 kr is printed as kroner by the formats of amounts.
    """
    if isinstance(value, str):
        return value if value.strip() and form == "" else None
    if isinstance(value, datetime):
        if form == "langdato":
            return nb.long_day(value)
        return nb.day(value) if form in ("", "dato") else None
    if not isinstance(value, float) or form in DATES:
        return None
    return _number_in_words(Decimal(f"{value:.15g}"), kind, form)


def _number_in_words(value: Decimal, kind: Kind | None, form: str) -> str:
    kroner = value * 1000 if kind is Kind.THOUSANDS else value
    match form:
        case "kr" | "heltall":
            return rounded(kroner if form == "kr" else value, 0)
        case "kr2":
            return rounded(kroner, 2)
        case "mill1" | "mill2":
            return rounded(kroner / 1_000_000, int(form[-1]))
        case "ord":
            return _counted(value)
        case "neste" | "forrige":
            return nb.digits(float(value + (1 if form == "neste" else -1)))
    if form == "prosent" or kind in (Kind.SHARE, Kind.GROWTH):
        return f"{nb.number(_half_up(value * 100, 1))}{nb.NBSP}%"
    return nb.digits(float(value)) if kind is Kind.YEAR else nb.number(_half_up(value, 2))


def rounded(value: Decimal, decimals: int) -> str:
    """*value* with so many decimals, half away from zero as Excel rounds, with a real minus."""
    return nb.number(_half_up(value, decimals), decimals)


def _half_up(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _counted(value: Decimal) -> str:
    """A whole number below a hundred in words, else in digits."""
    if value != value.to_integral_value() or not 0 <= value < 100:
        return nb.number(value)
    count = int(value)
    if count < 20:
        return IN_WORDS[count]
    ten, one = divmod(count, 10)
    return TENS_IN_WORDS[ten - 2] + ("" if one == 0 else "en" if one == 1 else IN_WORDS[one])


def kind_of(view: View, cell: CellRef) -> Kind | None:
    """What *cell* holds by the layout; None where the layout does not say."""
    bound = view.bound.table_at(cell)
    if bound is None:
        spec = (placed.spec.kind for placed in view.bound.fixed if placed.cell == cell)
        return next(spec, None)
    key = bound.key_at(cell)
    if bound.spec.name == ASSUMED and key == "value" and cell.row in bound.table.data_rows:
        name = bound.rows[cell.row - bound.table.first_data_row].values.get("name")
        return _ASSUMED.get(name) if isinstance(name, str) else None
    return bound.spec.column(key).kind if key else None


_ASSUMED: Final = {spec.name: spec.kind for spec in ASSUMPTIONS}


def named_kinds(view: View) -> Mapping[str, Kind]:
    """What each of the layout's named cells holds, in the layout's order."""
    typed = {spec.name: spec.kind for spec in ASSUMPTIONS}
    return {
        named.name: typed[named.name]
        if named.name in typed
        else view.layout.table(named.table).column(named.column).kind
        for named in view.bound.names
    }
