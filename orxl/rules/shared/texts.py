"""What the rules about texts share: the passages of the paper, and where grants are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from orxl.binding import BoundRow
from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.programme.models import Grant
from orxl.rules.kit.tables import (
    AREAS,
    BODIES,
    MAIN,
    MEASURES,
    NOTES,
    PARAGRAPHS,
    PARTNERS,
    PROJECTS,
    STRATEGY,
    TARGETS,
)
from orxl.rules.kit.view import View
from orxl.rules.shared.amounts import grants
from orxl.rules.shared.placeholders import PLACEHOLDER

FIELDS: Final[tuple[tuple[str, str], ...]] = (
    (PARAGRAPHS, "text"),
    (AREAS, "introduction"),
    (BODIES, "description"),
    (STRATEGY, "text"),
    (NOTES, "text"),
)
"""The columns whose texts are printed and may hold placeholders."""

PROOFREAD: Final[tuple[tuple[str, str], ...]] = (
    *FIELDS,
    (AREAS, "name"),
    (MEASURES, "title"),
    (MEASURES, "condition"),
    (TARGETS, "text"),
    (PARTNERS, "name"),
    (MAIN, "label"),
    (PROJECTS, "label"),
)
"""The columns whose texts must be finished before the paper is printed."""

_SENTENCE_ENDS: Final = regex(
    r"(?<=[.!?])(?<!\bca\.)(?<!\bkr\.)(?<!mill\.)(?<!\bjf\.)(?<!\bnr\.)(?<!pkt\.)(?<!kap\.)"
    r"\s+(?=[«‘\"(–]?[A-ZÆØÅ{\d])"
)
"""Neither «1. januar» nor «ca. 3,7» ends a sentence."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in a cell: the table and row it stands in."""

    table: str
    row: BoundRow
    cell: CellRef
    text: str


def passages(view: View, fields: tuple[tuple[str, str], ...] = FIELDS) -> Iterator[Passage]:
    """Every text in the columns *fields*, as typed."""
    for table, key in fields:
        yield from _column(view, table, key)


@per_object
def _column(view: View, table: str, key: str) -> Sequence[Passage]:
    rows = view.rows(table) if view.has(table, key) else ()
    texts = ((row, row.values.get(key)) for row in rows)
    return tuple(
        Passage(table, row, row.cells[key], text)
        for row, text in texts
        if isinstance(text, str) and text.strip()
    )


@lru_cache(maxsize=4_096)
def _folded(text: str) -> str:
    return text.casefold()


def speaks_of(text: str, words: Iterable[str]) -> bool:
    """Whether any of *words*, in lower case, is in *text*, in any case.

    Asked before an expression looks for more: the expression takes a hundred times as long.
    """
    folded = _folded(text)
    return any([word in folded for word in words])  # noqa: C419 - twice as fast


def of_type(view: View, *types: str) -> Iterator[Passage]:
    """The paper's paragraphs of any of *types*, in order."""
    for passage in passages(view, ((PARAGRAPHS, "text"),)):
        if passage.row.values.get("type") in types:
            yield passage


def excerpt(text: str, start: int, end: int, before: int, after: int = 0) -> str:
    """``text[start:end]`` with whole words around it, about so many characters to each side.

    What is left out is shown by «…» in front, and behind where there is an *after*.
    """
    first = max(0, start - before)
    if first and not text[first - 1].isspace():
        first = min(start, text.find(" ", first) + 1 or start)
        if first == start and not text[start - 1].isspace():
            first = text.rfind(" ", 0, start) + 1
    last = end
    if after:
        last = len(text) if len(text) <= end + after else text.rfind(" ", end, end + after + 1)
        if last < end:
            last = text.find(" ", end) if " " in text[end:] else len(text)
    for match in PLACEHOLDER.finditer(text):
        first = match.start() if match.start() < first < match.end() else first
        last = match.end() if match.start() < last < match.end() else last
    tail = "…" if after and text[last:].strip() else ""
    return ("…" if text[:first].strip() else "") + text[first:last] + tail


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a grant is named."""

    start: int
    end: int
    grant: Grant


def mentions(view: View, text: str) -> list[Mention]:
    """Where *text* names a grant: by its code, its name, its budget line, or its phase."""
    folded = text.casefold()
    found = []
    for grant, words in _calls(view):
        for word in words:
            start = folded.find(word)
            while start >= 0:
                found.append(Mention(start, start + len(word), grant))
                start = folded.find(word, start + 1)
    return sorted(found, key=lambda m: (m.end, m.start))


@lru_cache(maxsize=4_096)
def sentences(text: str) -> Sequence[str]:
    """*text* cut after each full stop, exclamation or question mark before another sentence."""
    return _SENTENCE_ENDS.split(text)


def before(found: Sequence[Mention], position: int, reach: int) -> Mention | None:
    """The last mention that ends before *position* and at most *reach* characters from it."""
    near = [m for m in found if 0 <= position - m.end <= reach]
    return near[-1] if near else None


@per_object
def _calls(view: View) -> Sequence[tuple[Grant, set[str]]]:
    """The names by which each grant may be called in a text, in lower case."""
    every = [grant for _, grant in grants(view)]
    phases = [p for g in every for p in _phases(g)]
    calls = []
    for grant in every:
        words = {grant.grant_id, *re.split(r"\s\(|, ", grant.label)[:1]}
        if grant.budget_line is not None:
            named = re.sub(r"\(?\b\d{4}\b.*", "", grant.budget_line).rstrip()
            words |= {named, *named.split(" – ")}
        words |= {p for p in _phases(grant) if phases.count(p) == 1}
        calls.append((grant, {w.strip().casefold() for w in words if len(w.strip()) > 3}))
    return calls


def _phases(grant: Grant) -> set[str]:
    names = f"{grant.label} {grant.budget_line}".casefold()
    return set(re.findall(r"\bfase [ivx]+\b|\bfase \d\b", names))
