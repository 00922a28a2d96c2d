"""The board paper of the built workbook, and of workbooks that staff have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from orxl.app.paper.case import paper_of
from orxl.report.paper.model import Block, Bullets, Heading, Line, Paper, Paragraph, Table
from orxl.rules.kit import Editor, View
from orxl.rules.text.t012_figure_is_neither_bound_nor_declared import RULE
from tests.helpers import said, view_of

BASIS = "tallgrunnlag"
Change = Callable[[Editor], object]


@pytest.fixture(scope="session")
def paper(sound: View) -> Paper:
    """The paper of the built workbook."""
    return paper_of(sound)


@pytest.fixture
def changed(sound: View) -> Callable[[Change], Paper]:
    """The paper of the built workbook after a change."""

    def make(change: Change) -> Paper:
        e = Editor(sound.bound)
        change(e)
        return paper_of(view_of(e.book, sound))

    return make


@pytest.fixture
def changed_findings(sound: View) -> Callable[[Change], Paper]:
    """The paper of the built workbook after a change, with what T012 finds."""

    def make(change: Change) -> Paper:
        e = Editor(sound.bound)
        change(e)
        view = view_of(e.book, sound)
        return paper_of(view, said(view, rules=(RULE,)))

    return make


def lines_of(block: Block) -> Iterator[Line]:
    """The lines of a block in reading order."""
    match block:
        case Heading(line=line) | Paragraph(line=line):
            yield line
        case Bullets(items=items):
            yield from items
        case Table(rows=rows):
            for row in rows:
                for cell in row.cells:
                    yield from cell.lines
        case _:
            pass


def body(paper: Paper) -> list[Block]:
    """The blocks before «Tallgrunnlag»."""
    at = next(
        (i for i, b in enumerate(paper.blocks) if isinstance(b, Heading) and b.anchor == BASIS),
        len(paper.blocks),
    )
    return list(paper.blocks[:at])
