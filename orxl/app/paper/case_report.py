"""The board paper as files: HTML, PDF and DOCX from one paper."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.app.paper.case import paper_of
from orxl.app.paper.reports import Job, Made, judged, name_of
from orxl.report.paper.model import Paper
from orxl.report.paper.theme import Theme, theme_for

TITLE = "Saksdokument"


def make(job: Job) -> Made:
    """The board paper of *job*'s workbook. Raises HasErrors, BadCall, UnreadableFile."""
    state = judged(job)
    paper = paper_of(state.view, state.findings)
    theme = theme_for(job.opened.path)
    files = {
        name_of(TITLE, state.view.year, paper.draft, suffix): data
        for suffix, data in _written(paper, theme, job)
    }
    return Made(files, paper.draft)


def _written(paper: Paper, theme: Theme, job: Job) -> Iterator[tuple[str, bytes]]:
    from orxl.report.paper.docx import write_docx
    from orxl.report.paper.html import write_html
    from orxl.report.paper.pdf import write_pdf

    yield "html", write_html(paper, theme).encode()
    yield "pdf", write_pdf(paper, theme)
    yield "docx", write_docx(paper, theme, job.template)
