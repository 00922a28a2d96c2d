"""The ``Engine`` protocol, and the caution that every engine is run with.

No engine is right everywhere, and the worst faults are silent. So an engine is asked only what
it has been seen to answer right: circular formulas, formulas that read other workbooks and the
idioms in its own table of weaknesses are declined, and so is everything that rests on them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import CellError, Value
from orxl.formulas.graph import Graph, cycle_text, graph_of
from orxl.formulas.precedents import Reading

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Declined:
    """An engine's "I don't say": why, in bokmål for the user."""

    reason: str


Answer = Value | Declined


class Engine(Protocol):
    """Something that evaluates a workbook's formulas."""

    @property
    def name(self) -> str:
        """What reports call it."""

    @property
    def version(self) -> str:
        """Its version, or ``""`` where it is not installed."""

    def evaluate(
        self, book: Book, wanted: Collection[CellRef] | None = None
    ) -> Mapping[CellRef, Answer]:
        """The answers for *wanted* formula cells (``None``: all), from *book*'s inputs alone.

        Cached values are never used. Cells without a formula get no answer. Never raises for what
        a workbook holds: what the engine cannot do is Declined.
        """


@dataclass(frozen=True, slots=True)
class Suspect:
    """A formula about to be given to an engine: its lowered text and what it reads."""

    cell: CellRef
    lowered: str
    reading: Reading
    kind: str


@dataclass(frozen=True, slots=True)
class Weakness:
    """An idiom that an engine gets wrong: how to recognise it, and the case that was measured.

    ``reason`` is shown to the user; ``measured`` tells a maintainer what came out, and what
    should have.
    """

    reason: str
    measured: str
    applies: Callable[[Suspect], bool]


def functions(*names: str) -> Callable[[Suspect], bool]:
    """A test for :class:`Weakness`: the formula calls any of *names*."""
    wanted = frozenset(names)
    return lambda suspect: not wanted.isdisjoint(suspect.reading.functions)


Run = Callable[[Book, Mapping[CellRef, str]], Mapping[CellRef, Value | None]]
"""What an adapter does: evaluate these lowered formulas; ``None`` where no value came back."""


def guarded(
    book: Book,
    wanted: Collection[CellRef] | None,
    weaknesses: Collection[Weakness],
    run: Run,
) -> dict[CellRef, Answer]:
    """Run an engine on what it can be trusted with, and decline the rest.

    ``run`` gets the formulas that are needed for *wanted* and that neither are declined nor rest
    on something declined.
    """
    graph = graph_of(book)
    needed = frozenset(graph.cells) if wanted is None else graph.needed_for(wanted)
    answers: dict[CellRef, Answer] = {}
    refused = _refusals(book, graph, needed, weaknesses)
    _decline(graph, needed, refused, answers)
    formulas = {
        cell: graph.lowered[cell] for cell in graph.cells if cell in needed and cell not in answers
    }
    if formulas:
        values = run(book, formulas)
        failed = {}
        for cell in formulas:
            value = values.get(cell)
            doubt = _doubt(value, graph.readings[cell])
            if doubt is not None:
                failed[cell] = doubt
            elif value is not None:
                answers[cell] = value
        _decline(graph, needed, failed, answers)
    if wanted is None:
        return answers
    return {cell: answers[cell] for cell in wanted if cell in answers}


def _refusals(
    book: Book, graph: Graph, needed: frozenset[CellRef], weaknesses: Collection[Weakness]
) -> dict[CellRef, str]:
    refused = {
        cell: f"Sirkelreferanse: {text}" for cell, text in _circles(graph).items() if cell in needed
    }
    for cell in graph.cells:
        if cell not in needed or cell in refused:
            continue
        reading = graph.readings[cell]
        kind = book.cell(cell).kind
        if reading.external:
            refused[cell] = "Formelen leser en annen arbeidsbok."
        elif reading.untraceable:
            refused[cell] = "Formelen leser celler den ikke navngir (OFFSET eller INDIRECT)."
        elif kind in ("datatable", "spill"):
            refused[cell] = "Formelen er av en type (datatabell) som ikke etterregnes."
        else:
            suspect = Suspect(cell, graph.lowered[cell], reading, kind)
            for weakness in weaknesses:
                if weakness.applies(suspect):
                    refused[cell] = weakness.reason
                    break
    return refused


def _circles(graph: Graph) -> dict[CellRef, str]:
    """For each cell that takes part in a circle, the circle as text."""
    texts: dict[CellRef, str] = {}
    for knot, cycle in zip(graph.knots, graph.cycles, strict=True):
        text = cycle_text(cycle)
        texts.update((cell, text) for cell in knot)
    return texts


def _doubt(value: Value | None, reading: Reading) -> str | None:
    """Why what came back is no answer, or None when it is one."""
    if value is None:
        return "Motoren ga ingen verdi."
    if isinstance(value, CellError) and value.code == "#NAME?" and not reading.unknown_names:
        return "Motoren kjenner ikke en funksjon i formelen."
    if isinstance(value, CellError) and value.code not in KNOWN_ERRORS:
        return f"Motoren ga feilen {value.code}, som Excel ikke har."
    return None


KNOWN_ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
)  # fmt: skip
"""The errors all versions of Excel have."""


def _decline(
    graph: Graph,
    needed: frozenset[CellRef],
    refused: Mapping[CellRef, str],
    answers: dict[CellRef, Answer],
) -> None:
    """Enter *refused* in *answers*, and with them all needed cells that rest on them."""
    for cell, source in graph.spread(refused).items():
        if cell in refused:
            answers[cell] = Declined(refused[cell])
        elif cell in needed and not isinstance(answers.get(cell), Declined):
            answers[cell] = Declined(f"Bygger på {source}, som ikke er etterregnet.")
