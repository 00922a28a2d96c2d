"""Structured references and defined names: parsing, and lowering to plain A1.

Lowering makes two engines comparable: the engines' own handling of tables is where they are
silently wrong, and plain sheet-qualified A1 is what all of them agree on.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import Book, Table
from orxl.formulas.defined import find_name, shift
from orxl.formulas.tokens import Kind, read_prefix, split_prefix, tokenize

_ITEMS: Final = {
    "#all": "#All", "#data": "#Data", "#headers": "#Headers", "#totals": "#Totals",
    "#this row": "#This Row",
}  # fmt: skip
_PART: Final = re.compile(r"\s*+(?:\[((?:[^\[\]']|'.)*+)\]|([,:@]))\s*+", re.DOTALL)
_ESCAPED: Final = re.compile(r"'(.)", re.DOTALL)
_DEEPEST: Final = 64  # names inside names; Excel's own nesting limit for functions
MOST_EXPANDED: Final = 65_536
"""Characters that a formula may become when its names are put in.

Twenty names that each stand for the next one twice would fill the memory; such a formula keeps its
names, and nobody evaluates it.
"""


@dataclass(frozen=True, slots=True)
class StructuredRef:
    """A structured reference, read. No column means all of them; ``table`` ``""``: "my own"."""

    table: str
    items: tuple[str, ...] = ()
    first_column: str | None = None
    last_column: str | None = None

    @property
    def this_row(self) -> bool:
        """Whether it means the formula's own row (``[@…]``, ``[#This Row]``)."""
        return "#This Row" in self.items


@lru_cache(maxsize=4096)
def parse(text: str) -> StructuredRef | None:
    """``tblTiltak[[#This Row],[Beløp]]`` read; ``None`` where *text* is no structured reference.

    A sheet's prefix (``Ark1!``), which Excel tolerates, is skipped; a reference into another
    workbook gives ``None``.
    """
    prefix, body = split_prefix(text)
    if prefix and read_prefix(prefix).book:
        return None
    start = body.find("[")
    if start < 0 or not body.endswith("]"):
        return None
    table, inner = body[:start], body[start + 1 : -1]
    if not inner.strip():
        return StructuredRef(table)
    if "[" not in _unescaped(inner):
        return _single(table, inner)
    return _several(table, inner.strip())


def _unescaped(text: str) -> str:
    return _ESCAPED.sub("", text)


def _plain(column: str) -> str:
    return _ESCAPED.sub(r"\1", column)


def _single(table: str, inner: str) -> StructuredRef | None:
    bare = inner.strip()
    if bare.startswith("@"):
        column = _plain(inner.lstrip()[1:])
        return StructuredRef(table, ("#This Row",), column or None, column or None)
    if bare.startswith("#"):
        item = _ITEMS.get(bare.casefold())
        return None if item is None else StructuredRef(table, (item,))
    return StructuredRef(table, (), _plain(inner), _plain(inner))


def _several(table: str, inner: str) -> StructuredRef | None:
    items: list[str] = []
    columns: list[str] = []
    position, colon = 0, False
    while position < len(inner):
        part = _PART.match(inner, position)
        if part is None:
            # [@[a]:[b]] has its @ outside the inner brackets; [@Beløp] is a single part.
            return None
        position = part.end()
        if part[2] == "@":
            items.append("#This Row")
        elif part[2] == ":":
            colon = True
        elif part[1] is not None and part[1].startswith("#"):
            item = _ITEMS.get(part[1].strip().casefold())
            if item is None:
                return None
            items.append(item)
        elif part[1] is not None:
            columns.append(_plain(part[1]))
    if len(columns) > 2 or (len(columns) == 2) != colon:
        return None
    first, last = (columns[0], columns[-1]) if columns else (None, None)
    return StructuredRef(table, tuple(items), first, last)


def lower(formula: str, at: CellRef, book: Book) -> str:
    """*formula* (without ``=``) at the cell *at* with plain references only.

    Structured references and defined names (the sheet's own before the workbook's, names within
    names too) become sheet-qualified A1 with the sheet in apostrophes; a name that stands for an
    expression comes in parentheses. Unknown names, tables, columns and references to other
    workbooks stay as they are: Excel saves no formula that names a column its table has not, so
    what it would make of one is not known. A structured reference to rows that are not there
    becomes the error Excel shows: ``#REF!``, and ``#VALUE!`` for "this row" outside the table.
    """
    return _lower(formula, at, book, ())


def _lower(formula: str, at: CellRef, book: Book, within: tuple[str, ...]) -> str:
    if not _may_need_lowering(formula, book):
        return formula
    if not within and _expanded(formula, at.sheet, book) > MOST_EXPANDED:
        return formula
    parts: list[str] = []
    for token in tokenize(formula):
        text = token.text
        if token.kind is Kind.STRUCTURED:
            text = _structured(text, at, book)
        elif token.kind is Kind.NAME:
            text = _name(text, at, book, within)
        parts.append(text)
    return "".join(parts)


