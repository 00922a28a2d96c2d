"""The board paper as files."""

from __future__ import annotations

from orxl.app.paper.case import paper_of, reported
from orxl.app.paper.files import files_of
from orxl.app.paper.reports import Job, Made, judged
from orxl.core import nb
from orxl.core.light import replace

TITLE = "Saksdokument"


def make(job: Job) -> Made:
    """The board paper of *job*'s workbook. Raises HasErrors, BadCall, UnreadableFile."""
    state = judged(job)
    made = files_of(TITLE, state.view.year, paper_of(state.view, state.findings), job)
    unbound = len(reported(state.findings))
    if not unbound:
        return made
    told = (
        f"{nb.counted(unbound, 'tall', 'tall')} i tekstene har verken celle eller kilde, og står "
        "sist i Tallgrunnlag."
    )
    return replace(made, remarks=(*made.remarks, told))
