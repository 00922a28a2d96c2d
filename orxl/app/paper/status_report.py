"""The status report as files."""

from __future__ import annotations

from orxl.app.paper.files import files_of
from orxl.app.paper.reports import Job, Made, judged
from orxl.app.paper.status import INTERNAL, TITLE, status_paper


def make(job: Job) -> Made:
    """The status report of *job*'s workbook. Raises HasErrors, BadCall, UnreadableFile."""
    state = judged(job)
    made = files_of(TITLE, state.view.year, status_paper(state.view, state.draft), job)
    return Made(made.files, made.draft, (INTERNAL, *made.remarks))
