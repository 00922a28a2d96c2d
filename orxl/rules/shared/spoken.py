"""The paper's sentences as they are read: with what the placeholders stand for, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.kit.view import View
from orxl.rules.shared.placeholders import PLACEHOLDER, as_printed, quoted_cell
from orxl.rules.shared.texts import FIELDS, Passage, passages, sentences

SPOKEN: Final = (*FIELDS, (MEASURES, "title"), (MEASURES, "condition"), (TARGETS, "text"))
"""The columns whose texts are read so."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a placeholder stands for: where it begins and ends in the printed sentence."""

    start: int
    end: int
    name: str
    form: str
    cell: CellRef | None
    value: Value


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: as typed, as printed, and what is fetched into it."""

    passage: Passage
    typed: str
    text: str
    fetched: tuple[Fetched, ...]

    @property
    def cell(self) -> CellRef:
        """Where it stands."""
        return self.passage.cell


@per_object
def spoken(view: View) -> Sequence[Sentence]:
    """Every sentence of the texts, in the order of the sheets."""
    return tuple(_spoken(view))


def _spoken(view: View) -> Iterator[Sentence]:
    for passage in passages(view, SPOKEN):
        if passage.row.values.get("type") == "sett inn":
            continue
        for typed in sentences(passage.text):
            if "{" not in typed:
                yield Sentence(passage, typed, typed, ())
                continue
            yield _printed(view, passage, typed)


def _printed(view: View, passage: Passage, typed: str) -> Sentence:
    text, done, fetched = "", 0, []
    for match in PLACEHOLDER.finditer(typed):
        text += typed[done : match.start()]
        told = as_printed(view, match[0])
        cell = quoted_cell(view, match[1].strip())
        value: Value = "" if cell is None else view.value(cell)
        fetched.append(
            Fetched(len(text), len(text) + len(told), match[1].strip(), (match[2] or "").strip(),
                    cell, value)
        )  # fmt: skip
        text, done = text + told, match.end()
    return Sentence(passage, typed, text + typed[done:], tuple(fetched))
