"""What the rules about keys share: the keys a table has, double keys, the likeliest key meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final

from orxl.binding import BoundRow, BoundTable
from orxl.core import nb
from orxl.core.light import dataclass
from orxl.core.likeness import told_apart
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.rules.kit.view import View
from orxl.rules.shared.inputs import cleaned

_A_WORD: Final = 4
"""With so many letters a key is a word, and its likeness to another tells something."""


def as_code(value: Value) -> str | None:
    """*value* as the code that was meant: «2.1 » and 2,1 and 2 January are all ``2.1``.

    Excel turns a typed «2.1» into a number or a date in a cell that is not formatted as text. None
    where no code can be made out.
    """
    if isinstance(value, str):
        text = cleaned(value)
        return text if text else None
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        # «2.1.3» becomes 2 January 2003; «2.1» gets the year in which it was typed.
        third = f".{value.year - 2000}" if 2001 <= value.year <= 2019 else ""
        return f"{value.day}.{value.month}{third}"
    return None


@lru_cache(maxsize=16_384)  # several rules compare the same keys
def same(key: str) -> str:
    """*key* in the form in which keys are compared: as in Excel, case does not count."""
    return cleaned(key).casefold()


def keys(view: View, table: str, key: str) -> dict[str, str]:
    """The keys in column *key* of *table*: each as it is written, by :func:`same`.

    A number or a date counts as the code that was meant: that it is one is another finding.
    """
    codes = (as_code(value) for _, _, value in view.column(table, key))
    return {same(code): code for code in codes if code is not None}


@dataclass(frozen=True, slots=True)
class Dangling:
    """A key that points at nothing, with all cells that hold it."""

    key: str
    cells: tuple[CellRef, ...]

    @property
    def cell(self) -> CellRef:
        """The first of the cells, where the finding is reported."""
        return self.cells[0]

    @property
    def elsewhere(self) -> str:
        """«  Det samme gjelder rad 12 og 14.», or ``""`` for one cell."""
        rows = [str(cell.row) for cell in self.cells[1:]]
        return f" Det samme gjelder rad {nb.listed(rows)}." if rows else ""


def dangling(uses: Iterable[tuple[CellRef, str]], known: dict[str, str]) -> Iterator[Dangling]:
    """The keys in *uses* that are not among *known*, once each, in order."""
    lost: dict[str, list[tuple[CellRef, str]]] = {}
    for cell, key in uses:
        if same(key) not in known:
            lost.setdefault(same(key), []).append((cell, key))
    for group in lost.values():
        yield Dangling(group[0][1], tuple(cell for cell, _ in group))


def uses(view: View, table: str, key: str) -> Iterator[tuple[CellRef, str]]:
    """The codes typed in column *key* of *table*, each with its cell; blanks are left out."""
    for _, cell, value in view.column(table, key):
        code = as_code(value)
        if code is not None:
            yield cell, code


def nearest(key: str, known: Iterable[str]) -> str | None:
    """The known key that *key* was probably meant to be, or None where none is near.

    A code is its digits: «3.1.1» is no likelier than any other for a «2.1.1» that there is not.
    """
    from difflib import get_close_matches

    by_form = {same(candidate): candidate for candidate in known}
    if sum(letter.isalpha() for letter in key) < _A_WORD:
        digits = _digits(key)
        by_form = {form: word for form, word in by_form.items() if _digits(form) == digits}
    found = get_close_matches(same(key), list(by_form), n=1, cutoff=0.6)
    return by_form[found[0]] if found else None


def _digits(key: str) -> str:
    return "".join(letter for letter in key if letter.isdigit())


def hint(key: str, known: Iterable[str]) -> str:
    """« Mente du «SEADITO»?», with what differs where the two look the same; or ``""``."""
    meant = nearest(key, known)
    return "" if meant is None else f" Mente du «{meant}»?{told_apart(key, meant)}"


def content(row: BoundRow) -> tuple[Value, ...]:
    """The row's inputs in the form in which rows are compared."""
    return tuple(same(v) if isinstance(v, str) else v for v in row.values.values())


@per_object
def copies(bound: BoundTable) -> Mapping[int, int]:
    """Rows that are exact copies of an earlier one: row number → the earlier row's number."""
    alike: dict[object, list[BoundRow]] = {}
    for row in bound.filled:
        alike.setdefault(_first_look(row, bound.spec.key), []).append(row)
    first: dict[tuple[Value, ...], int] = {}
    result: dict[int, int] = {}
    for row in (row for rows in alike.values() if len(rows) > 1 for row in rows):
        earlier = first.setdefault(content(row), row.number)
        if earlier != row.number:
            result[row.number] = earlier
    return dict(sorted(result.items()))


def _first_look(row: BoundRow, key: str) -> object:
    """What copies have in common, and few other rows: their key and their numbers."""
    name = row.values.get(key)
    numbers = tuple([value for value in row.values.values() if type(value) is float])
    return (same(name) if isinstance(name, str) else name), numbers


def doubles(view: View, table: str, key: str) -> Iterator[tuple[CellRef, str, int]]:
    """Keys that an earlier row has too: the cell, the key, the earlier row's number.

    Exact copies of a whole row are left out: a rule of their own reports them.
    """
    bound = view.bound.tables.get(table)
    if bound is None:
        return
    copied = copies(bound)
    first: dict[str, int] = {}
    for row, cell, value in view.column(table, key):
        code = as_code(value)
        if code is not None and row.number not in copied:
            earlier = first.setdefault(same(code), row.number)
            if earlier != row.number:
                yield cell, code, earlier
