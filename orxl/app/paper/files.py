"""A paper as files: PDF, DOCX and HTML of the same name, from one paper."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.app.paper.reports import Job, Made, name_of
from orxl.report.paper.model import Paper
from orxl.report.paper.theme import Theme, theme_for


def files_of(title: str, year: int, paper: Paper, job: Job) -> Made:
    """*paper* written in all forms, with the theme beside the workbook.

    Raises BadSource where the theme or the template cannot be used.
    """
    theme = theme_for(job.opened.path)
    files = {
        name_of(title, year, paper.draft, suffix): data
        for suffix, data in _written(paper, theme, job)
    }
    return Made(files, paper.draft)


def _written(paper: Paper, theme: Theme, job: Job) -> Iterator[tuple[str, bytes]]:
    from orxl.report.paper.docx import write_docx
    from orxl.report.paper.html import write_html
    from orxl.report.paper.pdf import write_pdf

    yield "docx", write_docx(paper, theme, job.template)  # first: a bad template is told at once
    yield "html", write_html(paper, theme).encode()
    yield "pdf", write_pdf(paper, theme)
