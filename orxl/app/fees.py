"""The members' fees, from the workbook: the list, the invoice basis, a page to each member."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Final

from orxl.app.check import checked
from orxl.app.folders import write_files
from orxl.app.scenario import no_fees, no_population
from orxl.app.workbook import Opened, open_workbook
from orxl.binding import bind
from orxl.core import nb
from orxl.core.errors import BadCall
from orxl.core.findings import Severity
from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.programme.fee_list import fee_list
from orxl.report.fees.words import FeeReport

_UNFIT: Final = regex(r'[\\/:*?"<>|\x00-\x1f]')
"""What Windows does not take in a file's name."""


@dataclass(frozen=True)
class Written:
    """The files that were made, and why there are no pages to the municipalities, if so."""

    files: tuple[Path, ...]
    hindrance: str = ""


def fees_of(
    path: Path, *, today: date, rate: Decimal | None = None, at: date | None = None
) -> FeeReport:
    """The fees by the workbook at *path*, or by another *rate* or population date.

    Nothing is written. Raises UnreadableFile; BadCall where the fees cannot be calculated.
    """
    return fees_of_opened(open_workbook(path), today=today, rate=rate, at=at)


def fees_of_opened(
    opened: Opened, *, today: date, rate: Decimal | None = None, at: date | None = None
) -> FeeReport:
    """As :func:`fees_of`, of a workbook that is read already."""
    programme = bind(opened.book).programme
    if rate is not None and rate < 0:
        raise BadCall(f"Satsen {nb.number(rate)} er negativ.", "Skriv en sats fra 0.")
    if at is not None and all(row.at != at for row in programme.populations):
        raise no_population(programme, f"per {nb.day(at)}")
    fees = fee_list(programme, rate=rate, at=at)
    if fees is None:
        raise no_fees()
    errors = sum(
        finding.severity is Severity.ERROR and finding.open
        for finding in checked(opened, today=today).findings
    )
    owner = programme.word("Organisasjon")
    return FeeReport(
        fees,
        "" if owner is None else owner,
        opened.path.name,
        sha256(opened.data).hexdigest(),
        errors,
    )


def write_fees(report: FeeReport, folder: Path, moment: datetime, *, replace: bool) -> Written:
    """Write the invoice basis (XLSX, CSV) and the pages to *folder*.

    A file that is there, with other content, needs *replace*: else nothing is written. Raises
    UnwritableFile.
    """
    made = {folder / name: data for name, data in _files(report, moment)}
    write_files(folder, made, replace=replace)
    return Written(tuple(made), report.hindrance)


def _files(report: FeeReport, moment: datetime) -> Iterator[tuple[str, bytes]]:
    from orxl.report.fees.lists import as_csv, as_sheet
    from orxl.report.fees.pages import all_pages, one_page
    from orxl.template.plain import plain_workbook
    from orxl.xlsx import normalise

    mark = " UTKAST" if report.draft else ""
    name = f"Kontingent {report.year}{mark}"
    at = moment.replace(microsecond=0)
    yield f"{name}.xlsx", normalise(plain_workbook([as_sheet(report)], report.owner, at), at)
    yield f"{name}.csv", as_csv(report).encode()
    if report.hindrance:
        return
    yield f"{name} – kommunene.html", all_pages(report).encode()
    for line in report.fees.paying:
        member = line.payer.member
        called = _UNFIT.sub("_", f"{member.code:04d} {member.name}").rstrip(" .")
        yield f"{name} – {called}.html", one_page(line, report).encode()
