"""Where a reference in A1 notation points: the ranges of cells it means."""

from __future__ import annotations

from orxl.core.memo import per_object
from orxl.core.refs import MAX_COLUMN, MAX_ROW, Range, column_number
from orxl.core.snapshot import Book
from orxl.formulas.tokens import read_prefix


class Places:
    """What the references of one sheet of a book mean: most formulas name the same places."""

    def __init__(self, sheet: str, book: Book) -> None:
        self._sheet = sheet
        self._book = book
        self._here: dict[str, tuple[Range, ...]] = {}
        self._anywhere = _named(book)

    def __getitem__(self, text: str) -> tuple[Range, ...]:
        """The ranges that a reference means; none in other workbooks, or where no sheet is."""
        known = self._anywhere if "!" in text else self._here
        found = known.get(text)
        if found is None:
            found = known[text] = locate(text, self._sheet, self._book) or ()
        return found


@per_object
def _named(book: Book) -> dict[str, tuple[Range, ...]]:
    """What references that name their sheet were found to mean, whichever sheet they stand on."""
    return {}


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
