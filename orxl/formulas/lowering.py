"""The formulas of a sheet, lowered and read together.

The one way from a formula's text to what all others ask: its form and its references
(:mod:`orxl.formulas.form`). Copies of a formula share a *template*, which is made once: the form,
what its names and columns stand for on this sheet, and which of its references are what. A copy
costs putting in its own.
"""

from __future__ import annotations

from typing import Final

from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.refs import CellRef, Range, column_letters
from orxl.core.snapshot import Book
from orxl.formulas.defined import AXIS, find_name
from orxl.formulas.form import Form, Formula, alone, form_of
from orxl.formulas.precedents import locate
from orxl.formulas.structured import MOST_EXPANDED, column_called, lower, parse, quoted
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
_JOINTS: Final = frozenset(
    {
        Kind.OPEN, Kind.CLOSE, Kind.FUNCTION, Kind.COMMA, Kind.SEMICOLON, Kind.UNION, Kind.INFIX,
        Kind.PREFIX, Kind.POSTFIX, Kind.ARRAY_OPEN, Kind.ARRAY_CLOSE, Kind.SPACE,
    }
)  # fmt: skip
"""What may stand beside a name or a column so that putting in its meaning moves no token's end."""


@dataclass(frozen=True, slots=True)
class _OwnRow:
    """``[@Beløp]``: a cell in the formula's own row, where that is one of the table's."""

    sheet: str
    column: int
    before: str
    """How it is written, up to the row."""
    rows: range

    def at(self, row: int) -> str:
        return f"{self.before}{row}"

    def area(self, row: int) -> tuple[Range, ...]:
        return (Range(self.sheet, row, self.column, row, self.column),)


_Slot = int | str | _OwnRow
"""A reference of a template: one of the text's own (its number), one that is the same in all
copies, or one in the copy's own row."""


@dataclass(frozen=True, slots=True)
class _Template:
    """What the copies of a formula have in common on a sheet."""

    form: Form
    slots: tuple[_Slot, ...]
    as_written: bool
    """The references are the text's own, in their order."""
    rows: range | None
    """Where it holds; None: everywhere."""


