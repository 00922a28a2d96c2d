"""The board paper as PDF: valid, nothing missing, and every figure in its place."""

from __future__ import annotations

import pytest

from orxl.report.paper.model import Chart, Line, Paper, Row, RowKind, Table, plain
from orxl.report.paper.pdf import write_pdf
from orxl.report.paper.theme import default_theme
from tests.report.pdf.spoken import cells, said, spoken
from tests.report.pdf.tags import faults
from tests.report.pdf.test_pdf import valid

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(paper: Paper) -> bytes:
    return write_pdf(paper, default_theme())


def test_the_board_paper_is_valid(made: bytes) -> None:
    assert valid(made) == []
    assert faults(made) == []


def test_every_word_of_the_board_paper_is_read_in_order(paper: Paper, made: bytes) -> None:
    wanted = said(paper)
    assert spoken(made)[-len(wanted) :] == wanted


def test_every_figure_stands_in_its_row_and_column(paper: Paper, made: bytes) -> None:
    tables = [block.table if isinstance(block, Chart) else block for block in paper.blocks]
    wanted = [_rows(table) for table in tables if isinstance(table, Table)]
    assert cells(made) == wanted


def _rows(table: Table) -> list[list[str]]:
    heads = [" ".join(column.heading.split()) for column in table.columns]
    return [heads, *(_row(row) for row in table.rows)]


def _row(row: Row) -> list[str]:
    texts = [_shown(cell.lines) for cell in row.cells]
    over = row.kind is not RowKind.BODY and not any(texts[1:])
    return texts[:1] if over else texts


def _shown(lines: tuple[Line, ...]) -> str:
    return " ".join(" ".join(plain(line) for line in lines).split())
