"""«Lag saksdokument», «Lag statusrapport»: files in a folder of the user's choice, one opened."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from orxl.app.tasks.showing import open_file
from orxl.app.tasks.values import Errand, Result, told
from orxl.core.errors import UnwritableFile

_STAMP: Final = "%Y-%m-%d kl. %H.%M.%S"
_OPENED: Final = (".pdf", ".docx", ".html")
"""Which of the files is opened: the first of these that there is."""
_NO_CHANGE: Final = "Arbeidsboken er bare lest, og er som før."


def make_case(errand: Errand) -> Result | None:
    """Make the board paper of the open workbook. Raises OrxlError."""
    return _made("saken", "Saken", errand)


def make_status(errand: Errand) -> Result | None:
    """Make the status report of the open workbook. Raises OrxlError."""
    return _made("status", "Status", errand)


def _made(report: str, called: str, errand: Errand) -> Result | None:
    """Make *report* in a new folder where the user says; with Feil it is a draft, and says so."""
    from orxl.app.folders import write_files
    from orxl.app.paper.reports import Job, account, make
    from orxl.app.workbook import reread

    live = errand.live
    with live.quiet():
        live.calculate()
        data = live.as_file()
    opened = reread(data, live.path or Path(live.name))
    made = make(report, Job(opened, errand.moment.date(), draft=True))
    where = live.pick_folder(f"{errand.title}: velg mappen som filene skal ligge i")
    if where is None:
        return None
    if not where.is_dir():
        raise UnwritableFile(f"Mappen «{where}» finnes ikke.", "Velg en annen mappe.")
    folder = where / f"{called} laget {errand.moment.strftime(_STAMP)}"
    files = {folder / name: content for name, content in made.files.items()}
    write_files(folder, files, replace=False)
    first = min(files, key=lambda file: _OPENED.index(file.suffix))
    shown = [f"«{first.name}» er åpnet."] if open_file(first) else []
    lines = [*account(made, tuple(files), folder), *shown, "", _NO_CHANGE]
    return told("\n".join(lines), bad=bool(made.draft))