class SheetFormulas:
    """Lowers and reads the formulas of one sheet of a book, as
    :func:`orxl.formulas.structured.lower` and :func:`orxl.formulas.precedents.locate` would one
    by one."""

    def __init__(self, sheet: str, book: Book) -> None:
        self._sheet = sheet
        self._book = book
        self._pieces: dict[str, str | _OwnRow | None] = {}
        self._templates: dict[tuple[bool, str, tuple[str | bool, ...]], _Template | None] = {}
        self._repeated: dict[str, Formula | _Template] = {}
        self._here: dict[str, tuple[Range, ...]] = {}
        self._anywhere = _places(book)

    def formula(self, text: str, at: CellRef) -> Formula:
        """The formula *text* (without ``=``), standing in *at* on this sheet."""
        known = self._repeated.get(text)
        if isinstance(known, Formula):
            return known
        if known is not None and (known.rows is None or at.row in known.rows):
            return self._filled(known, [], at.row)
        return self._compiled(text, at)

    def lowered(self, text: str) -> Formula:
        """The formula *text*, which is lowered already: names that are left stand for nothing."""
        mould, numbers = moulded(text)
        references = [reference.filled(numbers) for reference in mould.references]
        template = self._template(mould, numbers, references, None)
        assert template is not None  # noqa: S101 - for the type checker: only names hang on a cell
        return self._filled(template, references, 0)

    def _compiled(self, text: str, at: CellRef) -> Formula:
        mould, numbers = moulded(text)
        references = [reference.filled(numbers) for reference in mould.references]
        template = self._template(mould, numbers, references, at)
        if template is None or (template.rows is not None and at.row not in template.rows):
            return self.lowered(lower(text, at, self._book))
        made = self._filled(template, references, at.row)
        if "[" in text and not references:  # a column of a table: the same text in every row
            self._repeated[text] = made if template.rows is None else template
        return made

    def _template(
        self, mould: Mould, numbers: list[str], references: list[str], at: CellRef | None
    ) -> _Template | None:
        """The template of a text; None where what it means hangs on the cell in other ways."""
        told: list[str | bool] = [varying.filled(numbers) for varying in mould.telling]
        told += [alone(references[number].rpartition("!")[2]) for number in mould.tied]
        key = at is not None, mould.pattern, tuple(told)
        if key not in self._templates:
            self._templates[key] = self._made(mould.filled(numbers), at)
        return self._templates[key]

    def _made(self, tokens: tuple[Token, ...], at: CellRef | None) -> _Template | None:
        lowered: list[Token] = []
        slots: list[_Slot] = []
        rows: range | None = None
        own = 0
        for place, token in enumerate(tokens):
            if token.kind in REFERENCES:
                slots.append(own)
                own += 1
                lowered.append(token)
                continue
            piece = token.text
            if at is not None and token.kind in _NAMED:
                found = self._piece(token, at)
                if isinstance(found, _OwnRow):
                    rows = found.rows if rows is None else _both(rows, found.rows)
                    lowered.append(Token(Kind.CELL, found.at(at.row)))
                    slots.append(found)
                    if not _joins(tokens, place):
                        return None
                    continue
                if found is None or (found != piece and not _joins(tokens, place)):
                    return None
                piece = found
            if piece == token.text:
                lowered.append(token)
            else:
                put_in = tokenize(piece)
                if len(put_in) > 1 and not _whole(put_in):
                    return None
                slots += [text for kind, text in put_in if kind in REFERENCES]
                lowered += put_in
        if at is not None and sum([len(text) for _, text in lowered]) > MOST_EXPANDED:
            return None
        as_written = slots == list(range(own))
        return _Template(form_of(lowered), tuple(slots), as_written, rows)

    def _filled(self, template: _Template, references: list[str], row: int) -> Formula:
        """The formula of *template* with *references* of its own, in *row*."""
        if not template.as_written:
            own, references = references, []
            for slot in template.slots:
                if isinstance(slot, str):
                    references.append(slot)
                elif isinstance(slot, int):
                    references.append(own[slot])
                else:
                    text = slot.at(row)
                    if text not in self._anywhere:
                        self._anywhere[text] = slot.area(row)
                    references.append(text)
        form = template.form
        areas = [area for n in form.read for area in self._located(references[n])]
        ranges = tuple(areas) if len(areas) < 2 else tuple(dict.fromkeys(areas))
        return Formula(form, tuple(references), ranges)

    def _located(self, text: str) -> tuple[Range, ...]:
        """The ranges that a reference means; none in other workbooks, or where no sheet is."""
        known = self._anywhere if "!" in text else self._here
        found = known.get(text)
        if found is None:
            found = known[text] = locate(text, self._sheet, self._book) or ()
        return found

    def _piece(self, token: Token, at: CellRef) -> str | _OwnRow | None:
        """What *token* becomes on this sheet; None where that hangs on the cell in other ways."""
        if token.text not in self._pieces:
            worked_out = self._structured if token.kind is Kind.STRUCTURED else self._name
            self._pieces[token.text] = worked_out(token.text, at)
        return self._pieces[token.text]

    def _structured(self, text: str, at: CellRef) -> str | _OwnRow | None:
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
        return _OwnRow(self._sheet, column, before, table.data_rows)

    def _name(self, text: str, at: CellRef) -> str | None:
        name = find_name(text, at, self._book)
        if name is not None and not _same_everywhere(name.refers_to):
            return None
        found = lower(text, at, self._book)
        return None if name is not None and found == text else found  # too long to be put in


@per_object
def _places(book: Book) -> dict[str, tuple[Range, ...]]:
    """What references that name their sheet were found to mean."""
    return {}


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


def _both(one: range, other: range) -> range:
    return range(max(one.start, other.start), min(one.stop, other.stop))


def _joins(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether what is put in at *place* makes no other token of what stands beside it."""
    if any(kind is Kind.UNKNOWN for kind, _ in tokens):
        return False
    beside = (*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2])
    return all(kind in _JOINTS and text not in (":", "@", "#") for kind, text in beside)


def _whole(tokens: tuple[Token, ...]) -> bool:
    """Whether each parenthesis that *tokens* open is closed by them, and no other."""
    depth = 0
    for kind, _ in tokens:
        if kind in (Kind.FUNCTION, Kind.OPEN, Kind.ARRAY_OPEN):
            depth += 1
        elif kind in (Kind.CLOSE, Kind.ARRAY_CLOSE):
            depth -= 1
        if depth < 0 or kind is Kind.UNKNOWN:
            return False
    return depth == 0
