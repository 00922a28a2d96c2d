"""Recalculate a workbook with two independent engines, and say where they agree.

The tolerance, :func:`agree`: two numbers are one when Excel's 15 significant digits are the same
(:func:`orxl.core.values.same_value`), or when they differ by no more than :data:`RELATIVE` of the
larger. Engines add the same terms in different orders (and some with compensation), and each
addition rounds: a sum of a thousand terms may differ in its 13th digit, which is a millionth of an
øre in a budget of ten million. What lies below :data:`NEAR_ZERO` counts as zero: it is what such
rounding leaves where the terms cancel, and Excel itself shows 0 there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final, NamedTuple

from orxl.core.light import dataclass, field, replace
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Sheet
from orxl.core.values import Value, same_value
from orxl.formulas.engine import NOT_INSTALLED, Answer, Declined, Engine
from orxl.formulas.graph import Graph, graph_of

RELATIVE: Final = 1e-12
NEAR_ZERO: Final = 1e-9


class Agreed(NamedTuple):
    """All engines that were asked gave this value."""

    value: Value


@dataclass(frozen=True, slots=True)
class Disputed:
    """The engines gave different values: each engine's name with what it gave."""

    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Undecided:
    """At least one engine declined: each one's reason, and the values of those that did not."""

    reasons: Mapping[str, str]
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The first reason, for a message to the user; that an engine is not here says least."""
        reasons = self.reasons.values()
        return next((r for r in reasons if r != NOT_INSTALLED.reason), NOT_INSTALLED.reason)

    @property
    def unasked(self) -> bool:
        """Whether the only reason is an engine that is not installed: none declined."""
        return all(reason == NOT_INSTALLED.reason for reason in self.reasons.values())


@dataclass(frozen=True, slots=True)
class Volatile:
    """The value may change by itself (TODAY, RAND …), so it is no fact; what was given now."""

    values: Mapping[str, Value]


Verdict = Agreed | Disputed | Undecided | Volatile


@dataclass(frozen=True)
class Recalculation:
    """What the engines say about every formula cell that was evaluated."""

    verdicts: Mapping[CellRef, Verdict]
    engines: tuple[str, ...]
    cycles: tuple[tuple[CellRef, ...], ...] = ()
    missing: tuple[str, ...] = ()
    """The engines that are not installed here: opinions that nobody gave."""

    @cached_property
    def agreed(self) -> Mapping[CellRef, Value]:
        """The values that all engines agree on: the only ones that may be written."""
        return {c: v.value for c, v in self.verdicts.items() if isinstance(v, Agreed)}

    @property
    def disputed(self) -> Mapping[CellRef, Disputed]:
        return {c: v for c, v in self.verdicts.items() if isinstance(v, Disputed)}

    @property
    def undecided(self) -> Mapping[CellRef, Undecided]:
        return {c: v for c, v in self.verdicts.items() if isinstance(v, Undecided)}

    @property
    def volatile(self) -> Mapping[CellRef, Volatile]:
        return {c: v for c, v in self.verdicts.items() if isinstance(v, Volatile)}


def default_engines() -> tuple[Engine, Engine]:
    """The default pair, chosen in docs/decisions/2026-11-23-formelmotorer.md."""
    from orxl.formulas.betteroffice import BetterOffice
    from orxl.formulas.ironcalc import IronCalc

    return BetterOffice(), IronCalc()


def recalculate(book: Book, engines: Sequence[Engine] | None = None) -> Recalculation:
    """Evaluate all of *book*'s formulas with every one of *engines* (``None``: the default pair).

    Cached values play no part at all.
    """
    chosen = default_engines() if engines is None else tuple(engines)
    if not chosen:
        raise ValueError("no engine to recalculate with")
    graph = graph_of(book)
    return evaluated(book, graph, graph.cells, chosen)


def evaluated(
    asked: Book, graph: Graph, wanted: Collection[CellRef], engines: Sequence[Engine]
) -> Recalculation:
    """What *engines* say of the *wanted* formulas of *asked*, whose graph is a part of *graph*."""
    answers = {engine.name: answers_of(engine, asked) for engine in engines}
    verdicts = {
        cell: _verdict({name: given[cell] for name, given in answers.items()}, cell, graph)
        for cell in wanted
    }
    return Recalculation(verdicts, tuple(answers), graph.cycles, _missing(engines))


def answers_of(
    engine: Engine, book: Book, wanted: Collection[CellRef] | None = None
) -> Mapping[CellRef, Answer]:
    """What *engine* answers; where it is not installed, that it isn't."""
    if engine.version:
        return engine.evaluate(book, wanted)
    return dict.fromkeys(graph_of(book).cells if wanted is None else wanted, NOT_INSTALLED)


def _missing(engines: Sequence[Engine]) -> tuple[str, ...]:
    return tuple(engine.name for engine in engines if not engine.version)


def confirm(book: Book, quick: Engine | None = None, other: Engine | None = None) -> Recalculation:
    """Recalculate *book*, the value stored in each formula cell being one of the two opinions.

    ``quick`` evaluates all formulas from the inputs. Where it gives what is stored, a program that
    knows nothing of it has come to the same figure, and that is agreement. What it does not
    confirm is put to ``other`` as well, and they decide as in :func:`recalculate`: a stored value
    is never taken over. ``None``: the default pair. Where ``quick`` is not installed, ``other``
    takes its place.
    """
    return hear(book, quick, other).recalculation


