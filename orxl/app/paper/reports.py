"""The reports that «orxl rapport» makes, and what they share: from a sound workbook to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Final

from orxl.app.workbook import Opened
from orxl.binding import bind
from orxl.core import nb
from orxl.core.errors import OrxlError
from orxl.core.findings import Finding, Severity
from orxl.core.light import dataclass
from orxl.formulas.recalculate import confirm
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View


@dataclass(frozen=True)
class Job:
    """What a report is made of, and how it is asked for."""

    opened: Opened
    today: date
    """Decides which accepted deviations hold where the workbook does not say «Status per»."""
    draft: bool = False
    """Whether it may be made of a workbook with Feil, marked as a draft."""
    template: Path | None = None
    """The council's own DOCX, whose styles are used."""
    statement: str = ""
    """Where the organisation's accessibility statement is published."""
    since: Path | None = None
    """The workbook as it was, for what has changed since."""


@dataclass(frozen=True)
class Made:
    """The files of a report, by name; a name may have a folder («nett/index.html»)."""

    files: Mapping[str, bytes]
    draft: tuple[str, ...] = ()
    """Why it is a draft, a sentence for each error."""
    remarks: tuple[str, ...] = ()
    """What who sends it should know, a sentence each."""
    lists_errors: bool = True
    """Whether a draft has the errors on its last page."""
    errors: int = 0
    """How many Feil the workbook has, of a report that is made all the same and is no draft."""
    own_folder: str = ""
    """A folder for this report alone: what an earlier one made there and this one has not, goes."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its line in the help, and the module whose ``make(job)`` makes it."""

    line: str
    module: str


REPORTS: Final[Mapping[str, Report]] = {
    "saken": Report("saken som PDF, DOCX og HTML", "orxl.app.paper.case_report"),
    "status": Report(
        "status for tiltak, mål og økonomi som PDF, DOCX og HTML", "orxl.app.paper.status_report"
    ),
    "kontingent": Report(
        "kontingenten for medlemmene som PDF, DOCX og HTML", "orxl.app.paper.fee_report"
    ),
    "kontroll": Report(
        "«Kan saken sendes?» som PDF og HTML, for den som skal svare for den",
        "orxl.app.paper.control_report",
    ),
    "endringer": Report(
        "det som er endret siden en tidligere utgave (FRA FIL), som PDF, DOCX og HTML",
        "orxl.app.paper.changes_report",
    ),
    "nett": Report("nettutgaven for innbyggerne, en mappe med sider", "orxl.app.web.report"),
}


class HasErrors(OrxlError):
    """The workbook has Feil, and no draft was asked for."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"Arbeidsboken har {count} feil, så det lages ikke noe som kan sendes.",
            "Se dem med «orxl kontroller», eller bruk --utkast for å lage et merket utkast.",
        )
        self.count = count


@dataclass(frozen=True)
class Judged:
    """A workbook that has been checked."""

    view: View
    findings: tuple[Finding, ...]

    @property
    def draft(self) -> tuple[str, ...]:
        """«Hovedtall!D24: …», one sentence for each Feil that stands."""
        return draft_of(self.findings)


def draft_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Why a paper may not be sent: one sentence for each Feil that stands."""
    return tuple(
        f"{f.place}: {f.message}" for f in findings if f.severity is Severity.ERROR and f.told
    )


def make(name: str, job: Job) -> Made:
    """The report *name* of REPORTS. Raises HasErrors, BadCall, UnreadableFile."""
    making: Callable[[Job], Made] = import_module(REPORTS[name].module).make
    return making(job)


def judged(job: Job) -> Judged:
    """The workbook of *job*, checked. Raises HasErrors where a draft was not asked for."""
    view = View(bind(job.opened.book), confirm(job.opened.book))
    findings = tuple(run(view, today=job.today))
    errors = draft_of(findings)
    if errors and not job.draft:
        raise HasErrors(len(errors))
    return Judged(view, findings)


def name_of(title: str, year: int, draft: tuple[str, ...], suffix: str) -> str:
    """«Saksdokument 2026 UTKAST.pdf»."""
    return f"{title} {year}{' UTKAST' if draft else ''}.{suffix}"


def account(made: Made, files: tuple[Path, ...], folder: Path) -> list[str]:
    """What was made, in sentences."""
    told = [f"Laget {nb.listed([f'«{file.name}»' for file in files[:4]])} i «{folder}»."]
    if len(files) > 4:
        told = [f"Laget {nb.counted(len(files), 'fil', 'filer')} i «{folder}»."]
    if made.draft:
        where = ", som står på siste side" if made.lists_errors else ""
        errors = nb.counted(len(made.draft), "feil", "feil")
        told.append(f"Det er et UTKAST med {errors}{where}.")
    return told + list(made.remarks)
