"""Which words of a text are others than at the last run, where only a few of them are.

The record (:mod:`orxl.rules.shared.recorded_texts`) tells which words stood there without saying
them. A word that is still somewhere in the workbook, or that is a number or one of the words that
turn a meaning, is known again by its digest; any other stays unsaid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import Final

from orxl.binding import BoundRow
from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.nb import MONTHS
from orxl.core.refs import CellRef
from orxl.layout import Column
from orxl.layout.names import GRANTS, MAIN, PROJECTS, STRATEGY
from orxl.layout.row_record import KEYS
from orxl.rules.kit.view import View
from orxl.rules.shared.numerals import NUMERALS
from orxl.rules.shared.placeholders import FORMATS, named_cells
from orxl.rules.shared.poles import TURNING, poles
from orxl.rules.shared.recorded_rows import records
from orxl.rules.shared.recorded_texts import Word, digest, read, same_word, words

FEW: Final = 8
"""With more words changed than this a text is written anew, and its author has read it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Some words that stand where others stood, or where none did."""

    old: tuple[str, ...]
    """What stood there, as far as it is known again: «…» for a word that is not."""
    new: tuple[Word, ...]
    at: int
    """Where in the text it is."""
    first: bool
    """Whether it begins a sentence."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """A text of which a few words have changed since the last run."""

    table: str
    row: BoundRow
    column: Column
    cell: CellRef
    text: str
    spots: tuple[Spot, ...]


UNKNOWN: Final = "…"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text that is on record and says something else now, be it much or little."""

    table: str
    row: BoundRow
    column: Column
    cell: CellRef
    text: str
    then: Sequence[str]
    """The digests of the words that stood there."""

    @property
    def now(self) -> Sequence[str]:
        """The digests of the words that stand there."""
        return [digest(word.key) for word in words(self.text)]


@per_object
def rewritten(view: View) -> Sequence[Rewritten]:
    """The texts that are on record and have other words now."""
    return tuple(_rewritten(view))


def _rewritten(view: View) -> Iterator[Rewritten]:
    for kept in records(view):
        for key in kept.reworded:
            cell = kept.cells[key]
            bound = view.bound.tables[kept.table]
            row = bound.rows[cell.row - bound.table.first_data_row]
            column = bound.spec.column(key.rpartition("/")[2])
            text = view.value(cell)
            if isinstance(text, str):
                yield Rewritten(kept.table, row, column, cell, text, read(kept.texts[key]))


@per_object
def reworded(view: View) -> Sequence[Reworded]:
    """The texts that are on record and have a few other words now."""
    found = []
    for one in rewritten(view):
        spots = tuple(_spots(view, one.then, one.text))
        if spots and not _moved(spots) and sum(max(len(s.old), len(s.new)) for s in spots) <= FEW:
            found.append(Reworded(one.table, one.row, one.column, one.cell, one.text, spots))
    return tuple(found)


def _moved(spots: Sequence[Spot]) -> bool:
    """Whether the same words stand in another order, and none that the order gives a meaning."""
    old = Counter(same_word(word) for spot in spots for word in spot.old)
    new = Counter(word.key for spot in spots for word in spot.new)
    ordered = any(c.isdigit() or c == "{" for word in old for c in word)
    return old == new and not ordered and not any(poles(word) for word in old)


def _spots(view: View, then: Sequence[str], text: str) -> Iterator[Spot]:
    said = words(text)
    now = [digest(word.key) for word in said]
    for tag, a, b, c, d in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        old = tuple(_known(view).get(told, UNKNOWN) for told in then[a:b])
        at = said[c].start if c < d else said[c - 1].end if c else 0
        before = text[: said[c].start].rstrip(" «\u00a0") if c < len(said) else text
        yield Spot(old, said[c:d], at, not before or before[-1] in ".!?:\n")


def stood_there(view: View, cell: CellRef, start: int, end: int) -> tuple[str, ...]:
    """The words that stood where *start* to *end* of the text in *cell* is; none where unknown."""
    for text in reworded(view):
        for spot in text.spots if text.cell == cell else ():
            if any(word.start < end and start < word.end for word in spot.new):
                return tuple(word for word in spot.old if word != UNKNOWN)
    return ()


@per_object
def _known(view: View) -> Mapping[str, str]:
    """The words that can be known again, by their digests, as they are mostly written."""
    known: dict[str, str] = {}
    numbers = (str(n) for n in range(2_101))
    forms = ("", *(f"|{form}" for form in FORMATS))
    names = chain(named_cells(view), _by_words(view))
    fetched = (f"{{{name}{form}}}" for name in names for form in forms)
    for word in chain(_written(view), fetched, MONTHS, NUMERALS, TURNING, numbers):
        known.setdefault(digest(same_word(word)), word)
    return known


def _by_words(view: View) -> Iterator[str]:
    """What placeholders may name by table, row and column."""
    for table in (STRATEGY, GRANTS, MAIN, PROJECTS):
        bound = view.bound.tables.get(table)
        for row in bound.filled if bound is not None else ():
            key = row.values.get(bound.spec.key) if bound is not None else None
            for column in bound.spec.columns if bound is not None else ():
                yield f"{KEYS[table][0]}.{key}.{column.header}"


def _written(view: View) -> Iterator[str]:
    """Every word of the texts and names of the workbook; the ones in small letters first."""
    capital: list[str] = []
    for table in KEYS:
        bound = view.bound.tables.get(table)
        for row in bound.filled if bound is not None else ():
            for value in row.values.values():
                if isinstance(value, str):
                    for word in words(value):
                        if word.text[0].isupper():
                            capital.append(word.text)
                        else:
                            yield word.text
    yield from capital
