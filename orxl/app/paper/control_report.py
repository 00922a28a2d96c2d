"""«Kan saken sendes?» as files: a page and a PDF. It is made of a workbook with Feil too."""

from __future__ import annotations

from hashlib import sha256

from orxl.app.check import reservations
from orxl.app.paper.control import Checked, control_paper
from orxl.app.paper.files import files_of
from orxl.app.paper.reports import Job, Made
from orxl.app.workbook import view_of
from orxl.core.findings import Severity
from orxl.core.light import replace
from orxl.rules.kit.registry import rules_asking
from orxl.rules.kit.run import run

TITLE = "Kontroll"


def make(job: Job) -> Made:
    """The check of *job*'s workbook for who answers for it. Raises UnreadableFile, BadSource."""
    from orxl.xlsx.inspect import inspect

    opened, view = job.opened, view_of(job.opened.book)
    checked = Checked(
        view,
        tuple(run(view, today=job.today)),
        opened.path.name,
        sha256(opened.data).hexdigest(),
        inspect(opened.data, opened.path.name).properties.modified,
        job.today,
        reservations(opened),
        len(rules_asking(type(view).__name__)),
    )
    made = files_of(TITLE, view.year, control_paper(checked), job, ("html", "pdf"))
    told = f"Kan saken sendes? {checked.answer.value}."
    errors = sum(f.severity is Severity.ERROR for f in checked.told)
    return replace(made, remarks=(told, *made.remarks), errors=errors)
