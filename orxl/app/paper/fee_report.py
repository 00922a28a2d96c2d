"""The members' fees as files."""

from __future__ import annotations

from orxl.app.paper.fee_paper import TITLE, fee_paper
from orxl.app.paper.files import files_of
from orxl.app.paper.reports import Job, Made, judged


def make(job: Job) -> Made:
    """The fees of *job*'s workbook. Raises HasErrors, BadCall, UnreadableFile."""
    state = judged(job)
    paper = fee_paper(state.view, job.opened.path.name, state.draft)
    return files_of(TITLE, state.view.year, paper, job)
