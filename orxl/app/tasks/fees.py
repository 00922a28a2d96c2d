"""«Lag kontingentliste»: the list, the invoice basis and the pages to the municipalities."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from orxl.app.tasks.values import Errand, Result, told
from orxl.core.errors import UnwritableFile

_STAMP: Final = "%Y-%m-%d kl. %H.%M.%S"


def list_fees(errand: Errand) -> Result | None:
    """Make the files in a new folder where the user says; the workbook is only read.

    Raises OrxlError.
    """
    from orxl.app.fees import fees_of_opened, write_fees
    from orxl.app.workbook import reread
    from orxl.report.fees.words import sentences

    live = errand.live
    with live.quiet():
        live.calculate()
        data = live.as_file()
    report = fees_of_opened(reread(data, Path(live.name)), today=errand.moment.date())
    where = live.pick_folder(f"{errand.title}: velg mappen som filene skal ligge i")
    if where is None:
        return None
    if not where.is_dir():
        raise UnwritableFile(f"Mappen «{where}» finnes ikke.", "Velg en annen mappe.")
    folder = where / f"Kontingent {report.year} laget {errand.moment.strftime(_STAMP)}"
    written = write_fees(report, folder, errand.moment, replace=False)
    lines = [*sentences(report), written.hindrance]
    lines += ["", f"Skrev {len(written.files)} filer i mappen «{folder}».", ""]
    lines += ["Arbeidsboken er bare lest, og er som før."]
    return told("\n".join(lines))
