"""The board paper of the built workbook, and of workbooks that staff have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from orxl.app.paper.case import paper_of
from orxl.report.paper.model import Block, Bullets, Heading, Line, Paper, Paragraph, Table
from orxl.rules.kit import Editor, View
from tests.helpers import view_of

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
