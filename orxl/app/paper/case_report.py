"""The board paper as files."""

from __future__ import annotations

from orxl.app.paper.case import paper_of
from orxl.app.paper.files import files_of
from orxl.app.paper.reports import Job, Made, judged

TITLE = "Saksdokument"


def make(job: Job) -> Made:
    """The board paper of *job*'s workbook. Raises HasErrors, BadCall, UnreadableFile."""
    state = judged(job)
    return files_of(TITLE, state.view.year, paper_of(state.view, state.findings), job)
