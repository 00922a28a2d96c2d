"""The ``Engine`` protocol, and what an adapter tells about its engine's weaknesses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final, NamedTuple, Protocol, TypeVar

from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import Value
from orxl.formulas.arrays import ArrayUse
from orxl.formulas.form import Form

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Declined:
    """An engine's "I don't say": why, in bokmål for the user."""

    reason: str


Answer = Value | Declined


NOT_INSTALLED: Final = Declined("Beregningsmotoren er ikke installert på denne maskinen.")
"""What is said of every cell in an engine's place where the engine is not installed."""


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


class Suspect(NamedTuple):
    """A formula about to be given to an engine: its form, and how the cell's formula is stored."""

    form: Form
    kind: str

    @property
    def use(self) -> ArrayUse:
        """What the formula does with arrays."""
        return self.form.array_use if self.kind == "array" else self.form.use


@dataclass(frozen=True, slots=True)
class Weakness:
    """An idiom that an engine gets wrong: how to recognise it, and the case that was measured.

    ``reason`` is shown to the user; ``measured`` tells a maintainer what came out, and what
    should have.
    """

    reason: str
    measured: str
    applies: Callable[[Suspect], bool]
    when: Callable[[Value], bool] | None = None
    """Only such results are wrong; without it the formula is not given to the engine at all."""


def functions(*names: str) -> Callable[[Suspect], bool]:
    """A test for :class:`Weakness`: the formula calls any of *names*."""
    wanted = frozenset(names)
    return lambda suspect: not wanted.isdisjoint(suspect.form.functions)


Run = Callable[[Book, Mapping[CellRef, str]], Mapping[CellRef, Value | None]]
"""What an adapter does: evaluate these lowered formulas; ``None`` where no value came back."""
