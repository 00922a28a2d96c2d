"""Says in words how a formula differs from the one it should be, where that is simple."""

from __future__ import annotations

from orxl.core import nb
from orxl.core.refs import CellRef, Range, column_letters
from orxl.core.snapshot import Book
from orxl.formulas.norwegian import function, norwegian
from orxl.formulas.precedents import locate
from orxl.formulas.structured import lower
from orxl.formulas.tokens import REFERENCES, Kind, Token, tokenize

_READS = "formelen leser "
"""Said once, of two columns that are read in the place of others."""
_NAMED = (Kind.NAME, Kind.STRUCTURED, *REFERENCES)


def difference(declared: str, held: str, at: CellRef, book: Book) -> str:
    """How *held* differs from *declared* in the cell *at*, or ``""`` where words don't help.

    A clause without a capital letter and a full stop: «området F7:F12 mangler rad 13 og 14».
    """
    wanted, there = _tokens(declared), _tokens(held)
    if len(there) > len(wanted) and _all_same(wanted, there[: len(wanted)], at, book):
        rest = norwegian("".join(token.text for token in there[len(wanted) :]))
        return f"det er lagt til {rest}"
    if len(wanted) != len(there):
        return ""
    pairs = [(a, b) for a, b in zip(wanted, there, strict=True) if not _same(a, b, at, book)]
    clauses = list(dict.fromkeys(_clause(a, b, at, book) for a, b in pairs))
    if not 1 <= len(clauses) <= 2 or not all(clauses):
        return ""
    once = clauses[0].startswith(_READS)
    return nb.listed([clauses[0], *(c.removeprefix(_READS if once else "") for c in clauses[1:])])


def _tokens(formula: str) -> list[Token]:
    return [t for t in tokenize(formula) if t.kind is not Kind.SPACE]


def _all_same(a: list[Token], b: list[Token], at: CellRef, book: Book) -> bool:
    return all(_same(x, y, at, book) for x, y in zip(a, b, strict=True))


def _same(a: Token, b: Token, at: CellRef, book: Book) -> bool:
    if a.text.casefold() == b.text.casefold():
        return True
    one = _area(a, at, book)
    return one is not None and one == _area(b, at, book)


def _area(token: Token, at: CellRef, book: Book) -> Range | None:
    """The one range that a reference, a column of a table or a name stands for."""
    if token.kind not in _NAMED:
        return None
    lowered = tokenize(lower(token.text, at, book))
    if len(lowered) != 1 or lowered[0].kind not in REFERENCES:
        return None
    areas = locate(lowered[0].text, at.sheet, book)
    return areas[0] if areas is not None and len(areas) == 1 else None


def _clause(wanted: Token, there: Token, at: CellRef, book: Book) -> str:
    if wanted.kind is Kind.FUNCTION and there.kind is Kind.FUNCTION:
        return f"{function(there.text)} står i stedet for {function(wanted.text)}"
    if there.kind is Kind.NUMBER and wanted.kind in _NAMED:
        return f"tallet {nb.number(float(there.text))} står i stedet for {norwegian(wanted.text)}"
    if there.kind in (Kind.INFIX, Kind.PREFIX) and wanted.kind is there.kind:
        return f"«{there.text}» står i stedet for «{wanted.text}»"
    if there.kind is Kind.NUMBER and wanted.kind is Kind.NUMBER:
        shown = nb.number(float(there.text)), nb.number(float(wanted.text))
        return f"tallet {shown[0]} står i stedet for {shown[1]}"
    if wanted.kind in _NAMED and there.kind in _NAMED:
        right, wrong = _area(wanted, at, book), _area(there, at, book)
        if right is not None and wrong is not None:
            return _areas(wanted, there, right, wrong)
        return f"{norwegian(there.text)} står i stedet for {norwegian(wanted.text)}"
    return ""


def _areas(wanted: Token, there: Token, right: Range, wrong: Range) -> str:
    """How two references differ: too few rows, too many, another column."""
    columns = (right.first_column, right.last_column) == (wrong.first_column, wrong.last_column)
    if right.sheet == wrong.sheet and columns and right.first_row != right.last_row:
        all_rows = set(range(right.first_row, right.last_row + 1))
        own_rows = set(range(wrong.first_row, wrong.last_row + 1))
        clauses = [
            f"{verb} {_rows(sorted(rows))}"
            for verb, rows in (("mangler", all_rows - own_rows), ("tar med", own_rows - all_rows))
            if rows
        ]
        return f"området {norwegian(there.text)} {' og '.join(clauses)}"
    if right.sheet == wrong.sheet and right.first_row == wrong.first_row and not columns:
        letters = column_letters(wrong.first_column), column_letters(right.first_column)
        return f"{_READS}kolonne {letters[0]} i stedet for {letters[1]}"
    return f"{norwegian(there.text)} står i stedet for {norwegian(wanted.text)}"


def _rows(rows: list[int]) -> str:
    if len(rows) > 4:
        return f"{len(rows)} rader (fra rad {rows[0]} til {rows[-1]})"
    return f"rad {nb.listed([str(row) for row in rows])}"
