"""Builds the first workbook from the text source, with every value filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from orxl.app.recalculate import stale_values
from orxl.app.record import finding_rows, fingerprint, rows_kept, to_record
from orxl.app.workbook import reread
from orxl.binding import bind
from orxl.core.edits import Edit, SetCell, SetFullCalcOnLoad
from orxl.core.errors import BadSource, UnwritableFile
from orxl.core.findings import Finding, Severity, state
from orxl.core.light import dataclass
from orxl.formulas.edited import recalculate_edited
from orxl.formulas.recalculate import recalculate, refreshed
from orxl.layout.names import FINDINGS, LOG
from orxl.programme.programme import Programme
from orxl.programme.records import LogEntry
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View


@dataclass(frozen=True)
class BuildReport:
    """What a build made."""

    path: Path
    written: bool
    findings: tuple[Finding, ...]
    formulas: int
    unconfirmed: int
    backup: Path | None


def example_source() -> Path:
    """The source of the example workbook: in the installed package, or beside it in a checkout.

    Raises BadSource where neither is there.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "eksempel", package.parent / "workbook" / "kilde"):
        if (folder / "forutsetninger.yaml").is_file():
            return folder
    raise BadSource("Kilden til eksempelet fulgte ikke med orxl.", "Installer orxl på nytt.")


def build_bytes(source: Path) -> tuple[bytes, tuple[Finding, ...], int, int]:
    """The workbook from the source in *source*: bytes, findings, formulas, unconfirmed values.

    The same source gives the same bytes. Raises BadSource.
    """
    from orxl.sources.kilde import read_source

    return built(read_source(source))


def built(programme: Programme) -> tuple[bytes, tuple[Finding, ...], int, int]:
    """The workbook of *programme*: bytes, findings, formulas, unconfirmed values.

    Raises BadSource where the programme has no budget year or no line in its log.
    """
    from orxl.layout import layout_for
    from orxl.template import build
    from orxl.xlsx import normalise, patch

    year, moment = programme.year, _moment(programme.log)
    if year is None:
        raise BadSource("Kilden mangler forutsetningen «Budsjettår».")
    path, layout = Path("handlingsprogram.xlsx"), layout_for(year)
    first = reread(build(layout, programme, moment), path)
    # Built twice: what the formulas give decides how high the rows must be.
    shown = recalculate(first.book)
    raw = normalise(build(layout, programme, moment, shown.agreed), moment)
    opened = reread(raw, path)
    recalculation = recalculate_edited(opened.book, first.book, shown)
    fresh = View(bind(refreshed(opened.book, recalculation)), recalculation)
    findings = to_record(run(fresh, today=moment.date()))
    record: list[Edit] = [fresh.bound.tables[FINDINGS].replaced(finding_rows(findings))]
    record += [*_first_log_line(fresh, findings), *fingerprint(fresh), *rows_kept(fresh)]
    recorded = reread(patch(raw, record), path, opened)
    now = recalculate_edited(recorded.book, opened.book, recalculation)
    _, edits = stale_values(recorded, now)
    if len(now.agreed) == len(now.verdicts):
        edits.append(SetFullCalcOnLoad(False))
    data = normalise(patch(recorded.data, edits), moment)
    return data, findings, len(now.verdicts), len(now.verdicts) - len(now.agreed)


def _first_log_line(view: View, findings: Sequence[Finding]) -> list[Edit]:
    """The counts of the first run in the log line that the source brings along."""
    counts = state(findings)
    row = view.rows(LOG)[0]
    columns = (
        ("errors", Severity.ERROR),
        ("warnings", Severity.WARNING),
        ("notes", Severity.NOTE),
    )
    return [SetCell(row.cells[key], float(counts[severity])) for key, severity in columns]


def _moment(log: tuple[LogEntry, ...]) -> datetime:
    if not log:
        raise BadSource("Kilden mangler en linje i endringslogg.csv.")
    return log[0].time


def blank_bytes(
    year: int, name: str, moment: datetime, source: Path | None = None
) -> tuple[bytes, tuple[Finding, ...], int, int]:
    """An empty workbook for *year* and the council called *name*, as :func:`built` gives it.

    Where *source* holds the populations (SSB) they come along; nothing else of it does. Raises
    BadCall for a year or a name that cannot be used, BadSource for a malformed source.
    """
    from orxl.app.blank import blank_programme
    from orxl.sources.kilde import read_source

    known = source is not None and (source / "folketall.csv").is_file()
    people = read_source(source).populations if source is not None and known else ()
    return built(blank_programme(year, name, moment.replace(microsecond=0), people))


def build_file(source: Path, target: Path, *, replace: bool = False) -> BuildReport:
    """Build the workbook at *target*. An existing file with other content needs *replace*.

    Raises UnwritableFile where the file is in the way, BadSource for a malformed source.
    """
    return _written(build_bytes(source), target, replace)


def build_blank(
    year: int,
    name: str,
    target: Path,
    *,
    moment: datetime,
    source: Path | None = None,
    replace: bool = False,
) -> BuildReport:
    """Build an empty workbook at *target*; see :func:`blank_bytes` and :func:`build_file`."""
    return _written(blank_bytes(year, name, moment, source), target, replace)


def _written(
    result: tuple[bytes, tuple[Finding, ...], int, int], target: Path, replace: bool
) -> BuildReport:
    from hashlib import sha256

    from orxl.xlsx import save

    data, findings, formulas, unconfirmed = result
    old = target.read_bytes() if target.is_file() else None
    if old == data:
        return BuildReport(target, False, findings, formulas, unconfirmed, None)
    if old is not None and not replace:
        raise UnwritableFile(
            f"«{target.name}» finnes fra før og er ikke lik det kilden gir.",
            "Noen kan ha arbeidet i den. Bruk --erstatt for å bygge på nytt likevel (den gamle "
            "blir tatt vare på), eller --ut for å bygge til et annet filnavn.",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    fingerprint = sha256(old).hexdigest() if old is not None else ""
    saved = save(target, data, fingerprint=fingerprint)
    return BuildReport(target, saved.written, findings, formulas, unconfirmed, saved.backup)
