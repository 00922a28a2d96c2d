"""What changed since an earlier version, as files."""

from __future__ import annotations

from orxl.app.compare import compared
from orxl.app.paper.changes_paper import TITLE, changes_paper
from orxl.app.paper.files import files_of
from orxl.app.paper.reports import Job, Made, judged
from orxl.app.workbook import bound_or_none, open_workbook
from orxl.core.errors import BadCall


def make(job: Job) -> Made:
    """The changes from ``job.since`` to *job*'s workbook.

    Raises HasErrors, BadCall, UnreadableFile.
    """
    if job.since is None:
        raise BadCall(
            "«rapport endringer» trenger den tidligere utgaven av arbeidsboken.",
            "Skriv «orxl rapport endringer FRA FIL», der FRA er arbeidsboken slik den var.",
        )
    before = open_workbook(job.since)
    state = judged(job)
    bound = bound_or_none(before)
    standing = "" if bound is None else bound.programme.word("Versjon") or ""
    now = state.view.programme.word("Versjon")
    comparison = compared(before, job.opened)
    title = standing if standing != now else before.path.name
    paper = changes_paper(state.view, comparison, title, state.draft)
    return files_of(TITLE, state.view.year, paper, job)
