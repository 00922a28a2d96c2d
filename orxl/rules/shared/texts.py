"""What the rules about texts share: the passages of the paper, and the cells a text may quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from orxl.binding import BoundRow, cell_by_words
from orxl.core import nb
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.layout import Kind
from orxl.layout.assumption_sheets import ASSUMPTIONS
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

_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?])\s+")
PLACEHOLDER: Final = re.compile(r"\{([^{}|]*)(?:\|([^{}|]*))?\}")
_ONE_CELL: Final = re.compile(r"('(?:[^']|'')+'|[^'!]+)!\$?([A-Z]{1,3})\$?([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in a cell: the table and row it stands in."""

    table: str
    row: BoundRow
    cell: CellRef
    text: str


def passages(view: View, fields: Sequence[tuple[str, str]] = FIELDS) -> Iterator[Passage]:
    """Every text in the columns *fields*, as typed."""
    for table, key in fields:
        if view.has(table, key):
            for row in view.rows(table):
                text = row.values.get(key)
                if isinstance(text, str) and text.strip():
                    yield Passage(table, row, row.cells[key], text)


def of_type(view: View, *types: str) -> Iterator[Passage]:
    """The paper's paragraphs of any of *types*, in order."""
    for passage in passages(view, ((PARAGRAPHS, "text"),)):
        if passage.row.values.get("type") in types:
            yield passage


@per_object
def named_cells(view: View) -> Mapping[str, CellRef]:
    """The cells that a placeholder may name.

    A name of the layout counts even where the workbook has lost it: that is another finding.
    """
    cells: dict[str, CellRef] = {}
    for name in view.book.names:
        match = _ONE_CELL.fullmatch(name.refers_to)
        if match and name.sheet is None and not name.hidden:
            sheet = match[1].removeprefix("'").removesuffix("'").replace("''", "'")
            cells[name.name] = CellRef.of(sheet, match[2] + match[3])
    for named in view.bound.names:
        cell = view.cell(named.table, named.row, named.column, by=named.by)
        if cell is not None:
            cells[named.name] = cell
    return cells


def quoted_cell(view: View, name: str) -> CellRef | None:
    """The cell that a placeholder's *name* means: a defined name, or table, key and column."""
    return named_cells(view).get(name) or cell_by_words(view.bound, name)


def as_printed(view: View, text: str) -> str:
    """*text* as a message quotes it: what a placeholder stands for in place of its source."""
    return PLACEHOLDER.sub(lambda match: _told(view, match[1].strip(), match[2] or ""), text)


def _told(view: View, name: str, form: str) -> str:
    cell = quoted_cell(view, name)
    value = view.value(cell) if cell is not None else BLANK
    if isinstance(value, str):
        return value
    if not isinstance(value, float):
        return "…" if value is BLANK else nb.value(value)
    kind = named_kinds(view).get(name)
    if form in ("neste", "forrige"):
        value += 1 if form == "neste" else -1
    if kind is Kind.THOUSANDS and form in ("kr", "kr2", "mill1", "mill2"):
        value *= 1000
    if form in ("mill1", "mill2"):
        return nb.number(value / 1_000_000, int(form[-1]))
    if form == "prosent" or kind is Kind.SHARE:
        return f"{nb.number(round(value * 100, 1))} %"
    return nb.digits(value) if kind is Kind.YEAR else nb.number(round(value, 2))


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


def named_kinds(view: View) -> Mapping[str, Kind]:
    """What each of the layout's named cells holds, in the layout's order."""
    typed = {spec.name: spec.kind for spec in ASSUMPTIONS}
    return {
        named.name: typed[named.name]
        if named.name in typed
        else view.layout.table(named.table).column(named.column).kind
        for named in view.bound.names
    }


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


def sentences(text: str) -> list[str]:
    """*text* cut after each full stop, exclamation or question mark that a blank follows."""
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