def _expanded(formula: str, sheet: str, book: Book) -> int:
    """How many characters *formula* becomes, counted without putting its names in.

    Names that lead back to themselves count as too many: nobody can put them in.
    """
    sizes, size = _sizes(book), len(formula)
    for token in tokenize(formula):
        if token.kind is not Kind.NAME:
            continue
        name = find_name(token.text, CellRef(sheet, 1, 1), book)
        if name is None:
            continue
        home = sheet if name.sheet is None else name.sheet
        key = name.name.casefold(), name.sheet, home.casefold()
        if key not in sizes:
            sizes[key] = MOST_EXPANDED + 1  # as long as this name is being counted
            sizes[key] = min(_expanded(name.refers_to, home, book), MOST_EXPANDED + 1)
        size += sizes[key]
    return size


@per_object
def _sizes(book: Book) -> dict[tuple[str, str | None, str], int]:
    """What :func:`_expanded` found out about each name, as seen from a sheet."""
    return {}


def _may_need_lowering(formula: str, book: Book) -> bool:
    return "[" in formula or any(t.kind is Kind.NAME for t in tokenize(formula))


def _structured(text: str, at: CellRef, book: Book) -> str:
    ref = parse(text)
    if ref is None:
        return text
    table = table_around(at, book) if ref.table == "" else book.table(ref.table)
    if table is None:
        return text
    resolved = resolve(ref, table, at)
    return text if resolved is None else resolved


def table_around(at: CellRef, book: Book) -> Table | None:
    """The table that the cell *at* lies in, or None."""
    sheet = book.sheet(at.sheet)
    for table in () if sheet is None else sheet.tables:
        ref = table.ref
        if (
            ref.first_row <= at.row <= ref.last_row
            and ref.first_column <= at.column <= ref.last_column
        ):
            return table
    return None


def resolve(ref: StructuredRef, table: Table, at: CellRef) -> str | None:
    """The A1 text of *ref* in *table* as seen from *at*, or the error Excel shows.

    None where the table has no such column.
    """
    rows = _rows(ref, table, at)
    if isinstance(rows, str):
        return rows
    first, last = table.ref.first_column, table.ref.last_column
    if ref.first_column is not None and ref.last_column is not None:
        one, other = column_called(ref.first_column, table), column_called(ref.last_column, table)
        if one is None or other is None:
            return None
        first, last = min(one, other), max(one, other)
    corner = f"${column_letters(first)}${rows[0]}"
    other_corner = f"${column_letters(last)}${rows[1]}"
    # A column of a one-row table stays a range: SUMIFS and INDEX want ranges, and an engine may
    # give #VALUE! for a single cell.
    single = ref.this_row and corner == other_corner
    return quoted(table.sheet) + (corner if single else f"{corner}:{other_corner}")


def column_called(name: str, table: Table) -> int | None:
    """The sheet's column number of the *table*'s column *name*, or None.

    Excel lets blanks stand beside a name in brackets; a header may also end in one.
    """
    exact = table.column_of(name)
    return exact if exact is not None else table.column_of(name.strip())


def _rows(ref: StructuredRef, table: Table, at: CellRef) -> tuple[int, int] | str:
    if ref.this_row:
        inside = at.sheet.casefold() == table.sheet.casefold() and at.row in table.data_rows
        return (at.row, at.row) if inside else "#VALUE!"
    spans: list[tuple[int, int]] = []
    for item in ref.items or ("#Data",):
        if item == "#All":
            spans.append((table.ref.first_row, table.ref.last_row))
        elif item == "#Headers" and table.header_rows:
            spans.append((table.ref.first_row, table.first_data_row - 1))
        elif item == "#Totals" and table.totals_rows:
            spans.append((table.last_data_row + 1, table.ref.last_row))
        elif item == "#Data":
            spans.append((table.first_data_row, table.last_data_row))
    if not spans:
        return "#REF!"
    return min(span[0] for span in spans), max(span[1] for span in spans)


def quoted(sheet: str) -> str:
    """The sheet's name as a prefix, always in apostrophes: every engine reads that alike."""
    return "'" + sheet.replace("'", "''") + "'!"


def _name(text: str, at: CellRef, book: Book, within: tuple[str, ...]) -> str:
    name = find_name(text, at, book)
    if name is None:
        prefix, bare = split_prefix(text)
        table = None if prefix and read_prefix(prefix).book else book.table(bare)
        whole = None if table is None else resolve(StructuredRef(table.name), table, at)
        return text if whole is None else whole
    key = f"{name.sheet}!{name.name}".casefold()
    if key in within or len(within) >= _DEEPEST:
        return text  # a name that leads back to itself: Excel cannot resolve it either
    moved = shift(name.refers_to.removeprefix("="), at)
    if name.sheet is not None and name.sheet.casefold() != at.sheet.casefold():
        at = CellRef(name.sheet, at.row, at.column)
    lowered = _lower(moved, at, book, (*within, key))
    tokens = tokenize(lowered)
    if len(tokens) == 1 and tokens[0].kind is not Kind.UNKNOWN:
        return lowered
    return f"({lowered})"
