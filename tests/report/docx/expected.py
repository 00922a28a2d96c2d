"""What a paper's blocks become in a document, paragraph by paragraph, as the reader gives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from orxl.report.paper.model import (
    Bullets,
    Chart,
    Contents,
    Heading,
    Line,
    NoteMark,
    Paper,
    Paragraph,
    Table,
    plain,
)


def shown(part: Line, called: list[str]) -> str:
    """*part* as the reader gives it: a note is called by [number], and later by its number."""
    words = ""
    for one in part:
        if not isinstance(one, NoteMark):
            words += one.text
        elif one.note in called:
            words += str(called.index(one.note) + 1)
        else:
            called.append(one.note)
            words += f"[{len(called)}]"
    return words


def printed(paper: Paper) -> Iterator[str]:
    """Every paragraph that the blocks of *paper* become, the tables' too."""
    called: list[str] = []
    counted: Counter[str] = Counter()
    for block in paper.blocks:
        match block:
            case Contents(levels=levels):
                yield "Innhold"
                headings = [one for one in paper.blocks if isinstance(one, Heading)]
                yield from (plain(one.line) for one in headings if one.level <= levels)
            case Heading() | Paragraph():
                yield shown(block.line, called)
            case Bullets(items=items):
                yield from (shown(item, called) for item in items)
            case Chart():
                yield _caption("Figur", plain(block.caption), counted)
                yield ""  # the chart itself
                yield from _table(paper, block.table, called, counted)
            case Table():
                yield from _table(paper, block, called, counted)


def _table(paper: Paper, table: Table, called: list[str], counted: Counter[str]) -> Iterator[str]:
    yield _caption("Tabell", plain(table.caption), counted)
    yield from (column.heading for column in table.columns)
    for row in table.rows:
        for cell in row.cells:
            yield from (shown(one, called) for one in cell.lines or ((),))
    yield from (plain(paper.notes[note]) for note in table.notes if note not in called)


def _caption(kind: str, words: str, counted: Counter[str]) -> str:
    if words.startswith(f"{kind} "):  # it has a number of its own
        return words
    counted[kind] += 1
    return f"{kind} {counted[kind]}: {words}"
