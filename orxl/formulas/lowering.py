"""The formulas of a sheet, lowered and read together.

The one way from a formula's text to what all others ask: its form and its references
(:mod:`orxl.formulas.form`). Copies of a formula share a *template*, which is made once: the form,
what its names and columns stand for on this sheet, and which of its references are what. A copy
costs putting in its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orxl.core.refs import CellRef, Range, area_of, column_letters
from orxl.core.snapshot import Book
from orxl.formulas.defined import AXIS, find_name
from orxl.formulas.form import Formula, form_of
from orxl.formulas.precedents import Places
from orxl.formulas.structured import MOST_EXPANDED, column_called, lower, parse, quoted
from orxl.formulas.templates import (
    OwnRow,
    Place,
    Ranges,
    Slot,
    Spot,
    Template,
    cut,
    joins,
    whole,
)
from orxl.formulas.tokens import (
    REFERENCES,
    Kind,
    Mould,
    Token,
    moulded,
    split_prefix,
    tokenize,
)

_NAMED: Final = (Kind.NAME, Kind.STRUCTURED)
_new: Final = tuple.__new__  # a named tuple's own constructor costs twice as much


class SheetFormulas:
    """Lowers and reads the formulas of one sheet of a book, as
    :func:`orxl.formulas.structured.lower` and :func:`orxl.formulas.precedents.locate` would one
    by one."""

    def __init__(self, sheet: str, book: Book, ranges: Ranges | None = None) -> None:
        self._sheet = sheet
        self._book = book
        self._pieces: dict[str, str | OwnRow | None] = {}
        self._templates: dict[tuple[object, ...], Template | None] = {}
        self._repeated: dict[str, Formula | Template] = {}
        self._places = Places(sheet, book)
        self._ranges: Ranges = {} if ranges is None else ranges

    def formula(self, text: str, at: CellRef) -> Formula:
        """The formula *text* (without ``=``), standing in *at* on this sheet."""
        known = self._repeated.get(text)
        if isinstance(known, Formula):
            return known
        if known is not None and (known.rows is None or at.row in known.rows):
            return self._filled(known, text, None, (), at.row)
        return self._compiled(text, at)

    def lowered(self, text: str) -> Formula:
        """The formula *text*, which is lowered already: names that are left stand for nothing."""
        mould, numbers = moulded(text)
        template = self._template(mould, numbers, None)
        assert template is not None  # noqa: S101 - for the type checker: only names hang on a cell
        return self._filled(template, text, mould, numbers, 0)

    def _compiled(self, text: str, at: CellRef) -> Formula:
        mould, numbers = moulded(text)
        template = self._template(mould, numbers, at)
        if template is None or (template.rows is not None and at.row not in template.rows):
            return self.lowered(lower(text, at, self._book))
        made = self._filled(template, text, mould, numbers, at.row)
        if "[" in text and not mould.references:  # a table's column: the same text in every row
            self._repeated[text] = made if template.rows is None else template
        return made

    def _template(
        self, mould: Mould, numbers: Sequence[str], at: CellRef | None
    ) -> Template | None:
        """The template of a text; None where what it means hangs on the cell in other ways."""
        alone = [numbers[first] == numbers[first + 1] for first in mould.tied]
        key = mould.pattern, at is None, mould.tells(numbers), *alone
        if key not in self._templates:
            self._templates[key] = self._made(mould, mould.filled(numbers), at)
        return self._templates[key]

    def _made(self, mould: Mould, tokens: tuple[Token, ...], at: CellRef | None) -> Template | None:
        kinds = {kind for kind, _ in tokens}
        lowered: list[Token] = []
        slots: list[Slot] = []
        rows: range | None = None
        own = length = 0
        for place, token in enumerate(tokens):
            put_in: tuple[Token, ...] = (token,)
            if token.kind in REFERENCES:
                slots.append(own)
                own += 1
            elif token.kind in _NAMED and at is not None:
                piece = self._piece(token, at)
                if piece is None or (
                    piece != token.text and (Kind.UNKNOWN in kinds or not joins(tokens, place))
                ):
                    return None
                if isinstance(piece, OwnRow):
                    rows = piece.rows if rows is None else _both(rows, piece.rows)
                    slots.append(piece)
                    put_in = (Token(Kind.CELL, piece.at(at.row).text),)
                elif piece != token.text:
                    put_in = cut(piece)
                    if len(put_in) > 1 and not whole(put_in):
                        return None
                    slots += [
                        Place(text, self._places[text])
                        for kind, text in put_in
                        if kind in REFERENCES
                    ]
            lowered += put_in
            length += sum([len(text) for _, text in put_in])
        if length > MOST_EXPANDED and at is not None:
            return None
        form = form_of(lowered)
        texts = [text for kind, text in tokens if kind in REFERENCES]
        read = [self._source(slots[n], mould, texts) for n in form.read]
        return Template(form, tuple(slots), tuple(read), rows, lowered == list(tokens))

    def _source(self, slot: Slot, mould: Mould, texts: list[str]) -> Slot | Spot:
        """Where what a reference means comes from; *texts* are the text's own references."""
        if not isinstance(slot, int):
            return slot
        (_, varying), text = mould.references[slot], texts[slot]
        first, rows = varying.last, varying.text.rpartition("!")[2].count("%s")
        corners = split_prefix(text)[1].split(":")
        if rows == 0:
            return Place(text, self._places[text])  # a whole column, say
        if rows != len(corners) or len(self._places[text]) != 1:
            return slot
        area = self._places[text][0]
        return Spot(area.sheet, area.first_column, area.last_column, first - rows, first - 1)

    def _filled(
        self,
        template: Template,
        text: str,
        mould: Mould | None,
        numbers: Sequence[str],
        row: int,
    ) -> Formula:
        """The formula of *template* that *text* is, with *numbers* of its own, in *row*."""
        form, slots, sources, _, as_written = template
        read: list[Range] = []
        for source in sources:
            if isinstance(source, Spot):
                read.append(self._area(source, numbers))
            elif isinstance(source, int):
                read += self._places[_own(mould, source, numbers)]
            else:
                read += (source if isinstance(source, Place) else source.at(row)).areas
        areas = tuple(read)
        if as_written:
            return _new(Formula, (form, text, areas))
        references = [
            slot.text
            if isinstance(slot, Place)
            else _own(mould, slot, numbers)
            if isinstance(slot, int)
            else slot.at(row).text
            for slot in slots
        ]
        return Formula(form, tuple(references), areas)

    def _area(self, spot: Spot, numbers: Sequence[str]) -> Range:
        sheet, left, right, first, last = spot
        top = int(numbers[first])
        bottom = top if first == last else int(numbers[last])
        if bottom < top:
            top, bottom = bottom, top
        key = sheet, top, left, bottom, right
        area = self._ranges.get(key)
        if area is None:
            area = area_of(key)
            self._ranges[area] = area
        return area

    def _piece(self, token: Token, at: CellRef) -> str | OwnRow | None:
        """What *token* becomes on this sheet; None where that hangs on the cell in other ways."""
        if token.text not in self._pieces:
            worked_out = self._structured if token.kind is Kind.STRUCTURED else self._name
            self._pieces[token.text] = worked_out(token.text, at)
        return self._pieces[token.text]

    def _structured(self, text: str, at: CellRef) -> str | OwnRow | None:
        ref = parse(text)
        if ref is None:
            return text
        if ref.table == "":
            return None  # the table around the cell, whichever that is
        table = self._book.table(ref.table)
        if table is None or not ref.this_row:
            return lower(text, at, self._book)
        column = None if ref.first_column is None else column_called(ref.first_column, table)
        here = table.sheet.casefold() == self._sheet.casefold()
        if column is None or ref.first_column != ref.last_column or not here:
            return None
        before = f"{quoted(table.sheet)}${column_letters(column)}$"
        return OwnRow(self._sheet, column, before, table.data_rows)

    def _name(self, text: str, at: CellRef) -> str | None:
        name = find_name(text, at, self._book)
        if name is not None and not _same_everywhere(name.refers_to):
            return None
        found = lower(text, at, self._book)
        return None if name is not None and found == text else found  # too long to be put in


def _same_everywhere(refers_to: str) -> bool:
    """Whether a name's definition means the same in all cells, names within it aside."""
    return all(
        kind not in _NAMED and (kind not in REFERENCES or _absolute(text))
        for kind, text in tokenize(refers_to.removeprefix("="))
    )


def _absolute(reference: str) -> bool:
    for corner in split_prefix(reference)[1].split(":"):
        match = AXIS.fullmatch(corner)
        if match is None or not match[1] or (match[2] and match[4] and not match[3]):
            return False
    return True


def _own(mould: Mould | None, number: int, numbers: Sequence[str]) -> str:
    """The *number*th reference of a text, as it is written there."""
    assert mould is not None  # noqa: S101 - a text without a mould has no references
    return mould.references[number][1].filled(numbers)


def _both(one: range, other: range) -> range:
    return range(max(one.start, other.start), min(one.stop, other.stop))