@dataclass(frozen=True)
class Heard:
    """What the engines said of *book*, and what came of it; see :func:`confirm`."""

    book: Book
    engines: tuple[Engine, Engine]
    """The quick one, and the one that is asked of what it does not confirm."""
    given: Mapping[CellRef, Answer]
    second: Mapping[CellRef, Answer]
    recalculation: Recalculation


def hear(book: Book, quick: Engine | None = None, other: Engine | None = None) -> Heard:
    """Ask the engines as :func:`confirm` does, and keep what they answered."""
    slow, fast = default_engines()
    quick, other = fast if quick is None else quick, slow if other is None else other
    if not quick.version:
        quick, other = other, quick
    return settled(book, (quick, other), answers_of(quick, book))


def settled(
    book: Book,
    engines: tuple[Engine, Engine],
    given: Mapping[CellRef, Answer],
    known: Mapping[CellRef, Verdict] | None = None,
    heard: Mapping[CellRef, Answer] | None = None,
) -> Heard:
    """The verdicts, where the quick one of *engines* has *given* its answers for all of *book*.

    ``known`` are verdicts that still hold, ``heard`` what the other would answer once more.
    """
    quick, other = engines
    graph = graph_of(book)
    known, heard = known or {}, heard or {}
    verdicts: dict[CellRef, Verdict] = {}
    for name, cells in graph.on_sheet.items():
        sheet = book.sheet(name)
        if sheet is None:
            continue
        new = [cell for cell in cells if cell not in known] if known else cells
        found = dict(_confirmed(new, given, sheet, graph.volatile, book.date1904))
        if len(found) == len(cells):
            verdicts.update(found)
        else:
            told = ((cell, known.get(cell) or found.get(cell)) for cell in cells)
            verdicts.update((cell, said) for cell, said in told if said is not None)
    asked = [cell for cell in graph.cells if cell not in verdicts]
    news = tuple(cell for cell in asked if cell not in heard)
    answered = answers_of(other, book, news) if news else {}
    second = {cell: answered[cell] if cell in answered else heard[cell] for cell in asked}
    for cell in asked:
        answers = {other.name: second[cell], quick.name: given[cell]}
        verdicts[cell] = _verdict(answers, cell, graph)
    names = other.name, quick.name
    outcome = Recalculation(verdicts, names, graph.cycles, _missing((other, quick)))
    return Heard(book, engines, given, second, outcome)


def _confirmed(
    cells: Iterable[CellRef],
    given: Mapping[CellRef, Answer],
    sheet: Sheet,
    volatile: frozenset[CellRef],
    date1904: bool,
) -> Iterator[tuple[CellRef, Agreed]]:
    """The stored values themselves where the answers are the same figures; they need no renewal."""
    held = sheet.cells
    for cell in cells:
        answer = given[cell]
        stored = held[cell[1:]].value
        if isinstance(answer, Declined) or cell in volatile:
            continue
        # Most are the very same number.
        same = isinstance(answer, float) and isinstance(stored, float) and answer == stored
        if same or agree(answer, stored, date1904=date1904):
            yield cell, Agreed(stored if isinstance(stored, float) else answer)


def refreshed(book: Book, recalculation: Recalculation) -> Book:
    """*book* with the agreed value in every formula cell."""
    by_sheet: dict[str, dict[tuple[int, int], Value]] = {}
    for cell, value in recalculation.agreed.items():
        by_sheet.setdefault(cell.sheet, {})[cell.row, cell.column] = value
    fresh = replace(
        book, sheets=tuple(_with_values(s, by_sheet.get(s.name, {})) for s in book.sheets)
    )
    graph_of.remember(fresh, graph_of(book))  # the formulas are the same
    return fresh


def _with_values(sheet: Sheet, values: Mapping[tuple[int, int], Value]) -> Sheet:
    cells = dict(sheet.cells)
    for at, value in values.items():
        cell = cells.get(at)
        if cell is not None and cell.formula is not None:
            cells[at] = cell._replace(value=value)
    return replace(sheet, cells=cells)


def _verdict(answers: Mapping[str, Answer], cell: CellRef, graph: Graph) -> Verdict:
    values = {n: a for n, a in answers.items() if not isinstance(a, Declined)}
    if cell in graph.volatile:
        return Volatile(values)
    reasons = {n: a.reason for n, a in answers.items() if isinstance(a, Declined)}
    if reasons:
        return Undecided(reasons, values)
    first, *others = values.values()
    return Agreed(first) if all(agree(first, other) for other in others) else Disputed(values)


def agree(a: Value, b: Value, *, date1904: bool = False) -> bool:
    """Whether two values are the same figure (see the module's text for the tolerance).

    Engines give dates as serial numbers; ``date1904`` says how to count one that a cell holds.
    """
    if same_value(a, b, date1904=date1904):
        return True
    if not (_is_number(a) and _is_number(b)):
        return False
    assert isinstance(a, float)  # noqa: S101 - for the type checker
    assert isinstance(b, float)  # noqa: S101
    return abs(a - b) <= max(RELATIVE * max(abs(a), abs(b)), NEAR_ZERO)


def _is_number(value: Value) -> bool:
    return isinstance(value, float) and not isinstance(value, (bool, datetime))
