"""A paper as files of the same name: PDF, HTML and, where it is asked for, DOCX."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from orxl.app.paper.reports import Job, Made, name_of
from orxl.report.paper.model import Paper
from orxl.report.paper.theme import theme_for

FORMS = ("docx", "html", "pdf")


def files_of(title: str, year: int, paper: Paper, job: Job, forms: Sequence[str] = FORMS) -> Made:
    """*paper* written in these forms, with the theme beside the workbook.

    Where PDFs cannot be set on this machine the others are made, and it is said.
    Raises BadSource where the theme or the template cannot be used.
    """
    from orxl.report.paper.docx import write_docx
    from orxl.report.paper.html import write_html
    from orxl.report.paper.pdf import NoTypesetter, write_pdf

    theme = theme_for(job.opened.path)
    writers = {
        "docx": lambda: write_docx(paper, theme, job.template),
        "html": lambda: write_html(paper, theme).encode(),
        "pdf": lambda: write_pdf(paper, theme),
    }
    files, remarks = {}, []
    with ThreadPoolExecutor(1) as beside:  # the typesetter leaves Python alone while it works
        waited = {"pdf": beside.submit(writers["pdf"])} if "pdf" in forms else {}
        for form in forms:  # DOCX first: a bad template is told before what another lacks
            try:
                made = waited[form].result() if form in waited else writers[form]()
                files[name_of(title, year, paper.draft, form)] = made
            except NoTypesetter as error:
                remarks.append(str(error))
    return Made(files, paper.draft, tuple(remarks))
