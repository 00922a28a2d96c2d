"""The board paper as a Word document: what the workbook says, word by word and cell by cell."""

from __future__ import annotations

import pytest

from orxl.report.paper.docx import write_docx
from orxl.report.paper.model import Chart, Paper, Table
from orxl.report.paper.theme import default_theme
from tests.report.docx.expected import printed, shown
from tests.report.docx.reading import Docx


@pytest.fixture(scope="module")
def document(paper: Paper) -> Docx:
    return Docx(write_docx(paper, default_theme()))


def test_every_paragraph_is_the_papers_in_its_order(paper: Paper, document: Docx) -> None:
    found = [words for _, words in document.paragraphs()]
    front = found.index("Innhold")
    assert isinstance(paper.blocks[-1], Table)  # after which Word wants a paragraph
    assert found[front:] == [*printed(paper), ""]


def test_every_table_is_the_papers_cell_by_cell(paper: Paper, document: Docx) -> None:
    called: list[str] = []
    blocks = [b.table if isinstance(b, Chart) else b for b in paper.blocks]
    wanted = [
        [[[column.heading] for column in table.columns]]
        + [[[shown(one, called) for one in c.lines or ((),)] for c in r.cells] for r in table.rows]
        for table in blocks
        if isinstance(table, Table)
    ]
    assert document.tables() == wanted


def test_the_tables_notes_are_footnotes_with_the_workbooks_words(
    paper: Paper, document: Docx
) -> None:
    texts = ["".join(getattr(one, "text", "") for one in line) for line in paper.notes.values()]
    assert sorted(words.strip() for words in document.notes().values()) == sorted(texts)


def test_no_cell_of_the_paper_names_the_pc_or_a_person(document: Docx) -> None:
    for part in ("docProps/core.xml", "docProps/app.xml"):
        assert b"Osloregionen IPR" in document.parts[part]
    assert b"python" not in b"".join(document.parts.values())
